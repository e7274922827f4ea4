//! The past of the selected point: what the store has, then what is heard live.

use mcs_core::{
    id::SerialNumber,
    live::PointLive,
    reading::{DamagedSpan, Interval, Quality},
    time::{Span, Timestamp},
};

use crate::{action::Action, event::Refusal};

/// How far back a trend can reach.
pub const WINDOWS: [Span; 5] = [Span::mins(10), Span::hours(1), Span::hours(4), Span::hours(8), Span::hours(24)];
/// Intervals asked for, over the whole window: fine enough for every screen.
const INTERVALS: i64 = 240;
/// Samples kept. An hour at one a second is 3600; more than that is not visible.
const MAX_SAMPLES: usize = 4_096;

/// Which part of the past is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// How long it is.
    pub window: Span,
    /// Where it ends; `None`: now, and it moves on.
    pub end: Option<Timestamp>,
}

impl Default for View {
    fn default() -> Self {
        Self { window: WINDOWS[1], end: None }
    }
}

impl View {
    /// The next shorter or longer one, around the same end.
    pub fn zoom(&mut self, closer: bool) {
        let at = WINDOWS.iter().position(|window| *window >= self.window).unwrap_or(WINDOWS.len() - 1);
        self.window = WINDOWS[if closer { at.saturating_sub(1) } else { (at + 1).min(WINDOWS.len() - 1) }];
    }

    /// Half a window further back, or towards now.
    pub fn pan(&mut self, back: bool, now: Timestamp) {
        let half = self.window.half();
        let end = self.end.unwrap_or(now);
        let end = if back { end - half } else { end + half };
        self.end = (end < now).then_some(end);
    }

    /// Length of an interval.
    pub fn every(self) -> Span {
        Span::micros(self.window.as_micros() / INTERVALS)
    }

    /// How people read the length: `10 min`, `4 h`.
    pub fn length(self) -> String {
        let minutes = self.window.as_micros() / 60_000_000;
        if minutes < 60 { format!("{minutes} min") } else { format!("{} h", minutes / 60) }
    }
}

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
    /// Which part of it.
    pub view: View,
    /// Stretches whose readings are stored and cannot be read.
    pub damaged: Vec<DamagedSpan>,
    samples: Vec<Sample>,
    request: u64,
}

impl Trend {
    /// Follows another point or view, or the same anew: forgets what it had and asks for the window before `now`.
    pub fn follow(&mut self, sn: Option<SerialNumber>, view: View, now: Timestamp) -> Option<Action> {
        self.samples.clear();
        self.damaged.clear();
        self.request += 1;
        self.past = if sn.is_some() { Past::Loading } else { Past::Unasked };
        (self.sn, self.view) = (sn, view);
        let sn = self.sn.clone()?;
        let to = self.end(now);
        Some(Action::Trend { sn, request: self.request, from: to - view.window, to, every: view.every() })
    }

    /// Where the view ends.
    pub fn end(&self, now: Timestamp) -> Timestamp {
        self.view.end.unwrap_or(now)
    }

    /// Takes the answer to a request, unless a newer one was made. Whether it was taken.
    pub fn answer(&mut self, request: u64, result: Result<Vec<Interval>, Refusal>, damaged: Vec<DamagedSpan>) -> bool {
        if request != self.request {
            return false;
        }
        match result {
            Ok(intervals) => {
                let live = std::mem::take(&mut self.samples);
                self.samples = intervals.iter().filter_map(sample).collect();
                let end = self.samples.last().map(|newest| newest.time + self.view.every());
                self.samples.extend(live.into_iter().filter(|sample| end.is_none_or(|end| sample.time >= end)));
                self.past = Past::Loaded;
                self.damaged = damaged;
            }
            Err(refusal) => self.past = Past::Failed(refusal),
        }
        true
    }

    /// Appends what is heard live, unless the view ends in the past.
    pub fn hear(&mut self, point: &PointLive, now: Timestamp) {
        if self.view.end.is_some() {
            return;
        }
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
        let old = self.samples.partition_point(|sample| sample.time < now - self.view.window);
        self.samples.drain(..too_many.max(old));
    }

    /// The samples, oldest first.
    pub fn samples(&self) -> &[Sample] {
        &self.samples
    }

    /// Two samples further apart than this have a gap between them.
    pub fn gap(&self, point: &PointLive) -> Span {
        Span::secs(i64::from(point.period_s) * 3).max(self.view.every().times(2))
    }
}

fn sample(interval: &Interval) -> Option<Sample> {
    let mean = interval.mean.filter(|x| x.is_finite())?;
    let or_mean = |x: Option<f64>| x.filter(|x| x.is_finite()).unwrap_or(mean);
    Some(Sample { time: interval.start, min: or_mean(interval.min), max: or_mean(interval.max), mean })
}
