//! Reads settings into steps and notes every complaint.

use super::{
    LimitError,
    window::{self, Looking},
};
use crate::{
    device::PointSettings,
    quantity::{Range, Resolution, Steps},
};

/// Most seconds of on-delay for gas.
const GAS_ON_DELAY_MAX_S: u16 = 30;
/// Most seconds without a reading before a gas point is offline.
const GAS_OFFLINE_MAX_S: u16 = 100;
/// Missed reports before a point may be offline.
const OFFLINE_PERIODS: u32 = 3;
/// `LOW_BAT` ends this many percent above its limit, which must be reachable.
pub(super) const BAT_HYSTERESIS: u8 = 5;

/// Settings as whole steps.
pub(super) struct Checked {
    pub(super) range: Option<(Steps, Steps)>,
    pub(super) high: Option<Steps>,
    pub(super) high_high: Option<Steps>,
    pub(super) low: Option<Steps>,
    pub(super) low_low: Option<Steps>,
    pub(super) deadband: Option<Steps>,
    pub(super) looking: Looking,
}

/// Checks everything that would make the settings meaningless. What regulations recommend is not its business.
/// What cannot be used is complained of and left out.
pub(super) fn check(settings: &PointSettings) -> (Checked, Vec<LimitError>) {
    let mut book = Book { resolution: settings.resolution, complaints: Vec::new() };
    let limits = &settings.rules.limits;
    let range = settings.range.and_then(|range| book.range(range));
    let checked = Checked {
        range,
        high: book.steps("high", limits.high),
        high_high: book.steps("high_high", limits.high_high),
        low: book.steps("low", limits.low),
        low_low: book.steps("low_low", limits.low_low),
        deadband: book.steps("deadband", settings.rules.deadband),
        looking: window::check(settings, range, &mut book),
    };
    if let Some(given) = settings.rules.deadband.filter(|d| *d < 0.0) {
        book.complain(LimitError::NegativeDeadband { given });
    }
    let named =
        [("high", limits.high), ("high_high", limits.high_high), ("low", limits.low), ("low_low", limits.low_low)];
    if let Some(range) = settings.range.filter(|_| checked.range.is_some()) {
        for (name, given) in named {
            if let Some(given) = given.filter(|g| g.is_finite() && (*g < range.start || *g > range.end)) {
                book.complain(LimitError::OutsideRange { name, given, range });
            }
        }
    }
    book.order(("high_high", limits.high_high), ("high", limits.high));
    book.order(("low", limits.low), ("low_low", limits.low_low));
    for upper in [named[0], named[1]] {
        for lower in [named[2], named[3]] {
            book.order(upper, lower);
        }
    }
    timing(settings, &mut book);
    electrical(settings, &mut book);
    (checked, book.complaints)
}

fn timing(settings: &PointSettings, book: &mut Book) {
    let gas = settings.sensor.is_gas();
    if settings.period_s == 0 {
        book.complain(LimitError::Seconds { name: "period", given: 0, least: 1, most: u16::MAX });
    }
    let least = OFFLINE_PERIODS * u32::from(settings.period_s);
    let offline_after = u16::try_from(settings.offline_after().as_millis() / 1000).unwrap_or(u16::MAX);
    if u32::from(offline_after) < least {
        book.complain(LimitError::OfflineTooEarly { given: offline_after, least });
    }
    let mut most = |name, given, least, most| {
        if gas && given > most {
            book.complain(LimitError::Seconds { name, given, least, most });
        }
    };
    most("offline_after", offline_after, 1, GAS_OFFLINE_MAX_S);
    most("on_delay", settings.rules.on_delay_s.unwrap_or(0), 0, GAS_ON_DELAY_MAX_S);
}

fn electrical(settings: &PointSettings, book: &mut Book) {
    let most = 100 - BAT_HYSTERESIS;
    let given = settings.rules.bat_limit();
    if given > most {
        book.complain(LimitError::BatteryLimit { given, most });
    }
    for (name, rail) in [("v_min", settings.v_min), ("v_max", settings.v_max)] {
        if rail.is_some_and(|v| !v.is_finite()) {
            book.complain(LimitError::NotFinite { name });
        }
    }
    if let (Some(v_min), Some(v_max)) = (settings.v_min, settings.v_max)
        && v_min >= v_max
    {
        book.complain(LimitError::Rails { v_min, v_max });
    }
}

pub(super) struct Book {
    resolution: Resolution,
    complaints: Vec<LimitError>,
}

impl Book {
    pub(super) fn complain(&mut self, complaint: LimitError) {
        self.complaints.push(complaint);
    }

    pub(super) fn steps(&mut self, name: &'static str, given: Option<f64>) -> Option<Steps> {
        let given = given?;
        if !given.is_finite() {
            self.complain(LimitError::NotFinite { name });
            return None;
        }
        let steps = self.resolution.exact(given);
        if steps.is_none() {
            self.complain(LimitError::NotMultiple { name, given, resolution: self.resolution });
        }
        steps
    }

    fn range(&mut self, range: Range) -> Option<(Steps, Steps)> {
        let start = self.steps("start of range", Some(range.start));
        let end = self.steps("end of range", Some(range.end));
        let (start, end) = (start?, end?);
        if start >= end {
            self.complain(LimitError::RangeOrder { start: range.start, end: range.end });
            return None;
        }
        Some((start, end))
    }

    fn order(&mut self, upper: (&'static str, Option<f64>), lower: (&'static str, Option<f64>)) {
        if let (Some(upper_given), Some(lower_given)) = (upper.1, lower.1)
            && upper_given <= lower_given
        {
            self.complain(LimitError::Order { upper: upper.0, upper_given, lower: lower.0, lower_given });
        }
    }
}
