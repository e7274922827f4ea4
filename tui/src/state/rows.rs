//! Which alarms are listed on the screen shown, and which of them is selected.

use mcs_core::{alarm::Occurrence, id::OccurrenceId};

use super::{
    State,
    flood::{Fold, Row, rows},
    screen::Screen,
    select::Pane,
};
use crate::{action::Action, say};

impl State {
    /// The rows of the list of alarms; of a fold the most urgent alarm in it.
    pub fn rows(&self) -> Vec<&Occurrence> {
        if self.flood.on() { self.folded().iter().map(Row::first).collect() } else { self.unfolded() }
    }

    /// The rows of the list as they are drawn. What was is never folded.
    pub fn folded(&self) -> Vec<Row<'_>> {
        let list = self.unfolded();
        if self.screens.shown() == Screen::Alarms && self.history.shown {
            return list.into_iter().map(Row::Alarm).collect();
        }
        rows(&list, &self.flood, |alarm| self.plant.group_of(alarm))
    }

    /// The fold that holds the selected alarm, on a list that is shown.
    pub(super) fn chosen_fold(&self) -> Option<Fold<'_>> {
        let listed = match (self.screens.shown(), self.selection.pane) {
            (Screen::Wall, Pane::Alarms) => true,
            (Screen::Alarms, _) => !self.history.shown,
            (Screen::Wall, Pane::Map) | (Screen::Devices | Screen::Device, _) => false,
        };
        let id = self.selection.alarm.filter(|_| listed && self.flood.on())?;
        self.folded().into_iter().find_map(|row| match row {
            Row::Fold(fold) if fold.alarms.iter().any(|alarm| alarm.id == id) => Some(fold),
            Row::Fold(_) | Row::Alarm(_) => None,
        })
    }

    /// Opens the fold of the selected alarm, or closes it again.
    pub(super) fn turn_fold(&mut self) {
        let alarm = self.selection.alarm.and_then(|id| self.plant.alarm(id));
        match alarm.and_then(|alarm| self.plant.group_of(alarm)).filter(|_| self.flood.on()) {
            Some(group) => self.flood.turn(&group),
            None => self.refuse(say!(self.words(), "refuse-no-fold")),
        }
    }

    /// The alarms of the list. On the wall nothing is ever left out.
    fn unfolded(&self) -> Vec<&Occurrence> {
        match self.screens.shown() {
            Screen::Alarms if self.history.shown => self.recorded(),
            Screen::Alarms => self.listed(),
            Screen::Wall | Screen::Devices | Screen::Device => self.plant.alarm_list().iter().collect(),
        }
    }

    /// The alarm selected in it, whether it is in sight or not.
    pub fn chosen_row(&self) -> Option<OccurrenceId> {
        if self.screens.shown() == Screen::Alarms && self.history.shown {
            self.history.at
        } else {
            self.chosen_fold().map(|fold| fold.first.id).or(self.selection.alarm)
        }
    }

    /// The alarm that is selected, if it can be seen: on a list, or the worst of the point.
    pub(super) fn chosen_id(&self) -> Option<OccurrenceId> {
        if self.chosen_fold().is_some() {
            return None;
        }
        match (self.screens.shown(), self.selection.pane) {
            (Screen::Wall, Pane::Alarms) => self.selection.alarm,
            (Screen::Wall, Pane::Map) | (Screen::Devices | Screen::Device, _) => {
                let sn = self.chosen_sn()?;
                let worst = self.plant.alarms_of(sn).min_by_key(|alarm| {
                    (alarm.masked.is_some(), !alarm.state.unacknowledged(), alarm.condition, alarm.id)
                });
                worst.map(|alarm| alarm.id)
            }
            (Screen::Alarms, _) if self.history.shown => self.history.at,
            (Screen::Alarms, _) => {
                let seen = |id: &OccurrenceId| {
                    self.plant.alarm(*id).is_some_and(|alarm| self.filter.alarm(&self.plant, alarm))
                };
                self.selection.alarm.filter(seen)
            }
        }
    }

    /// The same, if it is not over.
    pub(super) fn chosen_alarm(&self) -> Option<&Occurrence> {
        self.plant.alarm(self.chosen_id()?)
    }

    /// Selects the row that many rows away.
    pub(super) fn move_alarm(&mut self, by: isize) -> Option<Action> {
        if self.screens.shown() == Screen::Alarms && self.history.shown {
            return self.move_history(by);
        }
        let rows = self.rows();
        let chosen = self.chosen_row();
        let here = rows.iter().position(|alarm| Some(alarm.id) == chosen);
        let last = rows.len().saturating_sub(1);
        let next = here.map_or(0, |here| here.saturating_add_signed(by).min(last));
        if let Some(id) = rows.get(next).map(|alarm| alarm.id) {
            self.selection.choose(&self.plant, id);
        }
        None
    }

    /// Selects this row.
    pub(super) fn choose_row(&mut self, row: usize) {
        let Some(id) = self.rows().get(row).map(|alarm| alarm.id) else { return };
        if self.screens.shown() == Screen::Alarms && self.history.shown {
            self.history.at = Some(id);
        } else {
            self.selection.choose(&self.plant, id);
        }
    }
}
