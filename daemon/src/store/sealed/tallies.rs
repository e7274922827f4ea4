//! The hours of a point's UTC day in few numbers: what is kept beside a day's segment.

use mcs_core::{
    calibration::CalibrationHistory,
    evaluation::value_of,
    observation::Channel,
    reading::Reading,
    summary::Tally,
    time::{Span, Timestamp},
};

use super::Level;

/// The readings of one hour.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct HourTallies {
    /// The unlimited values, as they were judged.
    pub value: Tally,
    /// What was measured, by channel number.
    pub channels: [Tally; Channel::COUNT],
}

/// The readings of one UTC day, by the hour.
#[derive(Debug, Clone, PartialEq)]
pub struct DayTallies {
    /// The first instant of the day.
    pub day: Timestamp,
    /// Its hours.
    pub hours: [HourTallies; Self::HOURS],
}

impl DayTallies {
    /// Hours of a UTC day.
    pub const HOURS: usize = 24;

    /// A day without readings.
    pub fn empty(day: Timestamp) -> Self {
        Self { day, hours: [HourTallies::default(); Self::HOURS] }
    }

    /// Sums up readings in order of time, then arrival. Those of other days are passed over.
    pub fn of(day: Timestamp, readings: &[Reading], calibrations: &CalibrationHistory) -> Self {
        let mut tallies = Self::empty(day);
        for reading in readings {
            let Some(hour) = tallies.hour_mut(reading.time) else { continue };
            if let Some(value) = value_of(reading, calibrations) {
                hour.value.add(reading.time, value);
            }
            for (channel, tally) in Channel::ALL.into_iter().zip(&mut hour.channels) {
                if let Some(x) = reading.channels.finite(channel) {
                    tally.add(reading.time, x);
                }
            }
        }
        tallies
    }

    /// The instant an hour begins.
    pub fn start_of(&self, hour: usize) -> Timestamp {
        self.day + Level::Hour.length().times(i64::try_from(hour).unwrap_or(i64::MAX))
    }

    fn hour_mut(&mut self, at: Timestamp) -> Option<&mut HourTallies> {
        let since: Span = at - self.day;
        let hour = since.as_micros().div_euclid(Level::Hour.length().as_micros());
        self.hours.get_mut(usize::try_from(hour).ok()?)
    }
}
