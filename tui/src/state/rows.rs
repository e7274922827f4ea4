//! Which alarms are listed on the screen shown, and which of them is selected.

use mcs_core::{alarm::Occurrence, id::OccurrenceId};

use super::{State, screen::Screen, select::Pane};
use crate::action::Action;

impl State {
    /// The rows of the list of alarms. On the wall nothing is ever left out.
    pub fn rows(&self) -> Vec<&Occurrence> {
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
            self.selection.alarm
        }
    }

    /// The alarm that is selected, if it can be seen: on a list, or the worst of the point.
    pub(super) fn chosen_id(&self) -> Option<OccurrenceId> {
        match (self.screens.shown(), self.selection.pane) {
            (Screen::Wall, Pane::Alarms) => self.selection.alarm,
            (Screen::Wall, Pane::Map) | (Screen::Devices | Screen::Device, _) => {
                let sn = self.selection.point.as_ref()?;
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
        let here = rows.iter().position(|alarm| Some(alarm.id) == self.selection.alarm);
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
