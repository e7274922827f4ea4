//! A mask that stands: its record, when it ends by itself, and when people are reminded of that.

use serde::{Deserialize, Serialize};

use super::{
    Deadline, Mask, MaskChange, MaskStep, Notice, Occurrence, TransitionKind,
    desk::{Desk, Moment},
};
use crate::time::{Monotonic, Now, Span};

/// So long before a mask ends people are reminded; of a shorter one they are not.
const REMIND: Span = Span::mins(10);

/// One mask, in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Standing {
    pub(super) mask: Mask,
    ends: Deadline,
    /// `None`: done, or not owed.
    remind: Option<Deadline>,
}

/// What a mask needs now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Nothing,
    Reminder,
    End,
}

impl Standing {
    /// Puts a mask in force.
    pub(super) fn new(mask: Mask, now: Now) -> Self {
        let length = mask.until - mask.since;
        let remind = (length > REMIND).then(|| Deadline::after(mask.since, length - REMIND, now));
        Self { ends: Deadline::after(mask.since, length, now), remind, mask }
    }

    /// What is due. A reminder is said once.
    pub(super) fn take_need(&mut self, now: Monotonic) -> Need {
        if self.ends.reached(now) {
            return Need::End;
        }
        match self.remind.take_if(|remind| remind.reached(now)) {
            Some(_) => Need::Reminder,
            None => Need::Nothing,
        }
    }

    /// When [`Standing::take_need`] has something to say.
    pub(super) fn next_due(&self) -> Monotonic {
        self.remind.map_or(self.ends.mono(), |remind| remind.mono().min(self.ends.mono()))
    }

    /// Continues after a restart. One whose start lies in the future was put on under a clock that was wrong: nobody
    /// knows how long it has stood, and it ends now.
    pub(super) fn resume(&mut self, now: Now) {
        if self.mask.since > now.utc {
            self.ends = Deadline::after(now.utc, Span::ZERO, now);
            self.remind = None;
        } else {
            self.ends = self.ends.resume(now);
            self.remind = self.remind.map(|remind| remind.resume(now));
        }
    }

    /// Follows a step of the server's wall clock.
    pub(super) fn clock_stepped(&mut self, step: Span) {
        self.mask.since = self.mask.since + step;
        self.mask.until = self.mask.until + step;
        self.ends = self.ends.shifted(step);
        self.remind = self.remind.map(|remind| remind.shifted(step));
    }
}

/// Notes that a mask ended that kept no evidence.
pub(super) fn ended(mask: Mask, with: &Moment<'_>, desk: &mut Desk<'_>) {
    let step = MaskStep::Off { at: with.measured, by: with.by.cloned(), seen: Vec::new() };
    desk.out.masks.push(MaskChange { mask, step });
}

/// Reminds of a mask that ends soon, those who were told of what it hides.
pub(super) fn remind(hidden: Option<&Occurrence>, mask: Mask, desk: &mut Desk<'_>) {
    if let Some(hidden) = hidden {
        let (now, words) = (desk.now.utc, mask.words());
        let with = Moment { comment: Some(&words), ..Moment::found(now, now) };
        desk.record(hidden, TransitionKind::MaskReminder, Notice::Tell, &with);
    }
    desk.out.masks.push(MaskChange { mask, step: MaskStep::Reminded });
    desk.out.state_changed = true;
}
