//! The life of one alarm: what each event does in each state, under each mask.
//!
//! | event | normal | unack-active | acked-active | unack-returned | latched-unack | latched-acked |
//! | --- | --- | --- | --- | --- | --- | --- |
//! | RAISE | unack-active, new | – | – | unack-active, new | unack-active, new | unack-active, new |
//! | RTN | – | unack-returned / latched-unack | normal / latched-acked | – | – | – |
//! | ACK | refuse | acked-active | same | normal | latched-acked | same |
//! | RESET | refuse | refuse | refuse | refuse | refuse | normal |
//! | REALARM | – | – | unack-active | – | – | – |
//! | SHELVE on | same | acked-active | acked-active | normal | latched-acked | same |
//! | SHELVE off | same | announce | unack-active | announce | announce | same |
//! | SUPPRESS on / off | same | same / announce | same | same / announce | same / announce | same |
//! | freeze on | same | same | same | same | same | same |
//! | last freeze off, present | unack-active, new | announce | unack-active | unack-active, new | unack-active, new | unack-active, new |
//! | last freeze off, clear | same | unack-returned / latched-unack | normal / latched-acked | announce | announce | same |
//! | WITHDRAW | same | normal | normal | normal | normal | normal |
//!
//! Of two outcomes the first is for conditions that do not latch. "–" cannot happen and is refused as impossible.
//! Pure: a state and an event go in, the next state and what people are owed come out. Nothing here knows a value, a
//! time or a person.

use serde::{Deserialize, Serialize};

use super::{
    LifeState, Notice, Priority, Refusal,
    mask::{Freeze, Masks},
};

/// What happens to an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The condition became present.
    Raise,
    /// The condition ended.
    Return,
    /// A person acknowledged it.
    Acknowledge,
    /// A person wants its latch ended.
    Reset(ResetCheck),
    /// It became worse, or stood too long, since it was acknowledged.
    Realarm,
    /// A person hides it for a while (true), or that while is over (false).
    Shelve(bool),
    /// Another alarm that explains it came (true) or went (false).
    Suppress(bool),
    /// Its point was inhibited or put out of service.
    FreezeOn(Freeze),
    /// That ended. If it was the last such mask this is said with the first evidence that follows.
    FreezeOff {
        /// Which of the two ended.
        freeze: Freeze,
        /// What the first evidence after the end says; only read when no other freeze remains.
        present: bool,
    },
    /// Its point or its rule is gone.
    Withdraw,
}

/// What a reset depends on besides the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ResetCheck {
    /// The point has no live value.
    pub unknown: bool,
    /// `OVER_RANGE` of the point is not normal, and this is another alarm.
    pub over_range_stands: bool,
    /// It must be said how the sensor was verified, and was not.
    pub unverified: bool,
}

/// What the life of an alarm depends on besides its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nature {
    /// A person must reset it.
    pub latching: bool,
    /// How urgent it is.
    pub priority: Priority,
}

/// Where one alarm stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Life {
    /// Its state.
    pub state: LifeState,
    /// What hides it.
    pub masks: Masks,
    /// It was raised under the suppression that still stands: nobody was told of it, but of its parent.
    pub raised_suppressed: bool,
}

/// What an event led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Where the alarm stands now.
    pub life: Life,
    /// A new occurrence begins; one that was open is superseded.
    pub new: bool,
    /// What people are owed.
    pub notice: Notice,
}

impl Life {
    /// Nothing to see, nothing hidden.
    pub const NORMAL: Self = Self { state: LifeState::Normal, masks: Masks::NONE, raised_suppressed: false };

    /// Applies one event. A refusal changes nothing.
    pub fn apply(self, event: Event, nature: Nature) -> Result<Step, Refusal> {
        match event {
            Event::Raise => self.raise(event),
            Event::Return => self.give_back(event, nature),
            Event::Acknowledge => self.acknowledge(nature),
            Event::Reset(check) => self.reset(check, nature),
            Event::Realarm => self.realarm(event),
            Event::Shelve(true) => self.shelve(event, nature),
            Event::Shelve(false) => self.unshelve(event),
            Event::Suppress(true) => self.mask(event, Masks::SUPPRESSED),
            Event::Suppress(false) => self.unsuppress(event),
            Event::FreezeOn(freeze) => self.mask(event, freeze.into()),
            Event::FreezeOff { freeze, present } => self.thaw(event, freeze.into(), present, nature),
            Event::Withdraw => Ok(match self.state {
                LifeState::Normal => self.stay(),
                LifeState::UnackActive
                | LifeState::AckedActive
                | LifeState::UnackReturned
                | LifeState::LatchedUnack
                | LifeState::LatchedAcked => self.to(LifeState::Normal, Notice::Tell),
            }),
        }
    }

    fn raise(self, event: Event) -> Result<Step, Refusal> {
        if self.masks.frozen() {
            return Err(Refusal::Frozen);
        }
        match self.state {
            LifeState::Normal | LifeState::UnackReturned | LifeState::LatchedUnack | LifeState::LatchedAcked => {
                Ok(self.begin())
            }
            LifeState::UnackActive | LifeState::AckedActive => self.impossible(event),
        }
    }

    fn give_back(self, event: Event, nature: Nature) -> Result<Step, Refusal> {
        if self.masks.frozen() {
            return Err(Refusal::Frozen);
        }
        match (self.state, nature.latching) {
            (LifeState::UnackActive, false) if self.raised_suppressed => Ok(self.to(LifeState::Normal, Notice::Tell)),
            (LifeState::UnackActive, false) => Ok(self.to(LifeState::UnackReturned, Notice::Tell)),
            (LifeState::UnackActive, true) => Ok(self.to(LifeState::LatchedUnack, Notice::Tell)),
            (LifeState::AckedActive, false) => Ok(self.to(LifeState::Normal, Notice::Tell)),
            (LifeState::AckedActive, true) => Ok(self.to(LifeState::LatchedAcked, Notice::Tell)),
            (
                LifeState::Normal | LifeState::UnackReturned | LifeState::LatchedUnack | LifeState::LatchedAcked,
                true | false,
            ) => self.impossible(event),
        }
    }

    fn acknowledge(self, nature: Nature) -> Result<Step, Refusal> {
        match self.acknowledged() {
            _ if self.state == LifeState::Normal => Err(Refusal::Over),
            Some(state) => Ok(self.to(state, tell_if_urgent(nature))),
            None => Ok(self.stay()),
        }
    }

    fn reset(self, check: ResetCheck, nature: Nature) -> Result<Step, Refusal> {
        match self.state {
            LifeState::Normal => Err(Refusal::Over),
            LifeState::UnackActive | LifeState::AckedActive => Err(Refusal::StillPresent),
            LifeState::UnackReturned => Err(Refusal::NotLatched),
            LifeState::LatchedUnack => Err(Refusal::AcknowledgeFirst),
            LifeState::LatchedAcked if self.masks.frozen() => Err(Refusal::Frozen),
            LifeState::LatchedAcked if check.over_range_stands => Err(Refusal::OverRangeStands),
            LifeState::LatchedAcked if check.unknown => Err(Refusal::PointUnknown),
            LifeState::LatchedAcked if check.unverified => Err(Refusal::NotVerified),
            LifeState::LatchedAcked => Ok(self.to(LifeState::Normal, tell_if_urgent(nature))),
        }
    }

    fn realarm(self, event: Event) -> Result<Step, Refusal> {
        match self.state {
            LifeState::AckedActive if self.masks.is_empty() => Ok(self.to(LifeState::UnackActive, Notice::Announce)),
            LifeState::Normal
            | LifeState::UnackActive
            | LifeState::AckedActive
            | LifeState::UnackReturned
            | LifeState::LatchedUnack
            | LifeState::LatchedAcked => self.impossible(event),
        }
    }

    fn shelve(self, event: Event, nature: Nature) -> Result<Step, Refusal> {
        let masked = self.mask(event, Masks::SHELVED)?.life;
        Ok(match masked.acknowledged() {
            Some(state) => masked.to(state, tell_if_urgent(nature)),
            None => masked.stay(),
        })
    }

    fn unshelve(self, event: Event) -> Result<Step, Refusal> {
        let open = self.unmask(event, Masks::SHELVED)?;
        Ok(match open.state {
            _ if open.masks.frozen() => open.stay(),
            LifeState::AckedActive => open.to(LifeState::UnackActive, open.masks.announce()),
            LifeState::UnackActive | LifeState::UnackReturned | LifeState::LatchedUnack => open.announce(),
            LifeState::Normal | LifeState::LatchedAcked => open.stay(),
        })
    }

    fn unsuppress(self, event: Event) -> Result<Step, Refusal> {
        let open = Self { raised_suppressed: false, ..self.unmask(event, Masks::SUPPRESSED)? };
        Ok(if open.state.unacknowledged() { open.announce() } else { open.stay() })
    }

    fn thaw(self, event: Event, mask: Masks, present: bool, nature: Nature) -> Result<Step, Refusal> {
        let open = self.unmask(event, mask)?;
        if open.masks.frozen() {
            return Ok(open.stay());
        }
        Ok(match (open.state, present) {
            (LifeState::UnackActive, true) | (LifeState::UnackReturned | LifeState::LatchedUnack, false) => {
                open.announce()
            }
            (LifeState::AckedActive, true) => open.to(LifeState::UnackActive, open.masks.announce()),
            (
                LifeState::Normal | LifeState::UnackReturned | LifeState::LatchedUnack | LifeState::LatchedAcked,
                true,
            ) => open.begin(),
            (LifeState::UnackActive, false) if nature.latching => {
                open.to(LifeState::LatchedUnack, open.masks.announce())
            }
            (LifeState::UnackActive, false) => open.to(LifeState::UnackReturned, open.masks.announce()),
            (LifeState::AckedActive, false) if nature.latching => open.to(LifeState::LatchedAcked, Notice::Nothing),
            (LifeState::AckedActive, false) => open.to(LifeState::Normal, Notice::Nothing),
            (LifeState::Normal | LifeState::LatchedAcked, false) => open.stay(),
        })
    }

    /// The state after an acknowledgement, where there is something to acknowledge.
    const fn acknowledged(self) -> Option<LifeState> {
        match self.state {
            LifeState::UnackActive => Some(LifeState::AckedActive),
            LifeState::UnackReturned => Some(LifeState::Normal),
            LifeState::LatchedUnack => Some(LifeState::LatchedAcked),
            LifeState::Normal | LifeState::AckedActive | LifeState::LatchedAcked => None,
        }
    }

    fn mask(self, event: Event, mask: Masks) -> Result<Step, Refusal> {
        if self.masks.any(mask) {
            return self.impossible(event);
        }
        Ok(Self { masks: self.masks.with(mask), ..self }.stay())
    }

    fn unmask(self, event: Event, mask: Masks) -> Result<Self, Refusal> {
        if !self.masks.any(mask) {
            return self.impossible(event);
        }
        Ok(Self { masks: self.masks.without(mask), ..self })
    }

    /// A new occurrence.
    const fn begin(self) -> Step {
        let life = Self {
            state: LifeState::UnackActive,
            masks: self.masks,
            raised_suppressed: self.masks.any(Masks::SUPPRESSED),
        };
        Step { life, new: true, notice: self.masks.announce() }
    }

    const fn to(self, state: LifeState, notice: Notice) -> Step {
        let raised_suppressed = self.raised_suppressed && state.active();
        Step { life: Self { state, masks: self.masks, raised_suppressed }, new: false, notice }
    }

    const fn announce(self) -> Step {
        Step { life: self, new: false, notice: self.masks.announce() }
    }

    const fn stay(self) -> Step {
        Step { life: self, new: false, notice: Notice::Nothing }
    }

    const fn impossible<T>(self, event: Event) -> Result<T, Refusal> {
        Err(Refusal::Impossible { state: self.state, event })
    }
}

/// Of an acknowledgement and a reset only urgent alarms are told.
const fn tell_if_urgent(nature: Nature) -> Notice {
    match nature.priority {
        Priority::High | Priority::Critical => Notice::Tell,
        Priority::Low | Priority::Medium => Notice::Nothing,
    }
}
