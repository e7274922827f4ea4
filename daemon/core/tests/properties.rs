//! What holds for any readings, in any order, with restarts at any moment.

use mcs_core::{
    alarm::{
        Actor, CalibrationFacts, Changes, Condition, Judged, LifeState, Mint, Notice, Occurrence, PointAlarms,
        PointRules, PointSnapshot, Transition, TransitionKind, Voltage,
    },
    device::{Limits, PointSettings, Rate, RuleSet},
    id::{CalibrationRevision, EventId, OccurrenceId, PointId, SerialNumber},
    network::Network,
    quantity::Steps,
    reading::Flags,
    sensor::SensorType,
    time::{Monotonic, Now, Span, Timestamp},
};
use proptest::prelude::*;

#[derive(Default)]
struct Counter(u64);

impl Mint for Counter {
    fn event(&mut self) -> EventId {
        EventId(0)
    }
    fn occurrence(&mut self) -> OccurrenceId {
        self.0 += 1;
        OccurrenceId(self.0)
    }
}

/// What can happen to a point.
#[derive(Debug, Clone)]
enum Event {
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
struct Heard {
    value: Option<i64>,
    /// Tenths of a millivolt above a base.
    voltage: u8,
    rssi: Option<f64>,
    network: Option<Network>,
    calibration: u32,
    err: u16,
    bat: Option<f64>,
    skew_s: i64,
    flags: u32,
    lag_ms: i64,
    powered_on: bool,
}

fn heard() -> impl Strategy<Value = Heard> {
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
fn story() -> impl Strategy<Value = Vec<(i64, Event)>> {
    let pause = prop_oneof![10 => 500..15_000_i64, 1 => 60_000..400_000_i64];
    prop::collection::vec((pause, event()), 1..120)
}

/// How a point is set, whatever rules it has at the moment.
#[derive(Debug, Clone, Copy)]
struct Kind {
    on_delay_s: u16,
    /// A thermometer that reports every ten minutes, in place of a gas detector that does every ten seconds.
    slow: bool,
}

impl Kind {
    /// Time in a story is told in this.
    const fn scale(self) -> i64 {
        if self.slow { 60 } else { 1 }
    }
}

fn kind() -> impl Strategy<Value = Kind> {
    (prop::sample::select(vec![0_u16, 10, 30]), prop::bool::weighted(0.2))
        .prop_map(|(on_delay_s, slow)| Kind { on_delay_s, slow })
}

fn rules(other: bool, kind: Kind) -> PointRules {
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
        range: mcs_core::quantity::Range::new(-10.0, 100.0),
        period_s: if kind.slow { 600 } else { 10 },
        ..PointSettings::proposed(sensor)
    };
    PointRules::new(&settings, CalibrationFacts { on_record: true, due: None }).expect("valid settings")
}

/// A daemon with one point, restarted or not.
struct Plant {
    rules: PointRules,
    kind: Kind,
    alarms: PointAlarms,
    kept: PointSnapshot,
    /// What was heard since that was kept, and when.
    since: Vec<(i64, Event)>,
    last: Option<Timestamp>,
    mint: Counter,
    boot_ms: i64,
    /// By how much the server's clock was moved so far.
    stepped: Span,
    seen: Vec<Transition>,
}

impl Plant {
    fn new(kind: Kind) -> Self {
        let sn = SerialNumber::new("A001").expect("a valid number");
        let alarms = PointAlarms::new(PointId(1), sn, moment(0, 0));
        Self {
            rules: rules(false, kind),
            kind,
            kept: alarms.snapshot(),
            since: Vec::new(),
            alarms,
            last: None,
            mint: Counter::default(),
            boot_ms: 0,
            stepped: Span::ZERO,
            seen: Vec::new(),
        }
    }

    /// Lets time pass to just before `ms`.
    fn wait(&mut self, ms: i64) {
        for _ in 0..1000 {
            let Some(due) = self.alarms.next_due() else { return };
            let due_ms = self.boot_ms + due.as_micros().div_euclid(1000) + i64::from(due.as_micros() % 1000 != 0);
            if due_ms >= ms {
                return;
            }
            self.happen(due_ms, &Event::Tick);
        }
        panic!("something is due for ever");
    }

    fn now(&self, ms: i64) -> Now {
        let Now { utc, mono } = moment(ms, self.boot_ms);
        Now { utc: utc + self.stepped, mono }
    }

    fn happen(&mut self, ms: i64, event: &Event) {
        if let Event::ClockStep(seconds) = event {
            let step = Span::secs(*seconds);
            self.stepped = self.stepped + step;
            self.alarms.clock_stepped(step, self.now(ms));
            self.last = self.last.map(|time| time + step);
            self.keep();
            return;
        }
        let now = self.now(ms);
        let by = Actor { name: "wang".to_owned() };
        let mut out = Changes::default();
        let Self { alarms, rules: in_force, mint, .. } = self;
        match event {
            Event::Live(heard) => {
                let judged = judged(heard, now.utc, self.kind);
                alarms.hear(in_force, &judged, now, mint, &mut out);
                self.last = Some(judged.time);
            }
            Event::Late(heard) => {
                let mut judged = judged(heard, now.utc, self.kind);
                judged.time = judged.time - Span::secs(120);
                alarms.hear_late(in_force, &judged, now, mint, &mut out);
            }
            Event::Garbage => alarms.undecodable(in_force, now, mint, &mut out),
            Event::Will => alarms.will(in_force, now),
            Event::Tick => alarms.tick(in_force, now, mint, &mut out),
            Event::Acknowledge(which) => {
                if let Some(id) = pick(alarms, *which) {
                    alarms.acknowledge(id, &by, None, now, mint, &mut out).expect("what is open can be acknowledged");
                }
            }
            Event::Reset(which) => {
                if let Some(id) = pick(alarms, *which) {
                    let before = alarms.snapshot();
                    let outcome = alarms.reset(id, &by, None, Some("gas"), now, mint, &mut out);
                    assert!(outcome.is_ok() || (out.is_empty() && before == alarms.snapshot()));
                }
            }
            Event::Rules(other) => {
                self.rules = rules(*other, self.kind);
                alarms.set_rules(&self.rules, &by, now, mint, &mut out);
            }
            Event::ClockStep(_) => {}
        }
        if out.state_changed {
            self.keep();
        } else {
            let changed = "changed without saying so";
            assert_eq!(settled(&self.alarms.snapshot()), settled(&self.kept), "{changed} by {event:?}");
            self.since.push((ms, event.clone()));
        }
        for transition in &out.transitions {
            assert!(
                out.occurrences.iter().any(|open| open.id == transition.occurrence),
                "{transition:?} is not touched"
            );
            check_raise(transition);
        }
        self.check_open(&out.occurrences);
        self.seen.append(&mut out.transitions);
    }

    fn keep(&mut self) {
        self.kept = self.alarms.snapshot();
        self.since.clear();
    }

    fn check_open(&self, touched: &[Occurrence]) {
        let mut ids: Vec<_> = self.alarms.open().map(|open| open.id).collect();
        for open in self.alarms.open() {
            assert!(open.state != LifeState::Normal && open.closed.is_none(), "{open:?}");
            assert!(open.state.active() || open.returned.is_some(), "{open:?}");
            assert_eq!(open.acked.is_none(), open.state.unacknowledged(), "{open:?}");
        }
        for occurrence in touched {
            let open = ids.contains(&occurrence.id);
            assert_eq!(open, occurrence.state != LifeState::Normal, "{occurrence:?}");
        }
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), self.alarms.open().count());
    }

    /// What is open, but for silence.
    fn standing(&self) -> Vec<Occurrence> {
        let open = self.alarms.open().filter(|open| open.condition != Condition::Offline);
        open.map(|open| Occurrence { id: OccurrenceId(0), ..open.clone() }).collect()
    }

    fn restart(&mut self, ms: i64) {
        let text = serde_json::to_string(&self.kept).expect("a snapshot can be written");
        let kept = serde_json::from_str(&text).expect("and read");
        self.boot_ms = ms;
        self.alarms = PointAlarms::restore(kept, &self.rules, self.last, self.now(ms));
        let seen = self.seen.len();
        for (then, event) in std::mem::take(&mut self.since) {
            let event = match event {
                Event::Live(heard) => Event::Live(Heard { network: None, ..heard }),
                Event::Late(heard) => Event::Late(Heard { network: None, ..heard }),
                // Nothing came of it then, or it would have been kept.
                other => other,
            };
            if matches!(event, Event::Live(_) | Event::Late(_)) {
                self.happen(then, &event);
            }
        }
        assert_eq!(self.seen.len(), seen, "what was heard before the restart changes nothing");
        self.happen(ms, &Event::Tick);
    }
}

/// A snapshot without its running values.
fn settled(snapshot: &PointSnapshot) -> serde_json::Value {
    let mut json = serde_json::to_value(snapshot).expect("a snapshot can be written");
    json.as_object_mut().expect("an object").remove("windows");
    json
}

fn pick(alarms: &PointAlarms, which: prop::sample::Index) -> Option<OccurrenceId> {
    let open: Vec<_> = alarms.open().map(|open| open.id).collect();
    (!open.is_empty()).then(|| *which.get(&open))
}

fn check_raise(t: &Transition) {
    if t.kind == TransitionKind::Raise {
        assert!(matches!(t.notice, Notice::Announce | Notice::Withheld(_)), "{t:?}");
    }
}

fn moment(ms: i64, boot_ms: i64) -> Now {
    let start = Timestamp::parse("2026-11-21T00:00:00Z").expect("a valid time");
    Now { utc: start + Span::millis(ms), mono: Monotonic::from_micros((ms - boot_ms) * 1000) }
}

fn judged(heard: &Heard, received: Timestamp, kind: Kind) -> Judged {
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

/// The value alarms, whose course an outage of ours must not change.
fn about_values(seen: &[Transition]) -> Vec<String> {
    seen.iter()
        .filter(|t| !matches!(t.condition, Condition::Offline))
        .map(|t| format!("{} {:?} {} {:?} {}", t.condition, t.kind, t.state.as_str(), t.value, t.measured))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_story_keeps_the_books_in_order(story in story(), kind in kind()) {
        let mut plant = Plant::new(kind);
        let mut ms = 0;
        for (pause, event) in &story {
            ms += pause * plant.kind.scale();
            plant.wait(ms);
            plant.happen(ms, event);
        }
        // Nothing is due for ever, and in the end silence is noticed.
        plant.wait(ms + 7_200_000);
    }

    #[test]
    fn unknown_readings_end_nothing(
        story in story(),
        unknown in prop::collection::vec((500..15_000_i64, heard()), 1..40),
    ) {
        let mut plant = Plant::new(Kind { on_delay_s: 0, slow: false });
        let mut ms = 0;
        for (pause, event) in &story {
            ms += pause * plant.kind.scale();
            plant.wait(ms);
            plant.happen(ms, event);
        }
        let before = plant.seen.len();
        let gas = |c: Condition| matches!(c, Condition::High | Condition::HighHigh | Condition::Low
            | Condition::LowLow | Condition::OverRange | Condition::UnderRange | Condition::Stel | Condition::Twa
            | Condition::Rate);
        let active = |plant: &Plant| -> Vec<OccurrenceId> {
            plant.alarms.open().filter(|o| gas(o.condition) && o.state.active()).map(|o| o.id).collect()
        };
        let standing = active(&plant);
        for (pause, heard) in unknown {
            ms += pause;
            plant.wait(ms);
            plant.happen(ms, &Event::Live(Heard { value: None, ..heard }));
        }
        for t in &plant.seen[before..] {
            prop_assert!(!(gas(t.condition) && t.kind == TransitionKind::Return && !t_during_outage(&plant, t)), "{t:?}");
        }
        let still = active(&plant);
        prop_assert!(standing.iter().all(|id| still.contains(id)));
    }

    #[test]
    fn a_restart_between_any_two_events_changes_no_alarm(
        story in story(),
        restarts in prop::collection::vec(any::<prop::sample::Index>(), 1..4),
        kind in kind(),
    ) {
        // Silence and a backlog mean something else to a daemon that was down; everything else must not.
        let story: Vec<_> = story.into_iter()
            .filter(|(_, event)| !matches!(event, Event::Late(_) | Event::Will | Event::Reset(_)))
            .map(|(pause, event)| (pause.min(15_000), event))
            .collect();
        prop_assume!(!story.is_empty());
        let stops: Vec<usize> = restarts.iter().map(|at| at.index(story.len())).collect();
        let mut steady = Plant::new(kind);
        let mut restarted = Plant::new(kind);
        let mut ms = 0;
        for (i, (pause, event)) in story.iter().enumerate() {
            ms += pause * kind.scale();
            for plant in [&mut steady, &mut restarted] {
                plant.wait(ms);
            }
            if stops.contains(&i) {
                restarted.restart(ms);
            }
            // Silence: a daemon that was down counts it from its start.
            let quiet = restarted.alarms.open().any(|o| o.condition == Condition::Offline)
                != steady.alarms.open().any(|o| o.condition == Condition::Offline);
            prop_assume!(!quiet);
            steady.happen(ms, event);
            restarted.happen(ms, event);
        }
        prop_assert_eq!(about_values(&steady.seen), about_values(&restarted.seen));
        prop_assert_eq!(steady.standing(), restarted.standing());
    }
}

/// A return found in a backlog, which ends nothing live.
fn t_during_outage(plant: &Plant, t: &Transition) -> bool {
    plant.seen.iter().any(|raise| raise.occurrence == t.occurrence && raise.notice.as_str() == "withheld-catching-up")
}
