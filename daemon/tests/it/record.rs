//! What the alarms were, figures of it, and the hand-over to the next shift.

use mcs_core::{
    alarm::{Condition, Priority},
    calibration::Coefficients,
    time::{Span, Timestamp},
};
use mcs_proto::client::{ClientError, RecordQuery, Recorded};
use tokio_stream::StreamExt as _;

use crate::{
    daemon::{Daemon, Site},
    mqtt::{Mqtt, unix_now},
    river::{alarms, sn},
};

fn now() -> Timestamp {
    Timestamp::EPOCH + Span::secs(unix_now())
}

/// A device over both limits.
fn leak(daemon: &Daemon) -> Mqtt {
    let credential = daemon.add_device("A001");
    let c = Coefficients::new(1.5, -10.0, 25.0, 0.1).expect("valid");
    daemon.ask(daemon.client.set_calibration(&sn("A001"), c, None, None));
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    let ts = unix_now();
    device.deliver("mcs/A001/up", &format!(r#"{{"ts":{ts},"seq":1,"v_raw":2350.5,"temp":28.5,"humi":65.2}}"#));
    device
}

fn record(daemon: &Daemon, query: &RecordQuery) -> Vec<Recorded> {
    daemon.runtime.block_on(async {
        let stream = daemon.client.alarm_record(query).await.expect("a record");
        stream.collect::<Result<Vec<_>, _>>().await.expect("a whole record")
    })
}

#[test]
fn the_record_tells_what_was_raised_and_whether_people_were_owed_a_word() {
    let site = Site::new();
    let daemon = site.start();
    let _device = leak(&daemon);
    let all = RecordQuery {
        from: now() - Span::mins(10),
        to: now() + Span::mins(10),
        sns: Vec::new(),
        conditions: Vec::new(),
        least: Priority::Low,
    };
    let of = |recorded: &[Recorded]| recorded.iter().map(|r| (r.alarm.condition, r.announced)).collect::<Vec<_>>();
    let gas = RecordQuery { sns: vec![sn("A001")], least: Priority::High, ..all.clone() };
    let found = of(&record(&daemon, &gas));
    assert!(found.contains(&(Condition::HighHigh, true)), "{found:?}");
    assert!(found.contains(&(Condition::High, false)), "told together with the worse one: {found:?}");
    let high = RecordQuery { conditions: vec![Condition::High], ..all.clone() };
    assert_eq!(of(&record(&daemon, &high)), [(Condition::High, false)]);
    assert!(record(&daemon, &RecordQuery { to: all.from + Span::secs(1), ..all.clone() }).is_empty());

    let figures = daemon.ask(daemon.client.measure_alarms(now() - Span::hours(1), now() + Span::mins(1), 2));
    assert_eq!((figures.operators, figures.enough), (2, false));
    assert!(figures.top.iter().any(|top| top.subject == "A001" && top.condition == Condition::HighHigh), "{figures:?}");
    let backwards = daemon.runtime.block_on(daemon.client.measure_alarms(now(), now() - Span::hours(1), 1));
    assert!(matches!(backwards, Err(ClientError::Refused { .. })), "{backwards:?}");
}

#[test]
fn a_shift_is_taken_over_by_name_with_what_it_was_shown() {
    let site = Site::new();
    let daemon = site.start();
    let _device = leak(&daemon);
    let a2 = alarms(&daemon).into_iter().find(|o| o.condition == Condition::HighHigh).expect("over A2");
    daemon.ask(daemon.client.acknowledge(&[a2.id], Some("valve closed")));
    let since = now() - Span::hours(8);

    let report = daemon.ask(daemon.client.report_shift(since));
    assert!(report.open.iter().any(|alarm| alarm.id == a2.id));
    assert!(report.overdue.is_empty(), "acknowledged in time");
    assert!(report.raised >= 2);
    let note = report.notes.iter().find(|note| note.action == "alarm.ack").expect("what was written");
    assert_eq!((note.about.as_str(), note.text.as_str()), (a2.id.to_string().as_str(), "valve closed"));

    let shift = daemon.ask(daemon.client.accept_shift(since, "  wang ", Some("all seen")));
    assert_eq!((shift.accepter.as_str(), shift.note.as_deref()), ("wang", Some("all seen")));
    let nobody = daemon.runtime.block_on(daemon.client.accept_shift(since, " ", None));
    assert!(matches!(nobody, Err(ClientError::Refused { .. })), "{nobody:?}");
    let kept = daemon.ask(daemon.client.shifts(0));
    assert_eq!(kept, [shift]);
    daemon.kill();
    let daemon = site.start();
    assert_eq!(daemon.ask(daemon.client.shifts(1)), kept);
}
