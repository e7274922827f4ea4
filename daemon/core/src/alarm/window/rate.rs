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
        if self.lows.len() < MOST {
            self.lows.push_back(low);
        } else if let Some(newest) = self.lows.back_mut() {
            // Two become one: the lower value, for as long as either stood. That errs towards the alarm.
            newest.until = low.until;
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
