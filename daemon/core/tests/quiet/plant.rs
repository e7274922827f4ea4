//! Points with every rule there is, in air that is almost clean.

use mcs_core::{
    alarm::{CalibrationFacts, Changes, Judged, Mint, PointAlarms, PointRules, Voltage},
    device::{Limits, PointSettings, Rate, RuleSet},
    id::{EventId, OccurrenceId, PointId, SerialNumber},
    network::Network,
    quantity::{Range, Steps},
    reading::Flags,
    sensor::SensorType,
    time::{Monotonic, Now, Span, Timestamp},
};

/// A point, what it is judged by, and what came of its readings.
pub(crate) struct Point {
    rules: PointRules,
    alarms: PointAlarms,
    out: Changes,
}

impl Point {
    /// Whether nothing was raised.
    pub(crate) fn is_quiet(&self) -> bool {
        self.out.transitions.is_empty() && self.alarms.open().next().is_none()
    }
}

struct None;

impl Mint for None {
    fn event(&mut self) -> EventId {
        EventId(0)
    }
    fn occurrence(&mut self) -> OccurrenceId {
        OccurrenceId(0)
    }
}

/// So many of them.
pub(crate) fn points(count: usize) -> Vec<Point> {
    let mut points = Vec::with_capacity(count);
    points.extend((0..count).map(|_| {
        let sn = SerialNumber::new("A001").expect("a valid number");
        Point { rules: rules(), alarms: PointAlarms::new(PointId(1), sn, at(0)), out: Changes::default() }
    }));
    points
}

/// Both levels in both directions, rise, dose of a quarter of an hour and of a shift, and all that every point has: the ends
/// of its range, faults, stuck, calibration, silence, battery, signal and clock.
fn rules() -> PointRules {
    let limits = Limits { high: Some(25.0), high_high: Some(50.0), low: Some(-5.0), low_low: Some(-8.0) };
    let settings = PointSettings {
        rules: RuleSet {
            limits,
            rate: Some(Rate { window_s: 300, step: 10.0 }),
            stel: Some(20.0),
            twa: Some(15.0),
            ..RuleSet::default()
        },
        range: Range::new(-10.0, 500.0),
        ..PointSettings::proposed(SensorType::CO)
    };
    PointRules::new(&settings, CalibrationFacts { on_record: true, due: Option::None }).expect("valid settings")
}

/// Each hears the reading of one turn, ten seconds after the one before.
pub(crate) fn hear(points: &mut [Point], turn: i64) {
    for (place, point) in (0..).zip(points) {
        let now = at(turn);
        point.out.clear();
        point.alarms.hear(&point.rules, &reading(turn, place), now, &mut None, &mut point.out);
        point.alarms.next_due();
    }
}

fn at(turn: i64) -> Now {
    let start = Timestamp::parse("2026-11-21T00:00:00Z").expect("a valid time");
    Now { utc: start + Span::secs(turn * 10), mono: Monotonic::from_micros(turn * 10_000_000) }
}

/// Noise of a few steps, other for each point.
fn reading(turn: i64, place: i64) -> Judged {
    let noise = (turn * 7 + place * 3 + turn / 11) % 13;
    let Now { utc, .. } = at(turn);
    Judged {
        time: utc,
        received: utc,
        value: Some(Steps(noise)),
        err: 0,
        flags: Flags::default(),
        voltage: Voltage::Good,
        v_raw: Some(1000.0 + noise as f64 / 10.0),
        bat: Some(85.0),
        rssi: Some(-75.0),
        network: Some(Network::Cellular),
        calibration: Option::None,
        skew: Some(Span::ZERO),
        powered_on: false,
    }
}
