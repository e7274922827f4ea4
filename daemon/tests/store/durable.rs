//! Commits become durable when they should, and are told after that.

use std::time::Duration;

use mcs_core::status::StoreState;
use mcsd::{
    ingest::Verdict,
    store::{Commit, StoreOptions, TrySendError, Urgency},
};

use crate::bench::{
    Outcome, ack, commit, count, create, new, open, open_with, options, raise, reading, second, until, write,
};

#[test]
fn an_acknowledged_reading_is_read_by_a_second_program() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open_with(dir.path(), StoreOptions { window: Duration::ZERO, ..options() });
    let second = second(dir.path());
    for n in 1..=100 {
        let (token, verdict) = ack();
        let mut commit = commit(n, Urgency::Pressed, vec![new(reading(1, i64::try_from(n)?))]);
        commit.acks.push(token);
        store.try_send(commit).map_err(|_| "full")?;
        assert_eq!(verdict.blocking_recv()?, Verdict::Accepted);
        assert_eq!(count(&second, "SELECT count(*) FROM recent"), n);
    }
    store.close();
    Ok(())
}

#[test]
fn a_window_gathers_commits_and_an_alarm_ends_it() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    until("the run is recorded", || store.gauge().commits() == 1);
    for n in 1..=50 {
        let commit = commit(n, Urgency::Window, vec![new(reading(1, i64::try_from(n)?))]);
        store.try_send(commit).map_err(|_| "full")?;
    }
    let mut alarm = Commit { seq: 51, ..Commit::default() };
    alarm.alarms.push(raise(1, 1));
    alarm.press(Urgency::AtOnce);
    write(&store, alarm);
    assert_eq!(store.gauge().committed_seq(), 51);
    assert_eq!(store.gauge().readings(), 50);
    // One transaction; a machine that stalls for a second between two sends may make it a few more.
    assert!(store.gauge().commits() <= 4, "{} transactions", store.gauge().commits());
    store.close();
    Ok(())
}

#[test]
fn without_a_window_every_commit_is_a_transaction() {
    let dir = tempfile::tempdir().expect("a directory");
    create(dir.path());
    let (store, _) = open_with(dir.path(), StoreOptions { window: Duration::ZERO, ..options() });
    until("the run is recorded", || store.gauge().commits() == 1);
    for n in 1..=20 {
        write(&store, commit(n, Urgency::Window, vec![new(reading(1, 1))]));
    }
    assert_eq!(store.gauge().commits(), 21);
    store.close();
}

#[test]
fn senders_who_wait_end_the_window_while_the_budget_lasts() {
    let dir = tempfile::tempdir().expect("a directory");
    create(dir.path());
    // A window so long that the test could not end in time if it were waited for fifty times.
    let (store, _) = open(dir.path());
    until("the run is recorded", || store.gauge().commits() == 1);
    for n in 1..=50 {
        let readings = (0..20).map(|i| new(reading(1, i))).collect();
        write(&store, commit(n, Urgency::Pressed, readings));
    }
    assert_eq!(store.gauge().readings(), 1000);
    assert_eq!(store.gauge().commits(), 51);
    store.close();
}

#[test]
fn too_much_in_flight_is_given_back_whole() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let many = (0..250_000).map(|n| new(reading(1, n))).collect();
    store.try_send(commit(1, Urgency::Window, many)).map_err(|_| "the first one fits")?;
    let more = (0..250_000).map(|n| new(reading(2, n))).collect();
    let back = match store.try_send(commit(2, Urgency::Window, more)) {
        Err(TrySendError::Full(back)) => *back,
        Ok(()) | Err(TrySendError::Gone(_)) => return Err("it should have been refused".into()),
    };
    assert_eq!(back.readings.len(), 250_000);
    until("the first one is settled", || store.gauge().in_flight() == 0);
    write(&store, back);
    assert_eq!(store.gauge().readings(), 500_000);
    until("the log is copied into the database", || store.gauge().database_bytes() > 8 * 1024 * 1024);
    store.close();
    assert!(matches!(store.try_send(Commit::default()), Err(TrySendError::Gone(_))));
    Ok(())
}

#[test]
fn closing_writes_what_was_sent_and_empties_the_log() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    store.try_send(commit(1, Urgency::Window, vec![new(reading(1, 1))])).map_err(|_| "full")?;
    store.close();
    let second = second(dir.path());
    assert_eq!(count(&second, "SELECT count(*) FROM recent"), 1);
    assert_eq!(count(&second, "SELECT count(*) FROM daemon_run WHERE stopped IS NOT NULL"), 1);
    assert_eq!(store.gauge().state(), StoreState::Ok);
    Ok(())
}

#[test]
fn the_outlet_hears_alarms_once_they_are_durable_and_in_order() -> Outcome {
    struct Ear(std::sync::mpsc::Sender<(u64, Vec<u64>)>);
    impl mcsd::store::Outlet for Ear {
        fn committed(&mut self, seq: u64, steps: Vec<mcsd::store::AlarmStep>) {
            let ids = steps.iter().map(|step| step.occurrence.id.0).collect();
            self.0.send((seq, ids)).expect("the test listens");
        }
    }
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (ear, heard) = std::sync::mpsc::channel();
    let (store, _) = mcsd::store::Store::open(dir.path(), options(), Box::new(Ear(ear)))?;
    for n in 1..=3 {
        let mut commit = Commit { seq: n, urgency: Some(Urgency::AtOnce), ..Commit::default() };
        commit.alarms.push(raise(n, 1));
        store.try_send(commit).map_err(|_| "full")?;
    }
    let second = second(dir.path());
    let mut ids = Vec::new();
    while ids.len() < 3 {
        let (seq, some) = heard.recv_timeout(crate::bench::PATIENCE)?;
        ids.extend(some);
        assert!(count(&second, "SELECT count(*) FROM transition") >= seq);
    }
    assert_eq!(ids, [1, 2, 3]);
    store.close();
    Ok(())
}
