//! What the room hears: one pattern at a time, the most urgent one, until somebody acknowledges or silences it.
//!
//! | what stands, unmasked | rings | every |
//! | --- | --- | --- |
//! | the daemon is lost | 1 | 2 s |
//! | unacknowledged, present or latched: critical | 3 | 2 s |
//! | unacknowledged, present or latched: high, about gas | 2 | 5 s |
//! | unacknowledged, present or latched: high, other | 1 | 15 s |
//! | unacknowledged, returned: critical, high | 1 | 30 s |
//! | unacknowledged, present or latched: medium | 1 | once |
//!
//! While the daemon is lost any alarm may be missed and none is known to stand, so its loss goes before all, as often as a
//! critical alarm; one ring tells it from three. Silence is the daemon's: without it a person at this terminal can hush
//! the loss for a while, and hears the alarms that were known last.

use mcs_core::{
    alarm::{Condition, LifeState, Occurrence, Priority},
    time::{Monotonic, Span},
};

use crate::action::Sound;

/// Rings of one sound and the beginning of the next are at least this far apart, so that each is heard as one.
const APART: Span = Span::secs(1);
/// For how long a person can hush the loss of the daemon.
const HUSH: Span = Span::mins(5);

/// What is heard. The most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pattern {
    /// The daemon is lost.
    Lost,
    /// Critical, unacknowledged.
    Critical,
    /// High, about gas, unacknowledged.
    Gas,
    /// High, of something else, unacknowledged.
    High,
    /// It went away before anybody acknowledged it.
    Returned,
    /// Medium, unacknowledged.
    Medium,
}

impl Pattern {
    /// Every pattern, the most urgent first.
    pub const ALL: [Self; 6] = [Self::Lost, Self::Critical, Self::Gas, Self::High, Self::Returned, Self::Medium];

    /// What an alarm asks for; `gas` says whether its point measures one.
    pub fn of(alarm: &Occurrence, gas: bool) -> Option<Self> {
        if alarm.masked.is_some() || alarm.mask.is_some() {
            return None;
        }
        match (alarm.state, alarm.priority) {
            (LifeState::UnackActive | LifeState::LatchedUnack, Priority::Critical) => Some(Self::Critical),
            (LifeState::UnackActive | LifeState::LatchedUnack, Priority::High) => {
                Some(if gas && about_gas(alarm.condition) { Self::Gas } else { Self::High })
            }
            (LifeState::UnackActive | LifeState::LatchedUnack, Priority::Medium) => Some(Self::Medium),
            (LifeState::UnackReturned, Priority::Critical | Priority::High) => Some(Self::Returned),
            (
                LifeState::UnackActive
                | LifeState::LatchedUnack
                | LifeState::UnackReturned
                | LifeState::AckedActive
                | LifeState::LatchedAcked
                | LifeState::Normal,
                _,
            ) => None,
        }
    }

    const fn rings(self) -> u8 {
        match self {
            Self::Critical => 3,
            Self::Gas => 2,
            Self::Lost | Self::High | Self::Returned | Self::Medium => 1,
        }
    }

    /// `None`: once.
    const fn every(self) -> Option<Span> {
        match self {
            Self::Critical | Self::Lost => Some(Span::secs(2)),
            Self::Gas => Some(Span::secs(5)),
            Self::High => Some(Span::secs(15)),
            Self::Returned => Some(Span::secs(30)),
            Self::Medium => None,
        }
    }

    const fn why(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Lost => "lost",
            Self::Gas => "gas",
            Self::High => "high",
            Self::Returned => "returned",
            Self::Medium => "medium",
        }
    }
}

/// Whether a condition of a gas point says that there is gas, or too little oxygen.
pub const fn about_gas(condition: Condition) -> bool {
    match condition {
        Condition::OverRange
        | Condition::HighHigh
        | Condition::LowLow
        | Condition::High
        | Condition::Low
        | Condition::Zone
        | Condition::Stel
        | Condition::Rate
        | Condition::Twa => true,
        Condition::Fault
        | Condition::UnderRange
        | Condition::Offline
        | Condition::Stuck
        | Condition::Uncalibrated
        | Condition::NoLimit
        | Condition::LowBat
        | Condition::WeakSignal
        | Condition::Clock
        | Condition::System => false,
    }
}

/// A pattern, and whether nothing but drills asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Call {
    /// What is heard.
    pub pattern: Pattern,
    /// It is a test raise; a real alarm of the same urgency comes first.
    pub drill: bool,
}

impl Call {
    /// The daemon is lost.
    pub const LOST: Self = Self { pattern: Pattern::Lost, drill: false };

    /// What an alarm asks for; `gas` says whether its point measures one.
    pub fn of(alarm: &Occurrence, gas: bool) -> Option<Self> {
        Pattern::of(alarm, gas).map(|pattern| Self { pattern, drill: alarm.drill })
    }

    fn sound(self) -> Sound {
        Sound { rings: self.pattern.rings(), why: if self.drill { "drill" } else { self.pattern.why() } }
    }
}

/// What sounds, and when it sounds again.
#[derive(Debug, Clone, Default)]
pub struct Siren {
    call: Option<Call>,
    /// When it rings next; `None`: not again by itself.
    due: Option<Monotonic>,
    last: Option<Monotonic>,
    hushed: Option<Monotonic>,
}

impl Siren {
    /// A person wants to hear it.
    pub const TEST: Sound = Sound { rings: 3, why: "test" };

    /// What stands now is this; `announced` is the most urgent of what has just become so.
    pub fn judge(&mut self, call: Option<Call>, announced: Option<Call>, now: Monotonic) {
        let earliest = self.last.map_or(now, |last| now.max(last + APART));
        let before = self.call.map(|call| call.pattern);
        self.call = call;
        self.due = match call.map(|call| call.pattern) {
            None => None,
            // Of what is less urgent nobody would hear a ring among those of the worse one.
            Some(pattern) if announced.is_some_and(|new| new.pattern <= pattern) => Some(earliest),
            Some(pattern) if before == Some(pattern) => self.due,
            Some(pattern) => match (pattern.every(), self.last, before) {
                (None, _, _) => None,
                (Some(every), Some(last), Some(before)) if before < pattern => Some((last + every).max(earliest)),
                (Some(_), _, _) => Some(earliest),
            },
        };
    }

    /// What is to be heard now. While it is silent nothing is, and what stands when silence ends is heard at once.
    pub fn ring(&mut self, now: Monotonic, silent: bool) -> Option<Sound> {
        let call = self.call?;
        if self.quiet(call, now, silent) {
            if call.pattern.every().is_some() {
                self.due = Some(now);
            }
            return None;
        }
        if self.due.is_none_or(|due| due > now) {
            return None;
        }
        self.last = Some(now);
        self.due = call.pattern.every().map(|every| now + every);
        Some(call.sound())
    }

    /// Until it rings by itself; `None`: it does not.
    pub fn until_next(&self, now: Monotonic, silent: bool) -> Option<Span> {
        let due = self.due?;
        let quiet = self.quiet(self.call?, now, silent);
        (!quiet).then(|| (due - now).max(Span::ZERO))
    }

    /// The daemon's silence is not about its own loss.
    fn quiet(&self, call: Call, now: Monotonic, silent: bool) -> bool {
        if call.pattern == Pattern::Lost { self.hushed(now).is_some() } else { silent }
    }

    /// A person heard that the daemon is lost. Answers whether that is what sounds.
    pub fn hush(&mut self, now: Monotonic) -> bool {
        let lost = self.call == Some(Call::LOST);
        self.hushed = lost.then_some(now + HUSH).or(self.hushed);
        lost
    }

    /// For how long still the loss of the daemon is hushed.
    pub fn hushed(&self, now: Monotonic) -> Option<Span> {
        self.hushed.map(|end| end - now).filter(|left| *left > Span::ZERO)
    }

    /// A person tests the sound; not faster than one after the other.
    pub fn test(&mut self, now: Monotonic) -> Option<Sound> {
        if self.last.is_some_and(|last| now < last + APART) {
            return None;
        }
        self.last = Some(now);
        Some(Self::TEST)
    }

    /// What sounds.
    pub fn call(&self) -> Option<Call> {
        self.call
    }
}
