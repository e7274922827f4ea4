//! The course of a value within a window: by how much the newest lies above the lowest that stood in it.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::{
    id::CalibrationRevision,
    quantity::Steps,
    time::{Span, Timestamp},
};

/// Low points remembered at most: as many as a window of five minutes has readings a second.
const MOST: usize = 300;

/// The newest reading with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Last {
    time: Timestamp,
    value: i64,
    /// Its value stands no longer than this.
    until: Timestamp,
}

/// A value that stood until then, with none lower after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Low {
    until: Timestamp,
    value: i64,
}

/// The course of a value. A fall is the rise of the value with its sign changed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct Course {
    calibration: Option<CalibrationRevision>,
    last: Option<Last>,
    /// The oldest first; each lower than the one after it.
    lows: VecDeque<Low>,
}

impl Course {
    /// Takes in a reading whose value stands for at most `stands`, and says by how much it rose within the last `window`.
    /// With another calibration than before, values cannot be compared: it begins anew.
    pub(crate) fn take(
        &mut self,
        time: Timestamp,
        value: Steps,
        calibration: Option<CalibrationRevision>,
        stands: Span,
        window: Span,
    ) -> Steps {
        if self.calibration != calibration || self.last.is_some_and(|last| time + window < last.time) {
            self.restart();
            self.calibration = calibration;
        }
        let value = value.0;
        let time = self.last.map_or(time, |last| time.max(last.time));
        let before = self.last.replace(Last { time, value, until: time + stands });
        let Some(before) = before else { return Steps(0) };
        self.note(Low { until: before.until.min(time), value: before.value });
        while self.lows.front().is_some_and(|low| low.until <= time - window) {
            self.lows.pop_front();
        }
        match self.lows.front() {
            Some(low) => Steps(value.saturating_sub(low.value)),
            None => slope(before, value, time, window),
        }
    }

    /// Nothing stands any more, until the next reading with a value.
    pub(crate) fn blind(&mut self, time: Timestamp) {
        if let Some(last) = &mut self.last {
            last.until = last.until.min(time.max(last.time));
        }
    }

    /// Forgets what was: it cannot be compared with what comes.
    pub(crate) fn restart(&mut self) {
        self.last = None;
        self.lows.clear();
    }

    /// Follows a step of the server's wall clock.
    pub(crate) fn clock_stepped(&mut self, step: Span) {
        if let Some(last) = &mut self.last {
            last.time = last.time + step;
            last.until = last.until + step;
        }
        for low in &mut self.lows {
            low.until = low.until + step;
        }
    }

    fn note(&mut self, low: Low) {
        while self.lows.back().is_some_and(|other| other.value >= low.value) {
            self.lows.pop_back();
        }
        let full = self.lows.len() == MOST;
        match self.lows.back_mut() {
            // Two become one: the lower value, for as long as either stood. That errs towards the alarm.
            Some(newest) if full => newest.until = low.until,
            Some(_) | None => self.lows.push_back(low),
        }
    }
}

/// None stood: it is as if the value had changed evenly since the last one known.
fn slope(before: Last, value: i64, time: Timestamp, window: Span) -> Steps {
    let gap = (time - before.time).as_micros();
    let rise = value.saturating_sub(before.value) as f64 * window.as_micros() as f64;
    #[expect(clippy::cast_possible_truncation, reason = "a part of a difference of values that fit")]
    let steps = (rise / gap.max(1) as f64).round() as i64;
    Steps(steps)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STANDS: Span = Span::secs(30);
    const WINDOW: Span = Span::secs(60);

    fn at(ms: i64) -> Timestamp {
        Timestamp::EPOCH + Span::hours(24) + Span::millis(ms)
    }

    fn take(course: &mut Course, ms: i64, value: i64) -> i64 {
        course.take(at(ms), Steps(value), None, STANDS, WINDOW).0
    }

    /// The same from all readings, without anything kept.
    fn rise(readings: &[(i64, i64)]) -> i64 {
        let Some(((now, newest), before)) = readings.split_last() else { return 0 };
        let window = now - WINDOW.as_millis();
        let mut lowest = None;
        for (place, (from, value)) in before.iter().enumerate() {
            let until = readings[place + 1].0.min(from + STANDS.as_millis());
            if until > window {
                lowest = Some(lowest.map_or(*value, |lowest: i64| lowest.min(*value)));
            }
        }
        match (lowest, before.last()) {
            (Some(lowest), _) => newest - lowest,
            (None, Some((then, value))) => {
                let (rise, gap) = ((newest - value) * WINDOW.as_millis(), now - then);
                let half = if rise < 0 { -gap / 2 } else { gap / 2 };
                (rise + half) / gap
            }
            (None, None) => 0,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_rise_is_what_it_is_when_everything_is_remembered(
            steps in prop::collection::vec((prop_oneof![6 => 2..20_i64, 1 => 20..200_i64], 0..500_i64), 1..80),
        ) {
            let (mut course, mut heard, mut ms) = (Course::default(), Vec::new(), 0);
            for (seconds, value) in steps {
                ms += seconds * 1000;
                heard.push((ms, value));
                prop_assert_eq!(take(&mut course, ms, value), rise(&heard));
            }
        }
    }

    #[test]
    fn another_calibration_begins_it_anew() {
        let mut course = Course::default();
        let mut with = |ms, value, revision| {
            course.take(at(ms), Steps(value), Some(CalibrationRevision(revision)), STANDS, WINDOW)
        };
        assert_eq!([with(0, 0, 1), with(10_000, 50, 1)], [Steps(0), Steps(50)]);
        assert_eq!([with(20_000, 90, 2), with(30_000, 95, 2)], [Steps(0), Steps(5)]);
    }

    #[test]
    fn a_clock_that_went_back_a_little_stands_still_and_one_that_went_back_far_begins_anew() {
        let mut course = Course::default();
        assert_eq!([take(&mut course, 60_000, 0), take(&mut course, 50_000, 10)], [0, 10]);
        assert_eq!([take(&mut course, -60_000, 90), take(&mut course, -50_000, 95)], [0, 5]);
    }

    #[test]
    fn a_lost_value_stands_no_longer() {
        let mut course = Course::default();
        course.blind(at(0));
        take(&mut course, 0, 0);
        course.blind(at(5_000));
        // It stood until 5 s, which is outside the window; the rise over the gap counts as even.
        assert_eq!(take(&mut course, 70_000, 70), 60);
    }

    #[test]
    fn it_follows_a_step_of_our_clock() {
        let mut course = Course::default();
        course.clock_stepped(Span::hours(1));
        take(&mut course, 0, 0);
        take(&mut course, 10_000, 10);
        course.clock_stepped(Span::hours(1));
        assert_eq!(take(&mut course, 3_620_000, 30), 30);
    }

    #[test]
    fn more_low_points_than_are_remembered_err_towards_the_alarm() {
        let mut course = Course::default();
        let rise = (0..1000).map(|n| take(&mut course, n * 10, n)).last();
        assert_eq!((rise, course.lows.len()), (Some(999), MOST));
        // A minute later the first ones are gone; what became one with them is not.
        let rise = take(&mut course, 65_000, 999);
        assert!(rise >= 999 - 500, "{rise}");
    }
}
