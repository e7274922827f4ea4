//! The rules of conditions that look back: a rise within a window, and the means of exposure.

use super::{
    Draft, LevelRule, LimitError,
    check::Book,
    level::{Direction::Rising, Level},
};
use crate::{
    alarm::{Condition, Priority, judge::Delays},
    device::{PointSettings, Rate},
    quantity::{Steps, Unit},
    sensor::SensorClass,
    time::Span,
};

/// Shortest and longest window of `RATE`, s.
const RATE_WINDOW_S: (u16, u16) = (1, 300);
/// Shortest and longest warm-up, s.
const WARM_UP_S: (u16, u16) = (5, 3000);
/// Warm-up unless somebody says otherwise, s.
const WARM_UP_DEFAULT_S: u16 = 30;
/// A sensor may rest at least so long before it counts as stuck, s.
const STUCK_LEAST_S: u32 = 3600;
/// Stillness after which it does unless somebody says otherwise, s.
const STUCK_DEFAULT_S: u32 = 6 * 3600;

/// When a rise (of oxygen: a fall) is an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RateRule {
    /// Looked back over so much time.
    pub(crate) window: Span,
    /// A fall counts, not a rise.
    pub(crate) falling: bool,
    /// The rise in steps, judged like a value.
    pub(crate) rule: LevelRule,
}

/// Settings of such conditions as whole steps.
pub(super) struct Looking {
    pub(super) rate: Option<(Span, Steps)>,
    pub(super) stel: Option<Steps>,
    pub(super) twa: Option<Steps>,
}

/// Checks what is said of them.
pub(super) fn check(settings: &PointSettings, range: Option<(Steps, Steps)>, book: &mut Book) -> Looking {
    let rules = &settings.rules;
    let rate = rules.rate.and_then(|rate| check_rate(rate, book));
    let stel = check_exposure("stel", rules.stel, settings, range, book);
    let twa = check_exposure("twa", rules.twa, settings, range, book);
    let (least, most) = WARM_UP_S;
    if let Some(given) = rules.warm_up_s.filter(|given| !(least..=most).contains(given)) {
        book.complain(LimitError::Seconds { name: "warm_up", given, least, most });
    }
    if let Some(given) = rules.stuck_after_s.filter(|given| *given < STUCK_LEAST_S) {
        book.complain(LimitError::StuckTooEarly { given, least: STUCK_LEAST_S });
    }
    Looking { rate, stel, twa }
}

fn check_rate(rate: Rate, book: &mut Book) -> Option<(Span, Steps)> {
    let (least, most) = RATE_WINDOW_S;
    let given = rate.window_s;
    if !(least..=most).contains(&given) {
        book.complain(LimitError::Seconds { name: "the window of the rate", given, least, most });
    }
    if rate.step <= 0.0 {
        book.complain(LimitError::NoRise { given: rate.step });
        return None;
    }
    Some((Span::secs(given.into()), book.steps("the step of the rate", Some(rate.step))?))
}

fn check_exposure(
    name: &'static str,
    given: Option<f64>,
    settings: &PointSettings,
    range: Option<(Steps, Steps)>,
    book: &mut Book,
) -> Option<Steps> {
    let limit = book.steps(name, given)?;
    let harmful = matches!(settings.sensor.class(), SensorClass::Toxic | SensorClass::Combustible);
    if !harmful || settings.unit == Unit::PercentLel {
        book.complain(LimitError::NoExposure { name, sensor: settings.sensor, unit: settings.unit });
        return None;
    }
    if let (Some((start, end)), Some(range), Some(given)) = (range, settings.range, given)
        && !(start..=end).contains(&limit)
    {
        book.complain(LimitError::OutsideRange { name, given, range });
    }
    Some(limit)
}

impl Draft<'_> {
    /// Over at the step; over no more below four fifths of it.
    pub(super) fn rate(&self) -> Option<RateRule> {
        let (window, step) = self.checked.looking.rate?;
        let level = Level { direction: Rising, limit: step, deadband: Steps(step.0 / 5) };
        let rule = LevelRule {
            level,
            delays: Delays::NONE,
            priority: self.priority(Condition::Rate, Priority::High),
            worsening: self.worsening(Rising, step, None),
        };
        Some(RateRule { window, falling: self.oxygen(), rule })
    }

    /// A mean is slow by itself: it needs no delays.
    pub(super) fn exposure(&self, condition: Condition, limit: Option<Steps>) -> Option<LevelRule> {
        let rule = self.level(condition, Rising, limit, None, Priority::High)?;
        Some(LevelRule { delays: Delays::NONE, ..rule })
    }
}

/// Time after power-on in which a sensor cannot be believed.
pub(super) fn warm_up(settings: &PointSettings) -> Span {
    Span::secs(settings.rules.warm_up_s.unwrap_or(WARM_UP_DEFAULT_S).into())
}

/// Time without the least movement after which a sensor that used to move is stuck.
pub(super) fn stuck_after(settings: &PointSettings) -> Span {
    Span::secs(settings.rules.stuck_after_s.unwrap_or(STUCK_DEFAULT_S).into())
}
