//! English.

use std::borrow::Cow;

use super::words::{Label, Words};
use crate::{
    alarm::{Condition, LifeState, MaskKind, Priority, SystemCause},
    notice::ItemKind,
    quantity::Unit,
    sensor::SensorType,
};

pub(super) struct English;

impl Words for English {
    fn told<'a>(&self, text: &'a str) -> Cow<'a, str> {
        Cow::Borrowed(text)
    }

    fn priority(&self, priority: Priority) -> &'static str {
        match priority {
            Priority::Critical => "CRITICAL",
            Priority::High => "HIGH",
            Priority::Medium => "MEDIUM",
            Priority::Low => "LOW",
        }
    }

    fn kind(&self, kind: ItemKind) -> Option<&'static str> {
        match kind {
            ItemKind::Raise => None,
            ItemKind::Realarm => Some("again"),
            ItemKind::Return => Some("returned"),
            ItemKind::Ack => Some("acknowledged"),
            ItemKind::Reset => Some("reset"),
            ItemKind::Withdraw => Some("withdrawn"),
            ItemKind::Escalate => Some("escalated, nobody acknowledged"),
            ItemKind::Repeat => Some("still not acknowledged"),
            ItemKind::State => Some("state now"),
            ItemKind::Once => Some("while offline"),
            ItemKind::Summary => Some("summary"),
            ItemKind::Mask => Some("masked"),
            ItemKind::Alive => Some("alive"),
            ItemKind::Test => Some("test"),
        }
    }

    fn mask_ended(&self) -> &'static str {
        "mask ended"
    }

    fn mask(&self, kind: MaskKind) -> &'static str {
        match kind {
            MaskKind::Shelved => "shelved",
            MaskKind::Inhibited => "inhibited",
            MaskKind::OutOfService => "out of service",
            MaskKind::WarmUp => "warming up",
            MaskKind::Suppressed => "suppressed",
        }
    }

    fn condition(&self, condition: Condition) -> &'static str {
        match condition {
            Condition::OverRange => "over range",
            Condition::HighHigh => "A2 high-high",
            Condition::LowLow => "low-low",
            Condition::High => "A1 high",
            Condition::Low => "low",
            Condition::Zone => "zone vote",
            Condition::Stel => "short-term average (STEL)",
            Condition::Rate => "rate of change",
            Condition::Twa => "8 h average (TWA)",
            Condition::Fault => "detector fault",
            Condition::UnderRange => "under range",
            Condition::Offline => "offline",
            Condition::Stuck => "value does not move",
            Condition::Uncalibrated => "no valid calibration",
            Condition::NoLimit => "no range or limit set",
            Condition::LowBat => "battery low",
            Condition::WeakSignal => "weak signal",
            Condition::Clock => "device clock wrong",
            Condition::System => "monitoring system",
        }
    }

    fn cause(&self, cause: SystemCause) -> &'static str {
        match cause {
            SystemCause::StoreFailing => "store failing",
            SystemCause::DiskCritical => "disk almost full",
            SystemCause::DiskLow => "disk low",
            SystemCause::DiskWarning => "disk filling",
            SystemCause::WasDown => "was down",
            SystemCause::ClockStep => "server clock stepped",
            SystemCause::Quarantine => "frames nobody can read",
            SystemCause::Refused => "publishes refused",
            SystemCause::UnknownDevice => "unknown device",
            SystemCause::ManyOffline => "many detectors offline",
            SystemCause::StoreLate => "store late",
            SystemCause::StoreDamaged => "database damaged",
            SystemCause::ZoneBlind => "zone blind",
            SystemCause::NobodyReachable => "nobody reachable",
            SystemCause::NobodyAnswered => "nobody answered",
            SystemCause::BrokerLink => "broker link lost",
            SystemCause::Backlog => "backlog",
            SystemCause::ThroughputHalved => "half the readings missing",
            SystemCause::Overload => "machine overloaded",
            SystemCause::AbnormalTraffic => "abnormal traffic",
            SystemCause::ChannelFailing => "notice channel failing",
            SystemCause::ArchiveFailed => "archive failed",
            SystemCause::NoWall => "no wall connected",
            SystemCause::LicenceGrace => "licence ends soon",
            SystemCause::ZoneMasked => "zone masked",
            SystemCause::CalibrationDue => "calibration due",
            SystemCause::BrokerLimits => "broker limits too low",
            SystemCause::Certificate => "certificate for devices",
        }
    }

    fn sensor(&self, sensor: SensorType) -> &'static str {
        match sensor {
            SensorType::EX => "combustible gas",
            SensorType::Temperature => "temperature",
            SensorType::Humidity => "humidity",
            SensorType::Custom => "custom point",
            SensorType::H2
            | SensorType::CH4
            | SensorType::CO
            | SensorType::H2S
            | SensorType::NH3
            | SensorType::VOC
            | SensorType::O2
            | SensorType::CO2
            | SensorType::Pm25
            | SensorType::Pm10 => sensor.as_str(),
        }
    }

    fn unit(&self, unit: Unit) -> &'static str {
        match unit {
            Unit::MicrogramPerCubicMetre => "µg/m³",
            Unit::Celsius => "°C",
            Unit::One => "",
            Unit::Ppm | Unit::PercentLel | Unit::PercentVol | Unit::PercentRh => unit.as_str(),
        }
    }

    fn state(&self, state: LifeState) -> &'static str {
        match state {
            LifeState::Normal => "normal",
            LifeState::UnackActive => "active, not acknowledged",
            LifeState::AckedActive => "active, acknowledged",
            LifeState::UnackReturned => "returned, not acknowledged",
            LifeState::LatchedUnack => "returned, to be acknowledged and reset",
            LifeState::LatchedAcked => "returned, acknowledged, to be reset",
        }
    }

    fn head(&self, words: &[&str]) -> String {
        format!("[{}] ", words.join(", "))
    }

    fn drill(&self) -> &'static str {
        "DRILL"
    }

    fn unrecorded(&self) -> &'static str {
        "unrecorded"
    }

    fn late(&self) -> &'static str {
        "told late"
    }

    fn held(&self, value: &str) -> String {
        format!("last known {value}")
    }

    fn now(&self, value: &str, worst: Option<&str>) -> String {
        match worst {
            Some(worst) => format!("now {value}, worst {worst}"),
            None => format!("now {value}"),
        }
    }

    fn peak(&self, value: &str) -> String {
        format!("worst {value}")
    }

    fn because(&self, cause: &str) -> String {
        format!(": {cause}")
    }

    fn beside(&self, value: &str, limit: Option<&str>, worst: Option<&str>) -> String {
        let parts = [limit.map(|limit| format!("limit {limit}")), worst.map(|worst| format!("worst {worst}"))];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { value.to_owned() } else { format!("{value} ({})", parts.join(", ")) }
    }

    fn area(&self, area: &str) -> String {
        format!("area {area}")
    }

    fn zone(&self, zone: &str) -> String {
        format!("zone {zone}")
    }

    fn since(&self, time: &str) -> String {
        format!("since {time}")
    }

    fn back(&self, time: &str) -> String {
        format!("returned {time}")
    }

    fn until(&self, time: &str, soon: bool) -> String {
        if soon { format!("ends soon, at {time}") } else { format!("until {time}") }
    }

    fn by(&self, who: &str, time: &str) -> String {
        format!("{who}, {time}")
    }

    fn reason(&self, reason: &str) -> String {
        format!("Reason: {reason}")
    }

    fn watcher(&self, who: &str) -> String {
        format!("Watched by: {who}")
    }

    fn confirmed(&self, who: &str) -> String {
        format!("Confirmed by: {who}")
    }

    fn work_order(&self, order: &str) -> String {
        format!("Work order: {order}")
    }

    fn folded(&self, times: u32) -> String {
        let again = if times == 1 { "once more".to_owned() } else { format!("{times} more times") };
        format!("Raised {again} since the last notice (folded)")
    }

    fn others(&self, alarms: usize) -> String {
        format!("and {alarms} more")
    }

    fn elsewhere(&self, more: u32) -> String {
        format!("and {more} more: mcsctl alarm list")
    }

    fn lines_left_out(&self, lines: u32) -> String {
        format!("… {lines} lines left out, see mcsctl alarm list")
    }

    fn not_recorded(&self) -> &'static str {
        "Note: the store is failing or busy and has not taken this alarm yet"
    }

    fn told_late(&self) -> &'static str {
        "Note: notices were interrupted, this one is late"
    }

    fn drilled(&self) -> &'static str {
        "This is a drill, not a real alarm"
    }

    fn alive(&self) -> &'static str {
        "the monitoring system is alive"
    }

    fn test(&self) -> &'static str {
        "test of this channel"
    }

    fn times_in(&self, zone: &str) -> String {
        format!("Times are {zone}")
    }

    fn tested(&self) -> &'static str {
        "If you read this the channel works; there is nothing to do"
    }

    fn label(&self, label: Label, text: &str) -> String {
        let label = match label {
            Label::Place => "Place",
            Label::Value => "Value",
            Label::Raised => "Since",
            Label::Returned => "Returned",
            Label::State => "State",
            Label::By => "By",
            Label::Note => "Note",
            Label::Acknowledge => "Acknowledge",
            Label::Reset => "Reset",
        };
        format!("{label}: {text}")
    }
}
