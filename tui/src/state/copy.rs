//! The command line that does what the screen does, to be pasted into a script or sent to somebody.

use mcs_core::{
    alarm::{LifeState, Occurrence},
    time::Timestamp,
};

use super::{
    State,
    form::{Asked, Form, Purpose},
    message::Message,
    overlay::Overlay,
    page::Page,
    screen::Screen,
    select::Pane,
};
use crate::{action::Action, say};

impl State {
    /// Copies the command of what is selected or asked, or of what the screen lists.
    pub(super) fn copy(&mut self, list: bool) -> Option<Action> {
        let line = if list { self.listing() } else { self.equivalent() };
        let Some(line) = line else {
            self.refuse(say!(self.words(), "copy-nothing"));
            return None;
        };
        let text = say!(self.words(), "copy-done", line = line.as_str());
        self.message = Some(Message::done(text, self.clock.mono()));
        Some(Action::Copy(line))
    }

    /// What is selected or asked, as a command line.
    pub fn equivalent(&self) -> Option<String> {
        match &self.overlay {
            Overlay::Form(form) => return Some(of_form(form)),
            Overlay::AckAll(prompt) => return Some(with("mcsctl alarm ack --all", "--comment", Some(&prompt.comment))),
            Overlay::Filter(line) => return Some(with("mcsctl device list", "-l", Some(&line.text))),
            Overlay::Page(Page::Alarm(id)) => return Some(format!("mcsctl alarm show {id}")),
            Overlay::Page(Page::Figures(_)) => return Some("mcsctl alarm kpi".into()),
            Overlay::Nothing | Overlay::Help | Overlay::Palette(_) => {}
        }
        let point = self.chosen_sn();
        match (self.screens.shown(), self.selection.pane) {
            (Screen::Wall, Pane::Map) | (Screen::Devices, _) => Some(format!("mcsctl device show {}", point?)),
            (Screen::Device, _) => {
                let view = self.known.view;
                let line = format!("mcsctl reading history {}", point?);
                Some(match view.end {
                    None => format!("{line} --since {}", view.length().replace(" min", "m").replace(" h", "h")),
                    Some(end) => format!("{line} --from {} --to {}", utc(end - view.window), utc(end)),
                })
            }
            (Screen::Alarms, _) if self.history.shown => Some(format!("mcsctl alarm show {}", self.history.at?)),
            (Screen::Wall, Pane::Alarms) | (Screen::Alarms, _) => self.chosen_alarm().map(of_alarm),
        }
    }

    /// What the screen lists, as a command line.
    pub fn listing(&self) -> Option<String> {
        Some(match self.screens.shown() {
            Screen::Wall | Screen::Devices => with("mcsctl device list", "-l", Some(self.filter.text())),
            Screen::Device => format!("mcsctl device show {}", self.selection.point.as_ref()?),
            Screen::Alarms if self.history.shown => {
                let from = self.history.read_from().map(utc).unwrap_or_default();
                with("mcsctl alarm history", "--from", Some(&from))
            }
            Screen::Alarms => "mcsctl alarm list".into(),
        })
    }
}

/// The next thing a person would do about an alarm.
fn of_alarm(alarm: &Occurrence) -> String {
    let verb = match alarm.state {
        LifeState::UnackActive | LifeState::UnackReturned | LifeState::LatchedUnack => "ack",
        LifeState::LatchedAcked => "reset",
        LifeState::AckedActive | LifeState::Normal => "show",
    };
    format!("mcsctl alarm {verb} {}", alarm.id)
}

/// What the form would do. A password is never part of it: `mcsctl` asks for it.
fn of_form(form: &Form) -> String {
    let said = |asked: Asked| form.fields.iter().find(|field| field.asked == asked).map(|field| field.text.as_str());
    let length = || said(Asked::Minutes).map(|minutes| format!("{}m", minutes.trim()));
    match &form.purpose {
        Purpose::Reset { id, .. } => {
            let line = with(&format!("mcsctl alarm reset {id}"), "--comment", said(Asked::Comment));
            with(&line, "--verified", said(Asked::Verified))
        }
        Purpose::Shelve { id, .. } => {
            let line = with(&format!("mcsctl alarm shelve {id}"), "--for", length().as_deref());
            with(&with(&line, "--reason", said(Asked::Reason)), "--watcher", said(Asked::Watcher))
        }
        Purpose::Inhibit { sn } => {
            let line = with(&format!("mcsctl alarm inhibit {sn}"), "--for", length().as_deref());
            with(&with(&line, "--reason", said(Asked::Reason)), "--second", said(Asked::SecondPerson))
        }
    }
}

/// The line with one more option, unless there is nothing to say.
fn with(line: &str, option: &str, said: Option<&str>) -> String {
    match said.map(str::trim).filter(|said| !said.is_empty()) {
        Some(said) => format!("{line} {option} {}", quoted(said)),
        None => line.to_owned(),
    }
}

/// As a shell reads it as one word.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_=,.:/+@%".contains(c);
    if text.chars().all(plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

fn utc(moment: Timestamp) -> String {
    let seconds = moment.as_micros().div_euclid(1_000_000);
    Timestamp::from_micros(seconds * 1_000_000).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_take_apart_is_quoted() {
        assert_eq!(quoted("area=tank-farm,sn~^A0"), "'area=tank-farm,sn~^A0'");
        assert_eq!(quoted("area=tank-farm"), "area=tank-farm");
        assert_eq!(quoted("it's done; rm -rf"), r"'it'\''s done; rm -rf'");
        assert_eq!(with("mcsctl alarm ack --all", "--comment", Some("  ")), "mcsctl alarm ack --all");
    }

    #[test]
    fn moments_are_in_utc() {
        assert_eq!(utc(Timestamp::from_micros(1_795_226_460_123_456)), "2026-11-21T02:01:00Z");
    }
}
