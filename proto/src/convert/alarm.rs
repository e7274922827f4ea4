//! Occurrences and the transitions of their life.

use mcs_core::{
    alarm::{
        Actor, Condition, LifeState, Notice, Occurrence, Priority, Source, SystemCause, Transition, TransitionKind,
    },
    id::{EventId, OccurrenceId, PointId, ZoneId},
    time::Timestamp,
};

use super::{WireError, device::unit, instant, micros, optional_name, unknown};
use crate::wire;

impl From<LifeState> for wire::LifeState {
    fn from(state: LifeState) -> Self {
        match state {
            LifeState::Normal => Self::Normal,
            LifeState::UnackActive => Self::UnackActive,
            LifeState::AckedActive => Self::AckedActive,
            LifeState::UnackReturned => Self::UnackReturned,
            LifeState::LatchedUnack => Self::LatchedUnack,
            LifeState::LatchedAcked => Self::LatchedAcked,
        }
    }
}

pub(crate) fn life_state(number: i32) -> Result<LifeState, WireError> {
    match wire::LifeState::try_from(number) {
        Ok(wire::LifeState::Normal) => Ok(LifeState::Normal),
        Ok(wire::LifeState::UnackActive) => Ok(LifeState::UnackActive),
        Ok(wire::LifeState::AckedActive) => Ok(LifeState::AckedActive),
        Ok(wire::LifeState::UnackReturned) => Ok(LifeState::UnackReturned),
        Ok(wire::LifeState::LatchedUnack) => Ok(LifeState::LatchedUnack),
        Ok(wire::LifeState::LatchedAcked) => Ok(LifeState::LatchedAcked),
        Ok(wire::LifeState::Unspecified) | Err(_) => Err(unknown("state", number)),
    }
}

impl From<Priority> for wire::Priority {
    fn from(priority: Priority) -> Self {
        match priority {
            Priority::Low => Self::Low,
            Priority::Medium => Self::Medium,
            Priority::High => Self::High,
            Priority::Critical => Self::Critical,
        }
    }
}

pub(crate) fn priority(number: i32) -> Result<Priority, WireError> {
    match wire::Priority::try_from(number) {
        Ok(wire::Priority::Low) => Ok(Priority::Low),
        Ok(wire::Priority::Medium) => Ok(Priority::Medium),
        Ok(wire::Priority::High) => Ok(Priority::High),
        Ok(wire::Priority::Critical) => Ok(Priority::Critical),
        Ok(wire::Priority::Unspecified) | Err(_) => Err(unknown("priority", number)),
    }
}

pub(crate) fn condition(text: &str) -> Result<Condition, WireError> {
    Condition::parse(text).ok_or_else(|| unknown("type", format_args!("{text:?}")))
}

fn kind(text: &str) -> Result<TransitionKind, WireError> {
    TransitionKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == text)
        .ok_or_else(|| unknown("kind", format_args!("{text:?}")))
}

pub(crate) fn event(text: &str) -> Result<EventId, WireError> {
    EventId::parse(text).ok_or_else(|| unknown("event_id", format_args!("{text:?}")))
}

fn notice(text: &str) -> Result<Notice, WireError> {
    Notice::parse(text).ok_or_else(|| unknown("notice", format_args!("{text:?}")))
}

pub(super) fn split(source: Source) -> (Option<u32>, Option<String>, Option<u32>) {
    match source {
        Source::Point(point) => (Some(point.0), None, None),
        Source::System(cause) => (None, Some(cause.as_str().to_owned()), None),
        Source::Zone(zone) => (None, None, Some(zone.0)),
    }
}

pub(crate) fn system_cause(text: &str) -> Result<SystemCause, WireError> {
    SystemCause::parse(text).ok_or_else(|| unknown("system_cause", format_args!("{text:?}")))
}

pub(super) fn source(point: Option<u32>, cause: Option<&str>, zone: Option<u32>) -> Result<Source, WireError> {
    match (point, cause, zone) {
        (Some(point), None, None) => Ok(Source::Point(PointId(point))),
        (None, Some(cause), None) => system_cause(cause).map(Source::System),
        (None, None, Some(zone)) => Ok(Source::Zone(ZoneId(zone))),
        (None, None, None) => Err(WireError::Missing { field: "point_id, system_cause or zone_id" }),
        (point, cause, zone) => Err(unknown("source", format_args!("more than one of {point:?}, {cause:?}, {zone:?}"))),
    }
}

impl From<&Occurrence> for wire::Alarm {
    fn from(alarm: &Occurrence) -> Self {
        let (point_id, system_cause, zone_id) = split(alarm.source);
        Self {
            id: alarm.id.0,
            sn: alarm.sn.as_ref().map(ToString::to_string),
            point_id,
            system_cause,
            zone_id,
            zone: alarm.zone.as_ref().map(ToString::to_string),
            first_out: alarm.first_out,
            chattering: alarm.chattering,
            drill: alarm.drill,
            mask: alarm.mask.as_ref().map(Into::into),
            r#type: alarm.condition.as_str().to_owned(),
            priority: wire::Priority::from(alarm.priority).into(),
            state: wire::LifeState::from(alarm.state).into(),
            held: alarm.held,
            masked: alarm.masked.clone(),
            raised_us: alarm.raised.as_micros(),
            returned_us: micros(alarm.returned),
            acked_us: micros(alarm.acked),
            acked_by: alarm.acked_by.clone(),
            comment: alarm.comment.clone(),
            closed_us: micros(alarm.closed),
            value: alarm.value,
            peak: alarm.peak,
            limit: alarm.limit,
            unit: alarm.unit.map(|unit| unit.as_str().to_owned()),
            recorded: alarm.recorded,
            text: alarm.text.clone(),
        }
    }
}

impl TryFrom<wire::Alarm> for Occurrence {
    type Error = WireError;
    fn try_from(alarm: wire::Alarm) -> Result<Self, WireError> {
        Ok(Self {
            id: OccurrenceId(alarm.id),
            sn: optional_name("sn", alarm.sn.as_deref())?,
            source: source(alarm.point_id, alarm.system_cause.as_deref(), alarm.zone_id)?,
            condition: condition(&alarm.r#type)?,
            priority: priority(alarm.priority)?,
            state: life_state(alarm.state)?,
            held: alarm.held,
            masked: alarm.masked,
            mask: alarm.mask.map(TryInto::try_into).transpose()?,
            zone: optional_name("zone", alarm.zone.as_deref())?,
            first_out: alarm.first_out,
            chattering: alarm.chattering,
            drill: alarm.drill,
            raised: Timestamp::from_micros(alarm.raised_us),
            returned: instant(alarm.returned_us),
            acked: instant(alarm.acked_us),
            acked_by: alarm.acked_by,
            comment: alarm.comment,
            closed: instant(alarm.closed_us),
            value: alarm.value,
            peak: alarm.peak,
            limit: alarm.limit,
            unit: alarm.unit.as_deref().map(unit).transpose()?,
            recorded: alarm.recorded,
            text: alarm.text,
        })
    }
}

impl From<&Transition> for wire::Transition {
    fn from(transition: &Transition) -> Self {
        let (point_id, system_cause, zone_id) = split(transition.source);
        Self {
            event_id: transition.event.to_string(),
            alarm_id: transition.occurrence.0,
            point_id,
            system_cause,
            r#type: transition.condition.as_str().to_owned(),
            kind: transition.kind.as_str().to_owned(),
            state: wire::LifeState::from(transition.state).into(),
            priority: wire::Priority::from(transition.priority).into(),
            measured_us: transition.measured.as_micros(),
            received_us: transition.received.as_micros(),
            value: transition.value,
            limit: transition.limit,
            notice: transition.notice.as_str().to_owned(),
            by: transition.by.as_ref().map(|by| by.name.clone()),
            comment: transition.comment.clone(),
            zone_id,
            rules: transition.rules,
        }
    }
}

impl TryFrom<wire::Transition> for Transition {
    type Error = WireError;
    fn try_from(transition: wire::Transition) -> Result<Self, WireError> {
        Ok(Self {
            event: event(&transition.event_id)?,
            source: source(transition.point_id, transition.system_cause.as_deref(), transition.zone_id)?,
            condition: condition(&transition.r#type)?,
            occurrence: OccurrenceId(transition.alarm_id),
            kind: kind(&transition.kind)?,
            state: life_state(transition.state)?,
            priority: priority(transition.priority)?,
            measured: Timestamp::from_micros(transition.measured_us),
            received: Timestamp::from_micros(transition.received_us),
            value: transition.value,
            limit: transition.limit,
            rules: transition.rules,
            notice: notice(&transition.notice)?,
            by: transition.by.map(|name| Actor { name }),
            comment: transition.comment,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_notice_survives_the_wire() {
        for told in Notice::ALL {
            assert_eq!(notice(told.as_str()), Ok(told));
        }
    }

    #[test]
    fn an_alarm_about_nothing_or_about_two_things_is_refused() {
        assert!(source(None, None, None).is_err());
        assert!(source(Some(1), Some("store-late"), None).is_err());
        assert!(source(None, Some("weather"), None).is_err());
    }
}
