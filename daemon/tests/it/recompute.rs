//! Stored readings are computed with another calibration, in the caller's name, and back again.

use mcs_core::{
    calibration::Coefficients,
    id::CalibrationRevision,
    recompute::{Recomputed, Recomputing},
    time::{Span, Timestamp},
};
use mcs_proto::{
    client::{ClientError, Recompute, RecomputeWith},
    error::ErrorKind,
};
use rusqlite::{Connection, OpenFlags};
use tokio_stream::StreamExt;

use crate::{
    daemon::{Daemon, Site},
    mqtt::{Mqtt, reading, unix_now},
    river::{alarms, history, sn},
};

fn task(from: Option<Timestamp>, to: Option<Timestamp>, with: RecomputeWith) -> Recompute {
    Recompute { sn: sn("A001"), from, to, with, dry_run: false, comment: Some("bottle 4711 was wrong".into()) }
}

fn recompute(daemon: &Daemon, task: &Recompute) -> Result<Recomputed, ClientError> {
    daemon.within_deadline(async {
        let mut told = daemon.client.recompute(task).await?;
        while let Some(told) = told.next().await {
            match told? {
                Recomputing::Progress { done, total } => assert!(done <= total),
                Recomputing::Done(done) => return Ok(*done),
            }
        }
        panic!("it ended without a result")
    })
}

fn values(daemon: &Daemon) -> Vec<Option<f64>> {
    history(daemon, "A001").into_iter().map(|reading| reading.value).collect()
}

fn revisions(done: &Recomputed) -> Vec<(Option<u32>, u64)> {
    done.before.all().iter().map(|run| (run.revision.map(|revision| revision.0), run.readings)).collect()
}

#[test]
fn readings_are_computed_with_another_calibration_and_back_again() {
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    // One that shows the clock to be right, then what was kept before it.
    let now = unix_now();
    device.deliver("mcs/A001/up", &reading(now, 19, 119.0));
    let kept = (0..19).map(|seq| reading(now - 60 + i64::from(seq), seq, 100.0 + f64::from(seq)));
    device.deliver("mcs/A001/up", &format!("[{}]", kept.collect::<Vec<_>>().join(",")));
    let before = values(&daemon);
    let double = Coefficients::new(200.0, 0.0, 25.0, 0.0).expect("valid");
    daemon.ask(daemon.client.set_calibration(&sn("A001"), double, None, None));
    let open = alarms(&daemon).len();

    let dry = Recompute { dry_run: true, ..task(None, None, RecomputeWith::Newest) };
    let would = recompute(&daemon, &dry).expect("looked at");
    assert_eq!((would.readings, would.changed, would.dry_run), (20, 20, true));
    assert_eq!((would.revision, revisions(&would)), (Some(CalibrationRevision(2)), vec![(Some(1), 20)]));
    assert_eq!(values(&daemon), before, "nothing was done");

    // The first ten by corrected time, the rest stays.
    let stored = history(&daemon, "A001");
    let middle = stored[10].time;
    let done = recompute(&daemon, &task(None, Some(middle), RecomputeWith::Newest)).expect("done");
    assert_eq!((done.readings, done.changed, done.from, done.damaged), (10, 10, stored[0].time, 0));
    let after = history(&daemon, "A001");
    assert_eq!(after[3].value_unlimited, Some(200.0 * 103.0));
    assert!(after[..10].iter().all(|r| r.calibration == Some(CalibrationRevision(2))));
    assert!(after[10..].iter().all(|r| r.calibration == Some(CalibrationRevision(1))));
    assert_eq!(alarms(&daemon).len(), open, "alarms are not judged again");

    let all = recompute(&daemon, &dry).expect("looked at");
    assert_eq!((revisions(&all), all.changed), (vec![(Some(2), 10), (Some(1), 10)], 10));

    // Back, from what was told; and over a restart.
    for run in done.before.all() {
        let with = run.revision.map_or(RecomputeWith::Nothing, RecomputeWith::Revision);
        recompute(&daemon, &task(Some(run.from), Some(run.to), with)).expect("undone");
    }
    assert_eq!(values(&daemon), before);
    daemon.kill();
    let daemon = site.start();
    assert_eq!(values(&daemon), before);

    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let audit = Connection::open_with_flags(site.data().join("mcs.db"), flags).expect("it can be read");
    let lines =
        "SELECT before || after || comment FROM audit WHERE action = 'calibration.recompute' AND subject = 'A001'";
    let mut lines = audit.prepare(lines).expect("sound");
    let lines: Vec<String> =
        lines.query_map([], |row| row.get(0)).expect("sound").collect::<Result<_, _>>().expect("texts");
    assert_eq!(lines.len(), 2, "one for what was done, one for what was undone: {lines:?}");
    assert!(lines[0].contains(r#""revision":1"#) && lines[0].contains(r#""revision":2"#), "{}", lines[0]);
    assert!(lines[0].ends_with("bottle 4711 was wrong"));
}

#[test]
fn readings_can_be_made_uncalibrated_and_what_does_not_exist_is_refused() {
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    device.deliver("mcs/A001/up", &reading(unix_now(), 1, 100.0));
    let done = recompute(&daemon, &task(None, None, RecomputeWith::Nothing)).expect("done");
    assert_eq!((done.changed, done.revision), (1, None));
    let stored = history(&daemon, "A001");
    assert_eq!((stored[0].value, stored[0].calibration), (None, None));

    let missing = recompute(&daemon, &task(None, None, RecomputeWith::Revision(CalibrationRevision(7))));
    assert_eq!(missing.expect_err("there is none").kind(), ErrorKind::NotFound);
    let backwards = task(Some(Timestamp::EPOCH), Some(Timestamp::EPOCH - Span::secs(1)), RecomputeWith::Newest);
    assert_eq!(recompute(&daemon, &backwards).expect_err("backwards").kind(), ErrorKind::Usage);
}
