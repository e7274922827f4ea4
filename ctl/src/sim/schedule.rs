//! When a device reports, and when it is cut off.

use std::str::FromStr;

use mcs_core::{id::SerialNumber, time::Span};

use super::{duration::positive, error::PlanError};
use crate::time::parse_span;

/// The reports of one device: a period, an offset so that a plant does not report all at once, and an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Schedule {
    phase: Span,
    period: Span,
    ends: Option<Span>,
    count: Option<u64>,
}

impl Schedule {
    /// The schedule of device `index` of `devices`, which report evenly spread over a period. It ends after a time, after a
    /// number of reports, whichever comes first, or never.
    pub(crate) fn new(index: u32, devices: u32, period: Span, ends: Option<Span>, count: Option<u64>) -> Self {
        let phase = Span::micros(period.as_micros() * i64::from(index) / i64::from(devices.max(1)));
        Self { phase, period, ends, count }
    }

    /// The period at which this many devices together report this often a second.
    pub(crate) fn period_for_rate(devices: u32, per_second: f64) -> Span {
        #[expect(clippy::cast_possible_truncation, reason = "the rate is checked to be a sensible number")]
        Span::micros(((f64::from(devices) * 1e6 / per_second).round() as i64).max(1))
    }

    /// When report `n` (from 0) is due, from the start of the run; `None` after the last one.
    pub(crate) fn due(&self, n: u64) -> Option<Span> {
        let due = self.phase + self.period.times(i64::try_from(n).unwrap_or(i64::MAX));
        let over = self.count.is_some_and(|count| n >= count) || self.ends.is_some_and(|ends| due >= ends);
        (!over).then_some(due)
    }

    /// How many reports it holds, if it ends.
    pub(crate) fn total(&self) -> Option<u64> {
        let in_time = self.ends.map(|ends| {
            let room = (ends - self.phase).as_micros();
            if room <= 0 { 0 } else { u64::try_from((room - 1) / self.period.as_micros() + 1).unwrap_or(u64::MAX) }
        });
        match (in_time, self.count) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }
}

/// A device without network for a while, as given on the command line: `A002@10s+30s`. It goes on measuring and sends what it
/// kept, oldest first, when the network is back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutageOf {
    /// The device.
    pub(crate) sn: SerialNumber,
    /// When it is cut off and for how long.
    pub(crate) outage: Outage,
}

/// A time without network, from the start of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outage {
    /// When it begins.
    pub(crate) from: Span,
    /// When it is over.
    pub(crate) until: Span,
}

impl Outage {
    /// Whether the network is gone at this time.
    pub(crate) fn covers(&self, elapsed: Span) -> bool {
        (self.from..self.until).contains(&elapsed)
    }
}

impl FromStr for OutageOf {
    type Err = PlanError;

    fn from_str(text: &str) -> Result<Self, PlanError> {
        let refused = || PlanError::Scenario { what: "backfill", given: text.to_owned(), example: "A002@10s+30s" };
        let (sn, when) = text.split_once('@').ok_or_else(refused)?;
        let (from, length) = when.split_once('+').ok_or_else(refused)?;
        let from = parse_span(from).map_err(|_| refused())?;
        let until = from + positive(length).map_err(|_| refused())?;
        Ok(Self { sn: SerialNumber::new(sn).map_err(|_| refused())?, outage: Outage { from, until } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plant_reports_evenly_spread_over_its_period() {
        let first = |index| Schedule::new(index, 4, Span::secs(10), None, None).due(0);
        assert_eq!((0..4).map(first).collect::<Vec<_>>(), [0, 2_500, 5_000, 7_500].map(|ms| Some(Span::millis(ms))));
    }

    #[test]
    fn a_schedule_ends_by_time_or_by_count_and_knows_how_many_that_are() {
        for (index, ends, count) in
            [(0, Some(30), None), (3, Some(30), None), (1, None, Some(7)), (2, Some(30), Some(2)), (3, Some(1), None)]
        {
            let schedule = Schedule::new(index, 4, Span::secs(10), ends.map(Span::secs), count);
            let counted = (0..100).take_while(|n| schedule.due(*n).is_some()).count();
            assert_eq!(schedule.total(), u64::try_from(counted).ok(), "{schedule:?}");
        }
        assert_eq!(Schedule::new(0, 1, Span::secs(1), None, None).total(), None);
    }

    #[test]
    fn a_rate_is_shared_by_all_devices() {
        assert_eq!(Schedule::period_for_rate(50, 1000.0), Span::millis(50));
        assert_eq!(Schedule::period_for_rate(1, 0.1), Span::secs(10));
    }

    #[test]
    fn an_outage_is_written_as_device_time_and_length() {
        let given: OutageOf = "A002@10s+30s".parse().expect("well written");
        assert_eq!(given.outage, Outage { from: Span::secs(10), until: Span::secs(40) });
        assert!(given.outage.covers(Span::secs(10)) && !given.outage.covers(Span::secs(40)));
        for text in ["A002", "A002@10s", "A002@10s+", "A002@10s+0s", "@10s+1s"] {
            assert!(text.parse::<OutageOf>().is_err(), "{text:?} was taken");
        }
    }
}
