//! The archive and its targets on the wire.

use mcs_core::{
    archived::{
        ArchiveRun, ArchiveStats, ArchivedDay, Checked, DayState, Prunable, PruneStep, Pruned, Restored, RunStep,
    },
    target::{Fault, Place, Preset, Probe, S3, Target},
};
use mcs_proto::wire;
use proptest::{option, prelude::*, sample::select};

use super::{
    any::{short, text, time},
    back,
};

fn fault() -> impl Strategy<Value = Fault> {
    (text(), text()).prop_map(|(message, advice)| Fault { message, advice })
}

fn state() -> impl Strategy<Value = DayState> {
    select(&DayState::ALL[..])
}

fn day() -> impl Strategy<Value = ArchivedDay> {
    let what = (text(), any::<u32>(), time(), time(), text(), state(), any::<bool>(), any::<u32>());
    let counts = (option::of(any::<u64>()), option::of(any::<u64>()), any::<u32>());
    let told = (option::of(text()), option::of(text()), option::of(text()), option::of(text()));
    (what, counts, told, time(), option::of(time())).prop_map(|(what, counts, told, changed, pruned)| {
        let (day, part, starts, ends, tz, state, outdated, revision) = what;
        let (readings, bytes, attempts) = counts;
        let (target, object, sha256, error) = told;
        ArchivedDay {
            day,
            part,
            starts,
            ends,
            tz,
            state,
            stale: outdated,
            revision,
            target,
            object,
            readings,
            bytes,
            sha256,
            changed,
            attempts,
            error,
            pruned,
        }
    })
}

fn place() -> impl Strategy<Value = Place> {
    let preset = select(&Preset::ALL[..]);
    let s3 = (preset, text(), text(), text(), text(), any::<bool>(), text());
    let s3 = s3.prop_map(|(preset, endpoint, region, bucket, prefix, path_style, access_key_id)| {
        Place::S3(S3 { preset, endpoint, region, bucket, prefix, path_style, access_key_id })
    });
    prop_oneof![text().prop_map(|path| Place::Folder { path }), s3]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_target_survives_the_wire(name in short(), place in place(), changed in time(), by in text()) {
        let target = Target { name, place, changed, by };
        prop_assert_eq!(back::<wire::Target, _>(&target), target);
    }

    #[test]
    fn a_step_of_a_test_survives_the_wire(step in text(), fault in option::of(fault())) {
        let probe = Probe { step, fault };
        prop_assert_eq!(back::<wire::TestTargetResponse, _>(&probe), probe);
    }

    #[test]
    fn an_archived_day_survives_the_wire(day in day()) {
        prop_assert_eq!(back::<wire::ArchivedDay, _>(&day), day.clone());
        let step = RunStep::Day(Box::new(day));
        prop_assert_eq!(back::<wire::RunArchiveResponse, _>(&step), step);
    }

    #[test]
    fn the_end_of_a_run_survives_the_wire(n: [u64; 3], fault in option::of(fault())) {
        let step = RunStep::End(ArchiveRun { archived: n[0], failed: n[1], waiting: n[2], fault });
        prop_assert_eq!(back::<wire::RunArchiveResponse, _>(&step), step);
    }

    #[test]
    fn what_a_look_found_survives_the_wire(
        day in text(), part: u32, object in text(), target in text(), whole: bool, finding in option::of(text()), state in state(),
    ) {
        let checked = Checked { day, part, object, target, whole, finding, state };
        prop_assert_eq!(back::<wire::VerifyArchiveResponse, _>(&checked), checked);
    }

    #[test]
    fn what_was_restored_survives_the_wire(day in text(), part: u32, object in text(), n: [u64; 4]) {
        let [readings, restored, present, conflicts] = n;
        let told = Restored { day, part, object, readings, restored, present, conflicts };
        prop_assert_eq!(back::<wire::RestoreArchiveResponse, _>(&told), told);
    }

    #[test]
    fn what_pruning_tells_survives_the_wire(day in text(), leaves: bool, why in option::of(text()), n: [u64; 3]) {
        let step = PruneStep::Day(Prunable { day, leaves, why });
        prop_assert_eq!(back::<wire::PruneArchiveResponse, _>(&step), step);
        let step = PruneStep::End(Pruned { days: n[0], readings: n[1], waiting: n[2] });
        prop_assert_eq!(back::<wire::PruneArchiveResponse, _>(&step), step);
    }

    #[test]
    fn the_archive_in_numbers_survives_the_wire(
        target in option::of(text()), enabled: bool, n: [u64; 7], days in (option::of(text()), option::of(text())),
        error in option::of(text()),
    ) {
        let [verified, empty, pending, lost, failing, readings, bytes] = n;
        let (first_day, last_day) = days;
        let stats = ArchiveStats {
            target, enabled, verified, empty, pending, lost, failing, readings, bytes, first_day, last_day, error,
        };
        prop_assert_eq!(back::<wire::ArchiveStatsResponse, _>(&stats), stats);
    }
}
