//! The alarms that were: pages of the record, newest first, each asked for when the one before was read.

use std::collections::HashSet;

use mcs_core::{
    alarm::Occurrence,
    id::OccurrenceId,
    time::{Span, Timestamp},
};

use super::{State, trend::Past};
use crate::{
    action::Action,
    event::{HistoryPage, Refusal},
};

/// Occurrences kept at most; beyond that `mcsctl alarm history` serves better.
const MOST: usize = 20_000;

/// What was read of the record.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// Whether it is shown instead of the alarms that stand.
    pub shown: bool,
    /// The selected one.
    pub at: Option<OccurrenceId>,
    /// How the reading stands.
    pub past: Past,
    /// Nothing older is on record.
    pub complete: bool,
    rows: Vec<Occurrence>,
    /// Everything from this moment on was read.
    read_from: Option<Timestamp>,
    request: u64,
}

impl History {
    /// Reads anew from now.
    fn begin(&mut self, now: Timestamp) -> Action {
        *self = Self { shown: true, request: self.request, ..Self::default() };
        // What was raised in this very moment is on record too.
        self.ask(now + Span::secs(1))
    }

    fn ask(&mut self, before: Timestamp) -> Action {
        self.request += 1;
        self.past = Past::Loading;
        Action::History { request: self.request, before }
    }

    /// Asks for what is older, unless that is on its way or there is nothing.
    fn more(&mut self) -> Option<Action> {
        let wanted = self.past != Past::Loading && !self.complete && self.rows.len() < MOST;
        let before = self.read_from.filter(|_| wanted)?;
        Some(self.ask(before))
    }

    /// Takes a page, unless a newer one was asked for. Whether it was taken.
    pub fn answer(&mut self, request: u64, result: Result<HistoryPage, Refusal>) -> bool {
        if request != self.request {
            return false;
        }
        match result {
            Ok(page) => {
                let known: HashSet<_> = self.rows.iter().map(|alarm| alarm.id).collect();
                self.rows.extend(page.alarms.into_iter().filter(|alarm| !known.contains(&alarm.id)));
                (self.read_from, self.complete, self.past) = (Some(page.from), page.complete, Past::Loaded);
                self.at = self.at.or(self.rows.first().map(|alarm| alarm.id));
            }
            Err(refusal) => self.past = Past::Failed(refusal),
        }
        true
    }

    /// Since when the record was read.
    pub fn read_from(&self) -> Option<Timestamp> {
        self.read_from
    }

    /// Newest first.
    pub fn rows(&self) -> &[Occurrence] {
        &self.rows
    }

    /// One of those that were read.
    pub fn alarm(&self, id: OccurrenceId) -> Option<&Occurrence> {
        self.rows.iter().find(|alarm| alarm.id == id)
    }
}

impl State {
    /// What the filter leaves of the record.
    pub fn recorded(&self) -> Vec<&Occurrence> {
        self.history.rows.iter().filter(|alarm| self.filter.alarm(&self.plant, alarm)).collect()
    }

    /// From the alarms that stand to those that were, and back.
    pub(super) fn turn_history(&mut self) -> Option<Action> {
        if self.history.shown {
            self.history.shown = false;
            return None;
        }
        let now = self.clock.time();
        Some(self.history.begin(now))
    }

    /// Selects the row of the record that many rows away, and asks for older ones near its end.
    pub(super) fn move_history(&mut self, by: isize) -> Option<Action> {
        let rows = self.recorded();
        let here = rows.iter().position(|alarm| Some(alarm.id) == self.history.at);
        let last = rows.len().saturating_sub(1);
        let next = here.map_or(0, |here| here.saturating_add_signed(by).min(last));
        let at = rows.get(next).map(|alarm| alarm.id);
        self.history.at = at;
        if next >= last { self.history.more() } else { None }
    }
}
