//! Exposure: the mean over a quarter of an hour, or over a shift.
//!
//! ```text
//!      ┌──────┬──────┬──────┬── … ──┬──────┬──────┐
//!      │ mean │ mean │  ?   │       │ mean │ open │      bins on the clock; `?`: less than half of it is known
//!      └──────┴──────┴──────┴── … ──┴──────┴──────┘
//!      └────────────── window ─────────────┘▲
//!                                           └ judged here, if the bin that ends is known
//! ```
//!
//! Readings are taken in as they come, live or late. One that is older than the newest corrects what was assumed of the
//! time in which it was taken, so that a backlog ends in the same means as if it had come in time.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::bins::{Bin, Bins, Total};
use crate::{
    quantity::Steps,
    time::{Span, Timestamp},
};

/// Which mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Exposure {
    /// Fifteen minutes, in bins of half a minute.
    Stel,
    /// Eight hours, in bins of ten minutes.
    Twa,
}

impl Exposure {
    const fn bin(self) -> Span {
        match self {
            Self::Stel => Span::secs(30),
            Self::Twa => Span::mins(10),
        }
    }

    const fn count(self) -> usize {
        match self {
            Self::Stel => 30,
            Self::Twa => 48,
        }
    }

    /// With so many known bins their mean speaks for all; with fewer, what is unknown counts as nothing.
    const fn enough(self) -> usize {
        match self {
            Self::Stel => 23,
            Self::Twa => 36,
        }
    }
}

/// The mean at the end of a bin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mean {
    /// When the bin ended.
    pub(crate) end: Timestamp,
    pub(crate) value: Steps,
    /// Enough of the window is known to say that it is low.
    pub(crate) enough: bool,
}

/// The newest reading: its value stands until the next one, at most until then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    time: Timestamp,
    value: Option<i64>,
    until: Timestamp,
    /// It came as it was measured, and tells how things are.
    live: bool,
}

/// Time between two readings in which a third may turn out to have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Between {
    /// The newest known of that time; noted in the bins.
    mark: Mark,
    end: Timestamp,
}

/// What the bins that ended since the last judgement amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Ended {
    /// The first that reached the limit.
    pub(crate) over: Option<Mean>,
    /// The newest that is known.
    pub(crate) last: Option<Mean>,
}

/// One mean of a point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Kept", into = "Kept")]
pub(crate) struct Average {
    exposure: Exposure,
    bins: Bins,
    last: Option<Mark>,
    /// Between the last two readings, if the value of the first stood all the while.
    step: Option<Between>,
    /// The last time in which none did.
    gap: Option<Between>,
    ended: Ended,
    /// At the end of the newest known bin.
    newest: Option<Mean>,
    /// The window of the open bin, but for that bin; worked out when it is asked for.
    closed: Option<Total>,
}

impl Average {
    pub(crate) fn new(exposure: Exposure) -> Self {
        Self {
            exposure,
            bins: Bins::new(exposure.bin(), exposure.count()),
            last: None,
            step: None,
            gap: None,
            ended: Ended::default(),
            newest: None,
            closed: None,
        }
    }

    /// Takes in a reading, live or late, whose value stands for at most `stands`; `None`: nothing is known from then on.
    /// `limit`: a bin that ends and reaches it is remembered.
    pub(crate) fn take(&mut self, time: Timestamp, value: Option<Steps>, live: bool, stands: Span, limit: Steps) {
        let value = value.map(|value| value.0);
        let mark = Mark { time, value, until: time + stands, live };
        if let Some(last) = self.last {
            if time < last.time {
                self.correct(mark);
                return;
            }
            let known = Mark { until: last.until.min(time), ..last };
            self.note(known, limit);
            let between = Some(Between { mark: known, end: time });
            if known.until < time {
                (self.step, self.gap) = (None, between);
            } else {
                self.step = between;
            }
        }
        self.pass(self.bins.of(time), limit);
        self.last = Some(mark);
    }

    /// From now on nothing is known, until the next reading.
    pub(crate) fn blind(&mut self, time: Timestamp) {
        if let Some(last) = &mut self.last {
            last.until = last.until.min(time.max(last.time));
        }
    }

    /// What ended since this was asked last.
    pub(crate) fn ended(&mut self) -> Ended {
        std::mem::take(&mut self.ended)
    }

    /// The mean at the end of the newest known bin.
    pub(crate) const fn newest(&self) -> Option<Mean> {
        self.newest
    }

    /// The next end of a bin at which the limit is reached if nothing is heard until then. A backlog says nothing of what
    /// comes after it.
    pub(crate) fn will_reach(&mut self, limit: Steps) -> Option<Mean> {
        let last = self.last.filter(|last| last.live)?;
        let stands = last.value.map(|value| (value, last.time, last.until));
        let mut bin = self.bins.newest();
        let first = bin - self.window() + 1;
        let mut closed = *self.closed.get_or_insert_with(|| self.bins.total(first, bin));
        loop {
            let mean = self.bins.mean_with(bin, stands);
            let total = closed.with(mean);
            let end = self.bins.end(bin);
            let reached = mean.map(|_| self.mean(total, end)).filter(|mean| mean.value >= limit);
            if reached.is_some() {
                return reached;
            }
            if end >= last.until || last.value.is_none() {
                return None;
            }
            bin += 1;
            closed = total.without(self.bins.mean(bin - self.window()));
        }
    }

    /// Follows a step of the server's wall clock. What was assumed of the time before can no longer be corrected.
    pub(crate) fn clock_stepped(&mut self, step: Span) {
        self.bins.shift(step);
        (self.step, self.gap) = (None, None);
        self.closed = None;
        if let Some(last) = &mut self.last {
            last.time = last.time + step;
            last.until = last.until + step;
        }
        for mean in [&mut self.ended.over, &mut self.ended.last, &mut self.newest].into_iter().flatten() {
            mean.end = mean.end + step;
        }
    }

    /// A reading from before the newest one: until then, and not longer than it stands, its value was the one.
    fn correct(&mut self, mark: Mark) {
        let held = |between: &&mut Between| (between.mark.time..between.end).contains(&mark.time);
        let Some(between) = [&mut self.step, &mut self.gap].into_iter().flatten().find(held) else { return };
        let before = between.mark;
        let mark = Mark { until: mark.until.min(between.end), ..mark };
        between.mark = mark;
        if let Some(value) = before.value.filter(|_| mark.time < before.until) {
            self.bins.take_back(value, mark.time, before.until);
        }
        if let Some(value) = mark.value {
            self.bins.add(value, mark.time, mark.until);
        }
        self.closed = None;
    }

    /// Notes how long a value stood, and what it makes of the bins that ended meanwhile.
    fn note(&mut self, mark: Mark, limit: Steps) {
        let Some(value) = mark.value else { return };
        let mut from = mark.time;
        while from < mark.until {
            self.pass(self.bins.of(from), limit);
            let until = self.bins.end(self.bins.newest()).min(mark.until);
            self.bins.add(value, from, until);
            // Only whole bins follow a step of the clock, so the last reading may lie in one that is over.
            if self.bins.of(from) < self.bins.newest() {
                self.closed = None;
            }
            from = until;
        }
    }

    /// Begins the bins up to this one. The one that ends with it is judged; those between are unknown.
    fn pass(&mut self, bin: i64, limit: Steps) {
        let ended = self.bins.newest();
        if bin <= ended {
            return;
        }
        if self.bins.mean(ended).is_some() {
            let mean = self.mean(self.bins.total(ended - self.window() + 1, ended + 1), self.bins.end(ended));
            self.ended.over = self.ended.over.or(Some(mean).filter(|mean| mean.value >= limit));
            self.ended.last = Some(mean);
            self.newest = Some(mean);
        }
        self.bins.begin(bin);
        self.closed = None;
    }

    fn window(&self) -> i64 {
        i64::try_from(self.exposure.count()).unwrap_or(0)
    }

    fn mean(&self, total: Total, end: Timestamp) -> Mean {
        let enough = total.known >= self.exposure.enough();
        let over = if enough { total.known } else { self.exposure.count() };
        #[expect(clippy::cast_possible_truncation, reason = "a mean of values that fit")]
        let value = Steps((total.sum / over as f64).round() as i64);
        Mean { end, value, enough }
    }
}

/// What is kept of it.
#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    exposure: Exposure,
    newest: i64,
    bins: Vec<(u16, Bin)>,
    last: Option<Mark>,
    step: Option<Between>,
    gap: Option<Between>,
    ended: Ended,
    mean: Option<Mean>,
}

impl From<Average> for Kept {
    fn from(average: Average) -> Self {
        let Average { exposure, bins, last, step, gap, ended, newest: mean, closed: _ } = average;
        Self { exposure, newest: bins.newest(), bins: bins.kept(), last, step, gap, ended, mean }
    }
}

impl From<Kept> for Average {
    fn from(kept: Kept) -> Self {
        let Kept { exposure, newest, bins, last, step, gap, ended, mean } = kept;
        let mut average = Self { last, step, gap, ended, newest: mean, ..Self::new(exposure) };
        average.bins.restore(newest, bins);
        average
    }
}
