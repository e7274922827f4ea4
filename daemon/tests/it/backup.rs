//! Backups of a daemon that records: made, checked, killed in the middle, damaged, restored into another directory.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU16, Ordering::SeqCst},
    },
    thread,
};

use mcs_core::{
    backup::{Backup, BackupState},
    job::JobOutcome,
};
use tokio_stream::StreamExt as _;

use crate::{
    daemon::{Daemon, Site, eventually},
    job::run,
    mqtt::{Mqtt, reading, unix_now},
    river::history,
};

fn backups(daemon: &Daemon) -> Vec<Backup> {
    daemon.ask(daemon.client.backups(true))
}

fn verify(daemon: &Daemon) -> Vec<Backup> {
    daemon.ask(async { daemon.client.verify_backups(None).await?.collect::<Result<Vec<_>, _>>().await })
}

fn folder(site: &Site) -> PathBuf {
    site.data().join("backup")
}

/// Files that count as backups.
fn files(folder: &Path) -> BTreeSet<String> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeSet::new() };
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names
        .filter(|name| name.starts_with("mcs-") && std::path::Path::new(name).extension().is_some_and(|e| e == "db"))
        .collect()
}

fn restore(backup: &Path, data: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mcsd"));
    command.arg("restore").arg(backup).arg("--data").arg(data).args(more).output().expect("mcsd restore starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Makes a backup; gives its name.
fn made(daemon: &Daemon) -> String {
    let ended = run(daemon, "backup").pop().expect("its end");
    assert_eq!(ended.outcome, Some(JobOutcome::Done), "{ended:?}\n{}", daemon.log());
    let newest = backups(daemon).swap_remove(0);
    assert_eq!(newest.state(), BackupState::Verified, "{newest:?}");
    newest.name
}

#[test]
fn a_restored_daemon_has_every_reading_acknowledged_before_the_backup_began() {
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    let (acknowledged, stop) = (Arc::new(AtomicU16::new(0)), Arc::new(AtomicBool::new(false)));
    let sender = {
        let (acknowledged, stop) = (Arc::clone(&acknowledged), Arc::clone(&stop));
        thread::spawn(move || {
            let ts = unix_now();
            while !stop.load(SeqCst) {
                let seq = acknowledged.load(SeqCst);
                device.deliver("mcs/A001/up", &reading(ts, seq, 100.0));
                acknowledged.store(seq + 1, SeqCst);
            }
        })
    };
    eventually("readings flow", || (acknowledged.load(SeqCst) >= 50).then_some(()));
    let before = acknowledged.load(SeqCst);
    let name = made(&daemon);
    let after = acknowledged.load(SeqCst);
    stop.store(true, SeqCst);
    sender.join().expect("no panic");
    assert!(after > before, "recording went on");
    drop(daemon);

    let other = tempfile::tempdir().expect("a directory");
    let data = other.path().join("plant");
    let restored = restore(&folder(&site).join(&name), &data, &[]);
    assert!(restored.status.success(), "{}", said(&restored));
    assert!(said(&restored).contains("key is not in"), "{}", said(&restored));
    let daemon = Site::of(other).start();
    let stored = history(&daemon, "A001");
    let seqs: BTreeSet<_> = stored.iter().filter_map(|reading| reading.seq).collect();
    assert!((0..before).all(|seq| seqs.contains(&seq)), "{before} acknowledged, {} restored", stored.len());
    assert_eq!(seqs.len(), stored.len(), "none twice");
}

#[test]
fn a_kill_at_any_place_leaves_no_half_backup_under_a_real_name() {
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    Mqtt::device(daemon.mqtt, "A001", &credential).deliver("mcs/A001/up", &reading(unix_now(), 1, 100.0));
    assert_eq!(daemon.stop().code(), Some(0));
    for place in ["backup::copied", "backup::recorded", "backup::beside", "backup::placed"] {
        let daemon = site.start_with(&[("FAILPOINTS", &format!("{place}=return"))]);
        let whole = files(&folder(&site));
        daemon.within_deadline(async {
            let mut told = daemon.client.run_job("backup").await.expect("it begins");
            while let Some(Ok(_)) = told.next().await {}
        });
        assert!(!daemon.wait().success(), "{place}");
        let left: BTreeSet<_> = files(&folder(&site)).difference(&whole).cloned().collect();
        assert_eq!(left.len(), usize::from(place == "backup::placed"), "{place}: {left:?}");
        for name in &left {
            let (data, backup) = (site.dir.path().join("looked-at"), folder(&site).join(name));
            let restored = restore(&backup, &data, &["--force"]);
            assert!(restored.status.success(), "{place}: {}", said(&restored));
        }

        let daemon = site.start();
        let runs = daemon.ask(daemon.client.job_history(Some("backup"), 1));
        assert_eq!(runs[0].outcome, Some(JobOutcome::CutOff), "{place}");
        eventually("what failed before the start is recalled", || {
            (daemon.status().failing_jobs == ["backup"]).then_some(())
        });
        let name = made(&daemon);
        assert_eq!(daemon.status().failing_jobs, [""; 0]);
        let (of_record, lying) = (backups(&daemon), files(&folder(&site)));
        let verified: BTreeSet<_> =
            of_record.iter().filter(|b| b.state() == BackupState::Verified).map(|b| b.name.clone()).collect();
        assert_eq!(verified, lying, "{place}: what lies there is whole and on record");
        assert!(lying.contains(&name));
        assert!(of_record.iter().all(|b| b.state() != BackupState::Unfinished), "{place}: {of_record:?}");
        let leftovers = fs::read_dir(folder(&site)).expect("the folder").map(|e| e.expect("an entry").file_name());
        assert!(leftovers.into_iter().all(|name| !name.to_string_lossy().contains(".part")), "{place}");
        assert_eq!(daemon.stop().code(), Some(0));
    }
}

#[test]
fn a_damaged_backup_is_refused_by_name() {
    let site = Site::new();
    let daemon = site.start();
    let (sound, damaged) = (made(&daemon), made(&daemon));
    let path = folder(&site).join(&damaged);
    let mut bytes = fs::read(&path).expect("readable");
    let page = bytes.len() / 2 / 4096 * 4096;
    bytes[page..page + 16].fill(0xFF);
    fs::write(&path, bytes).expect("writable");

    let looked_at = verify(&daemon);
    let state = |name: &str| looked_at.iter().find(|backup| backup.name == name).map(Backup::state);
    assert_eq!((state(&sound), state(&damaged)), (Some(BackupState::Verified), Some(BackupState::Failed)));
    let error = looked_at.iter().find(|b| b.name == damaged).and_then(|b| b.error.clone()).expect("a reason");
    assert!(error.contains("checksum"), "{error}");
    assert_eq!(backups(&daemon).iter().filter(|b| b.state() == BackupState::Failed).count(), 1);

    let data = site.dir.path().join("other");
    let refused = restore(&path, &data, &[]);
    assert_eq!(refused.status.code(), Some(10), "{}", said(&refused));
    assert!(said(&refused).contains(&damaged), "{}", said(&refused));
    let refused = restore(&path, &data, &["--no-checksum"]);
    assert_eq!(refused.status.code(), Some(10), "{}", said(&refused));
    assert!(said(&refused).contains("is not whole"), "{}", said(&refused));
    assert!(!data.join("mcs.db").exists() && !data.join("mcs.db.restoring").exists());
}

#[test]
fn a_database_that_is_there_is_moved_aside_only_when_asked_and_never_under_a_daemon() {
    let site = Site::new();
    let daemon = site.start();
    let name = made(&daemon);
    daemon.add_device("A001");
    let refused = restore(Path::new(&name), &site.data(), &["--force"]);
    assert_eq!(refused.status.code(), Some(6), "{}", said(&refused));
    assert_eq!(daemon.stop().code(), Some(0));
    let refused = restore(Path::new(&name), &site.data(), &[]);
    assert_eq!(refused.status.code(), Some(6), "{}", said(&refused));
    let refused = restore(Path::new("mcs-19700101T000000Z.db"), &site.data(), &["--force"]);
    assert_eq!(refused.status.code(), Some(3), "{}", said(&refused));

    let restored = restore(Path::new(&name), &site.data(), &["--force"]);
    assert!(restored.status.success(), "{}", said(&restored));
    let aside = fs::read_dir(site.data()).expect("the directory").map(|e| e.expect("an entry").file_name());
    let aside: Vec<_> = aside.map(|name| name.to_string_lossy().into_owned()).collect();
    let kept = aside.iter().filter(|name| name.starts_with("mcs.db.before-") && name.ends_with('Z'));
    assert_eq!(kept.count(), 1, "{aside:?}");
    let daemon = site.start();
    assert_eq!(daemon.status().devices, 0, "as it was when the backup was made");
}

#[test]
fn the_oldest_leave_and_a_failure_is_seen() {
    let site = Site::new();
    site.configure("[backup]\nkeep = 2\n");
    let daemon = site.start();
    let names = [made(&daemon), made(&daemon), made(&daemon)];
    assert_eq!(files(&folder(&site)).into_iter().collect::<Vec<_>>(), names[1..]);
    let removed: Vec<_> = backups(&daemon).into_iter().filter(|b| b.removed.is_some()).map(|b| b.name).collect();
    assert_eq!(removed, names[..1]);
    assert_eq!(daemon.stop().code(), Some(0));

    let file = site.dir.path().join("a-file");
    fs::write(&file, "no folder").expect("writable");
    site.configure(&format!("[backup]\nfolder = \"{}/backup\"\n", file.display()));
    let daemon = site.start();
    let ended = run(&daemon, "backup").pop().expect("its end");
    assert_eq!(ended.outcome, Some(JobOutcome::Failed));
    assert!(ended.detail.is_some_and(|why| why.contains("a-file/backup")), "{}", daemon.log());
    let newest = backups(&daemon).swap_remove(0);
    assert_eq!((newest.state(), newest.bytes), (BackupState::Failed, None));
    assert_eq!(daemon.status().failing_jobs, ["backup"]);
}

#[test]
fn a_damaged_database_is_named_without_a_daemon_and_with_one() {
    let site = Site::new();
    let daemon = site.start();
    let stats = daemon.ask(daemon.client.store_stats());
    assert!(stats.database_bytes > 0, "{stats:?}");
    let whole: Vec<_> = daemon.ask(async { daemon.client.verify_store().await?.collect::<Result<Vec<_>, _>>().await });
    let last = whole.last().expect("a result");
    assert!(matches!(last, mcs_core::storage::StoreChecked::Verified(v) if v.findings == 0 && v.whole), "{whole:?}");
    assert_eq!(daemon.stop().code(), Some(0));
    let look = || Command::new(env!("CARGO_BIN_EXE_mcsd")).arg("verify").arg("--data").arg(site.data()).output();
    assert_eq!(look().expect("mcsd verify starts").status.code(), Some(0));
    let path = site.data().join("mcs.db");
    let mut bytes = fs::read(&path).expect("readable");
    bytes[5 * 4096..5 * 4096 + 16].fill(0xFF);
    fs::write(&path, bytes).expect("writable");
    let found = look().expect("mcsd verify starts");
    assert_eq!(found.status.code(), Some(10), "{}", said(&found));
    assert!(said(&found).contains("the database file: "), "{}", said(&found));
}
