//! Killed at every step between a transition and a provider's word: each notice is accepted at least once, under one key.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use mcs_core::device::{Credential, PointSettings};

use super::{
    phone::Phone,
    plant::{self, Record},
};
use crate::{
    daemon::{Daemon, Site, eventually},
    kill::Chance,
    mqtt::{Mqtt, reading, unix_now},
};

/// The named places, in the order in which a notice passes them.
const PLACES: [&str; 7] = [
    "notify::before_settle",
    "notify::after_settle",
    "notify::before_message",
    "notify::after_message",
    "notify::before_send",
    "notify::after_send",
    "notify::after_record",
];
/// Of so many rounds one ends at a random moment instead.
const RANDOM_EVERY: usize = 4;
const LONGEST_LIFE_MS: u64 = 400;
/// A place that was not passed in this time is not passed in this round.
const PATIENCE: Duration = Duration::from_secs(4);
/// So many raises a round, each of another device.
const A_ROUND: usize = 2;
const SEED: u64 = 0x0B0E_7E11;

fn settings() -> PointSettings {
    let mut settings = Daemon::methane();
    settings.rules.off_delay_s = Some(0);
    settings
}

fn sn(number: usize) -> String {
    format!("K{number:03}")
}

/// Raises an alarm of a device, if the daemon lives long enough.
fn raise(daemon: &Daemon, number: usize, credential: &Credential, seq: u16) {
    let Some(mut device) = Mqtt::try_device(daemon.mqtt, &sn(number), credential) else { return };
    let topic = format!("mcs/{}/up", sn(number));
    device.publish(&topic, &reading(unix_now(), seq, 100.0));
    device.publish(&topic, &reading(unix_now(), seq + 1, 1_500.0));
    // Both are answered, or nobody is there any more.
    device.read(Duration::from_millis(500));
    device.read(Duration::from_millis(500));
}

/// One life of the daemon.
fn live_and_die(site: &Site, round: usize, credentials: &[Credential], chance: &mut Chance) {
    let random = round % RANDOM_EVERY == RANDOM_EVERY - 1;
    let place = PLACES[round % PLACES.len()];
    let armed = if random { String::new() } else { format!("{place}={}*off->return", chance.below(3)) };
    // It may die before it is ready: that it was down is an alarm, too.
    let Ok(mut daemon) = site.try_start(&[("FAILPOINTS", &armed)]) else { return };
    let until = Instant::now() + if random { Duration::from_millis(chance.below(LONGEST_LIFE_MS)) } else { PATIENCE };
    for n in 0..A_ROUND {
        let number = (round * A_ROUND + n) % credentials.len();
        let seq = u16::try_from(round * 2).expect("few rounds");
        raise(&daemon, number, &credentials[number], seq);
    }
    while Instant::now() < until && daemon.child.try_wait().expect("a child of ours").is_none() {
        std::thread::sleep(Duration::from_millis(5));
    }
    daemon.kill();
}

/// Everything that was to be told was told, once or more often, each time in the same words.
fn check(site: &Site, phone: &Phone, rounds: usize) {
    let record = Record::of(site);
    let untold = "SELECT count(*) FROM transition WHERE NOT EXISTS \
                  (SELECT 1 FROM notice WHERE notice.event = transition.event)";
    assert_eq!(record.count(untold), 0, "what became of each transition is on record");
    let owed = "SELECT count(*) FROM notice WHERE outcome = 'told' AND NOT EXISTS \
                (SELECT 1 FROM delivery WHERE delivery.event = notice.event)";
    assert_eq!(record.count(owed), 0, "what is told is owed");
    let mut said: BTreeMap<String, (BTreeSet<Vec<u8>>, usize)> = BTreeMap::new();
    for call in phone.calls().iter().filter(|call| call.accepted) {
        let (bodies, times) = said.entry(call.key().to_owned()).or_default();
        bodies.insert(call.body.clone());
        *times += 1;
    }
    let deliveries = record.deliveries();
    for row in &deliveries {
        assert_eq!(row.state, 3, "accepted: {row:?}");
        let key = row.message.as_ref().expect("it left in a message");
        assert!(said.contains_key(key), "the telephone has it: {row:?}");
    }
    let differing = said.iter().filter(|(_, (bodies, _))| bodies.len() > 1).count();
    assert_eq!(differing, 0, "under one key the same is said");
    let again: usize = said.values().map(|(_, times)| times - 1).sum();
    assert!(again <= rounds, "at most what was on its way is sent again: {again}");
    assert!(deliveries.len() > rounds / 2, "there was enough to tell: {}", deliveries.len());
}

fn run(rounds: usize) {
    let mut chance = Chance(SEED);
    let (site, phone) = (Site::new(), Phone::new());
    let daemon = site.start();
    plant::tell(&daemon, &phone);
    // Each device is raised at most three times: a fourth would be chattering.
    let devices = (rounds * A_ROUND).div_ceil(3);
    let credentials: Vec<Credential> = (0..devices).map(|number| daemon.add_with(&sn(number), settings())).collect();
    daemon.kill();
    for round in 0..rounds {
        live_and_die(&site, round, &credentials, &mut chance);
    }
    let daemon = site.start();
    eventually("everything is settled", || {
        let record = Record::of(&site);
        let open = record.count("SELECT count(*) FROM delivery WHERE state IN (1, 2)");
        let behind = record.count("SELECT coalesce(max(id), 0) - (SELECT upto FROM notice_position) FROM transition");
        (open == 0 && behind == 0).then_some(())
    });
    assert_eq!(daemon.stop().code(), Some(0));
    check(&site, &phone, rounds);
}

#[test]
fn whatever_step_it_is_killed_at_each_notice_is_accepted_under_its_key() {
    run(40);
}

#[test]
#[ignore = "200 lives of the daemon take minutes on a small machine"]
fn whatever_step_it_is_killed_at_two_hundred_times_each_notice_is_accepted_under_its_key() {
    run(200);
}
