//! Every state × every set of masks × every event, driven through a whole point: two levels of which one eclipses the
//! other, live and unknown readings, and the masks people put on and end.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use mcs_core::{
    alarm::{
        Actor, CalibrationFacts, Changes, Condition, Judged, LifeState, Mask, MaskKind, Mint, Notice, PointAlarms,
        PointRules, Refusal, Source, TransitionKind, Voltage,
    },
    device::{Limits, PointSettings, RuleSet},
    id::{EventId, OccurrenceId, PointId, SerialNumber},
    quantity::Steps,
    reading::Flags,
    sensor::SensorType,
    time::{Monotonic, Now, Span, Timestamp},
};
use serde_json::Value;

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

/// The levels under test. The second is the one that latches.
const LEVELS: [Condition; 2] = [Condition::High, Condition::HighHigh];

/// What can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Reads(i64),
    ReadsNothing,
    PoweredOn,
    Ack(usize),
    Reset(usize),
    Shelve(usize),
    Unshelve(usize),
    Mask(bool),
    Unmask(bool),
    /// An hour passes: a warm-up is over, nothing else.
    WarmedUp,
    Withdraw,
}

fn events() -> Vec<Event> {
    let mut events = vec![
        Event::Reads(30),
        Event::Reads(300),
        Event::Reads(600),
        Event::ReadsNothing,
        Event::PoweredOn,
        Event::WarmedUp,
        Event::Withdraw,
    ];
    for level in 0..LEVELS.len() {
        events.extend([Event::Ack(level), Event::Reset(level), Event::Shelve(level), Event::Unshelve(level)]);
    }
    for oos in [false, true] {
        events.extend([Event::Mask(oos), Event::Unmask(oos)]);
    }
    events
}

fn rules() -> PointRules {
    let settings = PointSettings {
        rules: RuleSet {
            limits: Limits { high: Some(25.0), high_high: Some(50.0), ..Limits::default() },
            off_delay_s: Some(0),
            ..RuleSet::default()
        },
        ..PointSettings::proposed(SensorType::EX)
    };
    PointRules::new(&settings, CalibrationFacts { on_record: true, due: None }).expect("valid settings")
}

fn at(second: i64) -> Now {
    let utc = Timestamp::parse("2026-11-21T10:00:00Z").expect("a valid time") + Span::secs(second);
    Now { utc, mono: Monotonic::from_micros(second * 1_000_000) }
}

fn reading(value: Option<i64>, powered_on: bool, now: Now) -> Judged {
    Judged {
        time: now.utc,
        received: now.utc,
        value: value.map(Steps),
        err: 0,
        flags: Flags::default(),
        voltage: if value.is_some() { Voltage::Good } else { Voltage::Missing },
        v_raw: None,
        bat: None,
        rssi: None,
        network: None,
        calibration: None,
        skew: None,
        powered_on,
    }
}

/// A point somewhere in its life. Each event takes a second; masks last for days.
#[derive(Clone)]
struct Point {
    alarms: PointAlarms,
    second: i64,
}

/// Where one level stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Stand {
    state: Option<LifeState>,
    present: bool,
    masks: u64,
    raised_suppressed: bool,
    thawing: bool,
}

impl Stand {
    fn frozen(&self) -> bool {
        self.masks & (4 | 8 | 16) != 0
    }
    fn suppressed(&self) -> bool {
        self.masks & 2 != 0
    }
    fn unacknowledged(&self) -> bool {
        self.state.is_some_and(LifeState::unacknowledged)
    }
    fn active(&self) -> bool {
        self.state.is_some_and(LifeState::active)
    }
}

type Key = ([Stand; 2], Vec<&'static str>, bool);

impl Point {
    fn new() -> Self {
        let sn = SerialNumber::new("A001").expect("a valid number");
        let mut point = Self { alarms: PointAlarms::new(PointId(1), sn, at(0)), second: 0 };
        let _ = point.happen(Event::Reads(30), &rules());
        point
    }

    fn stand(&self, level: Condition, snapshot: &Value) -> Stand {
        let none = Value::Null;
        let kept = snapshot["alarms"].as_array().and_then(|all| all.iter().find(|a| a["condition"] == level.as_str()));
        let track = kept.map_or(&none, |kept| &kept["track"]);
        let judge = &track["judge"];
        let state = self.alarms.open().find(|open| open.condition == level).map(|open| open.state);
        Stand {
            state,
            present: judge == "present" || judge.get("clearing").is_some(),
            masks: track["life"]["masks"].as_u64().unwrap_or(0),
            raised_suppressed: track["life"]["raised_suppressed"].as_bool().unwrap_or(false),
            thawing: !track["thawing"].is_null(),
        }
    }

    fn key(&self) -> Key {
        let masks = self.alarms.masks().map(|mask| mask.kind.as_str()).collect();
        let snapshot = serde_json::to_value(self.alarms.snapshot()).expect("a snapshot can be written");
        (LEVELS.map(|level| self.stand(level, &snapshot)), masks, self.alarms.frozen())
    }

    fn mask(&self, kind: MaskKind, condition: Option<Condition>, now: Now) -> Mask {
        Mask {
            sn: Some(self.alarms.sn().clone()),
            source: Source::Point(self.alarms.point()),
            condition,
            kind,
            by: "wang".to_owned(),
            reason: "test".to_owned(),
            watcher: Some("li".to_owned()),
            work_order: None,
            confirmed_by: None,
            since: now.utc,
            until: now.utc + Span::hours(24 * 30),
        }
    }

    fn happen(&mut self, event: Event, rules: &PointRules) -> (Changes, Result<(), Refusal>) {
        self.second += if event == Event::WarmedUp { 60 } else { 1 };
        let (now, by) = (at(self.second), Actor { name: "wang".to_owned() });
        // What is due in between is not this event's.
        let (mut out, mut mint) = (Changes::default(), Counter(self.second.unsigned_abs()));
        let kind = |oos| if oos { MaskKind::OutOfService } else { MaskKind::Inhibited };
        let open = |point: &Self, level: usize| {
            point.alarms.open().find(|open| open.condition == LEVELS[level]).map(|open| open.id)
        };
        let (mint, to) = (&mut mint, &mut out);
        let done = match event {
            Event::Reads(value) => {
                self.alarms.hear(rules, &reading(Some(value), false, now), now, mint, to);
                Ok(())
            }
            Event::ReadsNothing => {
                self.alarms.hear(rules, &reading(None, false, now), now, mint, to);
                Ok(())
            }
            Event::PoweredOn => {
                self.alarms.hear(rules, &reading(Some(30), true, now), now, mint, to);
                Ok(())
            }
            Event::WarmedUp => {
                self.alarms.listening(rules, now);
                self.alarms.tick(rules, now, mint, to);
                Ok(())
            }
            Event::Ack(level) => open(self, level)
                .ok_or(Refusal::Over)
                .and_then(|id| self.alarms.acknowledge(id, &by, None, now, mint, to)),
            Event::Reset(level) => open(self, level)
                .ok_or(Refusal::Over)
                .and_then(|id| self.alarms.reset(id, &by, None, None, now, mint, to)),
            Event::Shelve(level) => {
                let mask = self.mask(MaskKind::Shelved, Some(LEVELS[level]), now);
                self.alarms.put_mask(mask, now, mint, to)
            }
            Event::Unshelve(level) => {
                let which = (MaskKind::Shelved, Some(LEVELS[level]));
                self.alarms.end_mask(rules, which, &by, None, now, mint, to)
            }
            Event::Mask(oos) => {
                let mask = self.mask(kind(oos), None, now);
                self.alarms.put_mask(mask, now, mint, to)
            }
            Event::Unmask(oos) => self.alarms.end_mask(rules, (kind(oos), None), &by, None, now, mint, to),
            Event::Withdraw => {
                self.alarms.withdraw_all(&by, "dismantled", now, mint, to);
                Ok(())
            }
        };
        (out, done)
    }
}

#[test]
fn six_things_hold_for_every_state_every_set_of_masks_and_every_event() {
    let (rules, first) = (rules(), Point::new());
    let start = first.key();
    let mut known = BTreeSet::from([start.clone()]);
    let mut back: BTreeMap<Key, Vec<Key>> = BTreeMap::new();
    let mut waiting = VecDeque::from([(start.clone(), first)]);
    while let Some((from, point)) = waiting.pop_front() {
        for event in events() {
            let mut next = point.clone();
            let (out, done) = next.happen(event, &rules);
            let to = next.key();
            check(&from, event, &to, &out, done);
            if event != Event::Withdraw {
                back.entry(to.clone()).or_default().push(from.clone());
            }
            if known.insert(to.clone()) {
                waiting.push_back((to, next));
            }
        }
    }
    // (6) Normal is reachable from everywhere, without withdrawing anything.
    let mut ends = BTreeSet::from([start.clone()]);
    let mut open = vec![start];
    while let Some(key) = open.pop() {
        for from in back.get(&key).into_iter().flatten() {
            if ends.insert(from.clone()) {
                open.push(from.clone());
            }
        }
    }
    assert_eq!(known.difference(&ends).next(), None);
    assert!(known.len() > 1000, "the masks take part: {}", known.len());
}

fn check(from: &Key, event: Event, to: &Key, out: &Changes, done: Result<(), Refusal>) {
    if done.is_err() {
        assert_eq!(from, to, "a refusal changes nothing: {event:?} {done:?}");
        assert!(!matches!(done, Err(Refusal::Impossible { .. })), "{from:?} {event:?} {done:?}");
        return;
    }
    for (i, level) in LEVELS.into_iter().enumerate() {
        let (before, after) = (&from.0[i], &to.0[i]);
        let told = || format!("{level}: {before:?} {event:?} {after:?} {:?}", out.transitions);
        // (1) Unfrozen, it is active exactly while its judge is present.
        assert!(after.frozen() || after.present == after.active(), "{}", told());
        // (2) Only what latches latches.
        match after.state {
            Some(LifeState::LatchedUnack | LifeState::LatchedAcked) => assert!(level.latches(), "{}", told()),
            Some(LifeState::UnackReturned) => assert!(!level.latches(), "{}", told()),
            None | Some(LifeState::Normal | LifeState::UnackActive | LifeState::AckedActive) => {}
        }
        // (3) A person ends an unacknowledged state, or its parent was told.
        if before.unacknowledged() && !after.unacknowledged() {
            let person = matches!(event, Event::Ack(_) | Event::Shelve(_) | Event::Withdraw);
            assert!(person || (before.raised_suppressed && before.suppressed()), "{}", told());
        }
        // (4) What is unknown ends nothing.
        if matches!(event, Event::ReadsNothing) {
            assert_eq!((before.state, before.present), (after.state, after.present), "{}", told());
        }
        // Frozen, neither RAISE nor RTN is delivered.
        if before.frozen() && after.frozen() && event != Event::Withdraw {
            let acknowledged = matches!(event, Event::Ack(_) | Event::Shelve(_));
            assert!(acknowledged || before.state == after.state, "{}", told());
        }
        // The point is unknown as long as any of its alarms is frozen.
        assert!(to.2 || !after.frozen(), "{}", told());
    }
    // (5) Each RAISE owes one notice, or keeps the reason why not.
    for raise in out.transitions.iter().filter(|t| t.kind == TransitionKind::Raise) {
        let Some(i) = LEVELS.iter().position(|level| *level == raise.condition) else { continue };
        match raise.notice {
            Notice::Announce => assert_eq!(to.0[i].masks, 0, "{raise:?}"),
            Notice::Withheld(_) => assert_ne!(to.0[i].masks, 0, "{raise:?}"),
            Notice::Tell | Notice::Once | Notice::Summary | Notice::Nothing => panic!("{raise:?} owes nothing"),
        }
    }
}
