//! Three hundred critical alarms in a minute over a robot that punishes floods.

use std::time::{Duration, Instant};

use mcs_core::{device::Credential, notice::ChannelKind};

use super::{
    phone::{Call, Phone},
    plant::{channel, group, set},
};
use crate::{
    daemon::{Daemon, Site},
    mqtt::{Mqtt, reading, unix_now},
};

const ALARMS: usize = 300;
/// `DingTalk` blocks a robot after 20 messages in a minute; we keep to this.
const MOST_A_MINUTE: usize = 15;
/// Each is named in a message within this time of its raise, and the time a small machine takes.
const NAMED_WITHIN: Duration = Duration::from_secs(60 + 5);

fn sn(number: usize) -> String {
    format!("F{number:03}")
}

fn text(call: &Call) -> String {
    call.json["text"]["content"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn of_three_hundred_criticals_none_is_silent_and_the_robot_is_never_sent_too_much() {
    let (site, phone) = (Site::new(), Phone::new());
    let daemon = site.start();
    set(&daemon, &[channel("robot", ChannelKind::Dingtalk, &phone), group("night", &["robot"])]);
    let credentials: Vec<Credential> = (0..ALARMS).map(|number| daemon.add_device(&sn(number))).collect();
    let first = Instant::now();
    let raised: Vec<Instant> = credentials
        .iter()
        .enumerate()
        .map(|(number, credential)| {
            let mut device = Mqtt::device(daemon.mqtt, &sn(number), credential);
            device.deliver(&format!("mcs/{}/up", sn(number)), &reading(unix_now(), 1, 2_500.0));
            Instant::now()
        })
        .collect();
    assert!(first.elapsed() < Duration::from_mins(1), "all in one minute: {:?}", first.elapsed());
    for (number, raised) in raised.iter().enumerate() {
        let left = (*raised + NAMED_WITHIN).saturating_duration_since(Instant::now());
        let call = phone.wait_within(left.max(Duration::from_millis(1)), &sn(number), |call| {
            call.accepted && text(call).contains(&sn(number))
        });
        assert!(call.at < *raised + NAMED_WITHIN, "{} was named after {:?}", sn(number), call.at - *raised);
    }
    let calls = phone.calls();
    for (n, call) in calls.iter().enumerate() {
        let minute = calls[n..].iter().take_while(|later| later.at - call.at < Duration::from_mins(1)).count();
        assert!(minute <= MOST_A_MINUTE, "{minute} in the minute from call {n}");
    }
    let named = |call: &Call| (0..ALARMS).filter(|number| text(call).contains(&sn(*number))).count();
    let singles = calls.iter().take_while(|call| named(call) <= 1).count();
    assert!(singles >= 3, "the first ones come alone: {singles}");
    check_record(&daemon);
}

/// Everything is settled as accepted.
fn check_record(daemon: &Daemon) {
    let query = mcs_proto::client::DeliveryQuery { limit: 1_000, ..mcs_proto::client::DeliveryQuery::default() };
    let criticals = crate::daemon::eventually("all is accepted", || {
        let all = daemon.ask(daemon.client.deliveries(&query));
        let mut critical = all.iter().filter(|d| d.facts.priority == mcs_core::alarm::Priority::Critical);
        critical
            .clone()
            .all(|d| d.state == mcs_core::notice::DeliveryState::Accepted)
            .then_some(critical.by_ref().count())
    });
    assert!(criticals >= ALARMS, "{criticals}");
}
