//! Stored history through changed rules: which alarms would be gained, and which lost.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Trial;
use crate::{
    alarm::{Condition, LimitErrors, Occurrence, Priority, Transition, TransitionKind},
    device::{Device, PointSettings},
    id::{OccurrenceId, SerialNumber},
    quantity::Unit,
    reading::Reading,
    time::{Span, Timestamp},
};

/// A stretch of time in which an alarm stood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stood {
    /// Which condition.
    #[serde(rename = "type")]
    pub condition: Condition,
    /// How urgent.
    pub priority: Priority,
    /// When it was raised.
    pub raised: Timestamp,
    /// When it returned; `None`: not within the time asked for.
    pub returned: Option<Timestamp>,
    /// The worst value.
    pub peak: Option<f64>,
}

/// One condition of a point, judged by the rules as they are and by the changed ones.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ConditionTally {
    /// Which condition.
    #[serde(rename = "type")]
    pub condition: Condition,
    /// Raises within the time asked for, as it is.
    pub raises_before: u64,
    /// As it would be.
    pub raises_after: u64,
    /// Seconds in alarm within the time asked for, as it is.
    pub seconds_before: f64,
    /// As it would be.
    pub seconds_after: f64,
}

/// What the changed rules would have done at one point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PointReplay {
    /// Its device.
    pub sn: SerialNumber,
    /// The unit of its peaks.
    pub unit: Unit,
    /// Readings that were judged, those of the run-in too.
    pub readings: u64,
    /// The first of them, where there is less than the whole run-in before the time asked for: means over time began empty.
    pub begins: Option<Timestamp>,
    /// Each condition that stood by either rules.
    pub conditions: Vec<ConditionTally>,
    /// Alarms that stood only by the changed rules.
    pub gained: Vec<Stood>,
    /// Alarms that stood only by the rules as they are.
    pub lost: Vec<Stood>,
    /// There were so many that not all could be compared; the counts are whole.
    pub cut: bool,
    /// Stretches of its history that cannot be read.
    pub damaged: u64,
}

/// What all points came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReplayTotals {
    /// Points that were judged again.
    pub points: u64,
    /// Points the change does nothing to.
    pub unaffected: u64,
    /// Readings that were judged.
    pub readings: u64,
    /// Alarms gained.
    pub gained: u64,
    /// Alarms lost.
    pub lost: u64,
}

/// What is told of a replay as it goes on.
#[derive(Debug, Clone, PartialEq)]
pub enum Replaying {
    /// How far it is: points done, of all, and readings judged.
    Progress {
        /// Points done.
        done: u64,
        /// Points in all.
        total: u64,
        /// Readings judged so far.
        readings: u64,
    },
    /// A point is done.
    Point(Box<PointReplay>),
    /// All are.
    Done(ReplayTotals),
}

/// One point on its way through both rules.
#[derive(Debug)]
pub struct Replay {
    sn: SerialNumber,
    unit: Unit,
    window: Window,
    before: Side,
    after: Side,
    readings: u64,
    first: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    from: Timestamp,
    to: Timestamp,
}

/// The point by one of the rules.
#[derive(Debug)]
struct Side {
    trial: Trial,
    log: Log,
}

/// What it came to.
#[derive(Debug, Default)]
struct Log {
    open: Vec<(OccurrenceId, Stood)>,
    stood: Vec<Stood>,
    tallies: BTreeMap<Condition, (u64, Span)>,
    cut: bool,
}

impl Replay {
    /// How much history before the time asked for is judged with it, so that eight-hour means are full.
    pub const RUN_IN: Span = Span::hours(8);
    /// A first reading within this after the start of the run-in is as good as at it.
    const SOON: Span = Span::mins(10);
    /// Alarms that are compared one by one, of a point and by either rules.
    pub const MOST: usize = 5_000;

    /// A point between `from` and `to`, by two sets of settings with every rule that is said of it.
    pub fn new(
        device: &Device,
        (from, to): (Timestamp, Timestamp),
        before: &PointSettings,
        after: &PointSettings,
    ) -> Result<Self, LimitErrors> {
        let side = |settings| -> Result<Side, LimitErrors> {
            let trial = Trial::new(device.point, device.sn.clone(), settings, from - Self::RUN_IN)?.attended();
            Ok(Side { trial, log: Log::default() })
        };
        Ok(Self {
            sn: device.sn.clone(),
            unit: device.settings.unit,
            window: Window { from, to },
            before: side(before)?,
            after: side(after)?,
            readings: 0,
            first: None,
        })
    }

    /// Hears the next reading, in order of corrected time.
    pub fn hear(&mut self, reading: &Reading, value: Option<f64>) {
        self.readings += 1;
        self.first.get_or_insert(reading.time);
        let window = self.window;
        for Side { trial, log } in [&mut self.before, &mut self.after] {
            trial.hear(reading, value, &mut |steps, occurrences| log.note(window, steps, occurrences));
        }
    }

    /// How many readings it heard.
    pub const fn readings(&self) -> u64 {
        self.readings
    }

    /// Everything was heard.
    pub fn finish(mut self, damaged: u64) -> PointReplay {
        let window = self.window;
        for Side { trial, log } in [&mut self.before, &mut self.after] {
            trial.wait(window.to, &mut |steps, occurrences| log.note(window, steps, occurrences));
            log.close(window);
        }
        let (before, after) = (self.before.log, self.after.log);
        let start = window.from - Self::RUN_IN + Self::SOON;
        PointReplay {
            sn: self.sn,
            unit: self.unit,
            readings: self.readings,
            begins: self.first.filter(|first| *first > start),
            conditions: tallies(&before, &after),
            gained: only_in(&after, &before, window),
            lost: only_in(&before, &after, window),
            cut: before.cut || after.cut,
            damaged,
        }
    }
}

impl Log {
    fn note(&mut self, window: Window, steps: &[Transition], occurrences: &[Occurrence]) {
        for step in steps {
            match step.kind {
                TransitionKind::Raise => self.open.push((
                    step.occurrence,
                    Stood {
                        condition: step.condition,
                        priority: step.priority,
                        raised: step.measured,
                        returned: None,
                        peak: step.value,
                    },
                )),
                TransitionKind::Return => self.end(step.occurrence, Some(step.measured), window),
                TransitionKind::Supersede | TransitionKind::Withdraw => self.end(step.occurrence, None, window),
                TransitionKind::Ack
                | TransitionKind::Reset
                | TransitionKind::Realarm
                | TransitionKind::MaskOn
                | TransitionKind::MaskOff
                | TransitionKind::MaskReminder => {}
            }
        }
        for occurrence in occurrences {
            if let Some((_, stood)) = self.open.iter_mut().find(|(id, _)| *id == occurrence.id) {
                stood.peak = occurrence.peak.or(stood.peak);
            }
        }
    }

    fn end(&mut self, id: OccurrenceId, returned: Option<Timestamp>, window: Window) {
        if let Some(place) = self.open.iter().position(|(open, _)| *open == id) {
            let (_, mut stood) = self.open.swap_remove(place);
            stood.returned = returned;
            self.keep(stood, window);
        }
    }

    /// What still stands at the end stood until then.
    fn close(&mut self, window: Window) {
        for (_, stood) in std::mem::take(&mut self.open) {
            self.keep(stood, window);
        }
        self.stood.sort_by_key(|stood| (stood.condition, stood.raised));
    }

    fn keep(&mut self, stood: Stood, window: Window) {
        let end = stood.returned.unwrap_or(window.to).min(window.to);
        if end <= window.from || stood.raised >= window.to {
            return;
        }
        let (raises, long) = self.tallies.entry(stood.condition).or_insert((0, Span::ZERO));
        *raises += u64::from(stood.raised >= window.from);
        *long = *long + (end - stood.raised.max(window.from));
        if self.stood.len() < Replay::MOST {
            self.stood.push(stood);
        } else {
            self.cut = true;
        }
    }
}

fn tallies(before: &Log, after: &Log) -> Vec<ConditionTally> {
    let of = |log: &Log, condition| log.tallies.get(&condition).copied().unwrap_or((0, Span::ZERO));
    let told = |condition| {
        let ((raises_before, long_before), (raises_after, long_after)) = (of(before, condition), of(after, condition));
        ConditionTally {
            condition,
            raises_before,
            raises_after,
            seconds_before: long_before.as_secs_f64(),
            seconds_after: long_after.as_secs_f64(),
        }
    };
    let stood = |condition: &Condition| before.tallies.contains_key(condition) || after.tallies.contains_key(condition);
    Condition::ALL.into_iter().filter(stood).map(told).collect()
}

/// What stood in `one` while nothing of the kind stood in `other`. Both are sorted, and no two of a condition overlap.
fn only_in(one: &Log, other: &Log, window: Window) -> Vec<Stood> {
    let end = |stood: &Stood| stood.returned.unwrap_or(window.to);
    let mut only: Vec<Stood> = one
        .stood
        .iter()
        .filter(|stood| {
            // Those of the other that ended before this one began come first; the next is the only one that can overlap.
            let next = other.stood.partition_point(|o| (o.condition, end(o)) <= (stood.condition, stood.raised));
            other.stood.get(next).is_none_or(|o| o.condition != stood.condition || o.raised >= end(stood))
        })
        .cloned()
        .collect();
    only.sort_by_key(|stood| stood.raised);
    only
}
