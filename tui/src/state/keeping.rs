//! What of the state is kept until the program is started again: where a person was, not what the plant did.

use mcs_core::{id::SerialNumber, language::Language, time::Span};

use super::{State, Wishes, filter::Filter, screen::Screen, trend::WINDOWS};
use crate::{action::Action, session::Session, ui::theme::Theme};

impl State {
    /// What is to be kept.
    pub fn session(&self) -> Session {
        let text = |text: &str| Some(text.to_owned());
        let area = self.selection.area(&self.plant).and_then(|index| self.plant.areas()[index].name.as_ref());
        Session {
            screen: text(self.screens.shown().as_str()),
            area: area.map(ToString::to_string),
            point: self.selection.point.as_ref().map(ToString::to_string),
            filter: self.filter.is_on().then(|| self.filter.text().to_owned()),
            zoom: Some((self.known.view.window.as_micros() / 60_000_000).to_string()),
            theme: text(self.theme.as_str()),
            language: text(self.language.as_str()),
            mouse: Some(self.mouse),
        }
    }

    /// The same, without what nobody chose in the program: what flags and the environment ask for once is not asked for ever,
    /// and what was chosen before stays.
    pub fn session_after(&self, wishes: Wishes, asked_for: AskedFor, before: Session) -> Session {
        let mut session = self.session();
        if self.theme == wishes.theme {
            session.theme = before.theme.filter(|_| asked_for.theme);
        }
        if self.language == wishes.language {
            session.language = before.language.filter(|_| asked_for.language);
        }
        if self.mouse == wishes.mouse {
            session.mouse = before.mouse.filter(|_| asked_for.mouse);
        }
        session
    }

    /// Goes on where a person was. What is no longer known is let be; colours and language only where nothing else was
    /// asked for at the start.
    pub fn resume(&mut self, session: &Session, asked_for: AskedFor) -> Vec<Action> {
        if let (false, Some(theme)) = (asked_for.theme, session.theme.as_deref().and_then(Theme::parse)) {
            self.theme = theme;
        }
        if let (false, Some(language)) = (asked_for.language, session.language.as_deref().and_then(Language::parse)) {
            self.language = language;
        }
        if let Some(mouse) = session.mouse.filter(|_| !asked_for.mouse) {
            self.mouse = mouse;
        }
        if let Some(filter) = session.filter.as_deref().and_then(|text| Filter::read(text).ok()) {
            self.put_filter(filter);
        }
        let minutes = session.zoom.as_deref().and_then(|zoom| zoom.parse::<i64>().ok());
        let window = minutes.and_then(|minutes| WINDOWS.into_iter().find(|window| *window == Span::mins(minutes)));
        self.known.view.window = window.unwrap_or(self.known.view.window);
        if let Some(sn) = session.point.as_deref().and_then(|sn| SerialNumber::new(sn).ok()) {
            self.selection.expect(sn);
        }
        self.selection.expect_area(session.area.as_deref());
        if let Some(screen) = session.screen.as_deref().and_then(Screen::parse) {
            self.screens.open(screen);
        }
        self.changed = true;
        vec![Action::Mouse(self.mouse)]
    }
}

/// What was asked for at the start, and is not taken from what was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AskedFor {
    /// The colours.
    pub theme: bool,
    /// The language.
    pub language: bool,
    /// The mouse.
    pub mouse: bool,
}
