//! Who may hide what, and for how long. Nothing is hidden without who, why and until when.
//!
//! | what | who | at most |
//! | --- | --- | --- |
//! | shelve a low or medium alarm | operator | 8 h |
//! | shelve a high alarm | operator | 1 h |
//! | shelve a critical alarm | engineer, who names who watches | 1 h |
//! | inhibit a point | engineer | 8 h |
//! | put a point out of service | engineer, with a work order | 8 h |
//! | any of these for longer | admin | 31 days |
//!
//! Inhibiting a point with gas present, or the last known one of its zone, is confirmed by a second person.

use super::{Condition, Mask, MaskKind, Priority, Source};
use crate::{
    id::{OccurrenceId, SerialNumber},
    site::Role,
    time::{Now, Span},
};

/// The most anybody but an admin may hide anything.
const LONGEST: Span = Span::hours(8);
/// The most anybody but an admin may hide a high or critical alarm.
const URGENT: Span = Span::hours(1);
/// The most an admin may: what must stay away for longer is taken out of the plant.
const EVER: Span = Span::hours(31 * 24);
/// The shortest that makes sense.
const SHORTEST: Span = Span::secs(1);
/// Characters of a text; more is a report and belongs elsewhere.
const MOST_CHARS: usize = 500;

/// How people name an alarm, whether it stands or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AlarmRef {
    /// By the number of its open occurrence.
    Occurrence(OccurrenceId),
    /// By device and condition.
    Point {
        /// The device.
        sn: SerialNumber,
        /// The condition.
        condition: Condition,
    },
    /// An alarm of the system by its cause.
    System(super::SystemCause),
}

/// Why somebody wants to hide something, and for how long.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MaskWish {
    /// Why.
    pub reason: String,
    /// For how long.
    pub span: Span,
    /// Who watches the place meanwhile.
    pub watcher: Option<String>,
    /// The work order of an out-of-service.
    pub work_order: Option<String>,
}

/// Who wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wisher<'a> {
    /// The user's name.
    pub name: &'a str,
    /// What they may do.
    pub role: Role,
    /// The second person who confirmed it, with a password of their own.
    pub confirmed_by: Option<&'a str>,
}

/// What is to be hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// The device.
    pub sn: Option<SerialNumber>,
    /// The point or the cause.
    pub source: Source,
    /// The alarm; `None`: the whole point.
    pub condition: Option<Condition>,
    /// How urgent the alarm is, or would be.
    pub priority: Priority,
    /// Gas is present.
    pub gas: bool,
    /// No other point of its zone is known.
    pub last_known: bool,
}

/// Why it may not be hidden so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MaskRefusal {
    /// The role does not reach.
    #[error("{name} is {}, this needs {}", has.as_str(), needs.as_str())]
    RoleTooLow {
        /// Who asked.
        name: String,
        /// What they are.
        has: Role,
        /// What they would have to be.
        needs: Role,
    },
    /// Longer than this role may.
    #[error("{name} may hide this for at most {}; only an admin may for longer", hours(*most))]
    TooLong {
        /// Who asked.
        name: String,
        /// The most.
        most: Span,
    },
    /// Longer than anybody may.
    #[error("nothing is hidden for more than {}", hours(*most))]
    LongerThanEver {
        /// The most.
        most: Span,
    },
    /// Not even a second.
    #[error("say for how long, at least one second")]
    TooShort,
    /// No reason.
    #[error("say why")]
    NoReason,
    /// A text is too long.
    #[error("the {what} must not have more than {most} characters")]
    TooManyWords {
        /// Which text.
        what: &'static str,
        /// The most.
        most: usize,
    },
    /// Nobody is named who watches.
    #[error("a critical alarm is hidden only while somebody watches: say who")]
    NoWatcher,
    /// No work order.
    #[error("a point goes out of service with a work order: name it")]
    NoWorkOrder,
    /// A second person must confirm it.
    #[error("{}: a second person must confirm it", why.as_str())]
    SecondPerson {
        /// Why.
        why: TwoPeople,
    },
    /// The second person is the first.
    #[error("{name} cannot confirm what {name} asked for")]
    SamePerson {
        /// Who.
        name: String,
    },
}

/// Why two people are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TwoPeople {
    /// Gas is present.
    Gas,
    /// No other point of the zone is known.
    LastKnown,
}

impl TwoPeople {
    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gas => "gas is present",
            Self::LastKnown => "it is the last known point of its zone",
        }
    }
}

impl MaskWish {
    /// Whether this may be hidden so by whoever asks; then the mask that does it.
    pub fn grant(self, kind: MaskKind, hidden: Hidden, by: Wisher<'_>, now: Now) -> Result<Mask, MaskRefusal> {
        let named = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let (watcher, work_order) = (named(self.watcher), named(self.work_order));
        let reason = named(Some(self.reason)).ok_or(MaskRefusal::NoReason)?;
        for (what, text) in
            [("reason", Some(&reason)), ("name of who watches", watcher.as_ref()), ("work order", work_order.as_ref())]
        {
            if text.is_some_and(|text| text.chars().count() > MOST_CHARS) {
                return Err(MaskRefusal::TooManyWords { what, most: MOST_CHARS });
            }
        }
        let (needs, most) = bounds(kind, hidden.priority);
        if by.role < needs {
            return Err(MaskRefusal::RoleTooLow { name: by.name.to_owned(), has: by.role, needs });
        }
        match self.span {
            span if span < SHORTEST => return Err(MaskRefusal::TooShort),
            span if span > EVER => return Err(MaskRefusal::LongerThanEver { most: EVER }),
            span if span > most && by.role < Role::Admin => {
                return Err(MaskRefusal::TooLong { name: by.name.to_owned(), most });
            }
            _ => {}
        }
        if kind == MaskKind::Shelved && hidden.priority == Priority::Critical && watcher.is_none() {
            return Err(MaskRefusal::NoWatcher);
        }
        if kind == MaskKind::OutOfService && work_order.is_none() {
            return Err(MaskRefusal::NoWorkOrder);
        }
        second_person(kind, &hidden, by)?;
        Ok(Mask {
            sn: hidden.sn,
            source: hidden.source,
            condition: hidden.condition,
            kind,
            by: by.name.to_owned(),
            reason,
            watcher,
            work_order,
            confirmed_by: by.confirmed_by.map(str::to_owned),
            since: now.utc,
            until: now.utc + self.span,
        })
    }
}

/// The role it needs, and the most it may last without an admin.
const fn bounds(kind: MaskKind, priority: Priority) -> (Role, Span) {
    match (kind, priority) {
        (MaskKind::Shelved, Priority::Critical) => (Role::Engineer, URGENT),
        (MaskKind::Shelved, Priority::High) => (Role::Operator, URGENT),
        (MaskKind::Shelved, Priority::Low | Priority::Medium) => (Role::Operator, LONGEST),
        (MaskKind::Inhibited | MaskKind::OutOfService | MaskKind::WarmUp | MaskKind::Suppressed, _) => {
            (Role::Engineer, LONGEST)
        }
    }
}

/// A whole point that may be seeing gas, or alone sees its zone, is not taken out by one person.
fn second_person(kind: MaskKind, hidden: &Hidden, by: Wisher<'_>) -> Result<(), MaskRefusal> {
    if by.confirmed_by.is_some_and(|other| other.eq_ignore_ascii_case(by.name)) {
        return Err(MaskRefusal::SamePerson { name: by.name.to_owned() });
    }
    let why = match (hidden.gas, hidden.last_known) {
        (true, _) => TwoPeople::Gas,
        (false, true) => TwoPeople::LastKnown,
        (false, false) => return Ok(()),
    };
    if kind == MaskKind::Shelved || by.confirmed_by.is_some() { Ok(()) } else { Err(MaskRefusal::SecondPerson { why }) }
}

fn hours(span: Span) -> String {
    format!("{} h", span.as_millis() / 3_600_000)
}
