//! Readings in, transitions out, in the plant's own words.
//!
//! Each file in `scenarios/` tells of one point: what it is set to, and step by step what it says, what people do, and
//! what must come of it. A step without `then` expects nothing. `scenarios/stage.rs` says what a step may contain.

#[path = "scenarios/clock.rs"]
mod clock;
#[path = "scenarios/hide.rs"]
mod hide;
#[path = "scenarios/script.rs"]
mod script;
#[path = "scenarios/setting.rs"]
mod setting;
#[path = "scenarios/stage.rs"]
mod stage;
#[path = "scenarios/words.rs"]
mod words;

use std::{fs, path::Path};

fn play(file: &str, text: &str) {
    let script: script::Script = toml::from_str(text).unwrap_or_else(|e| panic!("{file}: {e}"));
    stage::Stage::play(file, &script);
}

macro_rules! scenarios {
    ($($name:ident: $file:literal;)*) => {
        $(
            #[test]
            fn $name() {
                play($file, include_str!(concat!("scenarios/", $file)));
            }
        )*

        #[test]
        #[expect(clippy::disallowed_methods, reason = "the test looks at its own folder")]
        fn every_scenario_file_is_played() {
            let played = [$($file),*];
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
            for entry in fs::read_dir(folder).expect("the folder can be read") {
                let name = entry.expect("an entry").file_name().into_string().expect("a plain name");
                assert!(!name.ends_with(".toml") || played.contains(&name.as_str()), "{name} is not played");
            }
        }
    };
}

scenarios! {
    test_gas_under_an_inhibit_is_evidence_and_the_first_reading_after_it_decides: "inhibit.toml";
    an_inhibited_point_that_fell_silent_is_told_of_when_it_ends: "inhibit-silent.toml";
    an_alarm_that_stood_before_an_inhibit_is_announced_after_it: "inhibit-over-alarms.toml";
    overlapping_masks_end_one_after_the_other: "masks-overlap.toml";
    a_restart_keeps_masks_and_ends_those_past_their_time: "masks-restart.toml";
    a_shelved_alarm_is_silent_until_its_time_is_over: "shelf.toml";
    a_shelved_second_level_hides_no_first: "shelf-second-level.toml";
    an_alarm_that_becomes_critical_comes_off_the_shelf: "shelf-critical.toml";
    a_drill_goes_the_way_of_the_alarm_it_plays: "drill.toml";
    a_lost_link_explains_silence_but_not_a_point_lost_in_gas: "link-lost.toml";
    the_wills_of_a_broker_that_goes_down_are_no_news_of_points: "link-broken.toml";
    a_climb_raises_both_levels_and_returns_with_a_latch: "climb.toml";
    a_step_over_both_levels_is_one_notice: "step.toml";
    an_acknowledged_alarm_that_worsens_is_announced_again: "realarm.toml";
    a_value_around_its_limit_chatters_without_an_off_delay: "chatter.toml";
    an_off_delay_keeps_a_chattering_value_one_alarm: "chatter-off-delay.toml";
    oxygen_alarms_when_it_falls: "oxygen.toml";
    the_default_deadband_lets_a_low_limit_end: "default-deadband.toml";
    a_flooded_sensor_clears_nothing_until_it_was_verified: "over-range.toml";
    a_restart_in_an_on_delay_raises_when_it_is_due: "restart-in-on-delay.toml";
    a_long_restart_in_an_on_delay_raises_at_once: "long-restart-in-on-delay.toml";
    a_point_lost_in_alarm_stays_in_alarm: "lost-in-alarm.toml";
    what_ended_long_before_a_backlog_is_summarised: "back-fill.toml";
    what_ended_shortly_before_a_backlog_is_told_once: "back-fill-recent.toml";
    what_lasts_to_the_end_of_a_backlog_is_raised_live: "back-fill-continues.toml";
    a_backlog_that_stops_in_gas_makes_the_silence_critical: "back-fill-stops.toml";
    a_backlog_after_live_readings_is_judged_from_where_the_gap_began: "back-fill-after-live.toml";
    a_backlog_in_turn_with_live_readings_is_one: "back-fill-in-turn.toml";
    an_alarm_held_through_an_outage_is_not_raised_again: "back-fill-held.toml";
    a_first_level_in_a_backlog_speaks_for_itself_only_where_it_lasted_longer: "back-fill-separate-levels.toml";
    a_restart_within_a_backlog_loses_nothing: "back-fill-restart.toml";
    a_slow_clock_does_not_blind_a_detector: "slow-clock.toml";
    a_clock_set_right_ends_its_alarm: "clock-right-again.toml";
    two_old_readings_at_once_are_a_backlog: "old-readings.toml";
    an_acknowledgement_names_what_it_saw: "ack-race.toml";
    a_faulty_device_may_raise_but_never_clear: "fault.toml";
    a_broken_sensor_holds_what_it_last_saw: "sensor-failure.toml";
    a_will_shortens_the_wait_for_silence: "will.toml";
    a_battery_runs_down: "battery.toml";
    a_changed_limit_says_who_changed_it: "changed-limit.toml";
    a_removed_limit_withdraws_its_alarm: "removed-limit.toml";
    a_point_without_calibration_or_limit_says_so: "uncommissioned.toml";
    a_reading_below_the_range_is_a_drift: "under-range.toml";
    a_gas_alarm_that_stands_long_is_announced_again: "stands-long.toml";
    a_retired_point_closes_its_alarms: "retired.toml";
    four_restarts_in_an_hour_are_a_fault: "power-ons.toml";
    a_temperature_is_not_a_gas: "not-a-gas.toml";
    an_on_delay_counts_down: "on-delay.toml";
    a_step_of_our_clock_cuts_no_delay_short: "clock-step.toml";
    our_own_deafness_is_not_the_devices_silence: "deaf.toml";
    frames_that_cannot_be_read_are_a_fault: "unreadable.toml";
    a_rise_is_an_alarm_before_any_limit_is: "rate.toml";
    an_uneven_rise_is_told_from_what_stood: "rate-uneven.toml";
    a_rise_over_a_gap_counts_as_even: "rate-gap.toml";
    a_steep_rise_over_a_gap_is_an_alarm: "rate-gap-steep.toml";
    a_fall_of_oxygen_is_its_rise: "rate-oxygen.toml";
    a_dose_of_fifteen_minutes_comes_and_goes: "stel.toml";
    a_higher_limit_of_dose_is_reached_later: "stel-32.toml";
    a_limit_of_dose_beyond_what_is_there_is_never_reached: "stel-33.toml";
    a_new_point_has_no_clean_air_behind_it: "stel-new-point.toml";
    a_full_dose_is_one_though_little_is_known: "stel-new-point-strong.toml";
    a_dose_fills_up_in_silence: "stel-silence.toml";
    a_dose_survives_a_restart: "stel-restart.toml";
    a_backlog_goes_into_the_dose: "stel-back-fill.toml";
    half_a_shift_at_twice_the_limit_is_a_dose: "twa.toml";
    a_voltage_that_rests_is_that_of_a_dead_sensor: "stuck.toml";
    a_signal_at_its_edge_is_weak: "weak-signal.toml";
    an_inhibit_is_neither_clean_air_nor_dose: "stel-inhibited.toml";
    an_inhibit_within_a_shift_is_neither_clean_air_nor_dose: "twa-inhibited.toml";
    a_test_leaves_no_rise_behind: "rate-inhibited.toml";
    a_sensor_is_not_believed_while_it_warms_up: "warm-up.toml";
}
