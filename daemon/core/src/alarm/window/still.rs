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

#[cfg(test)]
mod tests {
    use super::*;

    const ENOUGH: Span = Span::hours(6);

    fn at(minute: i64) -> Timestamp {
        Timestamp::EPOCH + Span::mins(minute)
    }

    /// Hears the voltage every ten minutes, from one minute to before another.
    fn rest(still: &mut Option<Stillness>, minutes: std::ops::Range<i64>, voltage: f64) -> Movement {
        let tens = minutes.step_by(10);
        tens.map(|minute| Stillness::take(still, at(minute), voltage, ENOUGH)).last().expect("some")
    }

    /// Moves once an hour until that hour.
    fn live(still: &mut Option<Stillness>, hours: i64) {
        for hour in 0..hours {
            rest(still, hour * 60..hour * 60 + 60, 1000.0 + hour as f64);
        }
    }

    #[test]
    fn one_that_used_to_move_and_rests_for_long_is_stuck_until_it_moves() {
        let mut still = None;
        live(&mut still, 8);
        assert_eq!(rest(&mut still, 480..840, 1.0), Movement::Resting);
        assert_eq!(rest(&mut still, 840..850, 1.0), Movement::Stuck);
        assert_eq!(rest(&mut still, 850..860, 1.1), Movement::Moved);
        assert_eq!(rest(&mut still, 860..1600, 1.1), Movement::Resting, "it rested for hours before");
    }

    #[test]
    fn one_that_was_not_seen_to_move_for_long_enough_only_rests() {
        let mut still = None;
        live(&mut still, 5);
        assert_eq!(rest(&mut still, 300..2000, 1.0), Movement::Resting);
    }

    #[test]
    fn of_a_long_silence_nobody_knows_whether_it_moved() {
        let mut still = None;
        live(&mut still, 8);
        rest(&mut still, 480..600, 1.0);
        assert_eq!(rest(&mut still, 661..671, 1.0), Movement::Resting);
        assert_eq!(rest(&mut still, 671..2000, 1.0), Movement::Resting);
        assert_eq!(rest(&mut still, 3000..3010, 2.0), Movement::Moved);
    }

    #[test]
    fn minus_zero_is_another_voltage_than_zero_and_an_earlier_time_is_now() {
        let mut still = None;
        assert_eq!(Stillness::take(&mut still, at(10), 0.0, ENOUGH), Movement::Resting);
        assert_eq!(Stillness::take(&mut still, at(5), -0.0, ENOUGH), Movement::Moved);
        assert_eq!(still.map(|still| still.since), Some(at(10)));
    }

    #[test]
    fn it_follows_a_step_of_our_clock() {
        let mut still = None;
        live(&mut still, 8);
        rest(&mut still, 480..840, 1.0);
        still.as_mut().expect("it was heard").clock_stepped(Span::hours(-5));
        assert_eq!(rest(&mut still, 540..550, 1.0), Movement::Stuck);
    }
}
