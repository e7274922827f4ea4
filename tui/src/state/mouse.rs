//! What the mouse does: a click selects, the wheel moves the selection. Everything it does a key does too.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::{State, overlay::Overlay, select::Pane};
use crate::{
    action::Action,
    keymap::Direction,
    layout::{self, map},
};

impl State {
    pub(super) fn pointed(&mut self, mouse: MouseEvent) -> Vec<Action> {
        if !matches!(self.overlay, Overlay::Nothing) {
            return Vec::new();
        }
        let at = Position::new(mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(at),
            MouseEventKind::ScrollUp => self.wheel(at, Direction::Up),
            MouseEventKind::ScrollDown => self.wheel(at, Direction::Down),
            _ => {}
        }
        self.follow_selection().into_iter().collect()
    }

    fn click(&mut self, at: Position) {
        let panes = layout::Panes::of(self);
        if panes.map.contains(at) {
            self.selection.pane = Pane::Map;
            let points = self.selection.points_here(&self.plant);
            let spots = map::arrange(&points, self.selection.point.as_ref(), panes.map_points()).spots;
            if let Some(spot) = spots.iter().find(|spot| spot.rect.contains(at)) {
                self.selection.point = Some(spot.point.sn.clone());
            }
        } else if panes.alarms.contains(at) {
            self.selection.pane = Pane::Alarms;
            let rows = panes.alarm_rows();
            if rows.contains(at) {
                let row = panes.first_alarm(self) + usize::from(at.y - rows.y);
                if row < self.plant.alarm_list().len() {
                    self.selection.show_row(&self.plant, row);
                }
            }
        }
    }

    fn wheel(&mut self, at: Position, direction: Direction) {
        if layout::Panes::of(self).alarms.contains(at) {
            self.selection.move_row(&self.plant, direction);
        }
    }
}
