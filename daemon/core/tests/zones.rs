//! Points that vote together, in the plant's own words, and what holds whatever they say.
//!
//! Each file in `zones/` tells of one zone. Every point reports each 10 s what it was last said to read, until it is silent;
//! what comes of that must be said at its moment. `zones/stage.rs` says what a step may contain.

#[path = "scenarios/clock.rs"]
mod clock;
#[path = "zones/properties.rs"]
mod properties;
#[path = "zones/stage.rs"]
mod stage;

use std::{fs, path::Path};

macro_rules! scenarios {
    ($($name:ident: $file:literal;)*) => {
        $(
            #[test]
            fn $name() {
                stage::play($file, include_str!(concat!("zones/", $file)));
            }
        )*

        #[test]
        #[expect(clippy::disallowed_methods, reason = "the test looks at its own folder")]
        fn every_scenario_file_is_played() {
            let played = [$($file),*];
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/zones");
            for entry in fs::read_dir(folder).expect("the folder can be read") {
                let name = entry.expect("an entry").file_name().into_string().expect("a plain name");
                assert!(!name.ends_with(".toml") || played.contains(&name.as_str()), "{name} is not played");
            }
        }
    };
}

scenarios! {
    two_of_three_that_are_known_agree: "all-known.toml";
    one_of_two_is_enough_when_the_third_was_lost_before: "lost-before.toml";
    a_detector_lost_beside_gas_confirms_it: "lost-beside-gas.toml";
    the_vote_of_a_detector_lost_in_gas_is_held: "lost-in-gas.toml";
    an_inhibited_detector_does_not_vote_and_is_not_needed: "inhibited.toml";
    an_inhibit_ends_no_alarm_of_the_zone: "inhibited-later.toml";
    a_zone_that_keeps_its_votes_waits_for_them: "keep.toml";
    a_zone_latches_until_live_evidence_and_a_person_end_it: "latch.toml";
    the_second_level_is_voted_on_alone: "second-level.toml";
    a_restart_changes_nothing: "restart.toml";
    a_detector_without_value_is_not_needed: "no-value.toml";
}
