//! What hides alarms, and how people name an alarm.

use mcs_core::{
    alarm::{AlarmRef, Mask, MaskKind, MaskWish, TestEvidence},
    id::{OccurrenceId, UserName},
    time::{Span, Timestamp},
};

use super::{
    WireError,
    alarm::{condition, source, split},
    name, optional_name, required, serial_number, small, unknown,
};
use crate::wire;

impl From<&Mask> for wire::Mask {
    fn from(mask: &Mask) -> Self {
        let (point_id, system_cause, zone_id) = split(mask.source);
        Self {
            sn: mask.sn.as_ref().map(ToString::to_string),
            point_id,
            system_cause,
            zone_id,
            r#type: mask.condition.map(|condition| condition.as_str().to_owned()),
            kind: mask.kind.as_str().to_owned(),
            by: mask.by.clone(),
            reason: mask.reason.clone(),
            watcher: mask.watcher.clone(),
            work_order: mask.work_order.clone(),
            confirmed_by: mask.confirmed_by.clone(),
            since_us: mask.since.as_micros(),
            until_us: mask.until.as_micros(),
        }
    }
}

impl TryFrom<wire::Mask> for Mask {
    type Error = WireError;
    fn try_from(mask: wire::Mask) -> Result<Self, WireError> {
        Ok(Self {
            sn: optional_name("sn", mask.sn.as_deref())?,
            source: source(mask.point_id, mask.system_cause.as_deref(), mask.zone_id)?,
            condition: mask.r#type.as_deref().map(condition).transpose()?,
            kind: MaskKind::parse(&mask.kind).ok_or_else(|| unknown("kind", format_args!("{:?}", mask.kind)))?,
            by: mask.by,
            reason: mask.reason,
            watcher: mask.watcher,
            work_order: mask.work_order,
            confirmed_by: mask.confirmed_by,
            since: Timestamp::from_micros(mask.since_us),
            until: Timestamp::from_micros(mask.until_us),
        })
    }
}

impl From<&TestEvidence> for wire::TestEvidence {
    fn from(seen: &TestEvidence) -> Self {
        Self { r#type: seen.condition.as_str().to_owned(), raises: seen.raises, peak: seen.peak }
    }
}

impl TryFrom<wire::TestEvidence> for TestEvidence {
    type Error = WireError;
    fn try_from(seen: wire::TestEvidence) -> Result<Self, WireError> {
        Ok(Self { condition: condition(&seen.r#type)?, raises: seen.raises, peak: seen.peak })
    }
}

impl From<&AlarmRef> for wire::AlarmRef {
    fn from(alarm: &AlarmRef) -> Self {
        match alarm {
            AlarmRef::Occurrence(id) => Self { id: Some(id.0), ..Self::default() },
            AlarmRef::Point { sn, condition } => {
                Self { sn: Some(sn.to_string()), r#type: Some(condition.as_str().to_owned()), ..Self::default() }
            }
            AlarmRef::System(cause) => Self { system_cause: Some(cause.as_str().to_owned()), ..Self::default() },
        }
    }
}

impl TryFrom<wire::AlarmRef> for AlarmRef {
    type Error = WireError;
    fn try_from(alarm: wire::AlarmRef) -> Result<Self, WireError> {
        match (alarm.id, alarm.sn, alarm.r#type, alarm.system_cause) {
            (Some(id), None, None, None) => Ok(Self::Occurrence(OccurrenceId(id))),
            (None, Some(sn), Some(of), None) => Ok(Self::Point { sn: serial_number(&sn)?, condition: condition(&of)? }),
            (None, None, None, Some(cause)) => mcs_core::alarm::SystemCause::parse(&cause)
                .map(Self::System)
                .ok_or_else(|| unknown("system_cause", format_args!("{cause:?}"))),
            _ => Err(WireError::Missing { field: "exactly one of id, sn with type, and system_cause" }),
        }
    }
}

/// Which alarm a request is about.
pub fn alarm_ref(alarm: Option<wire::AlarmRef>) -> Result<AlarmRef, WireError> {
    required("alarm", alarm)?.try_into()
}

/// Which of a device's alarms a request is about.
pub fn condition_name(text: &str) -> Result<mcs_core::alarm::Condition, WireError> {
    condition(text)
}

/// The length of a mask as it goes onto the wire, in whole seconds, rounded up so that none becomes nothing.
pub(crate) fn seconds(span: Span) -> Result<u32, WireError> {
    small("duration_s", (span.as_micros().max(0) + 999_999) / 1_000_000)
}

/// Why somebody wants to hide something, and for how long.
pub fn mask_wish(reason: String, duration_s: u32, watcher: Option<String>, work_order: Option<String>) -> MaskWish {
    MaskWish { reason, span: Span::secs(duration_s.into()), watcher, work_order }
}

/// The user a second person says to be.
pub fn second_user(person: &wire::SecondPerson) -> Result<UserName, WireError> {
    name("second_person.user", &person.user)
}

/// A password never shows.
impl std::fmt::Debug for wire::SecondPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecondPerson").field("user", &self.user).finish_non_exhaustive()
    }
}
