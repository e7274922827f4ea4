//! Bins of equal length on the clock, the newest last: how much time of each is known, and the mean of the values in it.

use serde::{Deserialize, Serialize};

use crate::time::{Span, Timestamp};

/// Beyond this a value counts as this, in steps: nothing measurable is so large, and so the sums fit.
const MOST: i64 = 1_000_000_000_000;

/// Before any bin there is.
const NEVER: i64 = -(1 << 40);

/// One bin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Bin {
    /// Steps times milliseconds.
    sum: i64,
    /// Milliseconds that are known.
    known_ms: u32,
}

impl Bin {
    fn add(&mut self, value: i64, ms: i64) {
        self.sum = self.sum.saturating_add(value.clamp(-MOST, MOST).saturating_mul(ms));
        self.known_ms = self.known_ms.saturating_add_signed(i32::try_from(ms).unwrap_or(i32::MAX));
    }

    /// The mean of the time that is known; `None` if that is less than half.
    fn mean(self, length_ms: i64) -> Option<f64> {
        (i64::from(self.known_ms) * 2 >= length_ms).then(|| self.sum as f64 / f64::from(self.known_ms))
    }
}

/// The newest bins of a point.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bins {
    length_ms: i64,
    /// A ring: bin `n` lies at `n` modulo its length.
    ring: Box<[Bin]>,
    /// The newest bin, counted from 1970.
    newest: i64,
}

/// Means of several bins.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Total {
    pub(super) sum: f64,
    /// Bins that are known.
    pub(super) known: usize,
}

impl Total {
    /// With one bin more.
    pub(super) fn with(self, mean: Option<f64>) -> Self {
        mean.map_or(self, |mean| Self { sum: self.sum + mean, known: self.known + 1 })
    }

    /// With one bin less.
    pub(super) fn without(self, mean: Option<f64>) -> Self {
        mean.map_or(self, |mean| Self { sum: self.sum - mean, known: self.known.saturating_sub(1) })
    }
}

impl Bins {
    /// Room for `count` bins that are over and the one that is not, all unknown.
    pub(super) fn new(length: Span, count: usize) -> Self {
        Self { length_ms: length.as_millis(), ring: vec![Bin::default(); count + 1].into_boxed_slice(), newest: NEVER }
    }

    /// The bin in which this instant lies.
    pub(super) fn of(&self, time: Timestamp) -> i64 {
        ms(time).div_euclid(self.length_ms)
    }

    /// Where a bin ends and the next begins.
    pub(super) fn end(&self, bin: i64) -> Timestamp {
        Timestamp::EPOCH + Span::millis((bin + 1) * self.length_ms)
    }

    /// The newest bin.
    pub(super) const fn newest(&self) -> i64 {
        self.newest
    }

    /// Begins the bins up to this one.
    pub(super) fn begin(&mut self, bin: i64) {
        let fresh = usize::try_from(bin.saturating_sub(self.newest)).unwrap_or(0).min(self.ring.len());
        for back in 0..fresh {
            let place = self.place(bin - i64::try_from(back).unwrap_or(0));
            self.ring[place] = Bin::default();
        }
        self.newest = self.newest.max(bin);
    }

    /// Notes that a value stood from one instant to another, within the bins that have begun. What lies before the oldest
    /// is forgotten.
    pub(super) fn add(&mut self, value: i64, from: Timestamp, to: Timestamp) {
        self.each(from, to, |bin, ms| bin.add(value, ms));
    }

    /// Takes that back.
    pub(super) fn take_back(&mut self, value: i64, from: Timestamp, to: Timestamp) {
        self.each(from, to, |bin, ms| bin.add(value, -ms));
    }

    fn each(&mut self, from: Timestamp, to: Timestamp, mut each: impl FnMut(&mut Bin, i64)) {
        let mut from = ms(from).max(self.oldest() * self.length_ms);
        let to = ms(to).min((self.newest + 1) * self.length_ms);
        while from < to {
            let bin = from.div_euclid(self.length_ms);
            let until = to.min((bin + 1) * self.length_ms);
            let place = self.place(bin);
            each(&mut self.ring[place], until - from);
            from = until;
        }
    }

    /// The mean of a bin, if it is known.
    pub(super) fn mean(&self, bin: i64) -> Option<f64> {
        self.mean_with(bin, None)
    }

    /// The same if this value stands from one instant to another.
    pub(super) fn mean_with(&self, bin: i64, stands: Option<(i64, Timestamp, Timestamp)>) -> Option<f64> {
        let held = (self.oldest()..=self.newest).contains(&bin);
        let mut copy = if held { self.ring[self.place(bin)] } else { Bin::default() };
        if let Some((value, from, to)) = stands {
            let (start, end) = (bin * self.length_ms, (bin + 1) * self.length_ms);
            copy.add(value, (ms(to).min(end) - ms(from).max(start)).max(0));
        }
        copy.mean(self.length_ms)
    }

    /// The bins from `first` to before `end`, together.
    pub(super) fn total(&self, first: i64, end: i64) -> Total {
        (first..end).fold(Total::default(), |total, bin| total.with(self.mean(bin)))
    }

    /// Follows a step of the server's wall clock, as far as whole bins can.
    pub(super) fn shift(&mut self, step: Span) {
        let step = step.as_millis();
        let bins = (step + self.length_ms / 2).div_euclid(self.length_ms);
        let turned = usize::try_from(bins.rem_euclid(self.slots())).unwrap_or(0);
        self.ring.rotate_right(turned);
        self.newest = self.newest.saturating_add(bins);
    }

    /// Those of which something is known, by how many bins they are older than the newest.
    pub(super) fn kept(&self) -> Vec<(u16, Bin)> {
        let back = |back: u16| (back, self.ring[self.place(self.newest - i64::from(back))]);
        (0..u16::try_from(self.ring.len()).unwrap_or(0)).map(back).filter(|(_, bin)| *bin != Bin::default()).collect()
    }

    /// Puts them back.
    pub(super) fn restore(&mut self, newest: i64, kept: Vec<(u16, Bin)>) {
        self.newest = newest;
        for (back, bin) in kept {
            let place = self.place(newest - i64::from(back));
            self.ring[place] = bin;
        }
    }

    fn oldest(&self) -> i64 {
        self.newest - self.slots() + 1
    }

    fn slots(&self) -> i64 {
        i64::try_from(self.ring.len()).unwrap_or(1)
    }

    fn place(&self, bin: i64) -> usize {
        usize::try_from(bin.rem_euclid(self.slots())).unwrap_or(0)
    }
}

const fn ms(time: Timestamp) -> i64 {
    time.as_micros().div_euclid(1000)
}
