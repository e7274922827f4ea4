//! What makes a point's settings unusable. All complaints are given at once.

use std::fmt;

use crate::{
    quantity::{Range, Resolution, Unit},
    sensor::SensorType,
};

/// One complaint.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum LimitError {
    /// NaN or an infinity.
    #[error("{name} must be a finite number")]
    NotFinite {
        /// Which setting.
        name: &'static str,
    },
    /// Values are judged in whole steps, so a limit between two steps would not be where it seems.
    #[error("{name} {given} must be a multiple of {}", step(*resolution))]
    NotMultiple {
        /// Which setting.
        name: &'static str,
        /// As given.
        given: f64,
        /// The point's resolution.
        resolution: Resolution,
    },
    /// The range's start does not lie below its end.
    #[error("the range must start below its end; {start} to {end} does not")]
    RangeOrder {
        /// As given.
        start: f64,
        /// As given.
        end: f64,
    },
    /// A limit the sensor cannot measure.
    #[error("{name} {given} lies outside the range {} to {}", range.start, range.end)]
    OutsideRange {
        /// Which limit.
        name: &'static str,
        /// As given.
        given: f64,
        /// The point's range.
        range: Range,
    },
    /// Two limits whose order is wrong.
    #[error("{upper} {upper_given} must lie above {lower} {lower_given}")]
    Order {
        /// The limit that must be the higher one.
        upper: &'static str,
        /// As given.
        upper_given: f64,
        /// The limit that must be the lower one.
        lower: &'static str,
        /// As given.
        lower_given: f64,
    },
    /// A negative deadband.
    #[error("the deadband must not be negative; {given} is")]
    NegativeDeadband {
        /// As given.
        given: f64,
    },
    /// No value within the range would end the alarm.
    #[error("with a deadband of {deadband}, an alarm at {name} ({given}) would never end within the range")]
    Endless {
        /// Which limit.
        name: &'static str,
        /// The limit.
        given: f64,
        /// The deadband.
        deadband: f64,
    },
    /// A number of seconds outside what it may be.
    #[error("{name} must be {least} to {most} s; {given} is not")]
    Seconds {
        /// Which setting.
        name: &'static str,
        /// As given.
        given: u16,
        /// Smallest allowed.
        least: u16,
        /// Largest allowed.
        most: u16,
    },
    /// Fewer than three missed reports would be offline.
    #[error("offline_after must be at least three periods, {least} s; {given} s is less")]
    OfflineTooEarly {
        /// As given.
        given: u16,
        /// Three periods.
        least: u32,
    },
    /// No charge would end the alarm.
    #[error("bat_limit must be 0 to {most} %; {given} is not")]
    BatteryLimit {
        /// As given.
        given: u8,
        /// Largest allowed.
        most: u8,
    },
    /// A rise of nothing is no rise.
    #[error("the step of the rate must lie above zero; {given} does not")]
    NoRise {
        /// As given.
        given: f64,
    },
    /// A mean over time says something of gases that harm by their dose, measured as a share of the air.
    #[error("{name} is for gases that harm by their dose; {sensor} in {unit} is none")]
    NoExposure {
        /// Which limit.
        name: &'static str,
        /// What the point measures.
        sensor: SensorType,
        /// Its unit.
        unit: Unit,
    },
    /// A sensor in clean air may rest for a while.
    #[error("stuck_after must be at least {least} s; {given} s is less")]
    StuckTooEarly {
        /// As given.
        given: u32,
        /// Smallest allowed.
        least: u32,
    },
    /// The electrical rails are in the wrong order.
    #[error("v_min {v_min} must lie below v_max {v_max}")]
    Rails {
        /// As given, mV.
        v_min: f64,
        /// As given, mV.
        v_max: f64,
    },
}

fn step(resolution: Resolution) -> String {
    let decimals = usize::from(resolution.decimals());
    format!("{:.decimals$}", 0.1_f64.powi(i32::from(resolution.decimals())))
}

/// Every complaint about a point's settings; never empty.
#[derive(Debug, Clone, PartialEq)]
pub struct LimitErrors(pub Vec<LimitError>);

impl fmt::Display for LimitErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("; ")?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for LimitErrors {}
