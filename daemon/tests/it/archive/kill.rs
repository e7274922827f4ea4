//! Killed between any two steps of a day: afterwards there is exactly one right object of it.

use std::os::unix::process::ExitStatusExt as _;

use super::shelf::{Shelf, ago, everything, of, readings, run, try_run};

/// The named places in the order in which a day passes them.
const PLACES: [&str; 7] = [
    "archive::spooled",
    "archive::exported",
    "archive::object_put",
    "archive::manifest_put",
    "archive::uploaded",
    "archive::read_back",
    "archive::verified",
];

/// Runs the archive in a daemon that dies at a place.
fn die_at(shelf: &Shelf, armed: &str) {
    // It may die before it is ready: a missed night is made up for at once.
    let Ok(mut daemon) = shelf.site.try_start(&[("FAILPOINTS", armed)]) else { return };
    let _ = try_run(&daemon);
    let status = daemon.child.wait().expect("a child of ours");
    assert_eq!(status.signal(), Some(6), "{armed}: {}", daemon.log());
}

#[test]
fn a_day_that_is_interrupted_at_every_step_is_archived_once() {
    let shelf = Shelf::new();
    shelf.admit(&readings(1, ago(3), 0, 288));
    let original = {
        let daemon = shelf.start();
        let original = everything(&daemon);
        daemon.stop();
        original
    };
    for place in PLACES {
        die_at(&shelf, &format!("{place}=return"));
    }
    let daemon = shelf.site.start();
    let days = run(&daemon);
    shelf.holds_exactly(&days);
    assert_eq!(of(&days, ago(3), 0).readings, Some(288));
    assert_eq!(of(&days, ago(3), 0).revision, 1);
    assert_eq!(everything(&daemon), original, "nothing local was touched");
}

#[test]
fn a_new_revision_that_is_interrupted_at_every_step_replaces_the_old_one_once() {
    let shelf = Shelf::new();
    shelf.admit(&readings(1, ago(4), 0, 100));
    shelf.admit(&readings(1, ago(3), 0, 100));
    let daemon = shelf.start();
    run(&daemon);
    daemon.stop();
    for (n, place) in (0..).zip(PLACES) {
        // Each time something new has come for both days; the second one dies.
        shelf.admit(&readings(2, ago(4), n, 1));
        shelf.admit(&readings(2, ago(3), n, 1));
        die_at(&shelf, &format!("{place}=1*off->return"));
    }
    let daemon = shelf.site.start();
    let days = run(&daemon);
    shelf.holds_exactly(&days);
    for date in [ago(4), ago(3)] {
        assert_eq!(of(&days, date, 0).readings, Some(107));
    }
}
