//! Whether a voltage moves. Every living sensor has some noise; one that had and has none any more is stuck.

use serde::{Deserialize, Serialize};

use crate::time::{Span, Timestamp};

/// Within this time a living sensor moves at least once. Of a longer time without readings nobody knows whether it did.
const MOVES_WITHIN: Span = Span::hours(1);
/// It must have been seen to live for so long.
const HABIT: Span = Span::hours(6);

/// What a voltage did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Movement {
    /// It is not what it was before, or was not known before.
    Moved,
    /// It is the same to the last digit as it was before, not yet for long enough, or it never used to move.
    Resting,
    /// It used to move every hour, and has not moved for too long.
    Stuck,
}

/// How long the voltage of a point has been what it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stillness {
    voltage: f64,
    since: Timestamp,
    heard: Timestamp,
    /// From then until `since` it moved every hour.
    moved_from: Timestamp,
}

impl Stillness {
    /// Takes in a reading; `before` is what was known.
    pub(crate) fn take(before: &mut Option<Self>, time: Timestamp, voltage: f64, enough: Span) -> Movement {
        let begun = Self { voltage, since: time, heard: time, moved_from: time };
        let known = before.get_or_insert(begun);
        let time = time.max(known.heard);
        if time - known.heard > MOVES_WITHIN {
            let same = known.voltage.to_bits() == voltage.to_bits();
            *known = Self { since: time, heard: time, moved_from: time, ..begun };
            return if same { Movement::Resting } else { Movement::Moved };
        }
        known.heard = time;
        if known.voltage.to_bits() == voltage.to_bits() {
            let habit = known.since - known.moved_from >= HABIT;
            let stuck = habit && time - known.since >= enough;
            return if stuck { Movement::Stuck } else { Movement::Resting };
        }
        if time - known.since > MOVES_WITHIN {
            known.moved_from = time;
        }
        (known.voltage, known.since) = (voltage, time);
        Movement::Moved
    }

    /// Follows a step of the server's wall clock.
    pub(crate) fn clock_stepped(&mut self, step: Span) {
        for time in [&mut self.since, &mut self.heard, &mut self.moved_from] {
            *time = *time + step;
        }
    }
}
