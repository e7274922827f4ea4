//! What holds for any readings, in any order, with restarts at any moment.

use mcs_core::{
    alarm::{
        Actor, CalibrationFacts, Changes, Condition, Judged, LifeState, Mint, Notice, Occurrence, PointAlarms,
        PointRules, PointSnapshot, Transition, TransitionKind, Voltage,
    },
    device::{Limits, PointSettings, RuleSet},
    id::{EventId, OccurrenceId, PointId, SerialNumber},
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
}

#[derive(Debug, Clone)]
struct Heard {
    value: Option<i64>,
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
    (value, err, bat, -900..900_i64, flags, 0..80_000_i64, prop::bool::weighted(0.1)).prop_map(
        |(value, err, bat, skew_s, flags, lag_ms, powered_on)| Heard {
            value,
            err,
            bat,
            skew_s,
            flags,
            lag_ms,
            powered_on,
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
    ]
}

/// Events with the milliseconds since the one before; mostly a period, sometimes an outage.
fn story() -> impl Strategy<Value = Vec<(i64, Event)>> {
    let pause = prop_oneof![10 => 500..15_000_i64, 1 => 60_000..400_000_i64];
    prop::collection::vec((pause, event()), 1..120)
}

fn rules(other: bool, on_delay_s: u16) -> PointRules {
    let settings = PointSettings {
        rules: RuleSet {
            limits: if other {
                Limits { high: Some(40.0), low_low: Some(-5.0), ..Limits::default() }
            } else {
                Limits { high: Some(25.0), high_high: Some(50.0), low: Some(2.0), low_low: None }
            },
            on_delay_s: Some(on_delay_s),
            ..RuleSet::default()
        },
        range: mcs_core::quantity::Range::new(-10.0, 100.0),
        ..PointSettings::proposed(SensorType::EX)
    };
    PointRules::new(&settings, CalibrationFacts { on_record: true, due: None }).expect("valid settings")
}

/// A daemon with one point, restarted or not.
struct Plant {
    rules: PointRules,
    on_delay_s: u16,
    alarms: PointAlarms,
    kept: PointSnapshot,
    last: Option<Timestamp>,
    mint: Counter,
    boot_ms: i64,
    seen: Vec<Transition>,
}

impl Plant {
    fn new(on_delay_s: u16) -> Self {
        let sn = SerialNumber::new("A001").expect("a valid number");
        let alarms = PointAlarms::new(PointId(1), sn, moment(0, 0));
        Self {
            rules: rules(false, on_delay_s),
            on_delay_s,
            kept: alarms.snapshot(),
            alarms,
            last: None,
            mint: Counter::default(),
            boot_ms: 0,
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

    fn happen(&mut self, ms: i64, event: &Event) {
        let now = moment(ms, self.boot_ms);
        let by = Actor { name: "wang".to_owned() };
        let mut out = Changes::default();
        let Self { alarms, rules: in_force, mint, .. } = self;
        match event {
            Event::Live(heard) => {
                let judged = judged(heard, now.utc);
                alarms.hear(in_force, &judged, now, mint, &mut out);
                self.last = Some(judged.time);
            }
            Event::Late(heard) => {
                let mut judged = judged(heard, now.utc);
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
                self.rules = rules(*other, self.on_delay_s);
                alarms.set_rules(&self.rules, &by, now, mint, &mut out);
            }
        }
        let snapshot = self.alarms.snapshot();
        if out.state_changed {
            self.kept = snapshot;
        } else {
            assert_eq!(settled(&snapshot), settled(&self.kept), "changed by {event:?} without saying so");
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
        let now = moment(ms, ms);
        self.alarms = PointAlarms::restore(kept, &self.rules, self.last, now);
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

fn judged(heard: &Heard, received: Timestamp) -> Judged {
    let uncalibrated = Flags(heard.flags).has(Flags::UNCALIBRATED);
    let value = heard.value.filter(|_| heard.err != 1 && !uncalibrated).map(Steps);
    Judged {
        time: received - Span::millis(heard.lag_ms),
        received,
        value,
        err: heard.err,
        flags: Flags(heard.flags),
        voltage: if heard.value.is_some() { Voltage::Good } else { Voltage::Missing },
        v_raw: heard.value.map(|value| 1000.0 + value as f64),
        bat: heard.bat,
        rssi: None,
        network: None,
        calibration: None,
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
    fn any_story_keeps_the_books_in_order(story in story(), on_delay in prop::sample::select(vec![0_u16, 10, 30])) {
        let mut plant = Plant::new(on_delay);
        let mut ms = 0;
        for (pause, event) in &story {
            ms += pause;
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
        let mut plant = Plant::new(0);
        let mut ms = 0;
        for (pause, event) in &story {
            ms += pause;
            plant.wait(ms);
            plant.happen(ms, event);
        }
        let before = plant.seen.len();
        let gas = |c: Condition| matches!(c, Condition::High | Condition::HighHigh | Condition::Low
            | Condition::LowLow | Condition::OverRange | Condition::UnderRange);
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
        on_delay in prop::sample::select(vec![0_u16, 10, 30]),
    ) {
        // Silence and a backlog mean something else to a daemon that was down; everything else must not.
        let story: Vec<_> = story.into_iter()
            .filter(|(_, event)| !matches!(event, Event::Late(_) | Event::Will | Event::Reset(_)))
            .map(|(pause, event)| (pause.min(15_000), event))
            .collect();
        prop_assume!(!story.is_empty());
        let stops: Vec<usize> = restarts.iter().map(|at| at.index(story.len())).collect();
        let mut steady = Plant::new(on_delay);
        let mut restarted = Plant::new(on_delay);
        let mut ms = 0;
        for (i, (pause, event)) in story.iter().enumerate() {
            ms += pause;
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
