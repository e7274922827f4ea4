//! What each command does to the state.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use mcs_core::alarm::Occurrence;

use super::{
    State,
    message::Message,
    overlay::{AckAll, Overlay},
    page::Page,
    screen::Screen,
    select::Pane,
};
use crate::{
    action::{Action, Change},
    keymap::{Command, Direction, Place, command},
    layout::map,
    say,
};

/// Steps of the point in the hand with Shift.
const FAR: u8 = 5;

impl State {
    /// What is open, and therefore which keys are valid.
    pub fn place(&self) -> Place {
        match self.overlay {
            Overlay::Nothing if self.edit.entry.is_some() => Place::Entry,
            Overlay::Nothing => self.place_below(),
            Overlay::Help => Place::Help,
            Overlay::AckAll(_) => Place::Prompt,
            Overlay::Form(_) => Place::Form,
            Overlay::Page(_) => Place::Page,
        }
    }

    /// The screen below what is open.
    pub fn place_below(&self) -> Place {
        match self.screens.shown() {
            Screen::Wall if self.edit.on => Place::Edit,
            Screen::Wall => Place::Wall,
        }
    }

    pub(super) fn key(&mut self, key: &KeyEvent) -> Vec<Action> {
        if key.kind == KeyEventKind::Release {
            return Vec::new();
        }
        if let Some(command) = command(self.place(), key) {
            let far = key.modifiers.contains(KeyModifiers::SHIFT);
            return self.command(match command {
                Command::Nudge(direction) if far => Command::NudgeFar(direction),
                other => other,
            });
        }
        let typed = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        if let (KeyCode::Char(c), true) = (key.code, typed) {
            if let Some(entry) = &mut self.edit.entry {
                entry.insert(c.encode_utf8(&mut [0; 4]));
                return Vec::new();
            }
            match &mut self.overlay {
                Overlay::AckAll(prompt) => prompt.insert(c.encode_utf8(&mut [0; 4])),
                Overlay::Form(form) => form.insert(c.encode_utf8(&mut [0; 4])),
                Overlay::Nothing | Overlay::Help | Overlay::Page(_) => {}
            }
        }
        Vec::new()
    }

    fn command(&mut self, command: Command) -> Vec<Action> {
        match command {
            Command::Quit => return vec![Action::Quit],
            Command::Redraw => return vec![Action::Redraw],
            Command::Suspend => return vec![Action::Suspend],
            Command::ToggleMouse => {
                self.mouse = !self.mouse;
                return vec![Action::Mouse(self.mouse)];
            }
            Command::TestSound => return self.siren.test(self.clock.mono()).map(Action::Sound).into_iter().collect(),
            Command::Background => self.backdrop.hidden = !self.backdrop.hidden,
            Command::Edit => self.open_edit(),
            Command::Nudge(direction) => self.nudge(direction, 1),
            Command::NudgeFar(direction) => self.nudge(direction, FAR),
            Command::Snap => self.edit.snap = !self.edit.snap,
            Command::PutDown => self.edit.release(),
            Command::Undo => self.undo(),
            Command::Unplace => self.unplace(),
            Command::NextPoint => self.next_point(true),
            Command::PreviousPoint => self.next_point(false),
            Command::Numbers => self.open_entry(),
            Command::EndEdit => self.close_edit(),
            Command::Acknowledge => return self.acknowledge().into_iter().collect(),
            Command::Confirm => return self.confirm().into_iter().collect(),
            Command::AcknowledgeAll => self.ask_acknowledge_all(),
            Command::Silence => return self.silence_all().into_iter().collect(),
            Command::Unmask => return self.unmask().into_iter().collect(),
            Command::Figures => return self.figures().into_iter().collect(),
            Command::Reset => self.ask_reset(),
            Command::Shelve => self.ask_shelve(),
            Command::Inhibit => self.ask_inhibit(),
            Command::Details => self.show_details(),
            Command::NextField => self.turn(true),
            Command::PreviousField => self.turn(false),
            Command::Help => self.overlay = Overlay::Help,
            Command::Back => self.back(),
            Command::Erase => self.edit(|comment| {
                comment.pop();
            }),
            Command::EraseLine => self.edit(String::clear),
            Command::NextPane => {
                self.selection.pane = match self.selection.pane {
                    Pane::Alarms => Pane::Map,
                    Pane::Map => Pane::Alarms,
                };
            }
            Command::Open => self.open(),
            Command::NextArea => self.selection.turn_area(&self.plant, 1),
            Command::PreviousArea => self.selection.turn_area(&self.plant, -1),
            Command::First => self.jump(false),
            Command::Last => self.jump(true),
            Command::Move(direction) => self.step(direction),
        }
        self.follow_selection().into_iter().collect()
    }

    fn back(&mut self) {
        if matches!(self.overlay, Overlay::Nothing) && self.message.take().is_none() && !self.screens.back() {
            self.selection.pane = Pane::Alarms;
        }
        self.overlay = Overlay::Nothing;
    }

    /// Silence everywhere is the daemon's; while it is lost, a person can at least stop the sound of that here.
    fn silence_all(&mut self) -> Option<Action> {
        if !self.connection.up() && self.siren.hush(self.clock.mono()) {
            self.message = Some(Message::done(say!(self.words(), "sound-hushed"), self.clock.mono()));
            return None;
        }
        self.change(Change::Silence)
    }

    fn edit(&mut self, change: impl FnOnce(&mut String)) {
        if let Some(entry) = &mut self.edit.entry {
            return entry.edit(change);
        }
        match &mut self.overlay {
            Overlay::AckAll(prompt) => change(&mut prompt.comment),
            Overlay::Form(form) => form.edit(change),
            Overlay::Nothing | Overlay::Help | Overlay::Page(_) => {}
        }
    }

    fn open(&mut self) {
        match self.selection.pane {
            Pane::Alarms => {
                let alarm = self.selection.alarm.and_then(|id| self.plant.alarm(id));
                if let Some(sn) = alarm.and_then(|alarm| alarm.sn.clone()) {
                    self.selection.show_point(&self.plant, &sn);
                    self.selection.pane = Pane::Map;
                }
            }
            Pane::Map => {
                let list = self.plant.alarm_list();
                let row = list.iter().position(|alarm| alarm.sn.is_some() && alarm.sn == self.selection.point);
                if let Some(row) = row {
                    self.selection.show_row(&self.plant, row);
                    self.selection.pane = Pane::Alarms;
                }
            }
        }
    }

    fn jump(&mut self, last: bool) {
        match self.selection.pane {
            Pane::Alarms => self.selection.show_row(&self.plant, if last { usize::MAX } else { 0 }),
            Pane::Map => {
                let points = self.selection.points_here(&self.plant);
                let point = if last { points.last() } else { points.first() };
                self.selection.point = point.map(|point| point.sn.clone());
            }
        }
    }

    /// Moves by one, or scrolls by one with the wheel.
    pub(super) fn step(&mut self, direction: Direction) {
        match self.selection.pane {
            Pane::Alarms => self.selection.move_row(&self.plant, direction),
            Pane::Map => {
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
        }
    }

    fn acknowledge(&mut self) -> Option<Action> {
        let (now, words) = (self.clock.mono(), self.words());
        let chosen = match (&self.overlay, self.selection.pane) {
            (Overlay::Page(Page::Alarm(id)), _) => self.plant.alarm(*id),
            (_, Pane::Alarms) => self.selection.alarm.and_then(|id| self.plant.alarm(id)),
            (_, Pane::Map) => self.selection.point.as_ref().and_then(|sn| self.plant.worst_unacked(sn)),
        };
        let answer = match chosen {
            _ if !self.connection.up() => Err(say!(words, "lost-refused")),
            _ if self.selection.pane == Pane::Alarms && !self.selection.settled(now) => {
                Err(say!(words, "refuse-moved"))
            }
            Some(Occurrence { id, state, .. }) if state.unacknowledged() => Ok(Action::Acknowledge { id: *id }),
            Some(_) => Err(say!(words, "refuse-acked-already")),
            None => Err(say!(words, "refuse-nothing-here")),
        };
        match answer {
            Ok(action) => Some(action),
            Err(why) => {
                self.refuse(why);
                None
            }
        }
    }

    fn ask_acknowledge_all(&mut self) {
        let words = self.words();
        if !self.connection.up() {
            self.refuse(say!(words, "lost-refused"));
        } else if let Some(prompt) = AckAll::of(&self.plant) {
            self.overlay = Overlay::AckAll(prompt);
        } else {
            self.refuse(say!(words, "refuse-nothing-waits"));
        }
    }

    fn confirm(&mut self) -> Option<Action> {
        if self.edit.entry.is_some() {
            self.enter_numbers();
            return None;
        }
        if let Overlay::Form(form) = &mut self.overlay {
            let change = form.confirm()?;
            self.overlay = Overlay::Nothing;
            return self.change(change);
        }
        let Overlay::AckAll(prompt) = &self.overlay else { return None };
        if !prompt.complete() {
            return None;
        }
        let comment = prompt.comment.trim();
        let action = Action::AcknowledgeAll {
            boot_id: prompt.boot_id.clone(),
            rev: prompt.rev,
            comment: (!comment.is_empty()).then(|| comment.to_owned()),
        };
        self.overlay = Overlay::Nothing;
        Some(action)
    }
}
