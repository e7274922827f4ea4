//! A copy of the database beside a writer that never rests: it ends, it is whole, and it holds what was there when it began.

use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
    },
    thread,
};

use mcsd::store::{Checked, CopyError, OpenError, Store, StoreHandle, Urgency};
use rusqlite::Connection;

use crate::bench::{Outcome, commit, count, create, new, open, reading, second, until, write};

/// Writes commits of ten readings one after the other until it is stopped; gives how many it wrote.
fn writer(store: &StoreHandle, stop: &Arc<AtomicBool>, written: &Arc<AtomicU64>) -> thread::JoinHandle<()> {
    let (store, stop, written) = (store.clone(), Arc::clone(stop), Arc::clone(written));
    thread::spawn(move || {
        let mut seq = 1_000_000;
        while !stop.load(SeqCst) {
            seq += 1;
            let first = i64::try_from(seq * 10).expect("small");
            let readings = (0..10).map(|n| new(reading(7, first + n))).collect();
            write(&store, commit(seq, Urgency::AtOnce, readings));
            written.fetch_add(10, SeqCst);
        }
    })
}

#[test]
fn a_writer_at_full_speed_neither_restarts_a_copy_nor_gets_into_it() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    for seq in 1..=20 {
        let first = i64::try_from(seq * 1_000)?;
        write(&store, commit(seq, Urgency::AtOnce, (0..1_000).map(|n| new(reading(1, first + n))).collect()));
    }
    let (stop, written) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let writer = writer(&store, &stop, &written);
    until("it writes", || written.load(SeqCst) >= 10);
    let before = written.load(SeqCst);
    let copy = dir.path().join("copy.db");
    let mut looks = Vec::new();
    let held = store.queries().copy_to(&copy, |progress| {
        looks.push(progress);
        // Between any two pieces of the copy the writer commits more than once.
        let now = written.load(SeqCst);
        until("the writer goes on", || written.load(SeqCst) >= now + 20);
        ControlFlow::Continue(())
    })?;
    let during = written.load(SeqCst) - before;
    stop.store(true, SeqCst);
    writer.join().expect("no panic");
    assert!(looks.len() >= 2, "{looks:?}");
    assert!(looks.windows(2).all(|pair| pair[0].done < pair[1].done), "it went on and never back: {looks:?}");
    assert!(looks.iter().all(|look| look.total == looks[0].total), "what is copied does not grow: {looks:?}");
    assert!(during >= 20 * u64::try_from(looks.len())?, "{during}");

    assert!(!dir.path().join("copy.db-wal").exists(), "it is one file by itself");
    assert_eq!(Store::check_copy(&copy, &never())?, held);
    let copied = count(&Connection::open(&copy)?, "SELECT count(*) FROM recent");
    assert!((20_000 + before..20_000 + before + during).contains(&copied), "{copied} of {before} and {during}");
    store.close();
    assert_eq!(count(&second(dir.path()), "SELECT count(*) FROM recent"), 20_000 + written.load(SeqCst));
    Ok(())
}

#[test]
fn a_copy_can_be_broken_off() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    write(&store, commit(1, Urgency::AtOnce, (0..10_000).map(|n| new(reading(1, n))).collect()));
    let broken = store.queries().copy_to(&dir.path().join("copy.db"), |_| ControlFlow::Break(()));
    assert!(matches!(broken, Err(CopyError::Stopped)), "{broken:?}");
    store.close();
    Ok(())
}

/// Nobody breaks it off.
fn never() -> Arc<dyn Fn() -> bool + Send + Sync> {
    Arc::new(|| false)
}

/// A closed database with some readings in it.
fn database() -> Result<tempfile::TempDir, Box<dyn std::error::Error>> {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    write(&store, commit(1, Urgency::AtOnce, (0..10_000).map(|n| new(reading(1, n))).collect()));
    store.close();
    Ok(dir)
}

/// Overwrites the head of the page in the middle of a file.
fn damage(path: &std::path::Path) -> Outcome {
    let mut bytes = std::fs::read(path)?;
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 8].fill(0xFF);
    Ok(std::fs::write(path, bytes)?)
}

#[test]
fn a_copy_with_damage_is_not_whole_and_the_damage_is_named() -> Outcome {
    let dir = database()?;
    let path = dir.path().join(Store::FILE);
    assert_eq!(Store::check_copy(&path, &never())?.row, 10_000);
    damage(&path)?;
    let refused = Store::check_copy(&path, &never()).expect_err("it is damaged");
    assert!(matches!(refused, OpenError::Damaged { .. }), "{refused}");
    Ok(())
}

#[test]
fn a_copy_whose_tables_are_not_ours_is_not_whole() -> Outcome {
    let dir = database()?;
    let path = dir.path().join(Store::FILE);
    Connection::open(&path)?.execute_batch("DROP TABLE audit; CREATE TABLE audit (id INTEGER PRIMARY KEY) STRICT")?;
    let refused = Store::check_copy(&path, &never()).expect_err("it is not ours");
    assert!(refused.to_string().contains("table audit"), "{refused}");
    Ok(())
}

#[test]
fn a_database_whose_daemon_does_not_run_is_looked_at_whole() -> Outcome {
    let dir = database()?;
    let mut found = Vec::new();
    let mut each = |checked| {
        if let Checked::Finding(finding) = checked {
            found.push(finding);
        }
        ControlFlow::Continue(())
    };
    let verified = Store::examine(dir.path(), &mut each)?;
    assert_eq!((verified.findings, verified.whole), (0, true));
    damage(&dir.path().join(Store::FILE))?;
    let verified = Store::examine(dir.path(), &mut each)?;
    assert!(verified.findings > 0);
    assert!(found.iter().any(|finding| finding.what == "the database file"), "{found:?}");
    Ok(())
}

#[test]
fn a_database_that_is_in_use_is_not_examined() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let refused = Store::examine(dir.path(), &mut |_| ControlFlow::Continue(()));
    assert!(matches!(refused, Err(OpenError::InUse { .. })), "{refused:?}");
    store.close();
    Ok(())
}
