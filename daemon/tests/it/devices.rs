//! Fifty devices that count what was acknowledged, and send again what was not.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::SeqCst},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use mcs_core::device::Credential;

use crate::{
    daemon::{DEADLINE, Daemon},
    mqtt::{Mqtt, Packet, reading, unix_now},
};

/// How many they are.
pub(crate) const DEVICES: usize = 50;
/// Readings of each device.
pub(crate) const READINGS: usize = 400;
/// Readings of all of them: 20 000.
pub(crate) const ALL: usize = DEVICES * READINGS;
/// What a device may have on its way unacknowledged.
const WINDOW: usize = 20;

/// The devices together may send so many more readings this often, so that every life has something to lose.
pub(crate) const STEP: usize = 5;
/// So many readings may wait for their acknowledgement, so that a slow machine does not send all of them in few commits.
const AHEAD: usize = 3 * WINDOW;
const PACE: Duration = Duration::from_micros(2_500);

/// The serial number of a device.
pub(crate) fn name(device: usize) -> String {
    format!("A{device:03}")
}

/// The value of a reading: clean air, then a leak that crosses A1 and A2 and returns, at another time for each device and with
/// another peak each time.
pub(crate) fn value(device: usize, n: usize) -> f64 {
    let at = (n + 7 * device) % 40;
    let noise = ((n * 31 + device * 17) % 50) as f64;
    match at {
        20..=23 | 30..=32 => 1_500.0 + noise,
        24..=29 => 2_500.0 + noise + n as f64,
        _ => 100.0 + noise,
    }
}

/// The place of a reading among those of all devices: one device after the other sends as many as it may have on its way.
fn turn(number: usize, n: usize) -> usize {
    (n / WINDOW * DEVICES + number) * WINDOW + n % WINDOW
}

/// What devices and the one who kills share.
#[derive(Default)]
struct Scene {
    /// Where the daemon listens now.
    address: Mutex<Option<SocketAddr>>,
    /// Readings the devices together may have sent by now.
    allowed: AtomicUsize,
    acknowledged: AtomicU64,
    /// Readings sent again because their acknowledgement never came.
    again: AtomicUsize,
    finished: AtomicUsize,
    given_up: AtomicBool,
}

/// One device; ends when all of its readings are acknowledged. The device time of each.
fn device(scene: &Scene, number: usize, credential: &Credential) -> Vec<i64> {
    let (sn, topic) = (name(number), format!("mcs/{}/up", name(number)));
    let mut times: Vec<i64> = Vec::with_capacity(READINGS);
    let mut acknowledged = 0;
    while acknowledged < READINGS && !scene.given_up.load(SeqCst) {
        let address = *scene.address.lock().expect("no panic while held");
        let Some(mut mqtt) = address.and_then(|address| Mqtt::try_device(address, &sn, credential)) else {
            thread::sleep(Duration::from_millis(5));
            continue;
        };
        // What was not acknowledged is sent again, oldest first, as it was.
        let mut next = acknowledged;
        scene.again.fetch_add(times.len() - acknowledged, SeqCst);
        let mut on_the_way: VecDeque<u16> = VecDeque::new();
        while acknowledged < READINGS && !scene.given_up.load(SeqCst) {
            while next < READINGS && next < acknowledged + WINDOW && turn(number, next) < scene.allowed.load(SeqCst) {
                if next == times.len() {
                    times.push(unix_now());
                }
                let seq = u16::try_from(next).expect("few");
                on_the_way.push_back(mqtt.publish(&topic, &reading(times[next], seq, value(number, next))));
                next += 1;
            }
            match mqtt.read(Duration::from_millis(10)) {
                Packet::PubAck { id, reason: 0 } => {
                    assert_eq!(on_the_way.pop_front(), Some(id), "{sn}: acknowledged in order");
                    acknowledged += 1;
                    scene.acknowledged.fetch_add(1, SeqCst);
                }
                Packet::Nothing => {}
                Packet::Closed | Packet::Disconnect => break,
                other => panic!("{sn}: {other:?}"),
            }
        }
    }
    scene.finished.fetch_add(1, SeqCst);
    times
}

/// The devices at work.
pub(crate) struct Devices {
    scene: Arc<Scene>,
    threads: Vec<JoinHandle<Vec<i64>>>,
    step: usize,
}

impl Devices {
    /// Registered devices, with nobody to talk to yet.
    pub(crate) fn begin(credentials: &[Credential]) -> Self {
        let scene = Arc::new(Scene::default());
        let threads = credentials.iter().cloned().enumerate().map(|(number, credential)| {
            let scene = Arc::clone(&scene);
            thread::spawn(move || device(&scene, number, &credential))
        });
        let threads = threads.collect();
        Self { scene, threads, step: STEP }
    }

    /// They send so many readings at a time: acknowledged by a broker, they are not slowed by the daemon.
    pub(crate) fn by(mut self, step: usize) -> Self {
        self.step = step;
        self
    }

    /// This is the daemon from now on.
    pub(crate) fn connect_to(&self, daemon: Option<&Daemon>) {
        *self.scene.address.lock().expect("no panic while held") = daemon.map(|daemon| daemon.mqtt);
    }

    /// Lets them send more, up to this many, until something holds.
    pub(crate) fn pace_until(&self, most: usize, what: &str, mut holds: impl FnMut() -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !holds() {
            assert!(Instant::now() < deadline, "never: {what}");
            let acknowledged = usize::try_from(self.scene.acknowledged.load(SeqCst)).expect("few");
            if self.scene.allowed.load(SeqCst) < most.min(acknowledged + AHEAD) {
                self.scene.allowed.fetch_add(self.step, SeqCst);
            }
            thread::sleep(PACE);
        }
    }

    /// Lets them finish; the device times of each one's readings.
    pub(crate) fn finish(mut self) -> Vec<Vec<i64>> {
        self.scene.allowed.store(ALL, SeqCst);
        let mut progress = (0, Instant::now());
        while self.scene.finished.load(SeqCst) < DEVICES && !self.failed() {
            let acknowledged = self.scene.acknowledged.load(SeqCst);
            if acknowledged != progress.0 {
                progress = (acknowledged, Instant::now());
            }
            assert!(progress.1.elapsed() < DEADLINE, "{acknowledged} acknowledged, and then no more");
            thread::sleep(Duration::from_millis(5));
        }
        std::mem::take(&mut self.threads).into_iter().map(|t| t.join().expect("a device")).collect()
    }

    /// Readings sent again because their acknowledgement never came.
    pub(crate) fn sent_again(&self) -> usize {
        self.scene.again.load(SeqCst)
    }

    /// Whether one of them ended otherwise than by finishing.
    fn failed(&self) -> bool {
        self.threads.iter().filter(|t| t.is_finished()).count() > self.scene.finished.load(SeqCst)
    }
}

impl Drop for Devices {
    fn drop(&mut self) {
        self.scene.given_up.store(true, SeqCst);
    }
}
