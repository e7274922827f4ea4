//! Which points and alarms a person wants to see, in the grammar of `mcsctl device list -l`.
//!
//! A filter never hides an alarm on the wall: there what does not match is dimmed. Elsewhere what it hides is counted.

use mcs_core::{
    alarm::Occurrence,
    live::PointLive,
    select::{Key, Selectable, Selector, SelectorError},
};

use super::{State, plant::Plant, screen::Screen};
use crate::{say, words::Words};

/// Longest filter, in characters.
const MOST: usize = 200;

/// What is shown; everything, if nothing was asked for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    text: String,
    selector: Option<Selector>,
}

impl Filter {
    /// Reads what was typed. Nothing but spaces shows everything.
    pub fn read(text: &str) -> Result<Self, SelectorError> {
        let text = text.trim();
        let selector = if text.is_empty() { None } else { Some(text.parse()?) };
        Ok(Self { text: text.to_owned(), selector })
    }

    /// As it was typed; empty where everything is shown.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether something may be hidden.
    pub fn is_on(&self) -> bool {
        self.selector.is_some()
    }

    /// Whether a point matches.
    pub fn point(&self, point: &PointLive) -> bool {
        self.selector.as_ref().is_none_or(|selector| selector.matches(point))
    }

    /// Whether an alarm matches: by its point where it has one.
    pub fn alarm(&self, plant: &Plant, alarm: &Occurrence) -> bool {
        let Some(selector) = &self.selector else { return true };
        match alarm.sn.as_ref().and_then(|sn| plant.point(sn)) {
            Some(point) => selector.matches(point),
            None => selector.matches(&Pointless(alarm)),
        }
    }
}

/// An alarm of a zone, of the system, or of a point that is gone.
struct Pointless<'a>(&'a Occurrence);

impl Selectable for Pointless<'_> {
    fn field(&self, key: Key) -> &str {
        match key {
            Key::Sn => self.0.sn.as_ref().map_or("", |sn| sn.as_str()),
            Key::Zone => self.0.zone.as_ref().map_or("", |zone| zone.as_str()),
            Key::Name | Key::Type | Key::Unit | Key::Area | Key::Status => "",
        }
    }
}

/// The line in which a filter is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// What was typed so far.
    pub text: String,
}

impl Line {
    /// Takes typed or pasted text; line breaks and control characters are left out.
    pub fn insert(&mut self, text: &str) {
        let room = MOST.saturating_sub(self.text.chars().count());
        self.text.extend(text.chars().filter(|c| !c.is_control()).take(room));
    }
}

/// What is wrong with a filter, in words.
pub fn complaint(error: &SelectorError, words: Words) -> String {
    match error {
        SelectorError::NoTest { term } => say!(words, "filter-no-test", term = term.as_str()),
        SelectorError::NoField { field } => say!(words, "filter-no-field", field = field.as_str()),
    }
}

/// What a filter hides from the list of alarms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hidden {
    /// So many alarms.
    pub all: usize,
    /// So many of them wait to be acknowledged.
    pub unacked: usize,
}

impl State {
    /// The alarms on the list of the screen *alarms*.
    pub fn listed(&self) -> Vec<&Occurrence> {
        self.plant.alarm_list().iter().filter(|alarm| self.filter.alarm(&self.plant, alarm)).collect()
    }

    /// What the filter hides from it.
    pub fn hidden(&self) -> Hidden {
        if !self.filter.is_on() {
            return Hidden::default();
        }
        let hidden = self.plant.alarm_list().iter().filter(|alarm| !self.filter.alarm(&self.plant, alarm));
        hidden.fold(Hidden::default(), |hidden, alarm| Hidden {
            all: hidden.all + 1,
            unacked: hidden.unacked + usize::from(alarm.masked.is_none() && alarm.state.unacknowledged()),
        })
    }

    /// Whether a point stands back on the map because the filter asks for others. One with an alarm never does.
    pub fn stands_back(&self, point: &PointLive) -> bool {
        self.filter.is_on() && !self.filter.point(point) && self.plant.alarms_of(&point.sn).next().is_none()
    }

    /// Puts a filter in force. On the table the first point that is left is selected if the one before is not.
    pub(super) fn put_filter(&mut self, filter: Filter) {
        self.filter = filter;
        self.devices.outdated = true;
        self.order_devices();
        if self.screens.shown() == Screen::Devices && self.chosen_sn().is_none() {
            self.choose_device(0);
        }
    }
}
