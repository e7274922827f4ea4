//! A full disk: the reserve, then alarms only or nothing acknowledged, and healing when space returns.

use mcs_core::{id::PointId, status::StoreState};
use mcsd::{
    ingest::Verdict,
    store::{ReserveSize, SiteDay, StoreHandle, StoreOptions, Urgency, WhenFull},
};

use crate::{
    bench::{ack, commit, count, create, new, open_with, options, raise, reading, second, until, write},
    disk::SmallDisk,
};

const MIB: u64 = 1024 * 1024;

fn small(when_full: WhenFull) -> StoreOptions {
    StoreOptions {
        window: std::time::Duration::from_millis(5),
        when_full,
        reserve: ReserveSize::Fixed(2 * MIB),
        alarm_reserve: MIB,
        ..options()
    }
}

/// Pours readings until the store is in this state; each is acknowledged. Returns how many.
fn pour_until(store: &StoreHandle, seq: &mut u64, state: StoreState) -> u64 {
    let mut poured = 0;
    until(state.as_str(), || {
        *seq += 1;
        let first = i64::try_from(*seq * 100).expect("small");
        let mut commit = commit(*seq, Urgency::AtOnce, (first..first + 100).map(|n| new(reading(1, n))).collect());
        let (token, verdict) = ack();
        commit.acks.push(token);
        store.try_send(commit).expect("there is room");
        poured += 100;
        assert_eq!(verdict.blocking_recv(), Ok(Verdict::Accepted));
        store.gauge().state() == state
    });
    poured
}

#[test]
fn alarms_go_on_when_the_reserve_is_gone_and_the_ledger_names_what_is_missing() {
    let Some(disk) = SmallDisk::mount("alarms", 24) else { return };
    create(&disk.0);
    let (store, _) = open_with(&disk.0, small(WhenFull::Alarms));
    assert_eq!(std::fs::metadata(disk.0.join("reserve.readings")).map(|m| m.len()).ok(), Some(2 * MIB));
    let mut seq = 0;
    let filler = disk.fill();
    let mut poured = pour_until(&store, &mut seq, StoreState::Reserve);
    poured += pour_until(&store, &mut seq, StoreState::Unrecorded);
    poured += 100;
    seq += 1;
    let mut alarm = commit(seq, Urgency::AtOnce, (0..100).map(|n| new(reading(2, n))).collect());
    alarm.alarms.push(raise(seq, 1));
    write(&store, alarm);
    let read = second(&disk.0);
    assert_eq!(count(&read, "SELECT count(*) FROM transition"), 1, "an alarm is durable on a full disk");
    let counted = |kind: fn(&mcs_core::ledger::Counts) -> u64| -> u64 {
        let lines = store.queries().ledger(None, SiteDay(0), SiteDay(30_000)).expect("a ledger");
        lines.iter().map(|(_, _, counts)| kind(counts)).sum()
    };
    assert_eq!(counted(|c| c.received) + counted(|c| c.unrecorded), poured);
    assert_eq!(counted(|c| c.received), count(&read, "SELECT count(*) FROM recent"));
    assert_eq!(counted(|c| c.unrecorded), store.gauge().unrecorded());
    assert!(counted(|c| c.unrecorded) >= 200);

    std::fs::remove_file(filler).expect("space returns");
    until("it heals", || store.gauge().state() == StoreState::Ok);
    seq += 1;
    write(&store, commit(seq, Urgency::AtOnce, vec![new(reading(3, 1))]));
    assert_eq!(count(&read, "SELECT count(*) FROM recent WHERE point = 3"), 1);
    assert_eq!(std::fs::metadata(disk.0.join("reserve.readings")).map(|m| m.len()).ok(), Some(2 * MIB));
    store.close();
    let (store, boot) = open_with(&disk.0, small(WhenFull::Alarms));
    assert_eq!(boot.open_occurrences.len(), 1);
    store.close();
}

#[test]
fn a_daemon_starts_on_a_full_disk_and_says_so() {
    let Some(disk) = SmallDisk::mount("start", 24) else { return };
    create(&disk.0);
    open_with(&disk.0, small(WhenFull::Alarms)).0.close();
    let filler = disk.fill();
    let (store, _) = open_with(&disk.0, small(WhenFull::Alarms));
    until("it says so", || store.gauge().state() != StoreState::Ok);
    let mut alarm = commit(1, Urgency::AtOnce, vec![new(reading(1, 1))]);
    alarm.alarms.push(raise(1, 1));
    write(&store, alarm);
    std::fs::remove_file(filler).expect("space returns");
    until("it heals", || store.gauge().state() == StoreState::Ok);
    store.close();
}

#[test]
fn alarms_the_full_disk_cannot_take_stay_owed_and_are_written_later() {
    let Some(disk) = SmallDisk::mount("owed", 24) else { return };
    create(&disk.0);
    let options = StoreOptions { alarm_reserve: 0, reserve: ReserveSize::Fixed(0), ..small(WhenFull::Alarms) };
    let (store, _) = open_with(&disk.0, options);
    let mut seq = 0;
    let filler = disk.fill();
    let poured = pour_until(&store, &mut seq, StoreState::Unrecorded);
    // Alarms until the log, too, takes no more.
    let mut alarms = 0_u32;
    until("an alarm is owed", || {
        seq += 1;
        alarms += 1;
        let mut alarm = commit(seq, Urgency::AtOnce, vec![new(reading(4, i64::from(alarms)))]);
        for n in 0..64 {
            let mut step = raise(seq * 100 + n, 1);
            step.transition.comment = Some("x".repeat(2_000));
            alarm.alarms.push(step);
        }
        let (token, verdict) = ack();
        alarm.acks.push(token);
        store.try_send(alarm).expect("there is room");
        assert_eq!(verdict.blocking_recv(), Ok(Verdict::Accepted), "readings are answered, recorded or not");
        store.gauge().committed_seq() < seq
    });
    std::fs::remove_file(filler).expect("space returns");
    until("what was owed is written", || store.gauge().committed_seq() == seq);
    let read = second(&disk.0);
    assert_eq!(count(&read, "SELECT count(*) FROM transition"), u64::from(alarms) * 64);
    let lines = store.queries().ledger(None, SiteDay(0), SiteDay(30_000)).expect("a ledger");
    let total: u64 = lines.iter().map(|(_, _, c)| c.received + c.unrecorded).sum();
    assert_eq!(total, poured + u64::from(alarms));
    store.close();
}

#[test]
fn records_are_withheld_until_there_is_room_and_none_is_lost() {
    let Some(disk) = SmallDisk::mount("records", 24) else { return };
    create(&disk.0);
    let (store, _) = open_with(&disk.0, small(WhenFull::Records));
    let mut seq = 0;
    let filler = disk.fill();
    let mut poured = pour_until(&store, &mut seq, StoreState::Reserve);
    let mut held = Vec::new();
    until("acknowledgements are withheld", || {
        seq += 1;
        let first = i64::try_from(seq * 100).expect("small");
        let mut commit = commit(seq, Urgency::AtOnce, (first..first + 100).map(|n| new(reading(1, n))).collect());
        let (token, verdict) = ack();
        commit.acks.push(token);
        let (done, durable) = tokio::sync::oneshot::channel();
        commit.done.push(done);
        store.try_send(commit).expect("there is room");
        poured += 100;
        held.push(verdict);
        until("it is settled or withheld", || {
            store.gauge().committed_seq() == seq || store.gauge().state() == StoreState::Withheld
        });
        drop(durable);
        store.gauge().state() == StoreState::Withheld
    });
    let mut last = held.pop().expect("one at least");
    assert!(last.try_recv().is_err(), "nothing is acknowledged that is not recorded");
    std::fs::remove_file(filler).expect("space returns");
    assert_eq!(last.blocking_recv(), Ok(Verdict::Accepted));
    until("it heals", || store.gauge().state() == StoreState::Ok);
    assert_eq!(count(&second(&disk.0), "SELECT count(*) FROM recent"), poured);
    assert_eq!(store.gauge().unrecorded(), 0);
    assert_eq!(count(&second(&disk.0), &format!("SELECT count(*) FROM recent WHERE point <> {}", PointId(1))), 0);
    store.close();
}
