//! A form over the screen: what a person must say before something is done.

use mcs_core::{
    alarm::{Condition, MaskKind, Occurrence, Priority},
    id::{OccurrenceId, SerialNumber},
    live::PointLive,
    time::Span,
};

use mcs_proto::client::SecondPerson;

use crate::{action::Change, say, words::Words};

/// Longest text a field takes, in characters.
const MOST: usize = 200;
/// The longest mask the form offers, in minutes; longer ones are an admin's.
const LONGEST_MIN: u32 = 480;

/// What a field asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Why it is done.
    Reason,
    /// For how many minutes.
    Minutes,
    /// What there is to say.
    Comment,
    /// How the sensor was verified.
    Verified,
    /// Who watches the place meanwhile.
    Watcher,
    /// Who confirms it.
    SecondPerson,
    /// The password of who confirms it.
    Password,
}

impl Asked {
    /// In words.
    pub fn label(self, words: Words) -> String {
        match self {
            Self::Reason => say!(words, "field-reason"),
            Self::Minutes => say!(words, "field-minutes"),
            Self::Comment => say!(words, "field-comment"),
            Self::Verified => say!(words, "field-verified"),
            Self::Watcher => say!(words, "field-watcher"),
            Self::SecondPerson => say!(words, "field-second"),
            Self::Password => say!(words, "field-password"),
        }
    }
}

/// What is wrong with what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Complaint {
    /// Nothing was said where something must be.
    Empty,
    /// It is no user's name.
    NoName,
    /// It is no number of minutes in the bounds.
    NoMinutes,
}

impl Complaint {
    /// In words.
    pub fn text(self, words: Words) -> String {
        match self {
            Self::Empty => say!(words, "wrong-empty"),
            Self::NoName => say!(words, "wrong-name"),
            Self::NoMinutes => say!(words, "wrong-minutes"),
        }
    }
}

/// One thing to say.
#[derive(Clone, PartialEq, Eq)]
pub struct Field {
    /// What is asked.
    pub asked: Asked,
    /// What was typed so far.
    pub text: String,
    /// Whether it may stay empty.
    pub optional: bool,
    /// What is typed is not shown.
    pub secret: bool,
}

impl std::fmt::Debug for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = if self.secret { "(hidden)" } else { &self.text };
        f.debug_struct("Field").field("asked", &self.asked).field("text", &text).finish_non_exhaustive()
    }
}

impl Field {
    const fn must(asked: Asked) -> Self {
        Self { asked, text: String::new(), optional: false, secret: false }
    }

    const fn may(asked: Asked) -> Self {
        Self { asked, text: String::new(), optional: true, secret: false }
    }

    fn minutes(minutes: u32) -> Self {
        Self { text: minutes.to_string(), ..Self::must(Asked::Minutes) }
    }
}

/// What is done when everything was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Purpose {
    Reset { id: OccurrenceId, over_range: bool, what: What },
    Shelve { id: OccurrenceId, what: What },
    Inhibit { sn: SerialNumber },
}

/// An alarm as it is named in the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct What {
    condition: Condition,
    whose: String,
}

impl What {
    fn of(alarm: &Occurrence) -> Self {
        Self { condition: alarm.condition, whose: mcs_core::performance::subject(alarm) }
    }
}

/// What is asked before something is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// What is asked.
    pub fields: Vec<Field>,
    /// Which field takes the keys.
    pub at: usize,
    /// What is wrong with what was typed, once somebody tried.
    pub complaint: Option<Complaint>,
    pub(super) purpose: Purpose,
}

impl Form {
    fn new(fields: Vec<Field>, purpose: Purpose) -> Self {
        Self { fields, at: 0, complaint: None, purpose }
    }

    /// Before the latch of an alarm is ended. An over-range sensor may be damaged: somebody must say how it was verified.
    pub fn reset(alarm: &Occurrence) -> Self {
        let over_range = alarm.condition == Condition::OverRange;
        let first = if over_range { Field::must(Asked::Verified) } else { Field::may(Asked::Comment) };
        Self::new(vec![first], Purpose::Reset { id: alarm.id, over_range, what: What::of(alarm) })
    }

    /// Before an alarm is hidden.
    pub fn shelve(alarm: &Occurrence) -> Self {
        let mut fields = vec![Field::must(Asked::Reason), Field::minutes(60)];
        if alarm.priority == Priority::Critical {
            fields.push(Field::must(Asked::Watcher));
        }
        Self::new(fields, Purpose::Shelve { id: alarm.id, what: What::of(alarm) })
    }

    /// Before a point is inhibited. With gas present a second person must confirm it.
    pub fn inhibit(point: &PointLive, gas: bool) -> Self {
        let mut fields = vec![Field::must(Asked::Reason), Field::minutes(60)];
        if gas {
            fields.extend([Field::must(Asked::SecondPerson), Field { secret: true, ..Field::must(Asked::Password) }]);
        }
        Self::new(fields, Purpose::Inhibit { sn: point.sn.clone() })
    }

    /// What would be done, in words.
    pub fn title(&self, words: Words) -> String {
        match &self.purpose {
            Purpose::Reset { what, .. } => {
                say!(words, "ask-reset", what = what.condition.as_str(), whose = what.whose.as_str())
            }
            Purpose::Shelve { what, .. } => {
                say!(words, "ask-shelve", what = what.condition.as_str(), whose = what.whose.as_str())
            }
            Purpose::Inhibit { sn } => say!(words, "ask-inhibit", sn = sn.as_str()),
        }
    }

    /// Takes typed or pasted text into the field at hand; line breaks and control characters are left out.
    pub fn insert(&mut self, text: &str) {
        self.complaint = None;
        let Some(field) = self.fields.get_mut(self.at) else { return };
        let room = MOST.saturating_sub(field.text.chars().count());
        field.text.extend(text.chars().filter(|c| !c.is_control()).take(room));
    }

    /// Changes the field at hand.
    pub fn edit(&mut self, change: impl FnOnce(&mut String)) {
        self.complaint = None;
        if let Some(field) = self.fields.get_mut(self.at) {
            change(&mut field.text);
        }
    }

    /// Goes to another field.
    pub fn turn(&mut self, forward: bool) {
        let count = self.fields.len();
        self.at = (self.at + if forward { 1 } else { count - 1 }) % count;
    }

    /// What is to be done, if everything was said; else the first field that lacks something takes the keys.
    pub fn confirm(&mut self) -> Option<Change> {
        let lacking = self.fields.iter().position(|field| !field.optional && field.text.trim().is_empty());
        if let Some(lacking) = lacking {
            (self.at, self.complaint) = (lacking, Some(Complaint::Empty));
            return None;
        }
        let said = |asked: Asked| {
            let field = self.fields.iter().find(|field| field.asked == asked);
            field.map(|field| field.text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let change = match self.purpose.clone() {
            Purpose::Reset { id, over_range: true, .. } => {
                Change::Reset { id, comment: None, verified: said(Asked::Verified) }
            }
            Purpose::Reset { id, over_range: false, .. } => {
                Change::Reset { id, comment: said(Asked::Comment), verified: None }
            }
            Purpose::Shelve { id, .. } => Change::Shelve {
                id,
                reason: said(Asked::Reason).unwrap_or_default(),
                watcher: said(Asked::Watcher),
                length: self.length()?,
            },
            Purpose::Inhibit { sn } => {
                let (reason, length) = (said(Asked::Reason).unwrap_or_default(), self.length()?);
                Change::Inhibit { sn, reason, length, second: self.second_person().ok()? }
            }
        };
        Some(change)
    }

    /// The second person, where one is asked for; a name that is none is complained of.
    fn second_person(&mut self) -> Result<Option<SecondPerson>, ()> {
        let Some(place) = self.fields.iter().position(|field| field.asked == Asked::SecondPerson) else {
            return Ok(None);
        };
        let password = self.fields.get(place + 1).map(|field| field.text.clone()).unwrap_or_default();
        if let Ok(user) = self.fields[place].text.trim().parse() {
            return Ok(Some(SecondPerson { user, password }));
        }
        (self.at, self.complaint) = (place, Some(Complaint::NoName));
        Err(())
    }

    /// The length said in the field for it.
    fn length(&mut self) -> Option<Span> {
        let place = self.fields.iter().position(|field| field.asked == Asked::Minutes)?;
        if let Ok(minutes @ 1..=LONGEST_MIN) = self.fields[place].text.trim().parse::<u32>() {
            return Some(Span::mins(minutes.into()));
        }
        (self.at, self.complaint) = (place, Some(Complaint::NoMinutes));
        None
    }
}

/// What stands on a point or an alarm can be ended by a person, except a warm-up.
pub fn endable(kind: MaskKind) -> bool {
    match kind {
        MaskKind::Shelved | MaskKind::Inhibited | MaskKind::OutOfService => true,
        MaskKind::WarmUp | MaskKind::Suppressed => false,
    }
}
