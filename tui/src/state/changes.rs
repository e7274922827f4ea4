//! What a person changes beyond acknowledging: resets, masks, silence; and the pages that help to decide.

use mcs_core::{
    alarm::{Condition, LifeState, Mask},
    live::PointLive,
    time::Span,
};

use super::{
    State,
    form::{Form, endable},
    message::Message,
    overlay::Overlay,
    page::Page,
    screen::Screen,
    select::Pane,
};
use crate::{
    action::{Action, Change},
    say,
};

/// The time the figures are of: less says little.
const FIGURES: Span = Span::hours(30 * 24);

/// What says that there is gas, or too little oxygen.
const GAS: [Condition; 8] = [
    Condition::OverRange,
    Condition::HighHigh,
    Condition::LowLow,
    Condition::High,
    Condition::Low,
    Condition::Stel,
    Condition::Twa,
    Condition::Rate,
];

impl State {
    /// Does it, unless the daemon is lost.
    pub(super) fn change(&mut self, change: Change) -> Option<Action> {
        if self.connection.up() {
            return Some(Action::Change(change));
        }
        self.refuse(say!(self.words(), "lost-refused"));
        None
    }

    /// Answers that it was not done, and why.
    pub(super) fn refuse(&mut self, why: String) {
        self.message = Some(Message::refused(why, self.clock.mono()));
    }

    fn chosen_point(&self) -> Option<&PointLive> {
        let sn = match (self.screens.shown(), self.selection.pane) {
            (Screen::Wall, Pane::Alarms) | (Screen::Alarms, _) => self.chosen_alarm()?.sn.as_ref(),
            (Screen::Wall, Pane::Map) | (Screen::Devices | Screen::Device, _) => self.chosen_sn(),
        };
        self.plant.point(sn?)
    }

    pub(super) fn ask_reset(&mut self) {
        if self.refuse_frozen() {
            return;
        }
        let latched = self.chosen_alarm().map(|alarm| (alarm.state, Form::reset(alarm)));
        match latched {
            Some((LifeState::LatchedAcked, form)) => self.overlay = Overlay::Form(form),
            Some((LifeState::LatchedUnack, _)) => self.refuse(say!(self.words(), "refuse-ack-first")),
            Some((LifeState::UnackActive | LifeState::AckedActive, _)) => {
                self.refuse(say!(self.words(), "refuse-present"));
            }
            Some((LifeState::UnackReturned | LifeState::Normal, _)) => {
                self.refuse(say!(self.words(), "refuse-no-latch"));
            }
            None => self.refuse(say!(self.words(), "refuse-no-alarm")),
        }
    }

    pub(super) fn ask_shelve(&mut self) {
        if self.refuse_frozen() {
            return;
        }
        match self.chosen_alarm().map(|alarm| (alarm.mask.is_some(), Form::shelve(alarm))) {
            Some((false, form)) => self.overlay = Overlay::Form(form),
            Some((true, _)) => self.refuse(say!(self.words(), "refuse-shelved")),
            None => self.refuse(say!(self.words(), "refuse-no-alarm")),
        }
    }

    pub(super) fn ask_inhibit(&mut self) {
        if self.refuse_frozen() {
            return;
        }
        let asked = self.chosen_point().map(|point| {
            let gas = self
                .plant
                .alarms_of(&point.sn)
                .any(|alarm| alarm.state.active() && point.sensor.is_gas() && GAS.contains(&alarm.condition));
            (point.mask.is_some(), Form::inhibit(point, gas))
        });
        match asked {
            Some((false, form)) => self.overlay = Overlay::Form(form),
            Some((true, _)) => self.refuse(say!(self.words(), "refuse-masked")),
            None => self.refuse(say!(self.words(), "refuse-no-point")),
        }
    }

    /// Ends the mask of the selected alarm, else of its point.
    pub(super) fn unmask(&mut self) -> Option<Action> {
        if self.refuse_frozen() {
            return None;
        }
        let ends = |mask: &Mask| endable(mask.kind);
        let shelved = self.chosen_alarm().filter(|alarm| alarm.mask.as_ref().is_some_and(ends)).map(|alarm| alarm.id);
        let masked = self.chosen_point().filter(|point| point.mask.as_ref().is_some_and(ends));
        let masked = masked.and_then(|point| Some((point.sn.clone(), point.mask.as_ref()?.kind)));
        match (shelved, masked) {
            (Some(id), _) => self.change(Change::Unshelve { id }),
            (None, Some((sn, kind))) => self.change(Change::Uninhibit { sn, kind }),
            (None, None) => {
                self.refuse(say!(self.words(), "refuse-no-mask"));
                None
            }
        }
    }

    pub(super) fn figures(&mut self) -> Option<Action> {
        if !self.connection.up() {
            self.refuse(say!(self.words(), "lost-refused"));
            return None;
        }
        self.lay(Overlay::Page(Page::Figures(None)));
        let to = self.clock.time();
        Some(Action::Figures { from: to - FIGURES, to })
    }

    /// The next field of a form; in the palette, the rest of what is typed.
    pub(super) fn turn(&mut self, forward: bool) {
        match &mut self.overlay {
            Overlay::Form(form) => form.turn(forward),
            Overlay::Palette(palette) => {
                let palette = palette.clone();
                self.overlay = Overlay::Palette(self.complete(&palette));
            }
            Overlay::Nothing | Overlay::Help | Overlay::AckAll(_) | Overlay::Page(_) | Overlay::Filter(_) => {}
        }
    }
}
