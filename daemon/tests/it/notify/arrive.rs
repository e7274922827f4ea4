//! An alarm arrives; what a provider refuses, delays or breaks is tried again as it asks.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
        mpsc,
    },
    time::Duration,
};

use mcs_core::{
    alarm::{Condition, Source, SystemCause},
    calibration::Coefficients,
    notice::{AttemptOutcome, Change, ChannelEdit, ChannelKind, DeliveryState},
    time::Span,
};
use mcs_proto::client::DeliveryQuery;

use super::{
    phone::{Answer, Phone, YES},
    plant::{self, channel, group, name, set},
};
use crate::{
    daemon::{Daemon, Site, eventually},
    mqtt::{Mqtt, reading, unix_now},
};

fn leak(daemon: &Daemon, sn: &str) -> Mqtt {
    let credential = daemon.add_device(sn);
    let mut device = Mqtt::device(daemon.mqtt, sn, &credential);
    device.deliver(&format!("mcs/{sn}/up"), &reading(unix_now(), 1, 1_500.0));
    device
}

fn deliveries(daemon: &Daemon) -> Vec<mcs_core::notice::Delivery> {
    daemon.ask(daemon.client.deliveries(&DeliveryQuery { limit: 100, ..DeliveryQuery::default() }))
}

/// A test that the channel does not take.
fn refuse_test(daemon: &Daemon) {
    let refused = daemon.within_deadline(daemon.client.test_channel(&name("hook")));
    let error = refused.expect_err("it was to be refused").to_string();
    assert!(error.contains("403"), "by the telephone, and not because {error}");
}

/// The alarm that the channel fails.
fn hook_fails(daemon: &Daemon) -> Option<mcs_core::alarm::Occurrence> {
    let alarms = crate::river::alarms(daemon);
    alarms.into_iter().find(|o| o.text.as_deref().is_some_and(|text| text.starts_with("hook: ")))
}

#[test]
fn a_leak_arrives_once_and_so_does_its_acknowledgement() {
    let (site, phone) = (Site::new(), Phone::new());
    let daemon = site.start();
    plant::tell(&daemon, &phone);
    let _device = leak(&daemon, "A001");
    let call = phone.wait("the leak", |call| call.says("raise", "A001"));
    let alarm = &call.alarms()[0];
    assert_eq!((alarm["value"].as_f64(), alarm["unrecorded"].as_bool()), (Some(1_500.0), Some(false)));
    let open = daemon.open_alarm("A001", Condition::High).expect("it stands");
    daemon.ask(daemon.client.acknowledge(&[open.id], Some("on site")));
    phone.wait("the acknowledgement", |call| call.says("ack", "A001"));
    let all = eventually("all is on record", || {
        let all = deliveries(&daemon);
        all.iter().all(|d| d.state == DeliveryState::Accepted).then_some(all)
    });
    let raise = all.iter().find(|delivery| delivery.message.is_some_and(|message| message.to_string() == call.key()));
    assert_eq!(raise.map(mcs_core::notice::Delivery::occurrence), Some(Some(open.id)), "{all:?}");
    assert_eq!(daemon.stop().code(), Some(0));
    let daemon = site.start();
    plant::tell(&daemon, &phone);
    let raises = phone.calls().iter().filter(|call| call.says("raise", "A001")).count();
    assert_eq!(raises, 1, "a restart tells nothing again");
}

#[test]
fn a_yes_that_means_no_is_tried_again_and_a_wait_is_waited() {
    let (site, asked) = (Site::new(), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&asked);
    let of_the_leak = |json: &serde_json::Value| json.to_string().contains("A001");
    let phone = Phone::answering(move |_, json| match count.fetch_add(usize::from(of_the_leak(json)), SeqCst) {
        _ if !of_the_leak(json) => YES,
        0 => Answer::with("200 OK", r#"{"errcode":1,"errmsg":"system busy"}"#),
        1 => Answer { status: "429 Too Many Requests", head: "Retry-After: 3\r\n", body: "" },
        _ => YES,
    });
    let daemon = site.start();
    set(&daemon, &[channel("robot", ChannelKind::Dingtalk, &phone), group("night", &["robot"])]);
    let _device = leak(&daemon, "A001");
    let sn = "A001".parse().ok();
    let delivery = eventually("it is accepted", || {
        deliveries(&daemon).into_iter().find(|d| d.state == DeliveryState::Accepted && d.facts.sn == sn)
    });
    let calls: Vec<_> = phone.calls().into_iter().filter(|call| of_the_leak(&call.json)).collect();
    assert_eq!(calls.len(), 3);
    assert_eq!(calls[0].body, calls[1].body, "the same at each try");
    let pauses: Vec<Duration> = calls.windows(2).map(|pair| pair[1].at - pair[0].at).collect();
    assert!(pauses[0] >= Duration::from_secs(4), "a failure is tried again after some seconds: {pauses:?}");
    assert!(pauses[1] >= Duration::from_secs(3), "the wait it asked for: {pauses:?}");
    let record = daemon.ask(daemon.client.delivery(delivery.id));
    let outcomes: Vec<&str> = record.attempts.iter().map(|attempt| attempt.outcome.as_str()).collect();
    assert_eq!(outcomes, ["failed", "throttled", "accepted"]);
}

#[test]
fn a_refusal_that_was_a_slip_is_tried_again_after_half_a_minute() {
    let (site, phone) = (Site::new(), Phone::answering(|_, _| Answer::with("404 Not Found", "nobody is here")));
    let daemon = site.start();
    plant::tell(&daemon, &phone);
    let _device = leak(&daemon, "A001");
    let first = phone.wait("a first try", |call| call.says("raise", "A001"));
    phone.answer(|_, _| YES);
    let patience = Duration::from_secs(36 + 10);
    let again = phone.wait_within(patience, "a second try", |call| call.accepted && call.says("raise", "A001"));
    assert_eq!(again.body, first.body, "the same at each try");
    assert!(again.at - first.at >= Duration::from_secs(23), "not at once: {:?}", again.at - first.at);
}

#[test]
fn a_refusal_is_an_alarm_itself_and_what_was_refused_is_sent_once_the_channel_works() {
    let site = Site::new();
    let phone = Phone::answering(|_, _| Answer::with("403 Forbidden", "who are you?"));
    let daemon = site.start();
    plant::tell(&daemon, &phone);
    let _device = leak(&daemon, "A001");
    phone.wait("a first try", |call| call.says("raise", "A001"));
    let sn = "A001".parse().ok();
    let refused = eventually("the refusal is on record", || {
        let leak = deliveries(&daemon).into_iter().find(|delivery| delivery.facts.sn == sn)?;
        let record = daemon.ask(daemon.client.delivery(leak.id));
        (!record.attempts.is_empty()).then_some(record)
    });
    assert_eq!(refused.delivery.state, DeliveryState::Sending, "one bad answer gives up nothing");
    assert_eq!(refused.attempts[0].outcome, AttemptOutcome::Refused);
    assert!(refused.attempts[0].detail.as_deref().is_some_and(|why| why.contains("who are you?")), "{refused:?}");
    let failing = || hook_fails(&daemon);
    eventually("the failing channel is an alarm", failing);
    phone.answer(|_, _| YES);
    let moved = ChannelEdit {
        settings: BTreeMap::from([("url".to_owned(), Some(phone.url("/moved")))]),
        ..ChannelEdit::of(name("hook"))
    };
    set(&daemon, &[Change::Channel(moved)]);
    phone.wait("it is sent again as soon as the settings are others", |call| {
        call.accepted && call.says("raise", "A001")
    });
    eventually("the alarm is over", || failing().filter(|o| !o.state.active()));
    let word = daemon.ask(daemon.client.test_channel(&name("hook")));
    assert!(word.contains("200"), "{word}");
    phone.wait("the test", |call| call.alarms().iter().any(|alarm| alarm["kind"] == "test"));
}

#[test]
fn a_restart_does_not_say_that_a_failing_channel_works_again() {
    let (site, phone) = (Site::new(), Phone::answering(|_, _| Answer::with("403 Forbidden", "who are you?")));
    let daemon = site.start();
    plant::tell(&daemon, &phone);
    refuse_test(&daemon);
    let failing = eventually("the failing channel is an alarm", || hook_fails(&daemon));
    assert!(daemon.stop().success());
    // What is tried after the start is not answered yet: nothing is known of the channel.
    let (_until_the_end, answered) = mpsc::channel::<()>();
    phone.answer(move |_, _| {
        let _ = answered.recv();
        YES
    });
    let daemon = site.start();
    // An alarm of the system that is found after the start: by then the plant has heard what the channels have to say.
    daemon.add_device("A001");
    let (sn, due) = ("A001".parse().expect("a serial number"), daemon.status().now + Span::hours(24));
    let plain = Coefficients::new(1.0, 0.0, 25.0, 0.0).expect("valid coefficients");
    daemon.ask(daemon.client.set_calibration(&sn, plain, Some(due), None));
    eventually("the calibration is due", || {
        let alarms = crate::river::alarms(&daemon);
        alarms.into_iter().find(|o| o.source == Source::System(SystemCause::CalibrationDue))
    });
    let (still, transitions) = daemon.ask(daemon.client.alarm(failing.id));
    assert!(still.state.active(), "{still:?}");
    assert!(transitions.iter().all(|step| step.state.active()), "it never returned: {transitions:?}");
}
