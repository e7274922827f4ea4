//! A disk that is slow, that fails to sync, and that loses what was never synced.

use std::{
    collections::HashMap,
    fs::OpenOptions,
    io::Read,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
};

use crate::{
    bench::{Outcome, create, until},
    child::Pour,
    kill, shim,
};

pub(crate) fn faulty(dir: &Path, more: &[(&'static str, String)]) -> Vec<(&'static str, String)> {
    let mut environment =
        vec![("LD_PRELOAD", shim::library().display().to_string()), ("MCS_FAULT_DIR", dir.display().to_string())];
    environment.extend_from_slice(more);
    environment
}

#[test]
fn a_failed_sync_ends_the_process_and_nothing_of_that_commit_was_acknowledged() -> Outcome {
    for nth in [1, 2, 5, 12] {
        let (dir, notes) = (tempfile::tempdir()?, tempfile::tempdir()?);
        create(dir.path());
        let environment = faulty(dir.path(), &[("MCS_FAULT_EIO_AT", format!("{nth}"))]);
        let pour = Pour { store: dir.path(), notes: notes.path(), commits: 60, environment };
        let status = pour.run();
        assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(6), "sync {nth}: {status}");
        kill::check(&pour);
    }
    Ok(())
}

#[test]
fn a_slow_disk_is_met_by_larger_transactions_and_loses_nothing() -> Outcome {
    let (dir, notes) = (tempfile::tempdir()?, tempfile::tempdir()?);
    create(dir.path());
    let log = notes.path().join("log");
    let environment =
        faulty(dir.path(), &[("MCS_FAULT_DELAY_US", "5000".into()), ("MCS_FAULT_LOG", log.display().to_string())]);
    let pour = Pour { store: dir.path(), notes: notes.path(), commits: 200, environment };
    assert!(pour.run().success());
    kill::check(&pour);
    let syncs = records(&log)?.iter().filter(|record| record.kind == Kind::Sync).count();
    assert!(syncs < 200, "{syncs} syncs for 200 commits of which several are always under way");
    Ok(())
}

#[test]
fn power_is_cut_and_everything_acknowledged_is_there() -> Outcome {
    for (round, acknowledged) in [3, 40, 90, 160].into_iter().enumerate() {
        let (dir, notes) = (tempfile::tempdir()?, tempfile::tempdir()?);
        create(dir.path());
        let log = notes.path().join("log");
        let environment = faulty(dir.path(), &[("MCS_FAULT_LOG", log.display().to_string())]);
        let pour = Pour { store: dir.path(), notes: notes.path(), commits: 100_000, environment };
        let mut child = pour.command().spawn()?;
        until("enough is acknowledged", || pour.acknowledged().len() >= acknowledged);
        child.kill()?;
        child.wait()?;
        let unsynced = unsynced(records(&log)?);
        for seed in 0..6 {
            let (after, notes_after) = (tempfile::tempdir()?, &notes);
            for name in ["mcs.db", "mcs.db-wal"] {
                let from = dir.path().join(name);
                if from.exists() {
                    std::fs::copy(&from, after.path().join(name))?;
                }
            }
            lose(&unsynced, dir.path(), after.path(), seed + 100 * round as u64)?;
            let pour = Pour { store: after.path(), notes: notes_after.path(), commits: 0, environment: Vec::new() };
            kill::check(&pour);
        }
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Write,
    Sync,
}

/// One record of the shim's log.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) kind: Kind,
    pub(crate) path: PathBuf,
    pub(crate) offset: u64,
    pub(crate) old: Vec<u8>,
}

pub(crate) fn records(log: &Path) -> std::io::Result<Vec<Record>> {
    let mut bytes = Vec::new();
    std::fs::File::open(log)?.read_to_end(&mut bytes)?;
    let mut rest = &bytes[..];
    let mut all = Vec::new();
    // The last record may be cut off by the kill; its write was never made.
    while let Some((header, after)) = rest.split_at_checked(32) {
        let field = |n: usize| {
            let eight = header[8 * n..8 * n + 8].try_into().expect("eight bytes");
            u64::from_ne_bytes(eight)
        };
        let lengths = (usize::try_from(field(1)), usize::try_from(field(3)));
        let (Ok(path_len), Ok(data_len)) = lengths else { break };
        let Some((body, next)) = after.split_at_checked(path_len + data_len) else { break };
        all.push(Record {
            kind: if field(0) == u64::from(b'S') { Kind::Sync } else { Kind::Write },
            path: PathBuf::from(String::from_utf8_lossy(&body[..path_len]).into_owned()),
            offset: field(2),
            old: body[path_len..].to_vec(),
        });
        rest = next;
    }
    Ok(all)
}

/// The writes no sync has covered, oldest first.
pub(crate) fn unsynced(records: Vec<Record>) -> Vec<Record> {
    let mut synced: HashMap<PathBuf, usize> = HashMap::new();
    for (n, record) in records.iter().enumerate() {
        if record.kind == Kind::Sync {
            synced.insert(record.path.clone(), n);
        }
    }
    let open = records
        .into_iter()
        .enumerate()
        .filter(|(n, record)| record.kind == Kind::Write && synced.get(&record.path).is_none_or(|sync| n > sync));
    open.map(|(_, record)| record).collect()
}

/// Takes back a choice of the writes, page by page, newest first: what a disk may have done with them.
pub(crate) fn lose(unsynced: &[Record], from: &Path, to: &Path, seed: u64) -> std::io::Result<()> {
    const PAGE: usize = 512;
    let mut state = seed;
    let mut chance = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Seed 0 of a round loses everything.
        seed.is_multiple_of(100) || state >> 63 == 1
    };
    for record in unsynced.iter().rev() {
        let Ok(name) = record.path.strip_prefix(from) else { continue };
        let path = to.join(name);
        if !path.exists() {
            continue;
        }
        let file = OpenOptions::new().write(true).open(path)?;
        for (n, page) in record.old.chunks(PAGE).enumerate() {
            if chance() {
                file.write_all_at(page, record.offset + (n * PAGE) as u64)?;
            }
        }
    }
    Ok(())
}
