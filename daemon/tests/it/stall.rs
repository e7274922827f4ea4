//! A disk that holds a commit, that is slow, that fails to sync: readings are judged and alarms told meanwhile, and nothing is
//! acknowledged that is not durable.

use std::{
    os::unix::process::ExitStatusExt,
    time::{Duration, Instant},
};

use mcs_core::{
    alarm::{Condition, LifeState, Occurrence, SystemCause, TransitionKind},
    id::EventId,
    live::{LiveMessage, Update},
    status::StoreState,
};
use mcs_proto::client::ClientError;
use tokio_stream::{Stream, StreamExt};

use crate::{
    daemon::{DEADLINE, Daemon, Site, eventually},
    mqtt::{Mqtt, Packet, reading, unix_now},
    river::{alarms, history},
    shim,
};

/// How long the commit is held.
const HELD: Duration = Duration::from_secs(10);
/// Passes of the place before the hold: devices are registered and a few readings stored by then.
const PASSES: usize = 40;
/// What a device may have on its way unacknowledged.
const WINDOW: u16 = 20;
/// An acknowledgement that takes this long is held; an ordinary one takes milliseconds.
const HELD_UP: Duration = Duration::from_secs(1);

/// Delivers readings one by one until one of them is held up; its packet id, its number, and when it was sent.
fn deliver_until_held(device: &mut Mqtt) -> (u16, u16, Instant) {
    for seq in 0..u16::MAX {
        let sent = Instant::now();
        let id = device.publish("mcs/A001/up", &reading(unix_now(), seq, 100.0));
        match device.read(HELD_UP) {
            Packet::Nothing => return (id, seq, sent),
            answer => assert_eq!(answer, Packet::PubAck { id, reason: 0 }),
        }
    }
    unreachable!("the place is passed at each reading")
}

/// What a live client saw of a leak while the store was held.
struct Seen {
    value: Option<f64>,
    leak: Option<(Occurrence, EventId)>,
}

/// Follows the stream until the value and the leak have both been seen.
async fn follow(live: &mut (impl Stream<Item = Result<LiveMessage, ClientError>> + Unpin), value: f64) -> Seen {
    let mut seen = Seen { value: None, leak: None };
    while seen.value.is_none() || seen.leak.is_none() {
        let message = live.next().await.expect("a message").expect("no error");
        let Update::Delta(delta) = message.update else { continue };
        let shown = delta.points.iter().find(|p| p.sn.as_str() == "A001" && p.value == Some(value));
        seen.value = seen.value.or(shown.and_then(|p| p.value));
        let high = |sn: &Occurrence| sn.condition == Condition::High && sn.state.active();
        if let Some(high) = delta.alarms.into_iter().find(high) {
            let raise = delta.transitions.iter().find(|t| t.occurrence == high.id && t.kind == TransitionKind::Raise);
            seen.leak = seen.leak.or(raise.map(|raise| (high, raise.event)));
        }
    }
    seen
}

#[test]
fn a_held_commit_stops_neither_readings_nor_connections_nor_alarms() {
    let site = Site::new();
    let failpoint = format!("store::hold={PASSES}*off->1*sleep({})->off", HELD.as_millis());
    let daemon = site.start_with(&[("FAILPOINTS", &failpoint)]);
    let [a, b, c] = ["A001", "B001", "C001"].map(|sn| daemon.add_device(sn));
    let (mut a, mut b) = (Mqtt::device(daemon.mqtt, "A001", &a), Mqtt::device(daemon.mqtt, "B001", &b));
    let mut idle = Mqtt::device(daemon.mqtt, "C001", &c);
    b.deliver("mcs/B001/up", &reading(unix_now(), 1, 100.0));

    let (first, seq, since) = deliver_until_held(&mut a);
    let (seen, leak) = daemon.within_deadline(async {
        let mut live = daemon.client.watch(None).await.expect("a stream");
        live.next().await.expect("a snapshot").expect("no error");
        for n in 1..WINDOW {
            a.publish("mcs/A001/up", &reading(unix_now(), seq + n, 100.0 + f64::from(n)));
        }
        b.publish("mcs/B001/up", &reading(unix_now(), 2, 1500.0));
        let sent = Instant::now();
        let seen = follow(&mut live, 100.0 + f64::from(WINDOW - 1)).await;
        assert!(sent.elapsed() < Duration::from_secs(3), "the leak was told after {:?}", sent.elapsed());
        let leak = seen.leak.clone().expect("seen");
        (seen, leak)
    });
    assert_eq!(seen.value, Some(119.0), "the last of the window is read and judged");
    let (alarm, event) = leak;
    assert!(!alarm.recorded, "the store has not taken it");
    assert_eq!((alarm.state, alarm.value), (LifeState::UnackActive, Some(1500.0)));
    idle.ping();
    assert_eq!(idle.read(HELD_UP), Packet::PingResp, "the store's stall is not the connection's");
    let late = eventually("the stall is an alarm itself", || {
        alarms(&daemon).into_iter().find(|o| o.source == mcs_core::alarm::Source::System(SystemCause::StoreLate))
    });
    assert!(late.state.active());
    assert_eq!(daemon.status().store, StoreState::Late);
    assert!(since.elapsed() < HELD, "all of this was while the commit was held");
    assert_eq!(a.read(Duration::from_millis(1)), Packet::Nothing, "nothing is acknowledged meanwhile");

    for id in (0..WINDOW).map(|n| first + n) {
        assert_eq!(a.read(DEADLINE), Packet::PubAck { id, reason: 0 });
    }
    assert!(matches!(b.read(DEADLINE), Packet::PubAck { reason: 0, .. }));
    idle.ping();
    assert_eq!(idle.read(HELD_UP), Packet::PingResp, "the connection has survived");
    let (after, transitions) = daemon.ask(daemon.client.alarm(alarm.id));
    let raises: Vec<EventId> =
        transitions.iter().filter(|t| t.kind == TransitionKind::Raise).map(|t| t.event).collect();
    assert_eq!(raises, [event], "recorded once, under the id it was told with");
    assert!(after.recorded);
    eventually("the list says so", || daemon.open_alarm("B001", Condition::High).filter(|o| o.recorded));
    assert_eq!(history(&daemon, "A001").len(), usize::from(seq + WINDOW));
    eventually("the store is well", || (daemon.status().store == StoreState::Ok).then_some(()));
}

/// The daemon on a disk that misbehaves.
fn faulty(site: &Site, fault: (&str, &str)) -> Daemon {
    let data = site.data();
    let shim = shim::library().to_str().expect("a plain path");
    site.start_with(&[("LD_PRELOAD", shim), ("MCS_FAULT_DIR", data.to_str().expect("a plain path")), fault])
}

#[test]
fn a_disk_that_takes_five_milliseconds_to_sync_is_waited_for() {
    let site = Site::new();
    let daemon = faulty(&site, ("MCS_FAULT_DELAY_US", "5000"));
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    for seq in 0..20 {
        let sent = Instant::now();
        device.deliver("mcs/A001/up", &reading(unix_now(), seq, 100.0));
        assert!(sent.elapsed() >= Duration::from_millis(5), "acknowledged before it was durable");
    }
    assert!(daemon.status().commit_us >= 5_000);
    assert_eq!(daemon.status().store, StoreState::Ok);
    daemon.kill();
    assert_eq!(history(&site.start(), "A001").len(), 20);
}

#[test]
fn a_failed_sync_ends_the_process_and_acknowledges_nothing_of_that_commit() {
    let site = Site::new();
    // Long after the start: the devices are registered, and readings are on their way.
    let daemon = faulty(&site, ("MCS_FAULT_EIO_AT", "40"));
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    let (mut sent, mut acknowledged) = (0_u16, 0_usize);
    loop {
        while usize::from(sent) < acknowledged + usize::from(WINDOW) {
            device.publish("mcs/A001/up", &reading(unix_now(), sent, 100.0));
            sent += 1;
        }
        match device.read(DEADLINE) {
            Packet::PubAck { id, reason: 0 } => {
                acknowledged += 1;
                assert_eq!(usize::from(id), acknowledged, "in order");
            }
            Packet::Closed => break,
            other => panic!("{other:?}"),
        }
    }
    let log = std::sync::Arc::clone(&daemon.log);
    let status = daemon.wait();
    assert_eq!(status.signal(), Some(6), "{status}");
    let log = log.lock().expect("no panic while held").clone();
    assert!(log.contains("the disk failed to sync"), "{log}");
    assert!(acknowledged > 0, "the failure came after the first readings");
    assert!(acknowledged < usize::from(sent), "what was on its way is not acknowledged");
    let daemon = site.start();
    let stored: Vec<u16> = history(&daemon, "A001").iter().filter_map(|r| r.seq).collect();
    let expected: Vec<u16> = (0..u16::try_from(stored.len()).expect("few")).collect();
    assert_eq!(stored, expected, "in order, once, without a hole");
    assert!(stored.len() >= acknowledged, "{acknowledged} acknowledged, {} stored", stored.len());
}
