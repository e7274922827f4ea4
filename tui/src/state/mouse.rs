//! What the mouse does: a click selects, the wheel moves the selection. Everything it does a key does too.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::{State, overlay::Overlay, select::Pane};
use crate::{action::Action, keymap::Direction, layout};

impl State {
    pub(super) fn pointed(&mut self, mouse: MouseEvent) -> Vec<Action> {
        if !matches!(self.overlay, Overlay::Nothing) {
            return Vec::new();
        }
        let at = Position::new(mouse.column, mouse.row);
        if self.edit.on && (self.edit.grip().is_some() || layout::Panes::of(self).map.contains(at)) {
            self.carried(mouse);
            return Vec::new();
        }
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
            let spots = self.arranged().spots;
            let pointed = spots.iter().find(|spot| spot.rect.contains(at)).map(|spot| spot.point.sn.clone());
            self.selection.point = pointed.or_else(|| self.selection.point.take());
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
