//! A flood of alarms: more than ten in ten minutes, until there are fewer than five. While it lasts the list folds by
//! zone, so that what is critical, and what came first, is not washed away.
//!
//! Folding hides nothing: each fold says how many it holds and how many of them nobody has acknowledged, and opens.

use std::collections::{BTreeMap, BTreeSet};

use mcs_core::{
    alarm::{Occurrence, Priority},
    id::{OccurrenceId, ShortName},
    time::{Span, Timestamp},
};

/// A flood begins with more alarms than this within [`WINDOW`].
const BEGINS: usize = 10;
/// It ends with fewer than this.
const ENDS: usize = 5;
/// The time in which they are counted.
const WINDOW: Span = Span::mins(10);
/// More are not counted: it is a flood.
const COUNTED: usize = 1_000;

/// What folds together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The points of a zone.
    Zone(ShortName),
    /// The points of an area that are in no zone.
    Area(ShortName),
}

impl Group {
    /// Its name.
    pub const fn name(&self) -> &ShortName {
        match self {
            Self::Zone(name) | Self::Area(name) => name,
        }
    }
}

/// Whether there is a flood, and which folds a person has opened.
#[derive(Debug, Clone, Default)]
pub struct Flood {
    raised: BTreeMap<OccurrenceId, Timestamp>,
    on: bool,
    open: BTreeSet<Group>,
}

impl Flood {
    /// Counts what is on the list. What is hidden by a mask or another alarm disturbs nobody.
    pub fn hear<'a>(&mut self, alarms: impl Iterator<Item = &'a Occurrence>, now: Timestamp) {
        for alarm in alarms.filter(|alarm| alarm.masked.is_none() && now - alarm.raised < WINDOW) {
            if self.raised.len() < COUNTED {
                self.raised.insert(alarm.id, alarm.raised);
            }
        }
        self.tick(now);
    }

    /// Time has gone on. Whether that began or ended a flood.
    pub fn tick(&mut self, now: Timestamp) -> bool {
        self.raised.retain(|_, raised| now - *raised < WINDOW);
        let before = self.on;
        self.on = self.raised.len() > if before { ENDS - 1 } else { BEGINS };
        if !self.on {
            self.open.clear();
        }
        before != self.on
    }

    /// Whether there is one.
    pub fn on(&self) -> bool {
        self.on
    }

    /// Opens a fold, or closes it.
    pub fn turn(&mut self, group: &Group) {
        if !self.open.remove(group) {
            self.open.insert(group.clone());
        }
    }

    /// Whether a fold is open.
    pub fn is_open(&self, group: &Group) -> bool {
        self.open.contains(group)
    }
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq)]
pub enum Row<'a> {
    /// An alarm.
    Alarm(&'a Occurrence),
    /// Alarms of a zone, folded.
    Fold(Fold<'a>),
}

impl<'a> Row<'a> {
    /// The alarm that a key acts on: of a fold the first one.
    pub fn first(&self) -> &'a Occurrence {
        match self {
            Self::Alarm(alarm) => alarm,
            Self::Fold(fold) => fold.first,
        }
    }
}

/// Alarms of a zone as one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Fold<'a> {
    /// What they have in common.
    pub group: Group,
    /// The most urgent one, where the fold stands in the list.
    pub first: &'a Occurrence,
    /// All of them, the most urgent first.
    pub alarms: Vec<&'a Occurrence>,
}

impl Fold<'_> {
    /// How many nobody has acknowledged.
    pub fn unacked(&self) -> usize {
        self.alarms.iter().filter(|alarm| alarm.state.unacknowledged()).count()
    }

    /// How many of each kind, the most frequent first.
    pub fn tags(&self) -> Vec<(&'static str, usize)> {
        let mut counts: BTreeMap<_, usize> = BTreeMap::new();
        for alarm in &self.alarms {
            *counts.entry(alarm.condition).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(condition, count)| (std::cmp::Reverse(*count), *condition));
        counts.into_iter().map(|(condition, count)| (condition.tag(), count)).collect()
    }
}

/// The list in rows. `group` tells where an alarm belongs; what belongs nowhere, what is critical, first or hidden, and
/// what is alone in its group, is never folded.
pub fn rows<'a>(list: &[&'a Occurrence], flood: &Flood, group: impl Fn(&Occurrence) -> Option<Group>) -> Vec<Row<'a>> {
    if !flood.on {
        return list.iter().map(|alarm| Row::Alarm(alarm)).collect();
    }
    let folds = |alarm: &Occurrence| {
        let kept = alarm.priority == Priority::Critical || alarm.first_out || alarm.masked.is_some();
        (!kept).then(|| group(alarm)).flatten().filter(|group| !flood.is_open(group))
    };
    let mut members: BTreeMap<Group, Vec<&'a Occurrence>> = BTreeMap::new();
    let groups: Vec<_> = list.iter().map(|alarm| folds(alarm)).collect();
    for (alarm, group) in list.iter().zip(&groups) {
        if let Some(group) = group {
            members.entry(group.clone()).or_default().push(alarm);
        }
    }
    let row = |(alarm, group): (&&'a Occurrence, Option<Group>)| {
        let Some(group) = group else { return Some(Row::Alarm(alarm)) };
        let alarms = members.get(&group).filter(|alarms| alarms.len() > 1);
        let Some(alarms) = alarms else { return Some(Row::Alarm(alarm)) };
        let first = alarms.first() == Some(alarm);
        first.then(|| Row::Fold(Fold { group, first: alarm, alarms: alarms.clone() }))
    };
    list.iter().zip(groups).filter_map(row).collect()
}
