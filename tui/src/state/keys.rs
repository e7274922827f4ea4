//! What each command does to the state.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{
    State,
    filter::{Filter, Line},
    overlay::Overlay,
    palette::Palette,
    screen::Screen,
    select::Pane,
};
use crate::{
    action::Action,
    keymap::{Command, Place, command},
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
            Overlay::Filter(_) => Place::Filter,
            Overlay::Palette(_) => Place::Palette,
        }
    }

    /// The screen below what is open.
    pub fn place_below(&self) -> Place {
        match self.screens.shown() {
            Screen::Wall if self.edit.on => Place::Edit,
            Screen::Wall => Place::Wall,
            Screen::Devices => Place::Devices,
            Screen::Device => Place::Device,
            Screen::Alarms => Place::Alarms,
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
            self.insert(c.encode_utf8(&mut [0; 4]));
        }
        Vec::new()
    }

    pub(super) fn command(&mut self, command: Command) -> Vec<Action> {
        let mut actions = match command {
            Command::Quit => vec![Action::Quit],
            Command::Redraw => vec![Action::Redraw],
            Command::Suspend => vec![Action::Suspend],
            Command::ToggleMouse => {
                self.mouse = !self.mouse;
                vec![Action::Mouse(self.mouse)]
            }
            Command::Acknowledge => one(self.acknowledge()),
            Command::Silence => one(self.silence_all()),
            Command::TestSound => one(self.siren.test(self.clock.mono()).map(Action::Sound)),
            Command::Background => self.quietly(|state| state.backdrop.hidden = !state.backdrop.hidden),
            Command::Fold => self.quietly(Self::turn_fold),
            Command::Edit => self.quietly(Self::open_edit),
            Command::Nudge(direction) => self.quietly(|state| state.nudge(direction, 1)),
            Command::NudgeFar(direction) => self.quietly(|state| state.nudge(direction, FAR)),
            Command::Snap => self.quietly(|state| state.edit.snap = !state.edit.snap),
            Command::PutDown => self.quietly(|state| state.edit.release()),
            Command::Undo => self.quietly(Self::undo),
            Command::Unplace => self.quietly(Self::unplace),
            Command::NextPoint => self.quietly(|state| state.next_placed(true)),
            Command::PreviousPoint => self.quietly(|state| state.next_placed(false)),
            Command::Numbers => self.quietly(Self::open_entry),
            Command::EndEdit => self.quietly(Self::close_edit),
            Command::Unmask => one(self.unmask()),
            Command::Figures => one(self.figures()),
            Command::Copy => one(self.copy(false)),
            Command::CopyList => one(self.copy(true)),
            Command::Details => one(self.show_details()),
            Command::History => one(self.turn_history()),
            Command::First => one(self.jump(false)),
            Command::Last => one(self.jump(true)),
            Command::Move(direction) => one(self.step(direction)),
            Command::Leap(direction) => one(self.leap(direction)),
            Command::Confirm if self.edit.entry.is_some() => self.quietly(Self::enter_numbers),
            Command::Confirm => self.confirm(),
            Command::Freeze => self.freeze(),
            Command::Go(screen) => self.show(screen),
            Command::Open => self.open(),
            Command::Back => self.back(),
            Command::AcknowledgeAll => self.quietly(Self::ask_acknowledge_all),
            Command::Reset => self.quietly(Self::ask_reset),
            Command::Shelve => self.quietly(Self::ask_shelve),
            Command::Inhibit => self.quietly(Self::ask_inhibit),
            Command::NextField => self.quietly(|state| state.turn(true)),
            Command::PreviousField => self.quietly(|state| state.turn(false)),
            Command::Help => self.quietly(|state| state.lay(Overlay::Help)),
            Command::Palette => self.quietly(|state| state.lay(Overlay::Palette(Palette::default()))),
            Command::Filter => self.quietly(|state| {
                let text = state.filter.text().to_owned();
                state.lay(Overlay::Filter(Line { text }));
            }),
            Command::Erase => self.quietly(|state| {
                state.retype(|text| {
                    text.pop();
                });
            }),
            Command::EraseLine => self.quietly(|state| state.retype(String::clear)),
            Command::Sort => self.quietly(|state| state.sort_devices(false)),
            Command::Reverse => self.quietly(|state| state.sort_devices(true)),
            Command::ZoomIn => self.quietly(|state| state.known.view.zoom(true)),
            Command::ZoomOut => self.quietly(|state| state.known.view.zoom(false)),
            Command::NextPane => self.quietly(|state| state.selection.pane = state.selection.pane.other()),
            Command::NextArea => self.quietly(|state| state.selection.turn_area(&state.plant, 1)),
            Command::PreviousArea => self.quietly(|state| state.selection.turn_area(&state.plant, -1)),
        };
        actions.extend(self.follow_selection());
        actions
    }

    /// What asks nobody.
    fn quietly(&mut self, change: impl FnOnce(&mut Self)) -> Vec<Action> {
        change(self);
        Vec::new()
    }

    /// Closes what is open, then forgets the answer, then the filter, then goes back by one screen.
    fn back(&mut self) -> Vec<Action> {
        if !matches!(self.overlay, Overlay::Nothing) {
            self.overlay = Overlay::Nothing;
        } else if self.message.take().is_some() {
        } else if self.filter.is_on() && self.screens.shown() != Screen::Device {
            self.put_filter(Filter::default());
        } else if self.screens.back() {
            return self.arrive();
        } else {
            self.selection.pane = Pane::Alarms;
        }
        Vec::new()
    }
}

fn one(action: Option<Action>) -> Vec<Action> {
    action.into_iter().collect()
}
