//! A daemon with one point, which can be restarted.

use mcs_core::{
    alarm::{
        Actor, Changes, Condition, LifeState, Mint, Notice, Occurrence, PointAlarms, PointRules, PointSnapshot,
        Transition, TransitionKind,
    },
    id::{EventId, OccurrenceId, PointId, SerialNumber},
    time::{Monotonic, Now, Span, Timestamp},
};
use proptest::prelude::*;

use crate::story::{Event, Heard, Kind, judged, rules};

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

/// A daemon with one point, restarted or not.
pub(crate) struct Plant {
    rules: PointRules,
    pub(crate) kind: Kind,
    pub(crate) alarms: PointAlarms,
    kept: PointSnapshot,
    /// What was heard since that was kept, and when.
    since: Vec<(i64, Event)>,
    last: Option<Timestamp>,
    mint: Counter,
    boot_ms: i64,
    /// By how much the server's clock was moved so far.
    stepped: Span,
    pub(crate) seen: Vec<Transition>,
}

impl Plant {
    pub(crate) fn new(kind: Kind) -> Self {
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
    pub(crate) fn wait(&mut self, ms: i64) {
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

    pub(crate) fn happen(&mut self, ms: i64, event: &Event) {
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
    pub(crate) fn standing(&self) -> Vec<Occurrence> {
        let open = self.alarms.open().filter(|open| open.condition != Condition::Offline);
        open.map(|open| Occurrence { id: OccurrenceId(0), ..open.clone() }).collect()
    }

    pub(crate) fn restart(&mut self, ms: i64) {
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
