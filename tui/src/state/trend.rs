//! The last hour of the selected point: what the store has, then what is heard live.

use mcs_core::{
    id::SerialNumber,
    live::PointLive,
    reading::{Interval, Quality},
    time::{Span, Timestamp},
};

use crate::{action::Action, event::Refusal};

/// How far back the trend reaches.
pub const WINDOW: Span = Span::hours(1);
/// Length of an interval asked for: fine enough for every screen.
const EVERY: Span = Span::secs(15);
/// Samples kept. An hour at one a second is 3600; more than that is not visible.
const MAX_SAMPLES: usize = 4_096;

/// One column of the trend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// When.
    pub time: Timestamp,
    /// Smallest value.
    pub min: f64,
    /// Largest value.
    pub max: f64,
    /// Mean value.
    pub mean: f64,
}

/// How the past of the point stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Past {
    /// Nothing was asked for.
    #[default]
    Unasked,
    /// Asked for, not yet here.
    Loading,
    /// Here.
    Loaded,
    /// It cannot be had, and why.
    Failed(Refusal),
}

/// The trend.
#[derive(Debug, Clone, Default)]
pub struct Trend {
    /// Whose.
    pub sn: Option<SerialNumber>,
    /// How its past stands.
    pub past: Past,
    samples: Vec<Sample>,
    request: u64,
}

impl Trend {
    /// Follows another point, or the same one anew: forgets what it had and asks for the hour before `now`.
    pub fn follow(&mut self, sn: Option<SerialNumber>, now: Timestamp) -> Option<Action> {
        self.samples.clear();
        self.request += 1;
        self.past = if sn.is_some() { Past::Loading } else { Past::Unasked };
        self.sn = sn;
        let sn = self.sn.clone()?;
        Some(Action::Trend { sn, request: self.request, from: now - WINDOW, to: now, every: EVERY })
    }

    /// Takes the answer to a request, unless a newer one was made.
    pub fn answer(&mut self, request: u64, result: Result<Vec<Interval>, Refusal>) {
        if request != self.request {
            return;
        }
        match result {
            Ok(intervals) => {
                let live = std::mem::take(&mut self.samples);
                self.samples = intervals.iter().filter_map(sample).collect();
                let end = self.samples.last().map(|newest| newest.time + EVERY);
                self.samples.extend(live.into_iter().filter(|sample| end.is_none_or(|end| sample.time >= end)));
                self.past = Past::Loaded;
            }
            Err(refusal) => self.past = Past::Failed(refusal),
        }
    }

    /// Appends what is heard live.
    pub fn hear(&mut self, point: &PointLive, now: Timestamp) {
        let believed = match point.quality {
            Some(Quality::Good | Quality::Uncompensated | Quality::OutOfRange | Quality::Doubtful) => true,
            Some(Quality::Fault | Quality::Uncalibrated) | None => false,
        };
        if let (Some(time), Some(value), true) = (point.time, point.value, believed)
            && value.is_finite()
            && self.samples.last().is_none_or(|newest| time > newest.time)
        {
            self.samples.push(Sample { time, min: value, max: value, mean: value });
        }
        let too_many = self.samples.len().saturating_sub(MAX_SAMPLES);
        let old = self.samples.partition_point(|sample| sample.time < now - WINDOW);
        self.samples.drain(..too_many.max(old));
    }

    /// The samples, oldest first.
    pub fn samples(&self) -> &[Sample] {
        &self.samples
    }

    /// Two samples further apart than this have a gap between them.
    pub fn gap(point: &PointLive) -> Span {
        Span::secs(i64::from(point.period_s) * 3).max(EVERY.times(2))
    }
}

fn sample(interval: &Interval) -> Option<Sample> {
    let mean = interval.mean.filter(|x| x.is_finite())?;
    let or_mean = |x: Option<f64>| x.filter(|x| x.is_finite()).unwrap_or(mean);
    Some(Sample { time: interval.start, min: or_mean(interval.min), max: or_mean(interval.max), mean })
}
