//! What the mouse does: a click selects what is under it or does what is written there, the wheel moves. Everything it does
//! a key does too.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::{State, overlay::Overlay, screen::Screen, select::Pane};
use crate::{
    action::Action,
    keymap::{Direction, Place},
    layout::{Panes, keys, tabs::tabs},
    ui,
};

impl State {
    pub(super) fn pointed(&mut self, mouse: MouseEvent) -> Vec<Action> {
        let at = Position::new(mouse.column, mouse.row);
        if self.place() == Place::Edit && (self.edit.grip().is_some() || Panes::of(self).map.contains(at)) {
            self.changed = true;
            self.carried(mouse);
            return self.follow_selection();
        }
        let mut actions = match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(at),
            MouseEventKind::ScrollUp => self.wheel(at, Direction::Up),
            MouseEventKind::ScrollDown => self.wheel(at, Direction::Down),
            _ => return Vec::new(),
        };
        self.changed = true;
        actions.extend(self.follow_selection());
        actions
    }

    fn click(&mut self, at: Position) -> Vec<Action> {
        let panes = Panes::of(self);
        if at.y + 1 == self.size.1 && !panes.footer.is_empty() {
            let keys = keys::row(self, self.size.0);
            let hit = keys.iter().find(|key| (key.column..key.end).contains(&at.x)).map(|key| key.binding.command);
            return hit.map_or_else(Vec::new, |command| self.command(command));
        }
        match &mut self.overlay {
            Overlay::Nothing => {}
            Overlay::Palette(palette) => {
                let list = ui::palette_rows(self.size);
                if list.contains(at) {
                    palette.at = ui::palette_first(palette.at, list.height) + usize::from(at.y - list.y);
                    return self.confirm();
                }
                return Vec::new();
            }
            Overlay::Help | Overlay::AckAll(_) | Overlay::Form(_) | Overlay::Page(_) | Overlay::Filter(_) => {
                return Vec::new();
            }
        }
        let tab = tabs(self, ui::clock_width(self)).into_iter().find(|tab| tab.rect.contains(at));
        if let Some(tab) = tab {
            return self.show(tab.screen);
        }
        self.click_on_screen(at, panes);
        Vec::new()
    }

    fn click_on_screen(&mut self, at: Position, panes: Panes) {
        if panes.map.contains(at) {
            self.selection.pane = Pane::Map;
            let spots = self.arranged().spots;
            let pointed = spots.iter().find(|spot| spot.rect.contains(at)).map(|spot| spot.point.sn.clone());
            self.selection.point = pointed.or_else(|| self.selection.point.take());
        } else if panes.alarms.contains(at) {
            if self.screens.shown() == Screen::Wall {
                self.selection.pane = Pane::Alarms;
            }
            let rows = panes.alarm_rows();
            if rows.contains(at) {
                self.choose_row(panes.first_alarm(self) + usize::from(at.y - rows.y));
            }
        } else if panes.table_rows().contains(at) {
            let rows = panes.table_rows();
            self.choose_device(self.devices.first(rows.height.into()) + usize::from(at.y - rows.y));
        }
    }

    fn wheel(&mut self, at: Position, direction: Direction) -> Vec<Action> {
        let by = if direction == Direction::Up { -1 } else { 1 };
        match self.overlay {
            Overlay::Nothing => {}
            Overlay::Help | Overlay::Page(_) | Overlay::Palette(_) => {
                return self.step(direction).into_iter().collect();
            }
            Overlay::AckAll(_) | Overlay::Form(_) | Overlay::Filter(_) => return Vec::new(),
        }
        let panes = Panes::of(self);
        if panes.alarms.contains(at) {
            return self.move_alarm(by).into_iter().collect();
        }
        if panes.table.contains(at) {
            self.move_device(by);
        }
        Vec::new()
    }
}
