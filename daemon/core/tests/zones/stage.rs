//! Plays a zone: several points on the path of judged readings, and the zone that is counted when one of them changed.

use std::collections::BTreeMap;

use mcs_core::{
    alarm::{
        Actor, Ballot, CalibrationFacts, Changes, Condition, Judged, Mask, MaskKind, Member, Mint, Notice, Occurrence,
        PointAlarms, PointRules, PointSnapshot, Source, Transition, Voltage, ZoneAlarms, ZoneSnapshot,
    },
    device::{Limits, PointSettings},
    id::{EventId, OccurrenceId, PointId, SerialNumber, ZoneId},
    quantity::Steps,
    reading::Flags,
    sensor::SensorType,
    time::{Monotonic, Now, Span, Timestamp},
    zone::{Degrade, Zone, ZoneLevel},
};
use serde::Deserialize;

use crate::clock;

/// Seconds between the reports of a point.
const PERIOD: i64 = 10;

/// One scenario.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Script {
    /// What it shows, in a sentence.
    #[serde(rename = "title")]
    _title: String,
    /// M.
    votes: u8,
    #[serde(default = "first_level")]
    level: String,
    #[serde(default)]
    keep: bool,
    /// The members; `EX`, 0 to 100 %LEL with A1 25 and A2 50.
    points: Vec<String>,
    /// When they begin to report 0.0.
    from: String,
    steps: Vec<Step>,
}

fn first_level() -> String {
    "A1".to_owned()
}

/// One moment: what happens and what must come of it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    at: String,
    /// From its next report on a point reads this; a report of this moment counts.
    #[serde(default)]
    reads: BTreeMap<String, f64>,
    /// These report without a value.
    #[serde(default)]
    no_value: Vec<String>,
    /// These no longer report.
    #[serde(default)]
    silent: Vec<String>,
    /// An engineer inhibits this point until then.
    inhibit: Option<(String, String)>,
    /// Somebody acknowledges the zone's alarm,
    #[serde(default)]
    ack: bool,
    /// or resets it,
    #[serde(default)]
    reset: bool,
    /// which is refused for this reason.
    refused: Option<String>,
    /// The daemon is killed and comes back at once.
    #[serde(default)]
    restarted: bool,
    /// The transitions, in order: of a point its number, type and kind, of the zone `ZONE` and kind; then the notice.
    #[serde(default)]
    then: Vec<String>,
    /// The count, in words.
    zone: Option<String>,
    /// Where the zone's alarm stands; `held` where it is.
    shows: Option<String>,
}

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

/// A member of the zone.
struct Seat {
    sn: SerialNumber,
    alarms: PointAlarms,
    kept: PointSnapshot,
    ballot: Ballot,
    /// What it reads; `None`: no value.
    value: Option<f64>,
    reports: bool,
    last: Option<Timestamp>,
}

struct Stage {
    zone: Zone,
    alarms: ZoneAlarms,
    kept: ZoneSnapshot,
    rules: PointRules,
    seats: Vec<Seat>,
    mint: Counter,
    said: Vec<Transition>,
    /// When this run of the daemon began.
    boot: Timestamp,
}

/// Plays every step and checks what came of it.
pub(crate) fn play(file: &str, text: &str) {
    let script: Script = toml::from_str(text).unwrap_or_else(|e| panic!("{file}: {e}"));
    let from = clock::parse(&script.from);
    let mut stage = Stage::new(&script, from);
    let mut time = from;
    for step in &script.steps {
        let (at, place) = (clock::parse(&step.at), format!("{file} at {}", step.at));
        while time < at {
            stage.pass(time);
            assert!(stage.said.is_empty(), "{place}: before that, at {}: {:?}", clock::show(time), stage.told());
            time = time + Span::secs(1);
        }
        stage.begin(step, at, &place);
        stage.pass(at);
        time = at + Span::secs(1);
        stage.check(step, &place);
        stage.said.clear();
    }
}

impl Stage {
    fn new(script: &Script, boot: Timestamp) -> Self {
        let settings = PointSettings {
            rules: mcs_core::device::RuleSet {
                limits: Limits { high: Some(25.0), high_high: Some(50.0), ..Limits::default() },
                ..Default::default()
            },
            ..PointSettings::proposed(SensorType::EX)
        };
        let rules = PointRules::new(&settings, CalibrationFacts { on_record: true, due: None }).expect("valid");
        let zone = Zone {
            id: ZoneId(1),
            name: "T1".parse().expect("a name"),
            votes: script.votes,
            level: ZoneLevel::parse(&script.level).expect("a level"),
            degrade: if script.keep { Degrade::Keep } else { Degrade::Reduce },
            revision: 1,
        };
        let now = Now { utc: boot, mono: Monotonic::from_micros(0) };
        let seats = script.points.iter().zip(1..).map(|(sn, point)| {
            let sn = SerialNumber::new(sn).expect("a serial number");
            let alarms = PointAlarms::new(PointId(point), sn.clone(), now);
            let (kept, ballot) = (alarms.snapshot(), Ballot::default());
            Seat { sn, alarms, kept, ballot, value: Some(0.0), reports: true, last: None }
        });
        let alarms = ZoneAlarms::new();
        let (kept, seats, mint) = (alarms.snapshot(), seats.collect(), Counter::default());
        Self { zone, alarms, kept, rules, seats, mint, said: Vec::new(), boot }
    }

    fn now(&self, utc: Timestamp) -> Now {
        Now { utc, mono: Monotonic::from_micros((utc - self.boot).as_micros()) }
    }

    /// What the clock and the devices do at this second.
    fn pass(&mut self, utc: Timestamp) {
        let now = self.now(utc);
        for index in 0..self.seats.len() {
            if self.seats[index].alarms.next_due().is_some_and(|due| due <= now.mono) {
                self.seat(index, now, |alarms, rules, mint, out| alarms.tick(rules, now, mint, out));
            }
            if self.seats[index].reports && (utc - clock::day()).as_millis() / 1000 % PERIOD == 0 {
                let reading = reading(self.seats[index].value, utc);
                self.seats[index].last = Some(utc);
                self.seat(index, now, |alarms, rules, mint, out| alarms.hear(rules, &reading, now, mint, out));
            }
        }
        if self.alarms.next_due().is_some_and(|due| due <= now.mono) {
            let mut out = Changes::default();
            self.alarms.tick(&self.zone, now, &mut self.mint, &mut out);
            self.keep(&mut out);
        }
    }

    /// Does something to a point, and counts the votes if it stands otherwise then.
    fn seat(
        &mut self,
        index: usize,
        now: Now,
        act: impl FnOnce(&mut PointAlarms, &PointRules, &mut Counter, &mut Changes),
    ) {
        let mut out = Changes::default();
        let Self { seats, rules, mint, .. } = self;
        let seat = &mut seats[index];
        act(&mut seat.alarms, rules, mint, &mut out);
        let measured = out.transitions.last().map_or(now.utc, |t| t.measured);
        self.said.append(&mut out.transitions);
        let ballot = seat.alarms.ballot(rules, self.zone.level);
        let changed = std::mem::replace(&mut seat.ballot, ballot) != ballot;
        assert!(out.state_changed || !changed, "a ballot changed, and nobody was told that there is something to keep");
        if out.state_changed {
            seat.kept = seat.alarms.snapshot();
        }
        if changed {
            self.count(measured, now);
        }
    }

    fn count(&mut self, measured: Timestamp, now: Now) {
        let mut out = Changes::default();
        let Self { zone, alarms, seats, mint, .. } = self;
        alarms.hear(zone, members(seats), measured, now, mint, &mut out);
        self.keep(&mut out);
    }

    /// What the daemon does: it keeps the snapshot when told that it changed.
    fn keep(&mut self, out: &mut Changes) {
        let snapshot = self.alarms.snapshot();
        if out.state_changed {
            self.kept = snapshot;
        } else {
            assert_eq!(self.kept, snapshot, "something to keep changed, and nobody was told");
        }
        self.said.append(&mut out.transitions);
    }

    /// What happens before the devices report.
    fn begin(&mut self, step: &Step, at: Timestamp, place: &str) {
        let now = self.now(at);
        if step.restarted {
            self.restart(at);
        }
        for seat in &mut self.seats {
            let named = |names: &[String]| names.iter().any(|name| *name == seat.sn.as_str());
            if let Some(value) = step.reads.get(seat.sn.as_str()) {
                (seat.value, seat.reports) = (Some(*value), true);
            }
            seat.value = seat.value.filter(|_| !named(&step.no_value));
            seat.reports &= !named(&step.silent);
        }
        if let Some((sn, until)) = &step.inhibit {
            let index = self.seats.iter().position(|seat| seat.sn.as_str() == sn).expect("a member");
            let mask = inhibit(&self.seats[index], at, clock::parse(until));
            self.seat(index, now, |alarms, _, mint, out| alarms.put_mask(mask, now, mint, out).expect("inhibited"));
        }
        let Some(open) = self.alarms.open().next().map(|open| open.id).filter(|_| step.ack || step.reset) else {
            assert!(!step.ack && !step.reset, "{place}: no alarm of the zone is open");
            return;
        };
        let by = Actor { name: "wang".to_owned() };
        let mut out = Changes::default();
        let Self { zone, alarms, mint, .. } = self;
        let outcome = if step.ack {
            alarms.acknowledge(zone, open, &by, None, now, mint, &mut out)
        } else {
            alarms.reset(zone, open, &by, None, now, mint, &mut out)
        };
        assert_eq!(outcome.err().map(|refusal| refusal.to_string()), step.refused, "{place}");
        self.keep(&mut out);
    }

    /// What was kept went through a file.
    fn restart(&mut self, at: Timestamp) {
        self.boot = at;
        let now = self.now(at);
        for seat in &mut self.seats {
            let text = serde_json::to_string(&seat.kept).expect("a snapshot can be written");
            let kept = serde_json::from_str(&text).expect("and read");
            seat.alarms = PointAlarms::restore(kept, &self.rules, seat.last, now);
            let ballot = seat.alarms.ballot(&self.rules, self.zone.level);
            assert_eq!(seat.ballot, ballot, "a detector is not missing because we were");
        }
        let text = serde_json::to_string(&self.kept).expect("a snapshot can be written");
        self.alarms = ZoneAlarms::restore(serde_json::from_str(&text).expect("and read"), now);
        self.count(at, now);
    }

    fn told(&self) -> Vec<String> {
        self.said.iter().map(|t| self.words(t)).collect()
    }

    fn words(&self, t: &Transition) -> String {
        let notice = if t.notice == Notice::Nothing { "no notice" } else { t.notice.as_str() };
        let who = match t.source {
            Source::Point(point) => format!("{} {}", self.seats[point.0 as usize - 1].sn, t.condition),
            Source::Zone(_) | Source::System(_) => t.condition.to_string(),
        };
        format!("{who} {}, {notice}", t.kind.as_str())
    }

    fn check(&self, step: &Step, place: &str) {
        assert_eq!(self.told(), step.then, "{place}");
        if let Some(expected) = &step.zone {
            assert_eq!(&self.alarms.words(&self.zone, members(&self.seats)), expected, "{place}");
        }
        let Some(expected) = &step.shows else { return };
        let shown = |open: &Occurrence| {
            let words = self.alarms.words(&self.zone, members(&self.seats));
            if open.state.active() {
                assert_eq!(open.text.as_deref(), Some(words.as_str()), "{place}");
            }
            assert_eq!((open.condition, open.zone.as_ref()), (Condition::Zone, Some(&self.zone.name)), "{place}");
            format!("{}{}", open.state.as_str(), if open.held { ", held" } else { "" })
        };
        let seen = self.alarms.open().next().map_or_else(|| "normal".to_owned(), shown);
        assert_eq!(&seen, expected, "{place}");
    }
}

fn members(seats: &[Seat]) -> impl Iterator<Item = Member<'_>> + Clone {
    seats.iter().map(|seat| Member { sn: &seat.sn, ballot: seat.ballot })
}

fn reading(value: Option<f64>, utc: Timestamp) -> Judged {
    #[expect(clippy::cast_possible_truncation, reason = "a value with one decimal")]
    let steps = value.map(|value| Steps((value * 10.0).round() as i64));
    Judged {
        time: utc,
        received: utc,
        value: steps,
        err: 0,
        flags: Flags::default(),
        voltage: if steps.is_some() { Voltage::Good } else { Voltage::Missing },
        v_raw: value.map(|value| value * 10.0 + 1000.0),
        bat: None,
        rssi: None,
        network: None,
        calibration: None,
        skew: Some(Span::ZERO),
        powered_on: false,
    }
}

fn inhibit(seat: &Seat, since: Timestamp, until: Timestamp) -> Mask {
    Mask {
        sn: Some(seat.sn.clone()),
        source: Source::Point(seat.alarms.point()),
        condition: None,
        kind: MaskKind::Inhibited,
        by: "li".to_owned(),
        reason: "test gas".to_owned(),
        watcher: None,
        work_order: None,
        confirmed_by: None,
        since,
        until,
    }
}
