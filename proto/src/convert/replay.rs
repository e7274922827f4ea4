//! History through changed rules.

use mcs_core::{
    rule::{ConditionTally, PointReplay, ReplayTotals, Replaying, Stood},
    time::Timestamp,
};

use super::{
    WireError,
    alarm::{condition, priority},
    device::unit,
    instant, micros, required, serial_number,
};
use crate::wire::{self, replay_rules_response::Told};

impl From<&Replaying> for wire::ReplayRulesResponse {
    fn from(told: &Replaying) -> Self {
        let told = match told {
            Replaying::Progress { done, total, readings } => {
                Told::Progress(wire::ReplayProgress { done: *done, total: *total, readings: *readings })
            }
            Replaying::Point(point) => Told::Point((&**point).into()),
            Replaying::Done(ReplayTotals { points, unaffected, readings, gained, lost }) => {
                Told::Done(wire::ReplayTotals {
                    points: *points,
                    unaffected: *unaffected,
                    readings: *readings,
                    gained: *gained,
                    lost: *lost,
                })
            }
        };
        Self { told: Some(told) }
    }
}

impl TryFrom<wire::ReplayRulesResponse> for Replaying {
    type Error = WireError;
    fn try_from(told: wire::ReplayRulesResponse) -> Result<Self, WireError> {
        Ok(match required("told", told.told)? {
            Told::Progress(wire::ReplayProgress { done, total, readings }) => Self::Progress { done, total, readings },
            Told::Point(point) => Self::Point(Box::new(point.try_into()?)),
            Told::Done(wire::ReplayTotals { points, unaffected, readings, gained, lost }) => {
                Self::Done(ReplayTotals { points, unaffected, readings, gained, lost })
            }
        })
    }
}

impl From<&PointReplay> for wire::PointReplay {
    fn from(point: &PointReplay) -> Self {
        let tally = |tally: &ConditionTally| wire::ConditionTally {
            r#type: tally.condition.as_str().to_owned(),
            raises_before: tally.raises_before,
            raises_after: tally.raises_after,
            seconds_before: tally.seconds_before,
            seconds_after: tally.seconds_after,
        };
        Self {
            sn: point.sn.to_string(),
            unit: point.unit.as_str().to_owned(),
            readings: point.readings,
            begins_us: micros(point.begins),
            conditions: point.conditions.iter().map(tally).collect(),
            gained: point.gained.iter().map(Into::into).collect(),
            lost: point.lost.iter().map(Into::into).collect(),
            cut: point.cut,
            damaged: point.damaged,
        }
    }
}

impl TryFrom<wire::PointReplay> for PointReplay {
    type Error = WireError;
    fn try_from(point: wire::PointReplay) -> Result<Self, WireError> {
        let tally = |tally: wire::ConditionTally| -> Result<ConditionTally, WireError> {
            Ok(ConditionTally {
                condition: condition(&tally.r#type)?,
                raises_before: tally.raises_before,
                raises_after: tally.raises_after,
                seconds_before: tally.seconds_before,
                seconds_after: tally.seconds_after,
            })
        };
        Ok(Self {
            sn: serial_number(&point.sn)?,
            unit: unit(&point.unit)?,
            readings: point.readings,
            begins: instant(point.begins_us),
            conditions: point.conditions.into_iter().map(tally).collect::<Result<_, _>>()?,
            gained: super::all(point.gained)?,
            lost: super::all(point.lost)?,
            cut: point.cut,
            damaged: point.damaged,
        })
    }
}

impl From<&Stood> for wire::AlarmStood {
    fn from(stood: &Stood) -> Self {
        Self {
            r#type: stood.condition.as_str().to_owned(),
            priority: wire::Priority::from(stood.priority).into(),
            raised_us: stood.raised.as_micros(),
            returned_us: micros(stood.returned),
            peak: stood.peak,
        }
    }
}

impl TryFrom<wire::AlarmStood> for Stood {
    type Error = WireError;
    fn try_from(stood: wire::AlarmStood) -> Result<Self, WireError> {
        Ok(Self {
            condition: condition(&stood.r#type)?,
            priority: priority(stood.priority)?,
            raised: Timestamp::from_micros(stood.raised_us),
            returned: instant(stood.returned_us),
            peak: stood.peak,
        })
    }
}
