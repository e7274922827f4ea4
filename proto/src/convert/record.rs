//! The record of alarms and its figures.

use mcs_core::{
    performance::{Blind, Frequent, Grade, Performance},
    time::Timestamp,
};

use super::{WireError, alarm::condition, serial_number, unknown};
use crate::wire;

impl From<&Performance> for wire::AlarmPerformance {
    fn from(performance: &Performance) -> Self {
        let [low_share, medium_share, high_share, critical_share] = performance.split;
        Self {
            from_us: performance.from.as_micros(),
            to_us: performance.to.as_micros(),
            operators: performance.operators,
            enough: performance.enough,
            alarms: performance.alarms,
            per_hour: performance.per_hour,
            per_ten_minutes: performance.per_ten_minutes,
            grade: performance.grade.as_str().to_owned(),
            busiest: performance.busiest,
            busy_share: performance.busy_share,
            flood_share: performance.flood_share,
            floods: performance.floods,
            top: performance.top.iter().map(Into::into).collect(),
            top_share: performance.top_share,
            chattering: performance.chattering,
            fleeting: performance.fleeting,
            stale: performance.stale,
            low_share,
            medium_share,
            high_share,
            critical_share,
            acknowledged: performance.acknowledged,
            ack_median_s: performance.ack_median_s,
            ack_p95_s: performance.ack_p95_s,
            blind: performance.blind.iter().map(Into::into).collect(),
            overrides: performance.overrides,
        }
    }
}

impl TryFrom<wire::AlarmPerformance> for Performance {
    type Error = WireError;
    fn try_from(performance: wire::AlarmPerformance) -> Result<Self, WireError> {
        Ok(Self {
            from: Timestamp::from_micros(performance.from_us),
            to: Timestamp::from_micros(performance.to_us),
            operators: performance.operators,
            enough: performance.enough,
            alarms: performance.alarms,
            per_hour: performance.per_hour,
            per_ten_minutes: performance.per_ten_minutes,
            grade: Grade::parse(&performance.grade)
                .ok_or_else(|| unknown("grade", format_args!("{:?}", performance.grade)))?,
            busiest: performance.busiest,
            busy_share: performance.busy_share,
            flood_share: performance.flood_share,
            floods: performance.floods,
            top: performance.top.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?,
            top_share: performance.top_share,
            chattering: performance.chattering,
            fleeting: performance.fleeting,
            stale: performance.stale,
            split: [
                performance.low_share,
                performance.medium_share,
                performance.high_share,
                performance.critical_share,
            ],
            acknowledged: performance.acknowledged,
            ack_median_s: performance.ack_median_s,
            ack_p95_s: performance.ack_p95_s,
            blind: performance.blind.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?,
            overrides: performance.overrides,
        })
    }
}

impl From<&Frequent> for wire::FrequentAlarm {
    fn from(frequent: &Frequent) -> Self {
        let r#type = frequent.condition.as_str().to_owned();
        Self { subject: frequent.subject.clone(), r#type, alarms: frequent.alarms, share: frequent.share }
    }
}

impl TryFrom<wire::FrequentAlarm> for Frequent {
    type Error = WireError;
    fn try_from(frequent: wire::FrequentAlarm) -> Result<Self, WireError> {
        let condition = condition(&frequent.r#type)?;
        Ok(Self { subject: frequent.subject, condition, alarms: frequent.alarms, share: frequent.share })
    }
}

impl From<&Blind> for wire::BlindPoint {
    fn from(blind: &Blind) -> Self {
        Self { sn: blind.sn.to_string(), unknown_s: blind.unknown_s, masked_s: blind.masked_s }
    }
}

impl TryFrom<wire::BlindPoint> for Blind {
    type Error = WireError;
    fn try_from(blind: wire::BlindPoint) -> Result<Self, WireError> {
        Ok(Self { sn: serial_number(&blind.sn)?, unknown_s: blind.unknown_s, masked_s: blind.masked_s })
    }
}
