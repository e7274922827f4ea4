//! From row to row, from point to point, from screen to screen.

use mcs_core::id::SerialNumber;

use super::{State, overlay::Overlay, page::Page, screen::Screen, select::Pane};
use crate::{
    action::Action,
    keymap::Direction,
    layout::{Panes, map},
    say, ui,
};

impl State {
    /// Shows a screen.
    pub(super) fn show(&mut self, screen: Screen) -> Vec<Action> {
        if screen == Screen::Device && self.chosen_sn().is_none() {
            self.refuse(say!(self.words(), "refuse-no-point"));
            return Vec::new();
        }
        if let (Screen::Device, Some(sn)) = (screen, self.point_of_row()) {
            self.selection.show_point(&self.plant, &sn);
        }
        self.screens.open(screen);
        self.arrive()
    }

    /// What a screen needs when it is shown.
    pub(super) fn arrive(&mut self) -> Vec<Action> {
        self.find_row();
        self.follow_selection()
    }

    /// The point of the alarm selected in the record.
    fn point_of_row(&self) -> Option<SerialNumber> {
        let shown = self.screens.shown() == Screen::Alarms && self.history.shown;
        let id = self.history.at.filter(|_| shown)?;
        self.history.alarm(id)?.sn.clone()
    }

    /// From an alarm to its point, from a point to everything about it.
    pub(super) fn open(&mut self) -> Vec<Action> {
        match (self.screens.shown(), self.selection.pane) {
            _ if self.chosen_fold().is_some() => {
                self.turn_fold();
                Vec::new()
            }
            (Screen::Wall, Pane::Alarms) => {
                let alarm = self.selection.alarm.and_then(|id| self.plant.alarm(id));
                if let Some(sn) = alarm.and_then(|alarm| alarm.sn.clone()) {
                    self.selection.show_point(&self.plant, &sn);
                    self.selection.pane = Pane::Map;
                }
                self.follow_selection()
            }
            (Screen::Wall, Pane::Map) | (Screen::Devices, _) => self.show(Screen::Device),
            (Screen::Alarms, _) => self.show_details().into_iter().collect(),
            (Screen::Device, _) => Vec::new(),
        }
    }

    /// To the first or the last.
    pub(super) fn jump(&mut self, last: bool) -> Option<Action> {
        let by = if last { isize::MAX } else { isize::MIN };
        match (self.screens.shown(), self.selection.pane) {
            (Screen::Wall, Pane::Alarms) | (Screen::Alarms, _) => return self.move_alarm(by),
            (Screen::Wall, Pane::Map) => {
                let points = self.selection.points_here(&self.plant);
                let point = if last { points.last() } else { points.first() };
                self.selection.point = point.map(|point| point.sn.clone());
            }
            (Screen::Devices, _) => {
                self.choose_device(if last { self.devices.order().len().saturating_sub(1) } else { 0 });
            }
            (Screen::Device, _) => self.known.view.end = None,
        }
        None
    }

    /// Moves by as many rows as are shown.
    pub(super) fn leap(&mut self, direction: Direction) -> Option<Action> {
        let panes = Panes::of(self);
        let rows = |height: u16| isize::try_from(height.max(2)).unwrap_or(1) - 1;
        let signed = |by: isize| if direction == Direction::Up { -by } else { by };
        match (&self.overlay, self.screens.shown()) {
            (Overlay::Help | Overlay::Page(_), _) => {
                self.scroll_by(signed(rows(self.size.1)));
                None
            }
            (_, Screen::Wall | Screen::Alarms) => self.move_alarm(signed(rows(panes.alarm_rows().height))),
            (_, Screen::Devices) => {
                self.move_device(signed(rows(panes.table_rows().height)));
                None
            }
            (_, Screen::Device) => {
                self.known.view.pan(direction == Direction::Up, self.clock.time());
                None
            }
        }
    }

    /// Moves by one, or scrolls by one with the wheel.
    pub(super) fn step(&mut self, direction: Direction) -> Option<Action> {
        let by = match direction {
            Direction::Up | Direction::Left => -1,
            Direction::Down | Direction::Right => 1,
        };
        let upright = matches!(direction, Direction::Up | Direction::Down);
        match &self.overlay {
            Overlay::Help | Overlay::Page(_) => {
                self.scroll_by(by);
                return None;
            }
            Overlay::Palette(palette) => {
                let last = self.entries(&palette.text).len().saturating_sub(1);
                if let Overlay::Palette(palette) = &mut self.overlay {
                    palette.at = palette.at.saturating_add_signed(by).min(last);
                }
                return None;
            }
            Overlay::Nothing | Overlay::AckAll(_) | Overlay::Form(_) | Overlay::Filter(_) => {}
        }
        match (self.screens.shown(), self.selection.pane) {
            (Screen::Wall, Pane::Alarms) | (Screen::Alarms, _) if upright => return self.move_alarm(by),
            (Screen::Wall, Pane::Map) => self.step_on_map(direction),
            (Screen::Devices, _) if upright => self.move_device(by),
            (Screen::Device, _) if upright => self.next_point(direction == Direction::Down),
            (Screen::Device, _) => self.known.view.pan(direction == Direction::Left, self.clock.time()),
            (Screen::Wall | Screen::Devices | Screen::Alarms, _) => {}
        }
        None
    }

    fn step_on_map(&mut self, direction: Direction) {
        let spots = self.arranged().spots;
        let here = spots.iter().find(|spot| Some(&spot.point.sn) == self.selection.point.as_ref());
        let next = match here {
            Some(here) => map::neighbour(&spots, here, direction),
            None => spots.first(),
        };
        if let Some(next) = next {
            self.selection.point = Some(next.point.sn.clone());
        }
    }

    /// The point after or before this one, by serial number.
    fn next_point(&mut self, forward: bool) {
        let here = self.selection.point.clone();
        let sn = |point: &mcs_core::live::PointLive| point.sn.clone();
        let next = match (&here, forward) {
            (Some(here), true) => self.plant.points().find(|point| point.sn > *here).map(sn),
            (Some(here), false) => self.plant.points().take_while(|point| point.sn < *here).last().map(sn),
            (None, _) => self.plant.points().next().map(sn),
        };
        if let Some(sn) = next {
            self.selection.show_point(&self.plant, &sn);
        }
    }

    /// Scrolls what is read, as far as there is something.
    pub(super) fn scroll_by(&mut self, by: isize) {
        let reach = ui::reach(self);
        self.scroll =
            usize::from(self.scroll.min(reach)).saturating_add_signed(by).try_into().unwrap_or(u16::MAX).min(reach);
    }

    /// Opens something over the screen, at its beginning.
    pub(super) fn lay(&mut self, overlay: Overlay) {
        (self.overlay, self.scroll) = (overlay, 0);
    }

    /// Everything about the selected alarm.
    pub(super) fn show_details(&mut self) -> Option<Action> {
        let Some(id) = self.chosen_id() else {
            self.refuse(say!(self.words(), "refuse-no-alarm"));
            return None;
        };
        self.lay(Overlay::Page(Page::Alarm(id)));
        self.ask_story(id)
    }
}
