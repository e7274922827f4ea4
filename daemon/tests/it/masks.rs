//! Masks over the socket: what is hidden, by whom, until when; over kills and to their end.

use mcs_core::{
    alarm::{AlarmRef, Condition, LifeState, Mask, MaskKind, MaskWish, TransitionKind},
    time::Span,
};
use mcs_proto::{
    client::{ClientError, SecondPerson},
    error::ErrorKind,
};
use rusqlite::Connection;

use crate::{
    daemon::{Daemon, Site, eventually},
    mqtt::{Mqtt, reading, unix_now},
    river::sn,
};

fn wish(span: Span) -> MaskWish {
    MaskWish { reason: "bump test".to_owned(), span, watcher: None, work_order: None }
}

fn high() -> AlarmRef {
    AlarmRef::Point { sn: sn("A001"), condition: Condition::High }
}

fn kinds(daemon: &Daemon) -> Vec<MaskKind> {
    daemon.ask(daemon.client.masks(None)).iter().map(|mask| mask.kind).collect()
}

/// What the daemon refuses, and the words it does that with.
fn refused<T>(daemon: &Daemon, future: impl Future<Output = Result<T, ClientError>>) -> (ErrorKind, String) {
    match daemon.runtime.block_on(future) {
        Err(ClientError::Refused { kind, message, .. }) => (kind, message),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it should have been refused"),
    }
}

/// The point's mask as live clients see it.
fn shown(daemon: &Daemon) -> Option<Mask> {
    use mcs_core::live::Update;
    use tokio_stream::StreamExt as _;
    daemon.within_deadline(async {
        let mut live = daemon.client.watch(None).await.expect("a stream");
        let first = live.next().await.expect("a message").expect("no error");
        let Update::Snapshot(snapshot) = first.update else { panic!("a stream begins with a snapshot") };
        snapshot.points.into_iter().find(|point| point.sn == sn("A001")).and_then(|point| point.mask)
    })
}

#[test]
fn a_shelf_hides_an_alarm_over_a_kill_and_announces_it_at_its_end() {
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    device.deliver("mcs/A001/up", &reading(unix_now(), 1, 1500.0));
    let open = daemon.open_alarm("A001", Condition::High).expect("over A1");
    assert_eq!(open.state, LifeState::UnackActive);

    let mask = daemon.ask(daemon.client.shelve(&AlarmRef::Occurrence(open.id), &wish(Span::secs(4))));
    assert_eq!((mask.kind, mask.condition), (MaskKind::Shelved, Some(Condition::High)));
    let (kind, message) = refused(&daemon, daemon.client.shelve(&high(), &wish(Span::mins(5))));
    assert_eq!(kind, ErrorKind::Conflict, "{message}");
    let hidden = daemon.open_alarm("A001", Condition::High).expect("still present");
    assert_eq!((hidden.state, hidden.mask.as_ref()), (LifeState::AckedActive, Some(&mask)));
    daemon.kill();

    let daemon = site.start();
    assert!(kinds(&daemon).len() <= 1, "it stands, unless the start took longer than the mask lasts");
    let shown = eventually("the alarm is announced again", || {
        daemon.open_alarm("A001", Condition::High).filter(|o| o.state == LifeState::UnackActive && o.mask.is_none())
    });
    assert_eq!(kinds(&daemon), []);
    let (_, steps) = daemon.ask(daemon.client.alarm(shown.id));
    let steps: Vec<TransitionKind> = steps.iter().map(|step| step.kind).collect();
    assert_eq!(steps, [TransitionKind::Raise, TransitionKind::MaskOn, TransitionKind::MaskOff]);
}

#[test]
fn an_inhibited_point_is_silent_over_a_kill_until_it_is_put_back() {
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    let ts = unix_now() - 60;
    device.deliver("mcs/A001/up", &reading(ts, 1, 100.0));
    let mask = daemon.ask(daemon.client.inhibit(&sn("A001"), &wish(Span::hours(2)), None));
    assert_eq!(eventually("the wall shows it", || shown(&daemon)), mask);
    daemon.kill();

    let daemon = site.start();
    assert_eq!(daemon.ask(daemon.client.masks(Some(&sn("A001")))), std::slice::from_ref(&mask));
    assert_eq!(eventually("the wall shows it", || shown(&daemon)), mask);
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    device.deliver("mcs/A001/up", &reading(ts + 10, 2, 2500.0));
    device.deliver("mcs/A001/up", &reading(ts + 20, 3, 1500.0));
    assert_eq!(daemon.open_alarm("A001", Condition::HighHigh), None, "test gas is no alarm");
    let end = daemon.ask(daemon.client.uninhibit(&sn("A001"), Some("passed")));
    assert_eq!(end.mask, mask);
    let seen: Vec<_> = end.seen.iter().map(|seen| (seen.condition, seen.raises, seen.peak)).collect();
    assert_eq!(seen, [(Condition::HighHigh, 1, Some(2500.0)), (Condition::High, 1, Some(2500.0))]);
    assert_eq!(kinds(&daemon), []);
    eventually("the wall shows it no longer", || shown(&daemon).is_none().then_some(()));
    device.deliver("mcs/A001/up", &reading(ts + 30, 4, 1500.0));
    assert_eq!(daemon.open_alarm("A001", Condition::High).map(|o| o.state), Some(LifeState::UnackActive));
    daemon.stop();

    let database = Connection::open(site.data().join("mcs.db")).expect("the database");
    let row: (i64, String, String) = database
        .query_row("SELECT kind, ended_by, json_extract(body, '$.seen[0].type') FROM mask", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .expect("the mask is on record");
    assert_eq!((row.0, row.2.as_str()), (MaskKind::Inhibited as i64, "HIGH_HIGH"));
    let audits: i64 = database
        .query_row("SELECT count(*) FROM audit WHERE action IN ('point.inhibit', 'point.uninhibit')", [], |row| {
            row.get(0)
        })
        .expect("an audit");
    assert_eq!(audits, 2);
}

#[test]
fn gas_and_the_last_known_point_of_a_zone_need_a_second_person() {
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    device.deliver("mcs/A001/up", &reading(unix_now(), 1, 1500.0));
    let (kind, message) = refused(&daemon, daemon.client.inhibit(&sn("A001"), &wish(Span::mins(5)), None));
    assert_eq!((kind, message.as_str()), (ErrorKind::Conflict, "gas is present: a second person must confirm it"));
    let person =
        |password: &str| SecondPerson { user: "admin".parse().expect("a user name"), password: password.to_owned() };
    let wrong = person("incorrect horse");
    let (kind, _) = refused(&daemon, daemon.client.inhibit(&sn("A001"), &wish(Span::mins(5)), Some(&wrong)));
    assert_eq!(kind, ErrorKind::NotPermitted);
    let right = person("correct horse battery");
    let mask = daemon.ask(daemon.client.inhibit(&sn("A001"), &wish(Span::mins(5)), Some(&right)));
    assert_eq!(mask.confirmed_by.as_deref(), Some("admin"));
    assert!(!daemon.log().contains("horse"), "a password is not logged");
}

#[test]
fn what_nobody_may_hide_so_is_refused_and_says_what_is_missing() {
    let site = Site::new();
    let daemon = site.start();
    daemon.add_device("A001");
    let refuse = |alarm: &AlarmRef, wish: &MaskWish| {
        let (kind, message) = refused(&daemon, daemon.client.shelve(alarm, wish));
        assert_eq!(kind, ErrorKind::Usage, "{message}");
        message
    };
    let critical = AlarmRef::Point { sn: sn("A001"), condition: Condition::HighHigh };
    assert_eq!(refuse(&high(), &MaskWish { reason: " ".to_owned(), ..wish(Span::mins(5)) }), "say why");
    assert_eq!(refuse(&high(), &wish(Span::ZERO)), "say for how long, at least one second");
    assert_eq!(refuse(&high(), &wish(Span::hours(800))), "nothing is hidden for more than 744 h");
    assert!(refuse(&critical, &wish(Span::mins(5))).contains("while somebody watches"));
    let (kind, message) = refused(&daemon, daemon.client.out_of_service(&sn("A001"), &wish(Span::mins(5)), None));
    assert_eq!((kind, message.contains("work order")), (ErrorKind::Usage, true), "{message}");
    let (kind, _) = refused(&daemon, daemon.client.inhibit(&sn("B999"), &wish(Span::mins(5)), None));
    assert_eq!(kind, ErrorKind::NotFound);
    let (kind, _) = refused(&daemon, daemon.client.uninhibit(&sn("A001"), None));
    assert_eq!(kind, ErrorKind::Conflict);
    assert_eq!(kinds(&daemon), []);

    let watched = MaskWish { watcher: Some("li".to_owned()), ..wish(Span::hours(2)) };
    daemon.ask(daemon.client.shelve(&critical, &watched));
    assert_eq!(kinds(&daemon), [MaskKind::Shelved]);
    let ended = daemon.ask(daemon.client.unshelve(&critical, None));
    assert_eq!((ended.watcher.as_deref(), kinds(&daemon)), (Some("li"), Vec::new()));
    let cause = AlarmRef::System(mcs_core::alarm::SystemCause::NoWall);
    let mask = daemon.ask(daemon.client.shelve(&cause, &wish(Span::hours(8))));
    assert_eq!((mask.sn.as_ref(), kinds(&daemon)), (None, vec![MaskKind::Shelved]));
}

#[test]
fn the_silence_ends_with_the_next_announcement_and_a_drill_is_one() {
    use mcs_core::{live::Update, time::Timestamp};
    use tokio_stream::StreamExt as _;
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    device.deliver("mcs/A001/up", &reading(unix_now(), 1, 100.0));
    let (drill, until) = daemon.within_deadline(async {
        let mut live = daemon.client.watch(None).await.expect("a stream");
        let until = daemon.client.silence().await.expect("silence");
        let mut heard = Vec::new();
        let drill = daemon.client.drill(&sn("A001"), Condition::HighHigh, Some("monthly")).await.expect("a drill");
        while heard.len() < 2 {
            let message = live.next().await.expect("a message").expect("no error");
            if let Update::Delta(delta) = message.update {
                heard.extend(delta.silent_until);
            }
        }
        assert_eq!(heard, [until, Timestamp::EPOCH], "it was silent, and is no longer");
        (drill, until)
    });
    assert!(until > drill.raised);
    assert!(drill.drill && drill.state == LifeState::UnackActive, "{drill:?}");
    daemon.ask(daemon.client.acknowledge(&[drill.id], None));
    let over = daemon.ask(daemon.client.end_drill(&sn("A001"), Condition::HighHigh, None));
    assert_eq!((over.id, over.state, over.drill), (drill.id, LifeState::Normal, true));
    assert_eq!(daemon.open_alarm("A001", Condition::HighHigh), None);
}
