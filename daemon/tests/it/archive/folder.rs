//! Into a folder: which days, in which objects, again when readings change, back when they are needed.

use std::fs;

use mcs_core::{
    archived::{DayState, PruneStep},
    job::JobOutcome,
};
use mcs_proto::{client::ClientError, error::ErrorKind};
use tokio_stream::StreamExt as _;

use super::shelf::{
    Shelf, ago, archive_name, everything, list, of, readings, restore, run, set_folder, try_run, verify,
};
use crate::job;

#[test]
fn skipped_nights_are_made_up_for_each_day_in_its_object_and_once() {
    let shelf = Shelf::new();
    // Five nights were missed; on one of the days nothing was heard.
    for days in [6, 5, 3, 2] {
        shelf.admit(&readings(1, ago(days), 0, 288));
        shelf.admit(&readings(2, ago(days), 10, 100));
    }
    let daemon = shelf.start();
    let days = run(&daemon);
    shelf.holds_exactly(&days);
    assert_eq!(days[0].day, ago(6).to_string());
    for pair in days.windows(2) {
        assert_eq!(pair[0].ends, pair[1].starts, "no gap, no overlap");
    }
    let full = of(&days, ago(6), 0);
    assert_eq!((full.readings, full.revision), (Some(388), 1));
    let month = ago(6).to_string()[..7].replace('-', "/");
    let compact = ago(6).to_string().replace('-', "");
    assert_eq!(full.object, Some(format!("archive/{month}/sensor_data_{compact}.csv.gz")));
    let empty = of(&days, ago(4), 0);
    assert_eq!((empty.state, empty.readings, empty.object), (DayState::Verified, Some(0), None));

    let before = fs::metadata(shelf.file(&full)).and_then(|m| m.modified()).expect("a time");
    assert_eq!(run(&daemon), days, "nothing is owed, nothing changes");
    assert_eq!(fs::metadata(shelf.file(&full)).and_then(|m| m.modified()).expect("a time"), before);
}

#[test]
fn late_readings_make_a_new_revision_of_the_same_object_and_repeated_ones_do_not() {
    let shelf = Shelf::new();
    shelf.admit(&readings(1, ago(3), 0, 100));
    let daemon = shelf.start();
    let first = run(&daemon);
    daemon.stop();

    shelf.admit(&readings(1, ago(3), 100, 5));
    // Also for a day before the archive began.
    shelf.admit(&readings(2, ago(5), 0, 7));
    let daemon = shelf.site.start();
    assert!(of(&list(&daemon), ago(3), 0).stale, "it is known to have changed");
    let second = run(&daemon);
    shelf.holds_exactly(&second);
    let (old, new) = (of(&first, ago(3), 0), of(&second, ago(3), 0));
    assert_eq!((&new.object, new.revision, new.readings), (&old.object, 2, Some(105)));
    assert_eq!(of(&second, ago(5), 0).readings, Some(7));
    daemon.stop();

    shelf.admit(&readings(1, ago(3), 0, 105));
    let daemon = shelf.site.start();
    assert_eq!(of(&run(&daemon), ago(3), 0).revision, 2, "what was there already changes nothing");
}

#[test]
fn a_restored_day_equals_the_original_in_every_archived_column() {
    let shelf = Shelf::new();
    let old = ago(60);
    shelf.admit(&readings(1, old, 0, 288));
    shelf.admit(&readings(2, old, 5, 50));
    let daemon = shelf.start();
    let original = everything(&daemon);
    let archived = run(&daemon);
    assert_eq!(original.iter().map(Vec::len).sum::<usize>(), 338);

    let pruned = |dry_run| {
        daemon.ask(async { daemon.client.archive_prune(dry_run).await?.collect::<Result<Vec<_>, _>>().await })
    };
    let told = pruned(true);
    assert!(matches!(&told[0], PruneStep::Day(day) if day.day == old.to_string() && day.leaves), "{told:?}");
    assert_eq!(everything(&daemon), original, "nothing was removed");
    let told = pruned(false);
    assert!(matches!(told.last(), Some(PruneStep::End(end)) if end.readings == 338), "{told:?}");
    assert_eq!(everything(&daemon).concat(), [], "its readings are gone");
    assert!(of(&list(&daemon), old, 0).pruned.is_some());
    assert_eq!(of(&run(&daemon), old, 0).sha256, of(&archived, old, 0).sha256, "the object stays");

    let restored = restore(&daemon, &[old.to_string()]);
    assert_eq!((restored[0].readings, restored[0].restored, restored[0].conflicts), (338, 338, 0));
    assert_eq!(everything(&daemon), original);
    let again = restore(&daemon, &[old.to_string()]);
    assert_eq!((again[0].restored, again[0].present), (0, 338), "again does no harm");
    assert_eq!(everything(&daemon), original);
    let after = run(&daemon);
    assert_eq!(of(&after, old, 0).revision, 1, "it is archived as it is");
    shelf.holds_exactly(&after);
}

#[test]
fn what_comes_after_a_day_was_removed_lies_beside_it_and_replaces_nothing() {
    let shelf = Shelf::new();
    let old = ago(60);
    shelf.admit(&readings(1, old, 0, 288));
    let daemon = shelf.start();
    let archived = of(&run(&daemon), old, 0);
    let content = fs::read(shelf.file(&archived)).expect("the object");
    daemon.ask(async { daemon.client.archive_prune(false).await?.collect::<Result<Vec<_>, _>>().await });
    daemon.stop();

    shelf.admit(&readings(2, old, 100, 3));
    let daemon = shelf.site.start();
    let days = run(&daemon);
    shelf.holds_exactly(&days);
    assert_eq!(fs::read(shelf.file(&archived)).expect("the object"), content);
    let late = of(&days, old, 1);
    assert_eq!(late.readings, Some(3));
    assert!(late.object.expect("it has one").ends_with("_late1.csv.gz"));
    // Both come back, and nothing new is made of them.
    assert_eq!(restore(&daemon, &[old.to_string()]).len(), 2);
    assert_eq!(everything(&daemon).iter().map(Vec::len).sum::<usize>(), 291);
    let days = run(&daemon);
    assert_eq!(days.iter().filter(|day| day.day == old.to_string()).count(), 2, "{days:?}");
    shelf.holds_exactly(&days);
}

#[test]
fn a_damaged_object_is_found_named_and_made_again() {
    let shelf = Shelf::new();
    for days in [4, 3, 2] {
        shelf.admit(&readings(1, ago(days), 0, 100));
    }
    let daemon = shelf.start();
    let days = run(&daemon);
    assert!(verify(&daemon).iter().all(|checked| checked.whole));

    let (flipped, missing) = (of(&days, ago(4), 0), of(&days, ago(3), 0));
    let mut bytes = fs::read(shelf.file(&flipped)).expect("the object");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(shelf.file(&flipped), bytes).expect("written");
    fs::remove_file(shelf.file(&missing)).expect("removed");
    let found: Vec<_> = verify(&daemon).into_iter().filter(|checked| !checked.whole).collect();
    let named: Vec<_> = found.iter().map(|checked| (Some(checked.object.clone()), checked.state)).collect();
    let expected = [(flipped.object.clone(), DayState::Open), (missing.object.clone(), DayState::Open)];
    assert_eq!(named, expected, "{found:?}");
    let after = run(&daemon);
    shelf.holds_exactly(&after);
    assert_eq!(of(&after, ago(4), 0).revision, 1, "the same content is the same revision");
    assert!(verify(&daemon).iter().all(|checked| checked.whole));
}

#[test]
fn a_damaged_object_whose_readings_are_gone_is_lost_and_said_to_be_and_nothing_is_deleted() {
    let shelf = Shelf::new();
    let old = ago(60);
    shelf.admit(&readings(1, old, 0, 100));
    shelf.admit(&readings(1, ago(2), 0, 100));
    let daemon = shelf.start();
    let days = run(&daemon);
    daemon.ask(async { daemon.client.archive_prune(false).await?.collect::<Result<Vec<_>, _>>().await });
    let file = shelf.file(&of(&days, old, 0));
    let whole = fs::read(&file).expect("the object");
    fs::write(&file, &whole[..whole.len() - 1]).expect("cut");
    let found: Vec<_> = verify(&daemon).into_iter().filter(|checked| !checked.whole).collect();
    assert_eq!((found.len(), found[0].state), (1, DayState::Lost), "{found:?}");
    assert_eq!(daemon.ask(daemon.client.archive_stats()).lost, 1);
    assert!(try_run(&daemon).is_ok(), "the rest goes on");
    assert_eq!(of(&list(&daemon), old, 0).state, DayState::Lost);
    assert_eq!(fs::read(&file).expect("it is there").len(), whole.len() - 1, "nothing is deleted for it");
    let refused = daemon.runtime.block_on(async {
        daemon.client.archive_restore(&[old.to_string()]).await?.collect::<Result<Vec<_>, _>>().await
    });
    assert!(matches!(refused, Err(ClientError::Refused { .. })), "nothing of it is restored: {refused:?}");
    // Somebody finds another copy.
    fs::write(&file, &whole).expect("written");
    assert!(verify(&daemon).iter().all(|checked| checked.whole));
    assert_eq!(of(&list(&daemon), old, 0).state, DayState::Verified);
}

#[test]
fn days_stay_at_their_target_until_they_are_asked_to_move() {
    let shelf = Shelf::new();
    shelf.admit(&readings(1, ago(3), 0, 50));
    let daemon = shelf.start();
    run(&daemon);
    let other = tempfile::tempdir().expect("a directory");
    let cold = "cold".parse().expect("a short name");
    let place = mcs_proto::client::NewPlace::Folder { path: other.path().to_string_lossy().into_owned() };
    daemon.ask(daemon.client.set_target(&cold, place));
    daemon.stop();
    shelf.site.configure("[store]\nwindow = \"0s\"\n[archive]\ntarget = \"cold\"\nat = \"23:59\"\n");
    let daemon = shelf.site.start();
    assert_eq!(of(&run(&daemon), ago(3), 0).target.as_deref(), Some("archive"));
    assert!(verify(&daemon).iter().all(|checked| checked.whole), "looked for where they are");
    daemon.ask(async { daemon.client.archive_run("", "", true).await?.collect::<Result<Vec<_>, _>>().await });
    let moved = of(&list(&daemon), ago(3), 0);
    assert_eq!((moved.target.as_deref(), moved.state), (Some("cold"), DayState::Verified));
    assert!(other.path().join(moved.object.expect("it has one")).exists());
}

#[test]
fn the_nightly_job_archives_and_without_a_target_says_so() {
    let shelf = Shelf::new();
    shelf.admit(&readings(1, ago(2), 0, 50));
    let daemon = shelf.site.start();
    let told = job::run(&daemon, "archive");
    let end = told.last().expect("an end");
    assert_eq!(end.outcome, Some(JobOutcome::Done));
    assert!(end.detail.as_deref().is_some_and(|detail| detail.contains("no target")), "{end:?}");
    assert_eq!(list(&daemon), [], "no day waits for an archive that is not there");
    set_folder(&daemon, shelf.folder.path());
    assert_eq!(job::run(&daemon, "archive").last().and_then(|end| end.outcome), Some(JobOutcome::Done));
    shelf.holds_exactly(&list(&daemon));
}

#[test]
fn a_target_says_what_is_wrong_with_it_and_its_secret_is_never_shown() {
    let shelf = Shelf::new();
    let daemon = shelf.start();
    let told =
        daemon.ask(async { daemon.client.test_target(&archive_name()).await?.collect::<Result<Vec<_>, _>>().await });
    let steps: Vec<_> = told.iter().map(|probe| (probe.step.as_str(), probe.fault.is_none())).collect();
    assert_eq!(steps, [("write", true), ("read", true), ("delete", true)], "{told:?}");
    assert!(shelf.files().is_empty(), "the probe is gone");
    for path in ["relative", "/nowhere/at/all", &*shelf.site.data().to_string_lossy()] {
        let place = mcs_proto::client::NewPlace::Folder { path: path.to_owned() };
        let refused = daemon.within_deadline(daemon.client.set_target(&archive_name(), place));
        let refused = refused.expect_err("it cannot be a target");
        assert_eq!(refused.kind(), ErrorKind::Usage, "{path}: {refused}");
    }
    // Its folder goes away: the run fails, says so, and nothing is lost.
    fs::remove_dir_all(shelf.folder.path()).expect("removed");
    let refused = try_run(&daemon).expect_err("there is no folder");
    assert!(refused.to_string().contains("cannot be used"), "{refused}");
}
