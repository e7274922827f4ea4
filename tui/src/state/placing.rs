//! What keys and the mouse do while points are placed on the map.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use mcs_core::{
    id::SerialNumber,
    map::{MapRevision, Placement},
    site::Role,
};
use ratatui::layout::Position as Cell;

use super::{
    State,
    edit::{Entry, NotUndone, Outcome, parse},
    message::Message,
    select::Pane,
};
use crate::{
    action::Action,
    event::Refusal,
    keymap::Direction,
    layout::{
        label::MARK,
        map::{cell_of, cell_size, position_of},
    },
    say,
};

impl State {
    /// Begins to place points, for those who may.
    pub(super) fn open_edit(&mut self) {
        let words = self.words();
        let role = self.connection.access.as_ref().map(|access| access.role);
        if self.frozen.is_some() {
            self.refuse(say!(words, "refuse-frozen"));
        } else if !self.connection.up() {
            self.refuse(say!(words, "lost-refused"));
        } else if role.is_none_or(|role| role < Role::Engineer) {
            self.refuse(say!(words, "edit-not-permitted"));
        } else {
            self.edit.on = true;
            self.message = None;
            self.selection.pane = Pane::Map;
        }
    }

    /// `Esc`: what is typed is forgotten, else the point in the hand stays where it was, else the mode ends.
    pub(super) fn close_edit(&mut self) {
        if self.edit.entry.take().is_none() && !self.edit.cancel() && self.message.take().is_none() {
            self.edit.on = false;
        }
    }

    /// Where a point stands, by the live stream.
    fn place_of(&self, sn: &SerialNumber) -> Option<Placement> {
        let point = self.plant.point(sn)?;
        Some(Placement { sn: sn.clone(), area: point.area.clone(), position: point.position })
    }

    /// Forgets what was changed from here once the mirror has it.
    pub(super) fn land(&mut self) {
        let mut edit = std::mem::take(&mut self.edit);
        edit.heard(self.backdrop.revision(), |sn| self.place_of(sn));
        self.edit = edit;
    }

    /// Where the selected point stands or is just being moved to.
    pub fn place_shown(&self) -> Option<Placement> {
        let sn = self.selection.point.as_ref()?;
        self.edit.shown(sn).cloned().or_else(|| self.place_of(sn))
    }

    pub(super) fn nudge(&mut self, direction: Direction, steps: u8) {
        let Some(place) = self.place_shown() else {
            return self.refuse(say!(self.words(), "refuse-no-point"));
        };
        let cell = cell_size(self.arranged().canvas);
        let now = self.clock.mono();
        self.edit.nudge(place, self.backdrop.revision(), (direction, steps), cell, now);
    }

    /// The next point of the map, or the one before, around the end. What keys hold is put down.
    pub(super) fn next_placed(&mut self, forward: bool) {
        self.edit.release();
        let points = self.placed_here();
        let here = points.iter().position(|placed| Some(&placed.point.sn) == self.selection.point.as_ref());
        let count = points.len();
        let next = match here {
            _ if count == 0 => return,
            None => 0,
            Some(here) => (here + if forward { 1 } else { count - 1 }) % count,
        };
        self.selection.point = Some(points[next].point.sn.clone());
    }

    /// Takes the selected point off the map.
    pub(super) fn unplace(&mut self) {
        if let Some(from) = self.place_shown().filter(|place| place.position.is_some()) {
            let to = Placement { position: None, ..from.clone() };
            self.edit.put(from, self.backdrop.revision(), to);
        }
    }

    pub(super) fn undo(&mut self) {
        let words = self.words();
        let mut edit = std::mem::take(&mut self.edit);
        let undone = edit.undo(self.backdrop.revision(), |sn| self.place_of(sn));
        self.edit = edit;
        match undone {
            Ok(()) => {}
            Err(NotUndone::Nothing) => self.refuse(say!(words, "edit-nothing")),
            Err(NotUndone::Moved(sn)) => self.refuse(say!(words, "edit-moved-since", sn = sn.as_str())),
        }
    }

    pub(super) fn open_entry(&mut self) {
        self.edit.release();
        self.edit.entry = self.selection.point.is_some().then(Entry::default);
    }

    /// Puts the selected point where the numbers say.
    pub(super) fn enter_numbers(&mut self) {
        let (Some(entry), Some(from)) = (&mut self.edit.entry, self.selection.point.clone()) else { return };
        let (position, area) = match parse(&entry.text) {
            Ok(place) => place,
            Err(error) => {
                entry.error = Some(error);
                return;
            }
        };
        self.edit.entry = None;
        let Some(from) = self.edit.shown(&from).cloned().or_else(|| self.place_of(&from)) else { return };
        let area = area.or_else(|| from.area.clone());
        let to = Placement { sn: from.sn.clone(), area, position: Some(position) };
        self.edit.put(from, self.backdrop.revision(), to);
    }

    /// The mouse takes a point up, carries it and puts it down.
    pub(super) fn carried(&mut self, mouse: MouseEvent) {
        let at = Cell::new(mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.grasp(at),
            MouseEventKind::Drag(MouseButton::Left) => self.drag(at),
            MouseEventKind::Up(MouseButton::Left) if self.edit.grip().is_some() => self.edit.release(),
            _ => {}
        }
    }

    fn grasp(&mut self, at: Cell) {
        self.edit.release();
        let arranged = self.arranged();
        let Some(spot) = arranged.spots.iter().find(|spot| spot.rect.contains(at)) else { return };
        let (sn, canvas) = (spot.point.sn.clone(), arranged.canvas);
        // At the edges and in a crowd a label stands beside its place; what is carried is the place.
        let glyph = (i32::from(spot.rect.x + MARK - 1), i32::from(spot.rect.y));
        let Some(place) = self.edit.shown(&sn).cloned().or_else(|| self.place_of(&sn)) else { return };
        let stands = place.position.map_or(glyph, |position| {
            let (x, y) = cell_of(position, canvas);
            (i32::from(canvas.x + x), i32::from(canvas.y + y))
        });
        let grip = (i32::from(at.x) - stands.0, i32::from(at.y) - stands.1);
        self.selection.point = Some(sn);
        self.edit.take(place, self.backdrop.revision(), grip);
    }

    fn drag(&mut self, at: Cell) {
        let Some(grip) = self.edit.grip() else { return };
        let canvas = self.arranged().canvas;
        let cell = (i32::from(at.x) - grip.0 - i32::from(canvas.x), i32::from(at.y) - grip.1 - i32::from(canvas.y));
        self.edit.carry(position_of(cell, canvas));
    }

    /// The next change for the daemon, if there is one and nothing is under way.
    pub(super) fn send_moves(&mut self) -> Option<Action> {
        if !self.connection.up() {
            return None;
        }
        self.edit.send().map(Action::Place)
    }

    /// The daemon answered to a change.
    pub(super) fn placed(&mut self, result: Result<MapRevision, Refusal>) {
        let (words, now) = (self.words(), self.clock.mono());
        let Some(outcome) = self.edit.answered(result.as_ref().ok().copied()) else { return };
        self.land();
        let at = |place: &Placement| match place.position {
            Some(at) => format!("{:.1} {:.1}", at.x, at.y),
            None => say!(words, "edit-nowhere"),
        };
        let text = match outcome {
            Outcome::Placed(place) => say!(words, "edit-placed", sn = place.sn.as_str(), at = at(&place)),
            Outcome::Undone(place) => say!(words, "edit-undone", sn = place.sn.as_str(), at = at(&place)),
            Outcome::Dropped { sn, waiting } => {
                let why = result.err().map_or_else(String::new, |refusal| refusal.text(words));
                let text = match waiting {
                    0 => say!(words, "edit-dropped", sn = sn.as_str(), why = why),
                    more => say!(words, "edit-dropped-more", sn = sn.as_str(), why = why, count = more),
                };
                self.message = Some(Message::refused(text, now));
                return;
            }
        };
        self.message = Some(Message::done(text, now));
    }
}
