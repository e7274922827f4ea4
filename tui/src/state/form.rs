//! A form over the screen: what a person must say before something is done.

use mcs_core::{
    alarm::{Condition, MaskKind, Occurrence, Priority},
    id::{OccurrenceId, SerialNumber},
    live::PointLive,
    time::Span,
};

use mcs_proto::client::SecondPerson;

use crate::action::Change;

/// Longest text a field takes, in characters.
const MOST: usize = 200;
/// The longest mask the form offers, in minutes; longer ones are an admin's.
const LONGEST_MIN: u32 = 480;

/// One thing to say.
#[derive(Clone, PartialEq, Eq)]
pub struct Field {
    /// What is asked.
    pub label: &'static str,
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
        f.debug_struct("Field").field("label", &self.label).field("text", &text).finish_non_exhaustive()
    }
}

impl Field {
    const fn must(label: &'static str) -> Self {
        Self { label, text: String::new(), optional: false, secret: false }
    }

    const fn may(label: &'static str) -> Self {
        Self { label, text: String::new(), optional: true, secret: false }
    }

    fn minutes(minutes: u32) -> Self {
        Self { text: minutes.to_string(), ..Self::must("minutes") }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Purpose {
    Reset { id: OccurrenceId, over_range: bool },
    Shelve { id: OccurrenceId },
    Inhibit { sn: SerialNumber },
}

/// What is asked before something is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// What would be done.
    pub title: String,
    /// What is asked.
    pub fields: Vec<Field>,
    /// Which field takes the keys.
    pub at: usize,
    /// What is wrong with what was typed, once somebody tried.
    pub complaint: Option<&'static str>,
    purpose: Purpose,
}

impl Form {
    fn new(title: String, fields: Vec<Field>, purpose: Purpose) -> Self {
        Self { title, fields, at: 0, complaint: None, purpose }
    }

    /// Before the latch of an alarm is ended. An over-range sensor may be damaged: somebody must say how it was verified.
    pub fn reset(alarm: &Occurrence) -> Self {
        let over_range = alarm.condition == Condition::OverRange;
        let first = if over_range { Field::must("verified how") } else { Field::may("comment") };
        let title = format!("Reset {} of {}?", alarm.condition, place(alarm));
        Self::new(title, vec![first], Purpose::Reset { id: alarm.id, over_range })
    }

    /// Before an alarm is hidden.
    pub fn shelve(alarm: &Occurrence) -> Self {
        let mut fields = vec![Field::must("reason"), Field::minutes(60)];
        if alarm.priority == Priority::Critical {
            fields.push(Field::must("who watches"));
        }
        let title = format!("Shelve {} of {}? It is acknowledged too", alarm.condition, place(alarm));
        Self::new(title, fields, Purpose::Shelve { id: alarm.id })
    }

    /// Before a point is inhibited. With gas present a second person must confirm it.
    pub fn inhibit(point: &PointLive, gas: bool) -> Self {
        let title = format!("Inhibit {}? No alarm and no vote of it meanwhile", point.sn);
        let mut fields = vec![Field::must("reason"), Field::minutes(60)];
        if gas {
            fields.extend([Field::must("second person"), Field { secret: true, ..Field::must("their password") }]);
        }
        Self::new(title, fields, Purpose::Inhibit { sn: point.sn.clone() })
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
            (self.at, self.complaint) = (lacking, Some("this must be said"));
            return None;
        }
        let said = |label: &str| {
            let field = self.fields.iter().find(|field| field.label == label);
            field.map(|field| field.text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let change = match self.purpose.clone() {
            Purpose::Reset { id, over_range: true } => {
                Change::Reset { id, comment: None, verified: said("verified how") }
            }
            Purpose::Reset { id, over_range: false } => Change::Reset { id, comment: said("comment"), verified: None },
            Purpose::Shelve { id } => Change::Shelve {
                id,
                reason: said("reason").unwrap_or_default(),
                watcher: said("who watches"),
                length: self.length()?,
            },
            Purpose::Inhibit { sn } => {
                let (reason, length) = (said("reason").unwrap_or_default(), self.length()?);
                Change::Inhibit { sn, reason, length, second: self.second_person().ok()? }
            }
        };
        Some(change)
    }

    /// The second person, where one is asked for; a name that is none is complained of.
    fn second_person(&mut self) -> Result<Option<SecondPerson>, ()> {
        let Some(place) = self.fields.iter().position(|field| field.label == "second person") else {
            return Ok(None);
        };
        let password = self.fields.get(place + 1).map(|field| field.text.clone()).unwrap_or_default();
        if let Ok(user) = self.fields[place].text.trim().parse() {
            return Ok(Some(SecondPerson { user, password }));
        }
        (self.at, self.complaint) = (place, Some("this is no user's name"));
        Err(())
    }

    /// The length said in the field for it.
    fn length(&mut self) -> Option<Span> {
        let place = self.fields.iter().position(|field| field.label == "minutes")?;
        if let Ok(minutes @ 1..=LONGEST_MIN) = self.fields[place].text.trim().parse::<u32>() {
            return Some(Span::mins(minutes.into()));
        }
        (self.at, self.complaint) = (place, Some("whole minutes, 1 to 480"));
        None
    }
}

fn place(alarm: &Occurrence) -> String {
    mcs_core::performance::subject(alarm)
}

/// What stands on a point or an alarm can be ended by a person, except a warm-up.
pub fn endable(kind: MaskKind) -> bool {
    match kind {
        MaskKind::Shelved | MaskKind::Inhibited | MaskKind::OutOfService => true,
        MaskKind::WarmUp | MaskKind::Suppressed => false,
    }
}
