//! What is asked about one point beyond what is heard live: its calibrations, the day's ledger, its alarms.

use mcs_core::id::{OccurrenceId, SerialNumber};

use super::{
    State,
    screen::Screen,
    trend::{Past, View},
};
use crate::{
    action::Action,
    event::{Refusal, Story, Study},
};

/// What is known about the point.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Whose.
    pub sn: Option<SerialNumber>,
    /// How the asking stands.
    pub past: Past,
    /// What was answered; kept while it is asked for anew.
    pub study: Option<Box<Study>>,
    /// Which part of its past is shown. The length stays from point to point, the end does not.
    pub view: View,
    view_of: Option<SerialNumber>,
    request: u64,
}

impl Known {
    /// The view of this point.
    fn view_of(&mut self, sn: Option<&SerialNumber>) -> View {
        if self.view_of.as_ref() != sn {
            self.view_of = sn.cloned();
            self.view.end = None;
        }
        self.view
    }

    /// Asks about another point, or about the same anew.
    fn follow(&mut self, sn: Option<SerialNumber>, day: String) -> Option<Action> {
        if self.sn != sn {
            self.study = None;
        }
        self.request += 1;
        self.past = if sn.is_some() { Past::Loading } else { Past::Unasked };
        self.sn = sn;
        Some(Action::Study { sn: self.sn.clone()?, request: self.request, day })
    }

    /// Takes the answer, unless a newer one was asked for. Whether it was taken.
    pub fn answer(&mut self, request: u64, result: Result<Box<Study>, Refusal>) -> bool {
        if request != self.request {
            return false;
        }
        match result {
            Ok(study) => (self.study, self.past) = (Some(study), Past::Loaded),
            Err(refusal) => self.past = Past::Failed(refusal),
        }
        true
    }
}

/// One alarm with every step of its life, as far as it was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Which.
    pub id: OccurrenceId,
    /// `None` while it is on its way.
    pub story: Option<Result<Box<Story>, Refusal>>,
}

impl State {
    /// Lets trend and facts follow the selected point, where they are shown.
    pub(super) fn follow_selection(&mut self) -> Vec<Action> {
        let mut actions = Vec::new();
        let point = self.selection.point.clone();
        let (screen, now) = (self.screens.shown(), self.clock.time());
        let view = match screen {
            Screen::Wall => View::default(),
            Screen::Device => self.known.view_of(point.as_ref()),
            Screen::Devices | Screen::Alarms => return actions,
        };
        if self.trend.sn != point || self.trend.view != view {
            actions.extend(self.trend.follow(point.clone(), view, now));
        }
        if screen == Screen::Device && self.known.sn != point {
            actions.extend(self.known.follow(point, self.clock.local_day()));
        }
        actions
    }

    /// Asks for everything shown anew: after a loss, and when a frozen picture goes on.
    pub(super) fn refresh(&mut self) -> Vec<Action> {
        self.trend.sn = None;
        self.known.sn = None;
        self.follow_selection()
    }

    /// Asks for the facts anew when an alarm of the point shown has changed.
    pub(super) fn follow_alarms(&mut self, changed: &[SerialNumber]) -> Option<Action> {
        let shown = self.screens.shown() == Screen::Device;
        let touched = self.known.sn.as_ref().is_some_and(|sn| changed.contains(sn));
        if !(shown && touched) {
            return None;
        }
        self.known.follow(self.known.sn.clone(), self.clock.local_day())
    }

    /// Asks for the life of an alarm, to be read on its page.
    pub(super) fn ask_story(&mut self, id: OccurrenceId) -> Option<Action> {
        let up = self.connection.up();
        self.told = Some(Told { id, story: (!up).then_some(Err(Refusal::Lost)) });
        up.then_some(Action::Story { id })
    }
}
