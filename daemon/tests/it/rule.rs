//! Rules at four levels in the real daemon: they reach their points, survive, are refused, and history goes through them.

use mcs_core::{
    alarm::{Condition, TransitionKind},
    device::PointSettings,
    rule::{Explained, Key, Level, Proposed, Replaying, RuleChange, RuleOutcome, Value},
    sensor::SensorType,
    time::{Span, Timestamp},
};
use mcs_proto::{
    client::{ClientError, Proposal, Unset},
    error::ErrorKind,
};
use rusqlite::{Connection, OpenFlags};
use tokio_stream::StreamExt as _;

use crate::{
    daemon::{Daemon, Site},
    mqtt::{Mqtt, reading, unix_now},
    river::sn,
};

fn change(scope: &str, words: &str) -> RuleChange {
    RuleChange {
        scope: scope.parse().expect("a scope"),
        assignments: words.split_whitespace().map(|word| word.parse().expect("KEY=VALUE")).collect(),
        dry_run: false,
        overriding: false,
        reason: Some("survey of October".into()),
    }
}

fn set(daemon: &Daemon, scope: &str, words: &str) -> RuleOutcome {
    daemon.ask(daemon.client.set_rule(&change(scope, words)))
}

fn refused(daemon: &Daemon, change: &RuleChange) -> ClientError {
    daemon.within_deadline(daemon.client.set_rule(change)).expect_err("it must not be done")
}

/// A methane detector that says nothing of its own.
fn plain(daemon: &Daemon, name: &str) -> Mqtt {
    let credential = daemon.add_with(name, PointSettings::proposed(SensorType::CH4));
    Mqtt::device(daemon.mqtt, name, &credential)
}

fn line(daemon: &Daemon, name: &str, key: Key) -> Explained {
    let lines = daemon.ask(daemon.client.rules_of(&sn(name)));
    lines.into_iter().find(|line| line.key == key).expect("it is told")
}

fn proposal(scope: &str, words: &str) -> Proposal {
    let change = change(scope, words);
    (change.scope, change.assignments)
}

#[test]
fn what_is_said_for_a_type_is_what_its_points_are_judged_by() {
    let site = Site::new();
    let daemon = site.start();
    let mut a = plain(&daemon, "A001");
    a.deliver("mcs/A001/up", &reading(unix_now(), 1, 1500.0));
    assert!(daemon.open_alarm("A001", Condition::High).is_none(), "nobody set a limit");
    assert!(daemon.open_alarm("A001", Condition::NoLimit).is_some());

    let outcome = set(&daemon, "type:CH4", "high=1000 high-high=2000 off-delay=0");
    assert!(outcome.applied && outcome.affected.len() == 1, "{outcome:?}");
    a.deliver("mcs/A001/up", &reading(unix_now(), 2, 1500.0));
    let high = daemon.open_alarm("A001", Condition::High).expect("over A1");
    assert_eq!(high.limit, Some(1000.0));
    let (_, steps) = daemon.ask(daemon.client.alarm(high.id));
    assert_eq!(steps[0].rules, Some(outcome.layer.revision), "it says by which rules it was judged");

    // Nearer levels override; each value says where it comes from.
    set(&daemon, "point:A001", "high=1600");
    let shown = line(&daemon, "A001", Key::High);
    assert_eq!((shown.value, shown.level), (Some(Value::Quantity(1600.0)), Level::Point));
    assert_eq!((shown.overrides[0].level, shown.overrides[0].value), (Level::Type, Value::Quantity(1000.0)));
    assert_eq!(daemon.ask(daemon.client.device(&sn("A001"))).settings.rules.limits.high, Some(1600.0));

    // The alarm ends at the next reading, and says who ended it.
    a.deliver("mcs/A001/up", &reading(unix_now(), 3, 1400.0));
    let (_, steps) = daemon.ask(daemon.client.alarm(high.id));
    let back = steps.iter().find(|step| step.kind == TransitionKind::Return).expect("it returned");
    assert!(back.by.is_some(), "{back:?}");

    // And it is still so after a crash.
    let (layers, revision) = daemon.ask(daemon.client.rules());
    daemon.kill();
    let daemon = site.start();
    assert_eq!(daemon.ask(daemon.client.rules()), (layers, revision));
    assert_eq!(line(&daemon, "A001", Key::HighHigh).level, Level::Type);
    let next = set(&daemon, "site", "bat-limit=15");
    assert_eq!(next.layer.revision, revision + 1);

    let unset = Unset {
        scope: "point:A001".parse().expect("a scope"),
        keys: Vec::new(),
        dry_run: false,
        overriding: false,
        reason: None,
    };
    daemon.ask(daemon.client.unset_rule(&unset));
    assert_eq!(line(&daemon, "A001", Key::High).value, Some(Value::Quantity(1000.0)));

    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let database = Connection::open_with_flags(site.data().join("mcs.db"), flags).expect("it can be read");
    let count = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a count");
    assert_eq!(count("SELECT count(*) FROM audit WHERE action = 'rule.set'"), 4);
    assert_eq!(count("SELECT count(*) FROM audit WHERE action = 'rule.set' AND comment = 'survey of October'"), 3);
    assert_eq!(count("SELECT max(revision) FROM rule"), i64::from(revision) + 2);
}

#[test]
fn what_is_not_recommended_needs_a_reason_and_keeps_it() {
    let site = Site::new();
    let daemon = site.start();
    drop(plain(&daemon, "A001"));
    let wanted = change("type:CH4", "high=15000 high-high=30000");
    let ClientError::Refused { kind, message, advice, .. } = refused(&daemon, &wanted) else { panic!("not refused") };
    assert_eq!(kind, ErrorKind::Conflict);
    assert!(
        message.contains("A001: high 15000 ppm is 30.0 %LEL") && message.contains("set high=12500 or less"),
        "{message}"
    );
    assert!(advice.contains("--override"), "{advice}");
    assert_eq!(daemon.ask(daemon.client.rules()).0, [], "nothing was changed");

    let thoughtless = RuleChange { overriding: true, reason: None, ..wanted.clone() };
    assert_eq!(refused(&daemon, &thoughtless).kind(), ErrorKind::Usage);
    let look = daemon.ask(daemon.client.set_rule(&RuleChange { dry_run: true, ..wanted.clone() }));
    assert!(!look.applied && look.affected[0].needs_override(), "{look:?}");
    assert_eq!(daemon.ask(daemon.client.rules()).0, [], "a look changes nothing");

    daemon.ask(daemon.client.set_rule(&RuleChange { overriding: true, ..wanted }));
    let found = daemon.ask(daemon.client.lint_rules(&[]));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|one| one.overridden.as_deref() == Some("survey of October") && !one.stands()));
    assert_eq!(line(&daemon, "A001", Key::High).reason.as_deref(), Some("survey of October"));
}

#[test]
fn a_change_that_does_not_fit_every_point_changes_none() {
    let site = Site::new();
    let daemon = site.start();
    for (name, end) in [("A001", 50_000.0), ("A002", 800.0), ("A003", 900.0)] {
        let mut settings = PointSettings::proposed(SensorType::CH4);
        settings.range = mcs_core::quantity::Range::new(0.0, end);
        daemon.add_with(name, settings);
    }
    let error = refused(&daemon, &change("type:CH4", "high=1000 high-high=2000"));
    assert_eq!(error.kind(), ErrorKind::Usage);
    let text = error.to_string();
    assert!(text.contains("A002") && text.contains("A003") && !text.contains("A001"), "all of them at once: {text}");
    assert_eq!(line(&daemon, "A001", Key::High).value, None);

    let senseless = refused(&daemon, &change("site", "high=25"));
    assert!(senseless.to_string().contains("needs a unit"), "{senseless}");
    let nobody = refused(&daemon, &change("point:A009", "high=25"));
    assert_eq!(nobody.kind(), ErrorKind::NotFound);
}

#[test]
fn values_are_tried_and_history_is_replayed_without_touching_anything() {
    let site = Site::new();
    let daemon = site.start();
    let mut a = plain(&daemon, "A001");
    drop(plain(&daemon, "A002"));
    set(&daemon, "type:CH4", "high=1000 high-high=2000 off-delay=0");
    let now = unix_now();
    a.deliver("mcs/A001/up", &reading(now, 60, 100.0));
    let kept =
        (0..60).map(|n| reading(now - 600 + 10 * i64::from(n), n, if (20..30).contains(&n) { 700.0 } else { 100.0 }));
    a.deliver("mcs/A001/up", &format!("[{}]", kept.collect::<Vec<_>>().join(",")));
    let open = crate::river::alarms(&daemon).len();

    let at = |n: i64| Timestamp::EPOCH + Span::secs(10 * n);
    let values: Vec<Proposed> =
        (0..).zip([100.0, 1000.0, 100.0]).map(|(n, value)| Proposed { at: at(n), value }).collect();
    let steps = daemon.ask(daemon.client.test_rules(&sn("A001"), &values, &[]));
    let told: Vec<_> = steps.iter().map(|step| (step.condition, step.kind, step.measured)).collect();
    assert_eq!(
        told,
        [(Condition::High, TransitionKind::Raise, at(1)), (Condition::High, TransitionKind::Return, at(2))]
    );
    let changed = [proposal("point:A001", "high=1500")];
    assert_eq!(daemon.ask(daemon.client.test_rules(&sn("A001"), &values, &changed)), []);

    let window = (Timestamp::from_micros((now - 1200) * 1_000_000), Timestamp::from_micros((now + 60) * 1_000_000));
    let told = daemon.ask(async {
        let changed = [proposal("type:CH4", "high=500")];
        daemon.client.replay_rules(window, &[], &changed).await?.collect::<Result<Vec<_>, _>>().await
    });
    let points: Vec<_> =
        told.iter().filter_map(|told| if let Replaying::Point(point) = told { Some(&**point) } else { None }).collect();
    assert_eq!(
        points.iter().map(|point| (point.sn.as_str(), point.readings)).collect::<Vec<_>>(),
        [("A001", 61), ("A002", 0)]
    );
    let [gained] = &points[0].gained[..] else { panic!("one alarm: {points:#?}") };
    assert_eq!((gained.condition, gained.peak), (Condition::High, Some(700.0)));
    assert_eq!(gained.returned.map(|returned| returned - gained.raised), Some(Span::secs(100)));
    assert!(points[0].lost.is_empty() && points[0].begins.is_some(), "{points:#?}");
    let Some(Replaying::Done(sum)) = told.last() else { panic!("no sum") };
    assert_eq!((sum.points, sum.unaffected, sum.readings, sum.gained, sum.lost), (2, 0, 61, 1, 0));

    assert_eq!(crate::river::alarms(&daemon).len(), open, "nothing was touched");
    assert_eq!(line(&daemon, "A001", Key::High).value, Some(Value::Quantity(1000.0)));
}
