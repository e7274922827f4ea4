//! Whether a point is heard. Of this only whether there was a value is kept over a restart: silence counts from the moment
//! we listen.

use super::judged::Judged;
use crate::{
    alarm::PointRules,
    quantity::Steps,
    time::{Monotonic, Now, Span, Timestamp},
};

/// A value stands for so many periods, and a backlog has stopped after so many without a reading.
const STALE_PERIODS: i64 = 3;
/// After a will a point is offline after so many periods.
const WILL_PERIODS: i64 = 2;

/// When a point was heard last, and what that means for the future.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    /// When we began to listen.
    listening: Monotonic,
    /// The last live reading of this run.
    heard: Option<Monotonic>,
    /// When the value that stands becomes stale.
    pub(super) stale_at: Option<Monotonic>,
    /// When a backlog counts as stopped.
    pub(super) backlog_until: Option<Monotonic>,
    /// When silence becomes `OFFLINE`.
    pub(super) silent_at: Option<Monotonic>,
    /// When silence after a will becomes `OFFLINE`.
    pub(super) will_at: Option<Monotonic>,
    /// The way to us broke since the point was heard: a will may be the broker's doing.
    broken: bool,
    /// The newest live reading had a value.
    pub(super) has_value: bool,
    /// The newest value, be it old.
    pub(super) value: Option<Steps>,
    /// The corrected time of the last live reading, of this run or the one before.
    pub(super) time: Option<Timestamp>,
}

impl Link {
    /// Begins to listen.
    pub(super) const fn new(now: Now, time: Option<Timestamp>) -> Self {
        Self {
            listening: now.mono,
            heard: None,
            stale_at: None,
            backlog_until: None,
            silent_at: None,
            will_at: None,
            broken: false,
            has_value: false,
            value: None,
            time,
        }
    }

    /// Takes in a live reading; answers whether it ends a gap. One heard before we listened, told again after a
    /// restart, is no sign that the point is there now.
    pub(super) fn hear(&mut self, rules: &PointRules, reading: &Judged, now: Monotonic) -> bool {
        if now < self.listening {
            self.has_value = reading.value.is_some();
            self.value = reading.value.or(self.value);
            return false;
        }
        let gap = !self.fresh(now);
        self.heard = Some(now);
        self.stale_at = Some(now + rules.period.times(STALE_PERIODS));
        self.silent_at = Some(now + rules.offline_after);
        self.will_at = None;
        self.broken = false;
        self.has_value = reading.value.is_some();
        self.value = reading.value.or(self.value);
        gap
    }

    /// Takes in a reading of a backlog. It is no sign of how things are, but the device is there.
    pub(super) fn hear_late(&mut self, rules: &PointRules, now: Monotonic) {
        let now = now.max(self.listening);
        self.backlog_until = Some(now + rules.period.times(STALE_PERIODS));
    }

    /// A will: with no reading for two periods, counted from the last one, the point is offline. One that comes after the
    /// way to us broke waited for us, and the point has its two periods from now.
    pub(super) fn will(&mut self, rules: &PointRules, now: Monotonic) {
        let since = self.heard.filter(|_| !self.broken).unwrap_or(now);
        self.will_at = Some((since + rules.period.times(WILL_PERIODS)).max(now));
    }

    /// The way to us broke. A broker that goes down says the will of every point: what was just said says nothing of this.
    pub(super) const fn break_off(&mut self) {
        self.will_at = None;
        self.broken = true;
    }

    /// Silence counts from now.
    pub(super) fn listen(&mut self, rules: &PointRules, now: Monotonic) {
        self.listening = now;
        self.heard = None;
        self.await_reading(rules);
    }

    /// Sets when silence is `OFFLINE`, by the rules as they are.
    pub(super) fn await_reading(&mut self, rules: &PointRules) {
        self.silent_at = Some(self.heard.unwrap_or(self.listening) + rules.offline_after);
    }

    /// Waits for nothing any more: the point is offline, or retired.
    pub(super) const fn rest(&mut self) {
        self.silent_at = None;
        self.will_at = None;
    }

    /// Whether the value that stands is not older than three periods.
    pub(super) fn fresh(&self, now: Monotonic) -> bool {
        self.stale_at.is_some_and(|stale| now < stale)
    }

    /// Whether a backlog is arriving.
    pub(super) fn catching_up(&self, now: Monotonic) -> bool {
        self.backlog_until.is_some_and(|until| now < until)
    }

    /// When silence becomes `OFFLINE`, and whether after a will.
    pub(super) fn offline_at(&self) -> Option<(Monotonic, bool)> {
        match (self.silent_at, self.will_at) {
            (Some(silent), Some(will)) => Some(if will < silent { (will, true) } else { (silent, false) }),
            (Some(silent), None) => Some((silent, false)),
            (None, _) => None,
        }
    }

    /// How long the silence at `at` has lasted.
    pub(super) fn silence(&self, at: Monotonic) -> Span {
        at - self.heard.unwrap_or(self.listening)
    }
}
