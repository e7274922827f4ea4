//! An alarm things happen to.

use mcs_core::{
    alarm::{Condition, LifeState, Occurrence, Priority, Source},
    id::{OccurrenceId, PointId, SerialNumber, ShortName},
    quantity::Unit,
    sensor::SensorType,
    time::Timestamp,
};

/// An alarm things happen to: a point's condition.
#[derive(Debug, Clone)]
pub(crate) struct Alarm {
    pub(crate) source: Source,
    pub(crate) condition: Condition,
    pub(crate) priority: Priority,
    pub(crate) sensor: Option<SensorType>,
    pub(crate) area: Option<ShortName>,
    pub(crate) sn: Option<&'static str>,
    pub(crate) chattering: bool,
    pub(crate) drill: bool,
    pub(crate) state: LifeState,
    pub(crate) occurrence: u64,
    pub(crate) raised: Timestamp,
    pub(crate) returned: Option<Timestamp>,
    pub(crate) text: Option<String>,
}

impl Alarm {
    pub(crate) fn of(point: u32, condition: Condition, priority: Priority) -> Self {
        Self {
            source: Source::Point(PointId(point)),
            condition,
            priority,
            sensor: Some(SensorType::EX),
            area: None,
            sn: Some("A002"),
            chattering: false,
            drill: false,
            state: LifeState::Normal,
            occurrence: 0,
            raised: Timestamp::EPOCH,
            returned: None,
            text: None,
        }
    }
    pub(crate) fn critical() -> Self {
        Self::of(2, Condition::HighHigh, Priority::Critical)
    }
    pub(crate) fn high() -> Self {
        Self::of(2, Condition::High, Priority::High)
    }
    pub(crate) fn medium() -> Self {
        Self::of(2, Condition::Uncalibrated, Priority::Medium)
    }
    pub(crate) fn low() -> Self {
        Self::of(2, Condition::LowBat, Priority::Low)
    }
    pub(crate) fn chattering(mut self) -> Self {
        self.chattering = true;
        self
    }
    pub(crate) fn drill(mut self) -> Self {
        self.drill = true;
        self
    }
    pub(crate) fn no_gas(mut self) -> Self {
        self.sensor = Some(SensorType::Temperature);
        self
    }

    /// As the plant would show it.
    pub(crate) fn occurrence(&self) -> Occurrence {
        Occurrence {
            sn: self.sn.map(|sn| SerialNumber::new(sn).expect("a serial number")),
            state: self.state,
            chattering: self.chattering,
            drill: self.drill,
            returned: self.returned,
            value: Some(62.0),
            peak: Some(62.0),
            limit: Some(50.0),
            unit: Some(Unit::PercentLel),
            text: self.text.clone(),
            ..Occurrence::raised(OccurrenceId(self.occurrence), self.source, self.condition, self.priority, self.raised)
        }
    }
}
