//! A detector that is like real ones: quantities that wander, a network that takes its time, now and then a lost report.

use mcs_core::{
    calibration::{Calibration, CalibrationHistory, Coefficients},
    id::{CalibrationRevision, PointId},
    observation::{Channel, Channels, Measure},
    reading::{Flags, Reading},
    time::{Span, Timestamp},
};

/// A UTC day.
pub(super) const DAY: Timestamp = Timestamp::from_micros(1_760_054_400_000_000);

/// Numbers that look random and are the same each time.
#[derive(Debug)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to 1.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Bell-shaped around 0, with a standard deviation of 1.
    fn bell(&mut self) -> f64 {
        (-2.0 * (1.0 - self.unit()).ln()).sqrt() * (std::f64::consts::TAU * self.unit()).cos()
    }
}

/// A quantity that wanders and comes home.
#[derive(Debug)]
struct Walk {
    home: f64,
    step: f64,
    at: f64,
}

impl Walk {
    const fn new(home: f64, step: f64) -> Self {
        Self { home, step, at: home }
    }

    fn step(&mut self, dice: &mut Dice) -> f64 {
        self.at += 0.1 * (self.home - self.at) + self.step * dice.bell();
        self.at
    }
}

fn tenths(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}

/// A day of a point that reports every ten seconds.
pub(super) fn day(seed: u64) -> Vec<Reading> {
    readings(seed, DAY, 8640)
}

/// So many reports, one every ten seconds.
pub(super) fn readings(seed: u64, from: Timestamp, count: i64) -> Vec<Reading> {
    let mut dice = Dice::new(seed);
    let mut voltage = Walk::new(400.0 + 50.0 * dice.unit(), 1.3);
    let mut temp = Walk::new(18.0 + 10.0 * dice.unit(), 0.05);
    let mut humi = Walk::new(45.0 + 25.0 * dice.unit(), 0.2);
    let mut rssi = Walk::new(-95.0 + 30.0 * dice.unit(), 0.8);
    let battery = 60.0 + 40.0 * dice.unit();
    let phase = Span::millis(i64::try_from(dice.next() % 10_000).unwrap_or(0));
    let mut readings = Vec::new();
    for n in 0..count {
        let sent = from + phase + Span::secs(10 * n);
        // Latency: most of it the same, the rest like a queue's.
        let latency = Span::millis(60) + Span::micros(whole(-(1.0 - dice.unit()).ln() * 60_000.0));
        let mut channels = Channels::default();
        let battery = battery - 1e-5 * n as f64;
        for (channel, x) in [
            (Channel::VRaw, tenths(voltage.step(&mut dice))),
            (Channel::Temp, tenths(temp.step(&mut dice))),
            (Channel::Humi, tenths(humi.step(&mut dice))),
            (Channel::Bat, battery.round()),
            (Channel::Rssi, rssi.step(&mut dice).round()),
        ] {
            channels.set(channel, Measure::Finite(x));
        }
        if dice.next().is_multiple_of(200) {
            continue;
        }
        let ts = sent.floor(Span::secs(1));
        readings.push(Reading {
            point: PointId(7),
            ts: Some(ts),
            time: ts,
            received: (sent + latency).floor(Reading::RECEIVED_STEP),
            seq: u16::try_from((n + 60_000).rem_euclid(65_536)).ok(),
            channels,
            err: 0,
            flags: Flags::default(),
            calibration: Some(CalibrationRevision(1)),
        });
    }
    readings
}

#[expect(clippy::cast_possible_truncation, reason = "a cast to an integer saturates")]
fn whole(x: f64) -> i64 {
    x as i64
}

/// Its calibration.
pub(super) fn calibrations() -> CalibrationHistory {
    CalibrationHistory::new(vec![Calibration {
        revision: CalibrationRevision(1),
        valid_from: Timestamp::EPOCH,
        coefficients: Coefficients { k: 0.3125, b: -125.0, t_ref: 25.0, t_comp: 0.0625 },
        due: None,
        by: "engineer".into(),
        recorded: Timestamp::EPOCH,
        comment: None,
    }])
}
