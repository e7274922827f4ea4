//! What one point is judged by: its settings as whole steps, with every default filled in.

mod calibration;
mod check;
mod error;
mod level;
mod priority;
mod window;

pub use calibration::CalibrationFacts;
use check::{BAT_HYSTERESIS, Checked, check};
pub use error::{LimitError, LimitErrors};
use level::Direction::{Falling, Rising};
pub(super) use level::Level;
pub use level::{Direction, LevelRule};
use priority::Priorities;
pub(super) use window::RateRule;

use super::{
    Condition, Priority,
    judge::{Delays, OffDelay},
};
use crate::{
    device::PointSettings,
    quantity::{Resolution, Steps, Unit},
    sensor::SensorClass,
    time::Span,
};

/// Off-delay of a gas point unless its settings say otherwise.
const GAS_OFF_DELAY: Span = Span::secs(30);
/// The battery percentage below which `LOW_BAT` is severe.
const BAT_SEVERE: f64 = 10.0;

/// What a point is judged by. Made from settings that were checked; whoever holds one need not check again.
#[derive(Debug, Clone, PartialEq)]
pub struct PointRules {
    pub(crate) gas: bool,
    pub(crate) unit: Unit,
    pub(crate) resolution: Resolution,
    pub(crate) high: Option<LevelRule>,
    pub(crate) high_high: Option<LevelRule>,
    pub(crate) low: Option<LevelRule>,
    pub(crate) low_low: Option<LevelRule>,
    pub(crate) over_range: Option<LevelRule>,
    pub(crate) under_range: Option<LevelRule>,
    pub(crate) rate: Option<RateRule>,
    pub(crate) stel: Option<LevelRule>,
    pub(crate) twa: Option<LevelRule>,
    /// Start of the range: below it no dose is taken off.
    pub(crate) floor: Option<Steps>,
    /// Not a gas: values below the first or above the second are a fault.
    pub(crate) believable: Option<(Steps, Steps)>,
    /// A gas point lacks its range or the limit it needs.
    pub(crate) limitless: bool,
    pub(crate) period: Span,
    pub(crate) offline_after: Span,
    pub(crate) bat_limit: f64,
    pub(crate) calibration: CalibrationFacts,
    pub(crate) warm_up: Span,
    pub(crate) stuck_after: Span,
    priorities: Priorities,
}

impl PointRules {
    /// Derives the rules of a point, or says everything that is wrong with its settings.
    pub fn new(settings: &PointSettings, calibration: CalibrationFacts) -> Result<Self, LimitErrors> {
        let (checked, mut complaints) = check(settings);
        let priorities = Priorities::new(&settings.rules.priorities);
        let draft = Draft { settings, checked: &checked, priorities };
        let (first_high, first_low) = (first(checked.high_high, Priority::High), draft.low_priority());
        let rules = Self {
            gas: settings.sensor.is_gas(),
            unit: settings.unit,
            resolution: settings.resolution,
            high: draft.level(Condition::High, Rising, checked.high, checked.high_high, first_high),
            high_high: draft.level(Condition::HighHigh, Rising, checked.high_high, draft.end(), Priority::Critical),
            low: draft.level(Condition::Low, Falling, checked.low, checked.low_low, first_low),
            low_low: draft.level(Condition::LowLow, Falling, checked.low_low, None, Priority::Critical),
            over_range: draft.over_range(),
            under_range: draft.under_range(),
            rate: draft.rate(),
            stel: draft.exposure(Condition::Stel, checked.looking.stel),
            twa: draft.exposure(Condition::Twa, checked.looking.twa),
            floor: checked.range.map(|(start, _)| start),
            believable: draft.believable(),
            limitless: draft.limitless(),
            period: settings.period(),
            offline_after: settings.offline_after(),
            bat_limit: settings.rules.bat_limit().into(),
            calibration,
            warm_up: window::warm_up(settings),
            stuck_after: window::stuck_after(settings),
            priorities,
        };
        rules.complain_of_endless(settings, &mut complaints);
        if complaints.is_empty() { Ok(rules) } else { Err(LimitErrors(complaints)) }
    }

    /// The step in which values are judged.
    pub const fn resolution(&self) -> Resolution {
        self.resolution
    }

    /// Whether the point's alarms are gas alarms.
    pub const fn gas(&self) -> bool {
        self.gas
    }

    /// The rule of a condition that is judged by the value, or by what values were over time.
    pub const fn level(&self, condition: Condition) -> Option<&LevelRule> {
        match condition {
            Condition::Stel => self.stel.as_ref(),
            Condition::Twa => self.twa.as_ref(),
            Condition::Rate => match &self.rate {
                Some(rate) => Some(&rate.rule),
                None => None,
            },
            Condition::OverRange => self.over_range.as_ref(),
            Condition::UnderRange => self.under_range.as_ref(),
            Condition::HighHigh => self.high_high.as_ref(),
            Condition::LowLow => self.low_low.as_ref(),
            Condition::High => self.high.as_ref(),
            Condition::Low => self.low.as_ref(),
            Condition::Zone
            | Condition::Fault
            | Condition::Offline
            | Condition::Stuck
            | Condition::Uncalibrated
            | Condition::NoLimit
            | Condition::LowBat
            | Condition::WeakSignal
            | Condition::Clock
            | Condition::System => None,
        }
    }

    /// How urgent a condition is that is not judged by a limit, `severe` or not. What is not a gas is a step less. What a
    /// person said counts, unless it is severe and that is more.
    pub(crate) fn priority(&self, condition: Condition, severe: bool) -> Priority {
        match self.priorities.said(condition) {
            Some(said) if severe => said.max(self.default_priority(condition, true)),
            Some(said) => said,
            None => self.default_priority(condition, severe),
        }
    }

    const fn default_priority(&self, condition: Condition, severe: bool) -> Priority {
        let gas = match condition {
            Condition::Offline if severe && self.gas => Priority::Critical,
            Condition::LowBat if severe => Priority::High,
            Condition::OverRange | Condition::HighHigh | Condition::LowLow | Condition::Zone | Condition::System => {
                Priority::Critical
            }
            Condition::High
            | Condition::UnderRange
            | Condition::Rate
            | Condition::Stel
            | Condition::Twa
            | Condition::Fault
            | Condition::Offline => Priority::High,
            Condition::Low | Condition::Stuck | Condition::Uncalibrated | Condition::NoLimit => Priority::Medium,
            Condition::LowBat | Condition::WeakSignal | Condition::Clock => Priority::Low,
        };
        if self.gas { gas } else { gas.lower() }
    }

    /// At or above this charge `LOW_BAT` is over.
    pub(crate) fn bat_clear(&self) -> f64 {
        self.bat_limit + f64::from(BAT_HYSTERESIS)
    }

    /// Whether this charge makes `LOW_BAT` severe.
    pub(crate) fn bat_severe(bat: f64) -> bool {
        bat < BAT_SEVERE
    }

    /// Complains of limits whose alarm no value within the range would end.
    fn complain_of_endless(&self, settings: &PointSettings, complaints: &mut Vec<LimitError>) {
        let Some(range) = settings.range else { return };
        for (name, rule) in [
            ("high", self.high),
            ("high_high", self.high_high),
            ("low", self.low),
            ("low_low", self.low_low),
            ("the end of the range", self.over_range),
            ("stel", self.stel),
            ("twa", self.twa),
        ] {
            let Some(LevelRule { level, .. }) = rule else { continue };
            let safe_end = match level.direction {
                Rising => range.start,
                Falling => range.end,
            };
            let room = self.resolution.round(safe_end).map_or(i64::MAX, |end| level.direction.ahead(end, level.limit));
            if (0..=level.deadband.0).contains(&room) {
                complaints.push(LimitError::Endless {
                    name,
                    given: self.resolution.value(level.limit),
                    deadband: self.resolution.value(level.deadband),
                });
            }
        }
    }
}

/// Settings on their way to rules.
struct Draft<'a> {
    settings: &'a PointSettings,
    checked: &'a Checked,
    priorities: Priorities,
}

impl Draft<'_> {
    fn oxygen(&self) -> bool {
        matches!(self.settings.sensor.class(), SensorClass::Oxygen)
    }

    fn end(&self) -> Option<Steps> {
        self.checked.range.map(|(_, end)| end)
    }

    fn off_delay(&self) -> OffDelay {
        OffDelay::Span(match self.settings.rules.off_delay_s {
            Some(s) => Span::secs(s.into()),
            None if self.settings.sensor.is_gas() => GAS_OFF_DELAY,
            None => Span::ZERO,
        })
    }

    /// The smaller of 2 % of the span and 10 % of the limit, in whole steps, at least one.
    fn deadband(&self, limit: Steps) -> Steps {
        self.checked.deadband.unwrap_or_else(|| {
            let tenth = limit.0.abs() / 10;
            let of_span = self.checked.range.map_or(i64::MAX, |(start, end)| (end.0 - start.0) / 50);
            Steps(tenth.min(of_span).max(1))
        })
    }

    /// What a person said, else the default, which is a step less for what is not a gas.
    fn priority(&self, condition: Condition, gas: Priority) -> Priority {
        let default = if self.settings.sensor.is_gas() { gas } else { gas.lower() };
        self.priorities.said(condition).unwrap_or(default)
    }

    fn level(
        &self,
        condition: Condition,
        direction: Direction,
        limit: Option<Steps>,
        next: Option<Steps>,
        gas: Priority,
    ) -> Option<LevelRule> {
        let limit = limit?;
        Some(LevelRule {
            level: Level { direction, limit, deadband: self.deadband(limit) },
            delays: Delays { on: self.settings.rules.on_delay(), off: self.off_delay() },
            priority: self.priority(condition, gas),
            worsening: self.worsening(direction, limit, next),
        })
    }

    /// Little oxygen is as dangerous as much gas; little of a gas is not.
    fn low_priority(&self) -> Priority {
        if self.oxygen() { first(self.checked.low_low, Priority::High) } else { Priority::Medium }
    }

    /// Half the way to the next limit, at most half of this limit (of oxygen: 1 %vol).
    fn worsening(&self, direction: Direction, limit: Steps, next: Option<Steps>) -> Option<Steps> {
        let half_way = next.map(|next| direction.ahead(limit, next)).filter(|way| *way > 0).map(half);
        let at_most = if self.oxygen() {
            self.settings.resolution.round(1.0).map(|one| one.0)
        } else {
            Some(half(limit.0.abs())).filter(|half| *half > 0)
        };
        let steps = match (half_way, at_most) {
            (Some(a), Some(b)) => a.min(b),
            (a, b) => a.or(b)?,
        };
        Some(Steps(steps.max(1)))
    }

    fn over_range(&self) -> Option<LevelRule> {
        let (_, end) = self.checked.range.filter(|_| self.settings.sensor.is_gas())?;
        Some(LevelRule {
            level: Level { direction: Rising, limit: end, deadband: self.deadband(end) },
            delays: Delays { on: Span::ZERO, off: self.off_delay() },
            priority: self.priority(Condition::OverRange, Priority::Critical),
            worsening: None,
        })
    }

    /// Present at or below start − m, where m is the smaller of 10 % of the span and half the way from the start to
    /// the lowest rising limit; clear above start − m/2. Reckoned in twentieths of a step, so that it is exact.
    fn under_range(&self) -> Option<LevelRule> {
        let (start, end) = self.checked.range.filter(|_| self.settings.sensor.is_gas())?;
        let of_span = (end.0 - start.0).saturating_mul(2);
        let lowest = self.checked.high.or(self.checked.high_high);
        let of_way = lowest.map_or(i64::MAX, |limit| (limit.0 - start.0).saturating_mul(10));
        let margin = of_span.min(of_way).max(20);
        let present = margin.div_euclid(20) + i64::from(margin.rem_euclid(20) > 0);
        let clear = margin.div_euclid(40) + i64::from(margin.rem_euclid(40) > 0);
        Some(LevelRule {
            level: Level { direction: Falling, limit: Steps(start.0 - present), deadband: Steps(present - clear) },
            delays: Delays { on: Span::ZERO, off: self.off_delay() },
            priority: self.priority(Condition::UnderRange, Priority::High),
            worsening: None,
        })
    }

    fn believable(&self) -> Option<(Steps, Steps)> {
        let (start, end) = self.checked.range.filter(|_| !self.settings.sensor.is_gas())?;
        let tenth = (end.0 - start.0) / 10;
        Some((Steps(start.0 - tenth), Steps(end.0 + tenth)))
    }

    fn limitless(&self) -> bool {
        let limit = if self.oxygen() { self.checked.low } else { self.checked.high.or(self.checked.high_high) };
        self.settings.sensor.is_gas() && (self.checked.range.is_none() || limit.is_none())
    }
}

/// The priority of a first level: critical where it is the only one in its direction.
const fn first(second: Option<Steps>, with_second: Priority) -> Priority {
    if second.is_none() { Priority::Critical } else { with_second }
}

/// Half, rounded up: less than half the way is not half the way.
const fn half(steps: i64) -> i64 {
    steps / 2 + steps % 2
}
