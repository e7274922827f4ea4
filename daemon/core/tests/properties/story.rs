//! What can happen to a point, at random.

use mcs_core::{
    alarm::{CalibrationFacts, Judged, PointRules, Voltage},
    device::{Limits, PointSettings, Rate, RuleSet},
    id::CalibrationRevision,
    network::Network,
    quantity::{Range, Steps},
    reading::Flags,
    sensor::SensorType,
    time::{Span, Timestamp},
};
use proptest::prelude::*;

/// What can happen to a point.
#[derive(Debug, Clone)]
pub(crate) enum Event {
    Live(Heard),
    Late(Heard),
    Garbage,
    Will,
    Tick,
    Acknowledge(prop::sample::Index),
    Reset(prop::sample::Index),
    /// Set to the other rules.
    Rules(bool),
    /// The server's clock is moved by so many seconds.
    ClockStep(i64),
}

#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) value: Option<i64>,
    /// Tenths of a millivolt above a base.
    pub(crate) voltage: u8,
    pub(crate) rssi: Option<f64>,
    pub(crate) network: Option<Network>,
    pub(crate) calibration: u32,
    pub(crate) err: u16,
    pub(crate) bat: Option<f64>,
    pub(crate) skew_s: i64,
    pub(crate) flags: u32,
    pub(crate) lag_ms: i64,
    pub(crate) powered_on: bool,
}

pub(crate) fn heard() -> impl Strategy<Value = Heard> {
    let value = prop_oneof![6 => (-150..1200_i64).prop_map(Some), 1 => Just(None)];
    let err = prop_oneof![8 => Just(0_u16), 4 => prop::sample::select(vec![1, 2, 3, 10, 11, 20, 40, 50])];
    let bat = prop::option::of((0..200_u8).prop_map(|half| f64::from(half) / 2.0));
    let flags = prop::sample::select(vec![
        Flags::default().0,
        Flags::default().0,
        Flags::default().0,
        Flags::BAD_TIME.0,
        Flags::NO_TIME.0,
        Flags::OUT_OF_ORDER.0,
        Flags::UNCALIBRATED.0,
        Flags::SKEW_RESTART.0,
    ]);
    let voltage = prop_oneof![3 => Just(0), 1 => 0..3_u8];
    let network = prop_oneof![
        3 => Just(None),
        2 => Just(Some(Network::Cellular)),
        1 => prop::sample::select(vec![Network::Wifi, Network::Lora, Network::NbIot, Network::Other]).prop_map(Some),
    ];
    let rssi = prop::option::of(prop::sample::select(vec![-120.0, -120.0, -120.0, -113.0, -60.0, 0.0]));
    let calibration = prop_oneof![20 => Just(1_u32), 1 => Just(2_u32)];
    let device = (err, bat, -900..900_i64, flags, prop_oneof![0..3_000_i64, 0..80_000_i64], prop::bool::weighted(0.05));
    (value, voltage, rssi, network, calibration, device).prop_map(
        |(value, voltage, rssi, network, calibration, device)| {
            let (err, bat, skew_s, flags, lag_ms, powered_on) = device;
            Heard { value, voltage, rssi, network, calibration, err, bat, skew_s, flags, lag_ms, powered_on }
        },
    )
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        12 => heard().prop_map(Event::Live),
        2 => heard().prop_map(Event::Late),
        1 => Just(Event::Garbage),
        1 => Just(Event::Will),
        2 => Just(Event::Tick),
        2 => any::<prop::sample::Index>().prop_map(Event::Acknowledge),
        2 => any::<prop::sample::Index>().prop_map(Event::Reset),
        1 => any::<bool>().prop_map(Event::Rules),
        1 => (-4000..4000_i64).prop_map(Event::ClockStep),
    ]
}

/// Events with the milliseconds since the one before; mostly a period, sometimes an outage.
pub(crate) fn story() -> impl Strategy<Value = Vec<(i64, Event)>> {
    let pause = prop_oneof![10 => 500..15_000_i64, 1 => 60_000..400_000_i64];
    prop::collection::vec((pause, event()), 1..120)
}

/// How a point is set, whatever rules it has at the moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) on_delay_s: u16,
    /// A thermometer that reports every ten minutes, in place of a gas detector that does every ten seconds.
    pub(crate) slow: bool,
}

impl Kind {
    /// Time in a story is told in this.
    pub(crate) const fn scale(self) -> i64 {
        if self.slow { 60 } else { 1 }
    }
}

pub(crate) fn kind() -> impl Strategy<Value = Kind> {
    (prop::sample::select(vec![0_u16, 10, 30]), prop::bool::weighted(0.2))
        .prop_map(|(on_delay_s, slow)| Kind { on_delay_s, slow })
}

pub(crate) fn rules(other: bool, kind: Kind) -> PointRules {
    let looking = if other || kind.slow {
        RuleSet { stel: (!kind.slow).then_some(30.0), ..RuleSet::default() }
    } else {
        RuleSet {
            rate: Some(Rate { window_s: 60, step: 20.0 }),
            stel: Some(12.0),
            twa: Some(2.0),
            ..RuleSet::default()
        }
    };
    let sensor = if kind.slow { SensorType::Temperature } else { SensorType::CO };
    let settings = PointSettings {
        rules: RuleSet {
            limits: if other {
                Limits { high: Some(40.0), low_low: Some(-5.0), ..Limits::default() }
            } else {
                Limits { high: Some(25.0), high_high: Some(50.0), low: Some(2.0), low_low: None }
            },
            on_delay_s: Some(kind.on_delay_s),
            stuck_after_s: Some(3600),
            ..looking
        },
        range: Range::new(-10.0, 100.0),
        period_s: if kind.slow { 600 } else { 10 },
        ..PointSettings::proposed(sensor)
    };
    PointRules::new(&settings, CalibrationFacts { on_record: true, due: None }).expect("valid settings")
}

pub(crate) fn judged(heard: &Heard, received: Timestamp, kind: Kind) -> Judged {
    let uncalibrated = Flags(heard.flags).has(Flags::UNCALIBRATED);
    let value = heard.value.filter(|_| heard.err != 1 && !uncalibrated).map(Steps);
    Judged {
        time: received - Span::millis(heard.lag_ms * kind.scale()),
        received,
        value,
        err: heard.err,
        flags: Flags(heard.flags),
        voltage: if heard.value.is_some() { Voltage::Good } else { Voltage::Missing },
        v_raw: heard.value.map(|_| 1000.0 + f64::from(heard.voltage) / 10.0),
        bat: heard.bat,
        rssi: heard.rssi,
        network: heard.network,
        calibration: Some(CalibrationRevision(heard.calibration)),
        skew: Some(Span::secs(heard.skew_s)),
        powered_on: heard.powered_on,
    }
}
