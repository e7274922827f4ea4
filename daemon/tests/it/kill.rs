//! Devices that count what was acknowledged, a daemon that is killed again and again, and a second one that never is: what was
//! acknowledged is stored once, every alarm went through its steps once, and both end in the same state.

use std::{
    collections::{BTreeMap, BTreeSet},
    os::unix::process::ExitStatusExt,
    time::{Duration, Instant},
};

use mcs_core::{
    alarm::{Condition, LifeState, Occurrence, TransitionKind},
    device::{Credential, PointSettings, RuleSet},
    ledger::Counts,
    reading::Flags,
};
use mcs_proto::client::AlarmQuery;

use crate::{
    daemon::{Daemon, Site, eventually},
    devices::{ALL, DEVICES, Devices, READINGS, STEP, name, value},
    mqtt::{Mqtt, reading, unix_now},
    river::{alarms, history},
};

/// The named places of the commit path, and how often the daemon dies at each.
const PLACES: [&str; 6] = [
    "store::begin",
    "store::after_insert",
    "store::hold",
    "store::before_commit",
    "store::after_commit_before_ack",
    "store::mid_ack",
];
const AT_EACH_PLACE: usize = 3;
const AT_RANDOM: usize = 20;
const SEED: u64 = 0x005E_ED0F_DEAD;

/// At most this long the daemon lives in a round that ends at a random moment.
const LONGEST_LIFE_MS: u64 = 600;
/// Passes of a place before the daemon dies there: past the commits of its start, and few enough for its share of readings.
const FEWEST_PASSES: u64 = 4;
const MOST_PASSES: u64 = 20;

/// The generator `SplitMix64`: the same choices in every run.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }
}

/// Without an off-delay: how often a reading had to be sent again must not decide when an alarm returns.
fn with(said: impl FnOnce(&mut RuleSet)) -> PointSettings {
    let mut settings = Daemon::methane();
    said(&mut settings.rules);
    settings
}

fn settings() -> PointSettings {
    with(|rules| rules.off_delay_s = Some(0))
}

/// How a life of the daemon ends.
#[derive(Debug, Clone, Copy)]
enum End {
    At(&'static str),
    Killed,
}

/// Every end, in a random order.
fn ends(chance: &mut Chance) -> Vec<End> {
    let mut ends: Vec<End> = PLACES.iter().flat_map(|place| [End::At(place); AT_EACH_PLACE]).collect();
    ends.extend([End::Killed; AT_RANDOM]);
    for n in (1..ends.len()).rev() {
        let other = usize::try_from(chance.below(n as u64 + 1)).expect("small");
        ends.swap(n, other);
    }
    ends
}

/// One life of the daemon. Without `most` devices send until it dies.
fn live_and_die(site: &Site, devices: &Devices, end: End, most: usize, chance: &mut Chance) {
    // Alone or in company: a commit of one reading, and one of many.
    let window = if chance.below(2) == 0 { "0s" } else { "20ms" };
    site.configure(&format!("[store]\nwindow = \"{window}\"\n"));
    match end {
        End::At(place) => {
            let passes = FEWEST_PASSES + chance.below(MOST_PASSES - FEWEST_PASSES);
            let armed = format!("{place}={passes}*off->return");
            // Even so it may die before it is ready.
            let Ok(mut daemon) = site.try_start(&[("FAILPOINTS", &armed)]) else { return };
            devices.connect_to(Some(&daemon));
            devices.pace_until(ALL, &armed, || daemon.child.try_wait().expect("a child of ours").is_some());
            let status = daemon.child.wait().expect("a child of ours");
            assert_eq!(status.signal(), Some(6), "{armed}: {}", daemon.log());
        }
        End::Killed => {
            let daemon = site.start();
            devices.connect_to(Some(&daemon));
            let until = Instant::now() + Duration::from_millis(chance.below(LONGEST_LIFE_MS));
            devices.pace_until(most, "its last moment", || Instant::now() >= until);
            daemon.kill();
        }
    }
}

/// One life of an alarm, as far as it does not depend on when things were heard.
#[derive(Debug, Clone, PartialEq)]
struct Life {
    state: LifeState,
    steps: Vec<(TransitionKind, Option<f64>)>,
    value: Option<f64>,
    peak: Option<f64>,
    limit: Option<f64>,
}

/// Every alarm there ever was of each device and condition, oldest first. Those that tell of our own silence are left out.
fn lives(daemon: &Daemon) -> BTreeMap<(String, Condition), Vec<Life>> {
    let mut list = daemon.ask(daemon.client.alarms(&AlarmQuery { include_closed: true, sn: None })).alarms;
    list.sort_by_key(|o| o.id);
    let ids: BTreeSet<_> = list.iter().map(|o| o.id).collect();
    assert_eq!(ids.len(), list.len(), "an alarm is listed twice");
    let mut lives: BTreeMap<_, Vec<Life>> = BTreeMap::new();
    let mut events = BTreeSet::new();
    for occurrence in list {
        let (_, transitions) = daemon.ask(daemon.client.alarm(occurrence.id));
        assert!(transitions.iter().all(|t| events.insert(t.event)), "an event is recorded twice: {occurrence:?}");
        let steps: Vec<_> = transitions.iter().map(|t| (t.kind, t.value)).collect();
        let raises = steps.iter().filter(|(kind, _)| *kind == TransitionKind::Raise).count();
        assert_eq!(raises, 1, "{occurrence:?}: {steps:?}");
        let Some(sn) = occurrence.sn else { continue };
        if occurrence.condition == Condition::Offline {
            continue;
        }
        let (state, value, peak, limit) = (occurrence.state, occurrence.value, occurrence.peak, occurrence.limit);
        let life = Life { state, steps, value, peak, limit };
        lives.entry((sn.to_string(), occurrence.condition)).or_default().push(life);
    }
    lives
}

/// Every reading of every device, once and in order.
pub(crate) fn check_history(daemon: &Daemon, times: &[Vec<i64>]) {
    for (number, times) in times.iter().enumerate() {
        let not_live = Flags::LATE.with(Flags::OUT_OF_ORDER);
        let passed_over: Vec<_> = history(daemon, &name(number))
            .into_iter()
            .filter(|r| r.flags.any(not_live))
            .map(|r| (r.seq, r.flags, r.ts, r.time, r.received))
            .collect();
        assert!(passed_over.is_empty(), "{}: in order and at once, and yet not live: {passed_over:?}", name(number));
        let stored: Vec<(Option<i64>, Option<usize>)> = history(daemon, &name(number))
            .iter()
            .map(|r| (r.ts.map(|ts| ts.as_micros() / 1_000_000), r.seq.map(usize::from)))
            .collect();
        let mut sent: Vec<_> = times.iter().enumerate().map(|(n, &ts)| (Some(ts), Some(n))).collect();
        let mut found = stored.clone();
        found.sort_unstable();
        sent.sort_unstable();
        assert_eq!(found, sent, "{}: every acknowledged reading is stored exactly once", name(number));
    }
}

/// Readings a broker keeps for the daemon arrive when they do.
pub(crate) fn wait_until_counted(daemon: &Daemon, readings: usize) {
    eventually("everything that was acknowledged is counted", || {
        let days = daemon.ask(daemon.client.ledger(None, "", ""));
        (days.iter().map(|day| day.counts.received).sum::<u64>() >= readings as u64).then_some(())
    });
}

/// Alarms that are present show the value judged last: at the wall's pace, not at that of the acknowledgements.
fn wait_for_newest_values(daemon: &Daemon) {
    let newest: BTreeMap<_, _> = (0..DEVICES).map(|number| (name(number), value(number, READINGS - 1))).collect();
    eventually("every alarm shows the newest value", || {
        let mut present = alarms(daemon).into_iter().filter(|o| o.state.active() && o.value.is_some());
        let shown = |o: Occurrence| o.sn.is_none_or(|sn| newest.get(sn.as_str()).copied() == o.value);
        present.all(shown).then_some(())
    });
}

/// Registers the devices of the campaign.
pub(crate) fn register(daemon: &Daemon) -> Vec<Credential> {
    (0..DEVICES).map(|number| daemon.add_with(&name(number), settings())).collect()
}

#[test]
fn whatever_moment_the_daemon_is_killed_at_the_result_is_that_of_one_that_never_was() {
    let site = Site::new();
    let daemon = site.start();
    let credentials = register(&daemon);
    assert_eq!(daemon.stop().code(), Some(0));
    let again = killed_again_and_again(&site, &credentials, STEP);
    assert!(again > 0, "no life ended with readings on their way");
}

/// The campaign at a site with these devices, however they reach it; they send so many readings at a time. Readings sent again.
pub(crate) fn killed_again_and_again(site: &Site, credentials: &[Credential], step: usize) -> usize {
    let mut chance = Chance(SEED);
    let devices = Devices::begin(credentials).by(step);
    let ends = ends(&mut chance);
    for (round, &end) in ends.iter().enumerate() {
        // Each life has its share of the readings, so that the last one has something to lose, too.
        let most = ALL * (round + 1) / (ends.len() + 1);
        live_and_die(site, &devices, end, most, &mut chance);
    }
    let daemon = site.start();
    devices.connect_to(Some(&daemon));
    let again = devices.sent_again();
    let times = devices.finish();
    wait_until_counted(&daemon, ALL);
    check_history(&daemon, &times);
    wait_for_newest_values(&daemon);
    let killed = lives(&daemon);
    let ledger = daemon.ask(daemon.client.ledger(None, "", ""));
    assert!(ledger.iter().all(|day| day.counts.complete()), "{ledger:?}");
    let sum = |count: fn(&Counts) -> u64| ledger.iter().map(|day| count(&day.counts)).sum::<u64>();
    assert_eq!(sum(|c| c.received), ALL as u64, "the ledger counts what is stored");
    drop(daemon);

    let undisturbed = Site::new();
    let daemon = undisturbed.start();
    let devices = Devices::begin(&register(&daemon));
    devices.connect_to(Some(&daemon));
    let times = devices.finish();
    check_history(&daemon, &times);
    wait_for_newest_values(&daemon);
    let expected = lives(&daemon);
    let both: BTreeSet<_> = killed.keys().chain(expected.keys()).collect();
    for key in both {
        let of = |lives: &BTreeMap<_, Vec<Life>>| lives.get(key).cloned().unwrap_or_default();
        let (killed, expected) = (of(&killed), of(&expected));
        assert_eq!(killed.len(), expected.len(), "{key:?}: killed and undisturbed");
        for (killed, expected) in killed.iter().zip(&expected) {
            assert_eq!(killed, expected, "{key:?}: killed and undisturbed");
        }
    }
    assert!(expected.values().map(Vec::len).sum::<usize>() > 10 * DEVICES, "there were leaks enough");
    again
}

#[test]
fn an_acknowledgement_that_was_answered_survives_kill() {
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_with("A001", settings());
    Mqtt::device(daemon.mqtt, "A001", &credential).deliver("mcs/A001/up", &reading(unix_now(), 1, 2_500.0));
    let worst = daemon.open_alarm("A001", Condition::HighHigh).expect("over A2");
    let acknowledged = daemon.ask(daemon.client.acknowledge(&[worst.id], Some("on site")));
    daemon.kill();
    let daemon = site.start();
    let (after, transitions) = daemon.ask(daemon.client.alarm(worst.id));
    assert_eq!((after.state, after.comment.as_deref()), (LifeState::AckedActive, Some("on site")));
    assert_eq!(after.acked, acknowledged.iter().find(|o| o.id == worst.id).and_then(|o| o.acked));
    let steps: Vec<TransitionKind> = transitions.iter().map(|t| t.kind).collect();
    assert_eq!(steps, [TransitionKind::Raise, TransitionKind::Ack]);
    // The plant that came back knows it, too: the return of an acknowledged alarm waits for its reset alone.
    Mqtt::device(daemon.mqtt, "A001", &credential).deliver("mcs/A001/up", &reading(unix_now(), 2, 100.0));
    let returned = daemon.open_alarm("A001", Condition::HighHigh).expect("latched");
    assert_eq!((returned.id, returned.state), (worst.id, LifeState::LatchedAcked));
    let high = daemon.open_alarm("A001", Condition::High);
    assert!(high.is_none(), "acknowledged with the worse one, and over: {high:?}");
}

#[test]
fn an_on_delay_that_was_running_runs_on_after_a_kill() {
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_with("A001", with(|rules| (rules.off_delay_s, rules.on_delay_s) = (Some(0), Some(3))));
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    device.deliver("mcs/A001/up", &reading(unix_now(), 1, 1_500.0));
    device.deliver("mcs/A001/up", &reading(unix_now(), 2, 1_600.0));
    assert!(daemon.open_alarm("A001", Condition::High).is_none(), "it is counted down");
    daemon.kill();
    let daemon = site.start();
    let high = eventually("it is raised without another reading", || daemon.open_alarm("A001", Condition::High));
    assert_eq!((high.state, high.peak), (LifeState::UnackActive, Some(1_600.0)));
    let (_, transitions) = daemon.ask(daemon.client.alarm(high.id));
    assert_eq!(transitions.len(), 1);
}

#[test]
fn a_buffer_sent_again_after_a_kill_is_neither_stored_nor_judged_again() {
    buffer_sent_again(&Site::new());
}

/// The same at a site, however its devices reach it.
pub(crate) fn buffer_sent_again(site: &Site) {
    const BUFFERED: u16 = 1_000;
    let daemon = site.start();
    let credential = daemon.add_with(
        "A001",
        PointSettings { period_s: 1, ..with(|rules| (rules.off_delay_s, rules.offline_after_s) = (Some(0), Some(3))) },
    );
    let (heard, ts) = (Instant::now(), unix_now());
    Mqtt::device(daemon.mqtt, "A001", &credential).deliver("mcs/A001/up", &reading(ts, 0, 100.0));
    // Half a second of readings with a leak in it, from a time when the device was out of reach.
    let buffer: Vec<String> = (1..=BUFFERED)
        .map(|n| {
            let value = if (100..120).contains(&n) { 2_500.0 } else { 100.0 };
            reading(format!("{ts}.{:04}", n * 5), n, value)
        })
        .collect();
    let send = |daemon: &Daemon, newest: u16| {
        let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
        device.deliver("mcs/A001/up", &format!("[{}]", buffer.join(",")));
        device.deliver("mcs/A001/up", &reading(unix_now(), BUFFERED + newest, 100.0));
        wait_until_counted(daemon, usize::from(BUFFERED + newest) + 1);
    };
    eventually("it is offline", || daemon.open_alarm("A001", Condition::Offline));
    eventually("the whole buffer is old", || (heard.elapsed() > Duration::from_millis(3_800)).then_some(()));
    send(&daemon, 1);
    let before = lives(&daemon);
    let leak = &before[&("A001".to_owned(), Condition::HighHigh)];
    assert_eq!((leak.len(), leak[0].state, leak[0].peak), (1, LifeState::UnackReturned, Some(2_500.0)));
    assert_eq!(history(&daemon, "A001").len(), usize::from(BUFFERED) + 2);
    send(&daemon, 2);
    assert_eq!(lives(&daemon), before, "sent again to the same daemon");
    daemon.kill();
    let daemon = site.start();
    send(&daemon, 3);
    assert_eq!(lives(&daemon), before, "sent again after a kill");
    assert_eq!(history(&daemon, "A001").len(), usize::from(BUFFERED) + 4);
}
