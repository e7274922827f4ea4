//! What goes onto the wire comes back the same, whatever it holds.

mod any;
mod archive;
mod broker;
mod map;
mod notify;
mod rule;

use any::{device, few, line, number, occurrence, record, short, sn, text, time, transition, update, user};
use mcs_core::{
    alarm::Occurrence,
    backup::Backup,
    calibration::{Calibration, Coefficients},
    device::{Device, Discovered, NewDevice},
    id::{CalibrationRevision, OccurrenceId, ZoneId},
    job::{JobOutcome, JobRun, JobState},
    ledger::{Counts, LedgerDay},
    live::LiveMessage,
    quantity::Unit,
    reading::{Interval, ReadingRecord},
    recompute::{Recomputed, Recomputing, RevisionRun, RevisionRuns},
    status::{Status, StoreState},
    storage::{StoreChecked, StoreFinding, StoreLevel, StoreStats, StoreVerified},
    transfer::{ImportRefusal, Imported},
    zone::{Degrade, Unknown, Zone, ZoneLevel, ZoneMember, ZoneState},
};
use mcs_proto::{convert::Blocks, wire};
use proptest::{
    collection::{btree_map, vec},
    option,
    prelude::*,
    sample::select,
};
use prost::Message;

/// To the wire as bytes, and back.
fn back<M, T>(value: &T) -> T
where
    M: for<'a> From<&'a T> + Message + Default,
    T: TryFrom<M>,
    T::Error: std::fmt::Debug,
{
    let bytes = M::from(value).encode_to_vec();
    T::try_from(M::decode(bytes.as_slice()).expect("our own bytes to decode"))
        .expect("our own message to mean something")
}

fn run() -> impl Strategy<Value = JobRun> {
    let outcome = option::of(select(&JobOutcome::ALL[..]));
    let times = (option::of(time()), time(), option::of(time()));
    (any::<u64>(), text(), times, option::of(text()), outcome, option::of(text())).prop_map(
        |(id, job, (due, started, ended), by, outcome, detail)| JobRun {
            id,
            job,
            due,
            by,
            started,
            ended,
            outcome,
            detail,
        },
    )
}

fn level() -> impl Strategy<Value = StoreLevel> {
    (text(), any::<u64>(), any::<u64>(), any::<u64>()).prop_map(|(level, segments, readings, bytes)| StoreLevel {
        level,
        segments,
        readings,
        bytes,
    })
}

fn refusal() -> impl Strategy<Value = ImportRefusal> {
    prop_oneof![
        Just(ImportRefusal::UnknownDevice),
        Just(ImportRefusal::ImpossibleTime),
        any::<u32>().prop_map(|n| ImportRefusal::UnknownCalibration(CalibrationRevision(n))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_device_survives_the_wire(device in device()) {
        prop_assert_eq!(back::<wire::Device, _>(&device), device);
    }

    #[test]
    fn a_new_device_survives_the_wire(device in device(), share_user in option::of(user())) {
        let Device { sn, name, area, zone, instrument, position, settings, .. } = device;
        let new = NewDevice { sn, name, area, zone, instrument, position, settings, share_user };
        prop_assert_eq!(back::<wire::AddDeviceRequest, _>(&new), new);
    }

    #[test]
    fn a_discovered_device_survives_the_wire(
        sn in sn(), user in text(), address in text(), first in time(), last in time(), attempts: u64,
    ) {
        let discovered = Discovered { sn, user, address, first, last, attempts };
        prop_assert_eq!(back::<wire::Discovered, _>(&discovered), discovered);
    }

    #[test]
    fn a_calibration_survives_the_wire(
        k in 1e-6..1e6, b in number(), t_ref in number(), t_comp in number(), revision: u32,
        times in (time(), option::of(time()), time()), by in text(), comment in option::of(text()),
    ) {
        let (valid_from, due, recorded) = times;
        let coefficients = Coefficients::new(k, b, t_ref, t_comp).expect("finite and not zero");
        let revision = CalibrationRevision(revision);
        let calibration = Calibration { revision, valid_from, coefficients, due, by, recorded, comment };
        prop_assert_eq!(back::<wire::Calibration, _>(&calibration), calibration);
    }

    #[test]
    fn what_is_told_of_computing_anew_survives_the_wire(
        sn in sn(), revision: Option<u32>, from in time(), to in time(), readings: u64, changed: u64, damaged: u64,
        dry_run: bool, before in vec((option::of(any::<u32>()), time(), time(), any::<u64>()), 0..4), done: bool,
    ) {
        let run = |(revision, from, to, readings): (Option<u32>, _, _, _)| RevisionRun {
            revision: revision.map(CalibrationRevision), from, to, readings,
        };
        let before = RevisionRuns::new(before.into_iter().map(run).collect());
        let revision = revision.map(CalibrationRevision);
        let told = if done {
            Recomputing::Done(Box::new(Recomputed { sn, revision, from, to, readings, changed, damaged, dry_run, before }))
        } else {
            Recomputing::Progress { done: readings, total: changed }
        };
        prop_assert_eq!(back::<wire::RecomputeReadingsResponse, _>(&told), told);
    }

    #[test]
    fn a_job_and_its_runs_survive_the_wire(
        name in text(), what in text(), when in text(), next in time(), running: bool, last in option::of(run()),
    ) {
        let job = JobState { name, what, when, next, running, last };
        prop_assert_eq!(back::<wire::Job, _>(&job), job);
    }

    #[test]
    fn a_zone_and_its_votes_survive_the_wire(
        names in (short(), short()), set: bool, level in select(&ZoneLevel::ALL[..]), degrade in select(&Degrade::ALL[..]),
        numbers in (any::<u32>(), any::<u8>(), any::<u32>(), any::<u32>(), any::<u32>()), blind: bool,
        members in few((sn(), any::<bool>(), option::of(select(&Unknown::ALL[..])), any::<bool>())),
        alarm: Option<u64>, text in text(),
    ) {
        let (id, wanted, revision, votes, needed) = numbers;
        let zone = Zone { id: ZoneId(id), name: names.0, votes: wanted, level, degrade, revision };
        prop_assert_eq!(&back::<wire::Zone, _>(&zone), &zone);
        let member = |(sn, votes, unknown, masked)| ZoneMember { sn, votes, unknown, masked };
        let members = members.into_iter().map(member).collect();
        let (zone, alarm) = (set.then_some(zone), alarm.map(OccurrenceId));
        let state = ZoneState { name: names.1, zone, members, votes, needed, blind, alarm, text };
        prop_assert_eq!(back::<wire::ZoneState, _>(&state), state);
    }

    #[test]
    fn a_backup_survives_the_wire(
        id: u64, name in text(), place in text(), bytes: Option<u64>, sha256: Option<[u8; 32]>, error in option::of(text()),
        times in (time(), option::of(time()), option::of(time())),
    ) {
        let (made, verified, removed) = times;
        let backup = Backup { id, name, made, place, bytes, sha256, verified, removed, error };
        prop_assert_eq!(back::<wire::Backup, _>(&backup), backup);
    }

    #[test]
    fn what_the_store_holds_survives_the_wire(
        n: [u64; 10], levels in few(level()), retention_days: Option<u32>,
        times in (option::of(time()), option::of(time()), option::of(time())),
    ) {
        let (unsealed_since, oldest, newest) = times;
        let stats = StoreStats {
            database_bytes: n[0], wal_bytes: n[1], reserve_bytes: n[2], free_bytes: n[3], levels, summaries: n[4],
            summary_bytes: n[5], unsealed: n[6], unsealed_since, oldest, newest, retention_days, works: n[7],
            work_us: n[8], longest_work_us: n[9],
        };
        prop_assert_eq!(back::<wire::StoreStatsResponse, _>(&stats), stats);
    }

    #[test]
    fn what_a_check_of_the_store_tells_survives_the_wire(n: [u64; 4], whole: bool, what in text(), why in text()) {
        let verified = StoreVerified { segments: n[0], readings: n[1], summaries: n[2], findings: n[3], whole };
        for told in [
            StoreChecked::Progress { done: n[0], total: n[1] },
            StoreChecked::Finding(StoreFinding { what, why }),
            StoreChecked::Verified(verified),
        ] {
            prop_assert_eq!(back::<wire::VerifyStoreResponse, _>(&told), told);
        }
    }

    #[test]
    fn a_reading_survives_the_wire(record in record()) {
        prop_assert_eq!(back::<wire::Reading, _>(&record), record);
    }

    #[test]
    fn readings_in_bulk_survive_the_wire(mut lines in vec(line(), 0..20), unit in option::of(select(&Unit::ALL[..]))) {
        let mut blocks = Blocks::default();
        for (line, device) in lines.iter_mut().zip(0..) {
            line.unit = unit;
            blocks.push(device, line);
        }
        let devices: Vec<_> = lines.iter().map(|line| (line.sn.clone(), unit)).collect();
        let bytes = blocks.take().encode_to_vec();
        let block = wire::ReadingBlock::decode(bytes.as_slice()).expect("our own bytes to decode");
        prop_assert!(blocks.is_empty());
        prop_assert_eq!(block.lines(&devices).expect("our own message to mean something"), lines);
    }

    #[test]
    fn a_block_of_any_lengths_never_panics(
        has in vec(any::<u32>(), 0..5), device in vec(0..3_u32, 0..5),
        time_step_us in vec(any::<i64>(), 0..5), seq in vec(any::<u32>(), 0..5),
        v_raw in vec(any::<f64>(), 0..5),
    ) {
        let block = wire::ReadingBlock { has, device, time_step_us, seq, v_raw, ..wire::ReadingBlock::default() };
        let _ = block.lines(&[("A".parse().expect("a serial number"), None)]);
    }

    #[test]
    fn what_became_of_imported_readings_survives_the_wire(
        new: u64, duplicate: u64, conflict: u64, refused in btree_map((sn(), refusal()), 1..u64::MAX, 0..4),
    ) {
        let imported = Imported { new, duplicate, conflict, refused };
        prop_assert_eq!(back::<wire::ImportReadingsResponse, _>(&imported), imported);
    }

    #[test]
    fn an_interval_survives_the_wire(
        sn in sn(), start in time(), count: u64, unit in select(&Unit::ALL[..]),
        mean in option::of(number()), min in option::of(number()), max in option::of(number()), last in option::of(number()),
    ) {
        let interval = Interval { sn, start, count, mean, min, max, last, unit };
        prop_assert_eq!(back::<wire::Interval, _>(&interval), interval);
    }

    #[test]
    fn an_alarm_survives_the_wire(alarm in occurrence()) {
        prop_assert_eq!(back::<wire::Alarm, _>(&alarm), alarm);
    }

    #[test]
    fn a_transition_survives_the_wire(transition in transition()) {
        prop_assert_eq!(back::<wire::Transition, _>(&transition), transition);
    }

    #[test]
    fn a_live_message_survives_the_wire(boot_id in text(), rev: u64, update in update()) {
        let message = LiveMessage { boot_id, rev, update };
        prop_assert_eq!(back::<wire::WatchResponse, _>(&message), message);
    }

    #[test]
    fn a_ledger_line_survives_the_wire(sn in sn(), day in text(), n: [u64; 10], no_identity: bool) {
        let [received, duplicate, conflict, quarantined, refused, late, unrecorded, missing, recovered, restarts] = n;
        let counts = Counts {
            received, duplicate, conflict, quarantined, refused, late, unrecorded, missing, recovered, restarts,
        };
        let line = LedgerDay { sn, day, counts, complete: counts.complete(), no_identity };
        prop_assert_eq!(back::<wire::LedgerDay, _>(&line), line);
    }

    #[test]
    fn a_status_survives_the_wire(
        site in text(), tz in text(), version in text(), started in time(), now in time(), n: [u64; 15],
        store in select(&StoreState::ALL[..]), disk_free_percent in 0.0..100.0, mqtt in few(text()),
        failing_jobs in few(text()),
    ) {
        let status = Status {
            site, tz, version, started, now, devices: n[0], connections: n[1], live: n[2], stale: n[3], offline: n[4],
            not_commissioned: n[5], fault: n[6], unacked: n[7], active: n[8], discovered: n[9], readings: n[10],
            committed: n[11], unrecorded: n[12], store, commit_us: n[13], store_bytes: n[14], disk_free_percent, mqtt,
            failing_jobs,
        };
        prop_assert_eq!(back::<wire::GetStatusResponse, _>(&status), status);
    }
}

#[test]
fn unspecified_and_unknown_enums_are_refused_by_name() {
    let mut alarm = wire::Alarm { point_id: Some(1), r#type: "HIGH".into(), ..wire::Alarm::default() };
    let said = Occurrence::try_from(alarm.clone()).expect_err("priority 0 to be refused").to_string();
    assert_eq!(said, "priority is 0, which this version does not know");
    alarm.priority = wire::Priority::High.into();
    alarm.state = 99;
    let said = Occurrence::try_from(alarm).expect_err("state 99 to be refused").to_string();
    assert_eq!(said, "state is 99, which this version does not know");
}

#[test]
fn a_packet_number_beyond_sixteen_bits_is_refused() {
    let reading = wire::Reading {
        sn: "A1".into(),
        unit: "ppm".into(),
        quality: wire::Quality::Good.into(),
        seq: Some(65_536),
        ..wire::Reading::default()
    };
    let said = ReadingRecord::try_from(reading).expect_err("the number to be refused").to_string();
    assert_eq!(said, "seq is 65536, outside of what it may be");
}
