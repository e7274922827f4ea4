//! Hand-overs.

use mcs_core::{
    id::OccurrenceId,
    shift::{FailedDelivery, Shift, ShiftNote, ShiftReport, SilentPoint},
    time::Timestamp,
};

use super::{WireError, alarm::priority, all, instant, micros, name, required, serial_number};
use crate::wire;

impl From<&ShiftReport> for wire::ShiftReport {
    fn from(report: &ShiftReport) -> Self {
        Self {
            site: report.site.clone(),
            tz: report.tz.clone(),
            since_us: report.since.as_micros(),
            until_us: report.until.as_micros(),
            open: report.open.iter().map(Into::into).collect(),
            overdue: report.overdue.iter().map(|id| id.0).collect(),
            masks: report.masks.iter().map(Into::into).collect(),
            offline: report.offline.iter().map(Into::into).collect(),
            failed: report.failed.iter().map(Into::into).collect(),
            raised: report.raised,
            notes: report.notes.iter().map(Into::into).collect(),
        }
    }
}

impl TryFrom<wire::ShiftReport> for ShiftReport {
    type Error = WireError;
    fn try_from(report: wire::ShiftReport) -> Result<Self, WireError> {
        Ok(Self {
            site: report.site,
            tz: report.tz,
            since: Timestamp::from_micros(report.since_us),
            until: Timestamp::from_micros(report.until_us),
            open: all(report.open)?,
            overdue: report.overdue.into_iter().map(OccurrenceId).collect(),
            masks: all(report.masks)?,
            offline: all(report.offline)?,
            failed: all(report.failed)?,
            raised: report.raised,
            notes: report.notes.into_iter().map(Into::into).collect(),
        })
    }
}

impl From<&SilentPoint> for wire::SilentPoint {
    fn from(point: &SilentPoint) -> Self {
        Self { sn: point.sn.to_string(), name: point.name.clone(), last_us: micros(point.last) }
    }
}

impl TryFrom<wire::SilentPoint> for SilentPoint {
    type Error = WireError;
    fn try_from(point: wire::SilentPoint) -> Result<Self, WireError> {
        Ok(Self { sn: serial_number(&point.sn)?, name: point.name, last: instant(point.last_us) })
    }
}

impl From<&FailedDelivery> for wire::FailedDelivery {
    fn from(failed: &FailedDelivery) -> Self {
        Self {
            id: failed.id,
            channel: failed.channel.to_string(),
            group: failed.group.to_string(),
            alarm_id: failed.alarm.map(|id| id.0),
            priority: wire::Priority::from(failed.priority).into(),
            created_us: failed.created.as_micros(),
            why: failed.why.clone(),
        }
    }
}

impl TryFrom<wire::FailedDelivery> for FailedDelivery {
    type Error = WireError;
    fn try_from(failed: wire::FailedDelivery) -> Result<Self, WireError> {
        Ok(Self {
            id: failed.id,
            channel: name("channel", &failed.channel)?,
            group: name("group", &failed.group)?,
            alarm: failed.alarm_id.map(OccurrenceId),
            priority: priority(failed.priority)?,
            created: Timestamp::from_micros(failed.created_us),
            why: failed.why,
        })
    }
}

impl From<&ShiftNote> for wire::ShiftNote {
    fn from(note: &ShiftNote) -> Self {
        Self {
            at_us: note.at.as_micros(),
            by: note.by.clone(),
            action: note.action.clone(),
            about: note.about.clone(),
            text: note.text.clone(),
        }
    }
}

impl From<wire::ShiftNote> for ShiftNote {
    fn from(note: wire::ShiftNote) -> Self {
        let at = Timestamp::from_micros(note.at_us);
        Self { at, by: note.by, action: note.action, about: note.about, text: note.text }
    }
}

impl From<&Shift> for wire::Shift {
    fn from(shift: &Shift) -> Self {
        Self {
            id: shift.id,
            report: Some((&shift.report).into()),
            note: shift.note.clone(),
            by: shift.by.clone(),
            accepter: shift.accepter.clone(),
            accepted_us: shift.accepted.as_micros(),
        }
    }
}

impl TryFrom<wire::Shift> for Shift {
    type Error = WireError;
    fn try_from(shift: wire::Shift) -> Result<Self, WireError> {
        Ok(Self {
            id: shift.id,
            report: required("report", shift.report)?.try_into()?,
            note: shift.note,
            by: shift.by,
            accepter: shift.accepter,
            accepted: Timestamp::from_micros(shift.accepted_us),
        })
    }
}
