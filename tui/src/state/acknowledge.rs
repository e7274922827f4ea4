//! Acknowledging, and doing what a prompt, a form or a line asks about.

use mcs_core::alarm::Occurrence;

use super::{
    State,
    filter::Filter,
    overlay::{AckAll, Overlay},
    page::Page,
    screen::Screen,
    select::Pane,
};
use crate::{action::Action, say};

impl State {
    pub(super) fn acknowledge(&mut self) -> Option<Action> {
        let (now, words) = (self.clock.mono(), self.words());
        let listed = match (&self.overlay, self.screens.shown()) {
            (Overlay::Page(_), _) | (_, Screen::Devices | Screen::Device) => false,
            (_, Screen::Wall) => self.selection.pane == Pane::Alarms,
            (_, Screen::Alarms) => !self.history.shown,
        };
        let chosen = match &self.overlay {
            Overlay::Page(Page::Alarm(id)) => self.plant.alarm(*id),
            // It lies over the list: what is selected there cannot be seen.
            Overlay::Page(Page::Figures(_)) => None,
            _ => self.chosen_alarm(),
        };
        let answer = match chosen {
            _ if self.frozen.is_some() => Err(say!(words, "refuse-frozen")),
            _ if !self.connection.up() => Err(say!(words, "lost-refused")),
            _ if listed && self.chosen_fold().is_some() => Err(say!(words, "refuse-folded")),
            _ if listed && !self.selection.settled(now) => Err(say!(words, "refuse-moved")),
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

    pub(super) fn ask_acknowledge_all(&mut self) {
        let words = self.words();
        let unseen = if self.screens.shown() == Screen::Alarms { self.hidden().unacked } else { 0 };
        if self.refuse_frozen() {
        } else if !self.connection.up() {
            self.refuse(say!(words, "lost-refused"));
        } else if unseen > 0 {
            self.refuse(say!(words, "refuse-unseen", count = unseen));
        } else if let Some(prompt) = AckAll::of(&self.plant) {
            self.lay(Overlay::AckAll(prompt));
        } else {
            self.refuse(say!(words, "refuse-nothing-waits"));
        }
    }

    /// Does what is asked about.
    pub(super) fn confirm(&mut self) -> Vec<Action> {
        match &mut self.overlay {
            Overlay::Form(form) => {
                let Some(change) = form.confirm() else { return Vec::new() };
                self.overlay = Overlay::Nothing;
                self.change(change).into_iter().collect()
            }
            Overlay::AckAll(prompt) => {
                let Some(action) = prompt.action() else { return Vec::new() };
                self.overlay = Overlay::Nothing;
                vec![action]
            }
            Overlay::Filter(line) => {
                // One that cannot be read stays to be mended; what is wrong with it is shown beside it.
                if let Ok(filter) = Filter::read(&line.text) {
                    self.overlay = Overlay::Nothing;
                    self.put_filter(filter);
                }
                Vec::new()
            }
            Overlay::Palette(palette) => {
                let palette = std::mem::take(palette);
                self.overlay = Overlay::Nothing;
                self.choose(&palette)
            }
            Overlay::Nothing | Overlay::Help | Overlay::Page(_) => Vec::new(),
        }
    }
}
