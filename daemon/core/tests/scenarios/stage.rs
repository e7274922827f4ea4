//! Plays a scenario on the real path of a reading: live or late, evaluated, judged.

use mcs_core::{
    alarm::{Actor, Changes, Condition, Judged, LifeState, Mint, PointAlarms, PointRules, PointSnapshot},
    calibration::CalibrationHistory,
    device::PointSettings,
    evaluation::evaluate,
    id::{EventId, OccurrenceId, PointId, SerialNumber},
    lateness::{Lateness, Place, Timing},
    observation::{Channel, Measure, Sample},
    time::{Monotonic, Now, Span, Timestamp},
};

use crate::{
    clock, hide,
    script::{Array, Script, Step},
    setting::{B, K, calibrations, rules, settings},
    words::{facts, look, notice},
};

struct Counter {
    event: u128,
    occurrence: u64,
}

impl Mint for Counter {
    fn event(&mut self) -> EventId {
        self.event += 1;
        EventId(self.event)
    }
    fn occurrence(&mut self) -> OccurrenceId {
        self.occurrence += 1;
        OccurrenceId(self.occurrence - 1)
    }
}

/// A point, its device's clock, and what the daemon would have kept of it.
pub(crate) struct Stage {
    settings: PointSettings,
    calibrations: CalibrationHistory,
    rules: PointRules,
    alarms: PointAlarms,
    lateness: Lateness,
    kept: PointSnapshot,
    /// What was heard since that was kept.
    since: Vec<(Judged, Timing)>,
    last: Option<Timestamp>,
    mint: Counter,
    out: Changes,
    /// When this run of the daemon began.
    boot: Timestamp,
    dead: bool,
    listed: Vec<OccurrenceId>,
}

impl Stage {
    /// Plays every step and checks what came of it.
    pub(crate) fn play(file: &str, script: &Script) {
        let boot = clock::day();
        let settings = settings(&script.point, None);
        let calibrations = calibrations(&script.point);
        let rules = rules(&settings, &calibrations, boot);
        let sn = SerialNumber::new("A001").expect("a valid number");
        let now = Now { utc: boot, mono: Monotonic::from_micros(0) };
        let alarms = PointAlarms::new(PointId(1), sn, now);
        let mut stage = Self {
            lateness: Lateness::new(settings.offline_after(), settings.period()),
            kept: alarms.snapshot(),
            since: Vec::new(),
            mint: Counter { event: 0, occurrence: script.first_alarm },
            settings,
            calibrations,
            rules,
            alarms,
            last: None,
            out: Changes::default(),
            boot,
            dead: false,
            listed: Vec::new(),
        };
        for step in &script.steps {
            let place = format!("{file} at {}", step.at);
            if let Some(seconds) = step.clock_stepped {
                stage.step_clock(Span::secs(seconds), clock::parse(&step.at));
            }
            stage.wait_until(clock::parse(&step.at), &place);
            stage.act(step, &place);
            stage.check(step, &place);
        }
    }

    fn now(&self, utc: Timestamp) -> Now {
        Now { utc, mono: Monotonic::from_micros((utc - self.boot).as_micros()) }
    }

    /// Lets time pass; what becomes due before the step is a step of its own, and must be said in one.
    fn wait_until(&mut self, time: Timestamp, place: &str) {
        while let Some(due) = self.alarms.next_due().filter(|_| !self.dead) {
            let utc = self.boot + Span::micros(due.as_micros());
            if utc >= time {
                break;
            }
            let before = self.out.transitions.len();
            let now = self.now(utc);
            self.alarms.tick(&self.rules, now, &mut self.mint, &mut self.out);
            self.keep();
            let got: Vec<_> = self.out.transitions[before..].iter().map(facts).collect();
            assert!(got.is_empty(), "{place}: before that, at {}: {got:?}", clock::show(utc));
            assert!(self.alarms.next_due() > Some(due), "{place}: the same moment is due again and again");
        }
    }

    /// What the daemon does: it keeps the snapshot when told that it changed.
    fn keep(&mut self) {
        let snapshot = self.alarms.snapshot();
        if self.out.state_changed {
            self.kept = snapshot;
            self.since.clear();
        } else {
            let changed = "something to keep changed, and nobody was told";
            assert_eq!(settled(&self.kept), settled(&snapshot), "{changed}");
        }
    }

    fn act(&mut self, step: &Step, place: &str) {
        let utc = clock::parse(&step.at);
        let now = self.now(utc);
        self.out.clear();
        let by = Actor { name: step.by.clone().unwrap_or_else(|| "wang".to_owned()) };
        if step.killed {
            self.dead = true;
            return;
        }
        if step.ready {
            self.restart(utc);
        } else if let Some(array) = &step.array {
            self.hear_array(array, utc);
        } else if step.reads.is_some() || step.no_voltage {
            let ts = step.ts.as_deref().map_or(utc, clock::parse);
            self.hear(&sample(step, ts), Place::Alone, step.powered_on, utc);
            let mut next = utc + Span::secs(10);
            while step.until.as_deref().is_some_and(|until| next <= clock::parse(until)) {
                self.keep();
                self.wait_until(next, place);
                let other = step.in_turn.filter(|(_, each)| (next - utc).as_millis() / 1000 / each % 2 == 1);
                let step = Step { reads: other.map(|(value, _)| value).or(step.reads), ..step.clone() };
                self.hear(&sample(&step, next), Place::Alone, false, next);
                next = next + Span::secs(10);
            }
        } else if step.garbage {
            self.alarms.undecodable(&self.rules, now, &mut self.mint, &mut self.out);
        } else if step.will {
            self.alarms.will(&self.rules, now);
        } else if step.listens {
            self.alarms.listening(&self.rules, now);
        } else if let Some(set) = &step.set {
            self.settings = settings(set, Some(&self.settings));
            if !set.no_calibration {
                self.calibrations = calibrations(set);
            }
            self.rules = rules(&self.settings, &self.calibrations, utc);
            self.alarms.set_rules(&self.rules, &by, now, &mut self.mint, &mut self.out);
        } else if let Some(reason) = &step.retire {
            self.alarms.withdraw_all(&by, reason, now, &mut self.mint, &mut self.out);
        } else if step.lists {
            self.listed = self.alarms.open().map(|open| open.id).collect();
        } else if step.ack_listed {
            for id in self.listed.clone() {
                let outcome = self.alarms.acknowledge(id, &by, None, now, &mut self.mint, &mut self.out);
                assert_eq!(outcome, Ok(()), "{place}");
            }
        } else {
            self.command(step, &by, now, place);
        }
        self.keep();
    }

    fn command(&mut self, step: &Step, by: &Actor, now: Now, place: &str) {
        let Self { alarms, mint, out, .. } = self;
        let open = |alarms: &PointAlarms, name: &str| {
            let condition = Condition::parse(name).expect("a condition");
            let open = alarms.open().find(|open| open.condition == condition);
            open.map_or_else(|| panic!("{place}: no {name} is open"), |open| open.id)
        };
        let outcome = if let Some(number) = step.ack_number {
            alarms.acknowledge(OccurrenceId(number), by, None, now, mint, out)
        } else if let Some(name) = &step.ack {
            let id = open(alarms, name);
            alarms.acknowledge(id, by, None, now, mint, out)
        } else if let Some(name) = &step.reset {
            let id = open(alarms, name);
            alarms.reset(id, by, None, step.verified.as_deref(), now, mint, out)
        } else if let Some(outcome) = hide::act(step, alarms, &self.rules, by, now, mint, out) {
            outcome
        } else {
            alarms.tick(&self.rules, now, mint, out);
            Ok(())
        };
        let refused = outcome.err().map(|refusal| refusal.to_string());
        assert_eq!(refused, step.refused, "{place}");
    }

    /// The wall clock moves, the monotonic one does not.
    fn step_clock(&mut self, step: Span, utc: Timestamp) {
        self.boot = self.boot + step;
        self.lateness.clock_stepped(step);
        self.alarms.clock_stepped(step, self.now(utc));
        self.kept = self.alarms.snapshot();
        self.since.clear();
    }

    /// What was kept went through a file, and so did the device's clock.
    fn restart(&mut self, utc: Timestamp) {
        self.boot = utc;
        self.dead = false;
        let text = serde_json::to_string(&self.kept).expect("a snapshot can be written");
        let kept: PointSnapshot = serde_json::from_str(&text).expect("and read");
        assert_eq!(kept.version(), PointSnapshot::VERSION);
        let lateness = serde_json::to_string(&self.lateness).expect("lateness can be written");
        self.lateness = serde_json::from_str(&lateness).expect("and read");
        let now = self.now(utc);
        self.alarms = PointAlarms::restore(kept, &self.rules, self.last, now);
        for (judged, timing) in std::mem::take(&mut self.since) {
            self.judge(&judged, timing, self.now(judged.received));
        }
        assert!(self.out.is_empty(), "what was heard before the restart changes nothing: {:?}", self.out);
        self.alarms.tick(&self.rules, now, &mut self.mint, &mut self.out);
    }

    fn hear_array(&mut self, array: &Array, received: Timestamp) {
        let (from, to) = (clock::parse(&array.from), clock::parse(&array.to));
        let mut times = Vec::new();
        let mut time = from;
        while time <= to {
            times.push(time);
            time = time + Span::secs(array.every);
        }
        for (i, ts) in times.iter().enumerate() {
            let value = array.values.iter().rev().find(|(since, _)| clock::parse(since) <= *ts);
            let reads = value.expect("a value from the beginning").1;
            let step = Step { reads: Some(reads), ..Step::default() };
            let place = if array.singly { Place::Alone } else { Place::of(i, times.len()) };
            self.hear(&sample(&step, *ts), place, false, received);
        }
    }

    fn hear(&mut self, sample: &Sample, place: Place, powered_on: bool, received: Timestamp) {
        let now = self.now(received);
        let verdict = self.lateness.judge(sample, place, received, now.mono);
        let evaluation = evaluate(PointId(1), sample, &verdict, received, &self.calibrations, &self.settings);
        let skew = Some(self.lateness.skew());
        let judged = Judged::of(&self.rules, &evaluation.reading, evaluation.value, skew, powered_on);
        self.since.push((Judged { network: None, ..judged }, verdict.timing));
        self.judge(&judged.over(sample.net.as_deref()), verdict.timing, now);
    }

    fn judge(&mut self, judged: &Judged, timing: Timing, now: Now) {
        let Self { alarms, rules, mint, out, .. } = self;
        match timing {
            Timing::Live | Timing::OutOfOrder => {
                alarms.hear(rules, judged, now, mint, out);
                self.last = Some(judged.time);
            }
            Timing::Late => alarms.hear_late(rules, judged, now, mint, out),
        }
    }

    fn check(&self, step: &Step, place: &str) {
        let got: Vec<Vec<String>> = self.out.transitions.iter().map(facts).collect();
        assert_eq!(got.len(), step.then.len(), "{place}: expected {:#?}, got {got:#?}", step.then);
        for (expected, (facts, transition)) in step.then.iter().zip(got.iter().zip(&self.out.transitions)) {
            let words: Vec<&str> = expected.split(',').map(str::trim).collect();
            for word in &words {
                assert!(facts.iter().any(|fact| fact == word), "{place}: {word:?} of {expected:?} is not in {facts:?}");
            }
            let notice = notice(transition);
            assert!(words.contains(&notice), "{place}: {expected:?} must say {notice:?}; {facts:?}");
        }
        for transition in &self.out.transitions {
            let touched = self.out.occurrences.iter().any(|open| open.id == transition.occurrence);
            assert!(touched, "{place}: the occurrence of {transition:?} is not among those touched");
        }
        for (name, expected) in &step.shows {
            let open: Vec<_> = self.alarms.open().filter(|open| open.condition.as_str() == name).collect();
            let shown: Vec<String> = match open.last() {
                None => vec![LifeState::Normal.as_str().to_owned()],
                Some(open) => look(open),
            };
            for word in expected.split(',').map(str::trim) {
                assert!(shown.iter().any(|fact| fact == word), "{place}: {name} shows {shown:?}, not {word:?}");
            }
        }
        hide::check(step, &self.alarms, &self.out, place);
        let now = self.now(clock::parse(step.until.as_ref().unwrap_or(&step.at)));
        if let Some(freshness) = &step.freshness {
            assert_eq!(self.alarms.freshness(now).as_str(), freshness, "{place}");
        }
        if let Some(pending) = &step.pending {
            let counting = self.alarms.pending().map(|p| format!("{} at {}", p.condition, clock::show(p.due)));
            assert_eq!(counting.as_deref().unwrap_or("nothing"), pending, "{place}");
        }
    }
}

/// A snapshot without its running values.
fn settled(snapshot: &PointSnapshot) -> serde_json::Value {
    let mut json = serde_json::to_value(snapshot).expect("a snapshot can be written");
    json.as_object_mut().expect("an object").remove("windows");
    json
}

fn sample(step: &Step, ts: Timestamp) -> Sample {
    let mut sample = Sample { ts: Some(ts), err: step.err, ..Sample::default() };
    if let Some(value) = step.reads {
        sample.channels.set(Channel::VRaw, Measure::Finite((value - B) / K));
    }
    for (channel, said) in [(Channel::Bat, step.bat), (Channel::Rssi, step.rssi)] {
        if let Some(said) = said {
            sample.channels.set(channel, Measure::Finite(said));
        }
    }
    sample.net = step.net.as_deref().map(Box::from);
    sample
}
