//! What a demonstration showed.

use mcs_core::{
    alarm::{Condition, LifeState, Occurrence},
    id::{OccurrenceId, SerialNumber},
    quantity::Unit,
    status::Status,
};
use serde::Serialize;

use crate::{
    output::{Cell, Column, Item, Tone},
    sim::summary::RunSummary,
    time::Zone,
};

/// The counts, and the alarms of the leak.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct DemoFacts {
    /// How long the plant ran.
    pub(crate) seconds: f64,
    /// Its detectors.
    pub(crate) devices: u64,
    /// Readings sent.
    pub(crate) published: u64,
    /// Readings acknowledged.
    pub(crate) acknowledged: u64,
    /// Readings stored.
    pub(crate) stored: u64,
    /// Alarms raised in all.
    pub(crate) alarms: u64,
    /// The leak's first alarm.
    pub(crate) high: Option<LeakAlarm>,
    /// Its second one.
    pub(crate) high_high: Option<LeakAlarm>,
    /// Whether somebody watched, who may have ended it before the leak.
    #[serde(skip)]
    watched: bool,
}

/// One alarm of the leak.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct LeakAlarm {
    /// Its number.
    pub(crate) id: OccurrenceId,
    /// The device.
    pub(crate) sn: Option<SerialNumber>,
    /// The condition.
    #[serde(rename = "type")]
    pub(crate) condition: Condition,
    /// Where it stands.
    pub(crate) state: LifeState,
    /// The newest value judged.
    pub(crate) value: Option<f64>,
    /// The worst value judged.
    pub(crate) peak: Option<f64>,
    /// The limit it was judged by.
    pub(crate) limit: Option<f64>,
    /// Their unit.
    pub(crate) unit: Option<Unit>,
}

impl DemoFacts {
    /// From what the plant sent and what the daemon says.
    pub(super) fn new(summary: &RunSummary, status: &Status, alarms: &[Occurrence], watched: bool) -> Self {
        Self {
            seconds: summary.seconds,
            devices: summary.devices,
            published: summary.published,
            acknowledged: summary.acknowledged,
            stored: status.committed,
            alarms: alarms.len() as u64,
            high: first(alarms, Condition::High),
            high_high: first(alarms, Condition::HighHigh),
            watched,
        }
    }

    /// Whether it showed what it is for: unless somebody ended it early, the leak's alarm.
    pub(crate) const fn complete(&self) -> bool {
        self.watched || self.high.is_some()
    }
}

/// The first alarm of a condition: the one with the lowest number.
fn first(alarms: &[Occurrence], condition: Condition) -> Option<LeakAlarm> {
    let alarm = alarms.iter().filter(|alarm| alarm.condition == condition).min_by_key(|alarm| alarm.id)?;
    Some(LeakAlarm {
        id: alarm.id,
        sn: alarm.sn.clone(),
        condition: alarm.condition,
        state: alarm.state,
        value: alarm.value,
        peak: alarm.peak,
        limit: alarm.limit,
        unit: alarm.unit,
    })
}

impl LeakAlarm {
    /// `HIGH A001: 2950.4 ppm (peak 3105), limit 1000, unack-active`
    pub(crate) fn sentence(&self) -> String {
        format!("{} {}", self.condition, self.place_and_value())
    }

    fn place_and_value(&self) -> String {
        let number = |value: Option<f64>| value.map_or_else(|| "no value".to_owned(), |value| value.to_string());
        let sn = self.sn.as_ref().map_or("?", SerialNumber::as_str);
        let unit = self.unit.map_or("", Unit::as_str);
        format!(
            "{sn}: {} {unit} (peak {}), limit {}, {}",
            number(self.value),
            number(self.peak),
            number(self.limit),
            self.state.as_str()
        )
    }
}

impl Item for DemoFacts {
    const COLUMNS: &'static [Column] = &[
        Column::number("DEVICES"),
        Column::number("PUBLISHED"),
        Column::number("ACKNOWLEDGED"),
        Column::number("STORED"),
        Column::number("ALARMS"),
    ];
    const OPTIONAL: &'static [(&'static str, &'static [&'static str])] =
        &[("high", LEAK_ALARM_FIELDS), ("high_high", LEAK_ALARM_FIELDS)];

    fn name(&self) -> String {
        "demo".to_owned()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        [self.devices, self.published, self.acknowledged, self.stored, self.alarms].into_iter().map(Cell::new).collect()
    }

    fn facts(&self, _zone: &Zone) -> Vec<(&'static str, Cell)> {
        let alarm = |alarm: &Option<LeakAlarm>| match alarm {
            Some(alarm) => Cell::new(alarm.place_and_value()).tone(Tone::Bad),
            None => Cell::new("not raised"),
        };
        vec![
            ("PLANT", Cell::new(format!("{} detectors, {:.1} s", self.devices, self.seconds))),
            ("PUBLISHED", Cell::new(self.published)),
            ("ACKNOWLEDGED", Cell::new(self.acknowledged)),
            ("STORED", Cell::new(self.stored)),
            ("ALARMS", Cell::new(self.alarms)),
            ("HIGH", alarm(&self.high)),
            ("HIGH_HIGH", alarm(&self.high_high)),
        ]
    }
}

const LEAK_ALARM_FIELDS: &[&str] = &["id", "sn", "type", "state", "value", "peak", "limit", "unit"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::summary::lines;

    fn facts() -> DemoFacts {
        let high = LeakAlarm {
            id: OccurrenceId(1),
            sn: SerialNumber::new("A001").ok(),
            condition: Condition::High,
            state: LifeState::UnackActive,
            value: Some(2950.4),
            peak: Some(3105.0),
            limit: Some(1000.0),
            unit: Some(Unit::Ppm),
        };
        DemoFacts {
            seconds: 30.0,
            devices: 24,
            published: 720,
            acknowledged: 720,
            stored: 720,
            alarms: 2,
            high: Some(high),
            high_high: None,
            watched: false,
        }
    }

    #[test]
    fn the_alarm_is_named_with_device_value_limit_and_state() {
        insta::assert_snapshot!(lines(&facts().facts(&Zone::UTC)), @r"
        PLANT: 24 detectors, 30.0 s
        PUBLISHED: 720
        ACKNOWLEDGED: 720
        STORED: 720
        ALARMS: 2
        HIGH: A001: 2950.4 ppm (peak 3105), limit 1000, unack-active
        HIGH_HIGH: not raised
        ");
        let json = serde_json::to_value(facts()).expect("plain facts");
        assert_eq!((json["high"]["type"].as_str(), json["high"]["sn"].as_str()), (Some("HIGH"), Some("A001")));
    }

    #[test]
    fn without_the_alarm_an_unwatched_demonstration_failed() {
        assert!(facts().complete());
        assert!(!DemoFacts { high: None, ..facts() }.complete());
        assert!(DemoFacts { high: None, watched: true, ..facts() }.complete(), "it was closed before the leak");
    }
}
