//! A full disk: readings are judged and acknowledged, alarms are raised, the ledger names what is not recorded, and it heals.

use std::time::{Duration, Instant};

use mcs_core::{
    alarm::{Condition, LifeState, Priority, Source, SystemCause, TransitionKind},
    device::Credential,
    status::StoreState,
};

use crate::{
    daemon::{Daemon, Site, eventually},
    mqtt::{Mqtt, reading, unix_now},
    river::{alarms, history, sn},
    small::SmallDisk,
};

/// The disk: a fresh plant with its reserves takes about a third of it.
pub(crate) const DISK_MIB: u64 = 24;
/// Readings of a device's buffer, as it sends them in one message.
const BUFFER: i64 = 500;
/// The leak is this reading after the reserve ended.
pub(crate) const LEAK_AT: u16 = 200;
/// A leak is told to people within this time, whatever the disk does.
pub(crate) const TOLD_WITHIN: Duration = Duration::from_secs(5);
/// A person's comment, as long as an alarm's reserve is soon used up with, in bytes.
const COMMENT: usize = 16 * 1024;
/// An answer that takes this long waits for the disk.
const UNANSWERED: Duration = Duration::from_secs(2);
/// A small reserve, and each reading its own commit.
pub(crate) const CONFIGURATION: &str = "[store]\nwindow = \"0s\"\nreserve = 1048576\n";

/// A device that waits for each acknowledgement, and counts its readings.
pub(crate) struct Device {
    mqtt: Mqtt,
    credential: Credential,
    sent: usize,
    oldest: i64,
}

impl Device {
    pub(crate) fn register(daemon: &Daemon) -> Self {
        let credential = daemon.add_device("A001");
        let mqtt = Mqtt::device(daemon.mqtt, "A001", &credential);
        Self { mqtt, credential, sent: 0, oldest: unix_now() - 100_000 }
    }

    fn reconnect(&mut self, daemon: &Daemon) {
        self.mqtt = Mqtt::device(daemon.mqtt, "A001", &self.credential);
    }

    /// Sends until disk and reserve are full.
    pub(crate) fn fill_the_rest(&mut self, daemon: &Daemon) {
        eventually("disk and reserve are full", || {
            self.empty_buffer();
            (daemon.status().store == StoreState::Unrecorded).then_some(())
        });
    }

    /// A message of readings buffered long ago; each call goes further back.
    fn empty_buffer(&mut self) {
        let seq = |n: i64| u16::try_from((self.oldest + n).rem_euclid(1 << 16)).expect("16 bits");
        let buffer: Vec<String> = (0..BUFFER).map(|n| reading(self.oldest + n, seq(n), 100.0)).collect();
        self.mqtt.deliver("mcs/A001/up", &format!("[{}]", buffer.join(",")));
        self.sent += buffer.len();
        self.oldest -= BUFFER;
    }

    pub(crate) fn report(&mut self, seq: u16, value: f64) {
        self.mqtt.deliver("mcs/A001/up", &reading(unix_now(), seq, value));
        self.sent += 1;
    }
}

fn unrecorded(daemon: &Daemon) -> usize {
    let days = daemon.ask(daemon.client.ledger(Some(&sn("A001")), "", ""));
    usize::try_from(days.iter().map(|day| day.counts.unrecorded).sum::<u64>()).expect("few")
}

#[test]
fn the_leak_that_is_the_two_hundredth_reading_on_a_full_disk_is_told_and_recorded_when_it_heals() {
    let Some(disk) = SmallDisk::mount("it", DISK_MIB) else { return };
    let site = Site::within(&disk.0);
    site.configure(CONFIGURATION);
    let daemon = site.start();
    let mut device = Device::register(&daemon);
    device.report(60_000, 100.0);

    let ballast = disk.fill();
    device.fill_the_rest(&daemon);
    for n in 1..LEAK_AT {
        device.report(60_000 + n, 100.0);
    }
    let leaked = Instant::now();
    device.report(60_000 + LEAK_AT, 1500.0);
    let leak = eventually("the leak is told", || daemon.open_alarm("A001", Condition::High));
    assert!(leaked.elapsed() < TOLD_WITHIN, "told after {:?}", leaked.elapsed());
    assert_eq!((leak.state, leak.value), (LifeState::UnackActive, Some(1500.0)));
    let failing = alarms(&daemon).into_iter().find(|o| o.source == Source::System(SystemCause::StoreFailing));
    let failing = failing.expect("the store's failure is an alarm");
    assert_eq!((failing.priority, failing.state.active()), (Priority::Critical, true));
    assert_eq!(daemon.status().store, StoreState::Unrecorded);
    assert!(leak.recorded, "alarms have a reserve of their own");
    let (_, transitions) = daemon.ask(daemon.client.alarm(leak.id));
    assert_eq!(transitions.len(), 1, "what is called recorded is on the disk");

    std::fs::remove_file(ballast).expect("space returns");
    eventually("it heals", || (daemon.status().store == StoreState::Ok).then_some(()));
    device.report(60_001 + LEAK_AT, 1500.0);
    let stored = history(&daemon, "A001");
    assert_eq!(stored.last().and_then(|r| r.seq), Some(60_001 + LEAK_AT), "new readings are stored");
    let missing = device.sent - stored.len();
    assert!(missing > usize::from(LEAK_AT), "the leak and those before it could not be recorded");
    eventually("the ledger names what is missing, no more and no less", || {
        (unrecorded(&daemon) == missing).then_some(())
    });
    assert_eq!(daemon.status().unrecorded, u64::try_from(missing).expect("few"));

    eventually("the alarm is recorded", || daemon.open_alarm("A001", Condition::High).filter(|o| o.recorded));
    daemon.kill();
    let daemon = site.start();
    let (alarm, transitions) = daemon.ask(daemon.client.alarm(leak.id));
    assert_eq!((alarm.condition, alarm.state), (Condition::High, LifeState::UnackActive));
    let raises = transitions.iter().filter(|t| t.kind == TransitionKind::Raise).count();
    assert_eq!(raises, 1, "recorded exactly once");
    assert_eq!(history(&daemon, "A001").len(), stored.len());
    assert_eq!(unrecorded(&daemon), missing);
}

#[test]
fn when_not_even_alarms_can_be_recorded_they_are_told_and_owed() {
    let Some(disk) = SmallDisk::mount("owed", DISK_MIB) else { return };
    let site = Site::within(&disk.0);
    site.configure(CONFIGURATION);
    let daemon = site.start();
    let mut device = Device::register(&daemon);
    let other = daemon.add_device("B001");
    let mut leaking = Mqtt::device(daemon.mqtt, "B001", &other);
    device.report(60_000, 1500.0);
    let standing = daemon.open_alarm("A001", Condition::High).expect("over A1");
    let ballast = disk.fill();
    device.fill_the_rest(&daemon);

    // What people write goes where alarms go; the first that is not answered found no room.
    let comment = "on site ".repeat(COMMENT / 8);
    let mut comments = 0;
    eventually("not even alarms can be recorded", || {
        comments += 1;
        let answer = daemon.runtime.block_on(async {
            tokio::time::timeout(UNANSWERED, daemon.client.acknowledge(&[standing.id], Some(&comment))).await
        });
        answer.map_or(Some(()), |answer| answer.map(|_| None).expect("acknowledged"))
    });
    let leaked = Instant::now();
    leaking.deliver("mcs/B001/up", &reading(unix_now(), 1, 1500.0));
    let leak = eventually("the leak is told", || daemon.open_alarm("B001", Condition::High));
    assert!(leaked.elapsed() < TOLD_WITHIN, "told after {:?}", leaked.elapsed());
    assert!(!leak.recorded, "there was no room for it");

    std::fs::remove_file(ballast).expect("space returns");
    eventually("it heals", || (daemon.status().store == StoreState::Ok).then_some(()));
    eventually("nothing is owed any more", || alarms(&daemon).iter().all(|o| o.recorded).then_some(()));
    daemon.kill();
    let daemon = site.start();
    let steps = |id| daemon.ask(daemon.client.alarm(id)).1.iter().map(|t| t.kind).collect::<Vec<TransitionKind>>();
    assert_eq!(steps(leak.id), [TransitionKind::Raise], "recorded exactly once");
    let acknowledged = steps(standing.id).into_iter().filter(|&kind| kind == TransitionKind::Ack).count();
    assert_eq!(acknowledged, comments, "the one that waited was written, too");
    let open = daemon.open_alarm("B001", Condition::High).map(|o| (o.id, o.state));
    assert_eq!(open, Some((leak.id, LifeState::UnackActive)));
}

#[test]
fn killed_on_a_full_disk_it_starts_again_there_and_the_ledger_still_names_what_is_missing() {
    let Some(disk) = SmallDisk::mount("killed", DISK_MIB) else { return };
    let site = Site::within(&disk.0);
    site.configure(CONFIGURATION);
    let daemon = site.start();
    let mut device = Device::register(&daemon);
    device.report(60_000, 1500.0);
    let ballast = disk.fill();
    device.fill_the_rest(&daemon);
    (1..20).for_each(|n| device.report(60_000 + n, 1500.0));
    daemon.kill();

    let daemon = site.start();
    let missing = device.sent - history(&daemon, "A001").len();
    assert!(missing >= 19);
    assert_eq!(unrecorded(&daemon), missing, "what was acknowledged is stored or named");
    assert!(daemon.open_alarm("A001", Condition::High).is_some(), "the alarm stands");
    device.reconnect(&daemon);
    device.report(60_020, 2500.0);
    eventually("it judges on", || daemon.open_alarm("A001", Condition::HighHigh));
    std::fs::remove_file(ballast).expect("space returns");
    eventually("it heals", || (daemon.status().store == StoreState::Ok).then_some(()));
    device.report(60_021, 2500.0);
    let missing = device.sent - history(&daemon, "A001").len();
    eventually("the ledger names what is missing", || (unrecorded(&daemon) == missing).then_some(()));
}
