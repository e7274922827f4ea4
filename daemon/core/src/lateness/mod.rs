//! Live or late: whether a reading tells how things are now, or how they were.
//!
//! `lag` is the time of receipt minus the device's time, `skew` the device's clock error.
//!
//! 1. Without a usable time a reading is live at its time of receipt, flagged.
//! 2. With `lag − skew` within the offline limit it is live.
//! 3. Otherwise it is late, unless the clock is slow: a backlog catches up, a slow clock does not. The second of two
//!    old readings in a row whose times advance no faster than they arrive is live, and the skew restarts at their lag.
//! 4. A live reading older than the last one judged only fills averages.
//!
//! In doubt a reading is live: a wrong clock must not blind a detector. So what contradicts itself (an old time, a
//! number that went back) is believed for one reading only; a second one that comes at the pace of live readings is live.
//! The first is never held back: it is stored as late at once, and its acknowledgement waits for nothing.

mod skew;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use self::skew::Skew;
use crate::{
    observation::{Anomaly, Sample},
    reading::Flags,
    time::{Monotonic, Span, Timestamp},
};

/// A device's time further ahead of ours than this says nothing.
pub const MAX_AHEAD: Span = Span::mins(10);

/// Device time and time of receipt further apart than this are flagged.
const FAR: Span = Span::mins(10);

/// Packet numbers further apart than this do not belong to one run of the counter: a device buffers 1000 readings.
const SAME_RUN: i16 = 1024;

/// The device's time, if it can be used: set since 2020 and not more than [`MAX_AHEAD`] ahead of the time of receipt.
pub fn usable_time(ts: Option<Timestamp>, received: Timestamp) -> Option<Timestamp> {
    ts.filter(|&ts| ts >= Timestamp::EARLIEST_PLAUSIBLE && ts - received <= MAX_AHEAD)
}

/// Where a sample stood in its frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The only one.
    Alone,
    /// In an array of several, followed by others.
    Within,
    /// The last of an array of several: the newest.
    Last,
}

impl Place {
    /// The place of number `index` of `count` samples that came in one frame.
    pub const fn of(index: usize, count: usize) -> Self {
        if count <= 1 {
            Self::Alone
        } else if index + 1 < count {
            Self::Within
        } else {
            Self::Last
        }
    }
}

/// What a reading may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// It tells how things are: judged.
    Live,
    /// Live, but older than the last one judged: only fills averages.
    OutOfOrder,
    /// Back-fill: never changes a live state.
    Late,
}

/// What was found about one reading's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// What it may do.
    pub timing: Timing,
    /// The time it is judged at: the device's time corrected by its skew, never after receipt.
    pub time: Timestamp,
    /// What to remember of it: `LATE`, `OUT_OF_ORDER`, `NO_TIME`, `BAD_TIME`, `FAR_TIME`, `SKEW_RESTART`.
    pub flags: Flags,
}

/// What one device's clock and counter have shown so far. Serialised, it survives a restart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lateness {
    offline_after: Span,
    period: Span,
    skew: Skew,
    last: Option<Mark>,
    /// Its monotonic time means nothing after a restart.
    #[serde(skip)]
    suspect: Option<Suspect>,
}

/// The last reading judged.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Mark {
    ts: Option<Timestamp>,
    seq: Option<u16>,
}

/// A reading that was not judged because it looked old, and that the next one may put right.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Suspect {
    mark: Mark,
    arrived: Monotonic,
    /// Its lag, if its time was old.
    old: Option<Span>,
}

impl Lateness {
    /// Of a device not heard of yet. `offline_after` is the time without a live reading after which it is offline.
    pub fn new(offline_after: Span, period: Span) -> Self {
        Self { offline_after, period, skew: Skew::default(), last: None, suspect: None }
    }

    /// Takes over changed settings.
    pub fn set(&mut self, offline_after: Span, period: Span) {
        self.offline_after = offline_after;
        self.period = period;
    }

    /// The device's clock error; positive when its clock is slow.
    pub fn skew(&self) -> Span {
        self.skew.get()
    }

    /// Follows a step of our own clock (positive: forward). Without it every device would look wrong.
    pub fn clock_stepped(&mut self, by: Span) {
        self.skew.shift(by);
    }

    /// Decides about one reading. Duplicates must not come here; conflicts must.
    pub fn judge(&mut self, sample: &Sample, place: Place, received: Timestamp, arrived: Monotonic) -> Verdict {
        self.skew.age(received);
        let ts = usable_time(sample.ts, received);
        let mark = Mark { ts, seq: sample.seq };
        let lag = ts.map(|ts| received - ts);
        let old = lag.filter(|&lag| lag - self.skew.get() > self.offline_after);
        let suspect = Suspect { mark, arrived, old };
        let first = self.suspect.filter(|first| place != Place::Within && self.is_live_pace(first, &suspect));

        let mut flags = time_flags(sample, lag);
        let timing = match (old, first) {
            (Some(lag), Some(Suspect { old: Some(first_lag), .. })) => {
                self.skew.restart(received, lag.min(first_lag));
                flags = flags.with(Flags::SKEW_RESTART);
                Timing::Live
            }
            (Some(_), _) => Timing::Late,
            (None, None) if self.is_older(mark) => Timing::OutOfOrder,
            (None, _) => Timing::Live,
        };
        // What others follow in the same array was measured before it was sent: its lag is more than latency.
        let tells_skew = place != Place::Within && timing != Timing::Late;
        if let Some(lag) = lag.filter(|&lag| tells_skew || lag < self.skew.get()) {
            self.skew.note(received, lag);
        }
        match (timing, place) {
            (Timing::Live, _) => {
                self.last = Some(mark);
                self.suspect = None;
            }
            (Timing::Late | Timing::OutOfOrder, Place::Alone | Place::Last) => self.suspect(suspect),
            (Timing::Late | Timing::OutOfOrder, Place::Within) => {}
        }
        let time = ts.map_or(received, |ts| (ts + self.skew.get()).min(received));
        let flags = match timing {
            Timing::Live => flags,
            Timing::OutOfOrder => flags.with(Flags::OUT_OF_ORDER),
            Timing::Late => flags.with(Flags::LATE),
        };
        Verdict { timing, time, flags }
    }

    /// Whether two readings in a row came as live ones do: their device time advanced no faster than they arrived.
    ///
    /// Half a period more is allowed; where the device reports more often than it should, half of its own spacing. After
    /// two periods without the second one, only a clock that keeps our pace will do: a backlog interrupted for a while
    /// advances too, but by less than it was interrupted. A clock that stands still is told from several readings of
    /// one moment by half a period in which it did not move.
    fn is_live_pace(&self, first: &Suspect, second: &Suspect) -> bool {
        let gap = second.arrived - first.arrived;
        let advance = self.advance(first.mark, second.mark);
        if advance == Span::ZERO {
            return gap >= self.period.half();
        }
        let allowed = self.period.min(advance).half();
        let slack = self.period.half().max(Span::micros(gap.as_micros() / 8));
        advance > Span::ZERO && advance <= gap + allowed && (gap <= self.period.times(2) || gap - advance <= slack)
    }

    /// How far the device moved on from one reading to another, by its time, else by its packet number.
    fn advance(&self, from: Mark, to: Mark) -> Span {
        match (from, to) {
            (Mark { ts: Some(from), .. }, Mark { ts: Some(to), .. }) => to - from,
            (Mark { seq: Some(from), .. }, Mark { seq: Some(to), .. }) => self.period.times(ahead(to, from).into()),
            (Mark { .. }, Mark { .. }) => Span::ZERO,
        }
    }

    /// Remembers a reading that the next one may put right. Of several of one moment the first one counts.
    fn suspect(&mut self, suspect: Suspect) {
        let same_moment = |first: &Suspect| self.advance(first.mark, suspect.mark) == Span::ZERO;
        self.suspect = self.suspect.filter(same_moment).or(Some(suspect));
    }

    /// Whether a reading is older than the last one judged. The packet number decides as long as it stays within one
    /// run of the counter and a later time does not show that the device began to count anew; otherwise the time does.
    fn is_older(&self, mark: Mark) -> bool {
        let Some(last) = self.last else { return false };
        let by_time = mark.ts.zip(last.ts).map(|(ts, last)| ts.cmp(&last));
        match mark.seq.zip(last.seq).map(|(seq, last)| ahead(seq, last)) {
            Some(1..=SAME_RUN) => false,
            Some(steps) if (-SAME_RUN..0).contains(&steps) => by_time != Some(Ordering::Greater),
            Some(_) | None => by_time == Some(Ordering::Less),
        }
    }
}

/// How far one packet number is ahead of another, wrapping.
fn ahead(seq: u16, of: u16) -> i16 {
    seq.wrapping_sub(of).cast_signed()
}

fn time_flags(sample: &Sample, usable_lag: Option<Span>) -> Flags {
    match usable_lag {
        Some(lag) if lag.abs() > FAR => Flags::FAR_TIME,
        Some(_) => Flags::default(),
        None if sample.ts.is_some() || sample.anomalies.contains(&Anomaly::UnusableTime) => Flags::BAD_TIME,
        None => Flags::NO_TIME,
    }
}
