//! Zones.

use mcs_core::{
    id::{OccurrenceId, ShortName, ZoneId},
    zone::{Degrade, Unknown, Zone, ZoneLevel, ZoneMember, ZoneState},
};

use super::{WireError, all, name, required, serial_number, small, unknown};
use crate::wire;

/// A zone's name as it stands in a request.
pub fn zone_name(text: &str) -> Result<ShortName, WireError> {
    name("zone", text)
}

impl From<&Zone> for wire::Zone {
    fn from(zone: &Zone) -> Self {
        let level = match zone.level {
            ZoneLevel::A1 => wire::ZoneLevel::A1,
            ZoneLevel::A2 => wire::ZoneLevel::A2,
        };
        let degrade = match zone.degrade {
            Degrade::Reduce => wire::ZoneDegrade::Reduce,
            Degrade::Keep => wire::ZoneDegrade::Keep,
        };
        Self {
            id: zone.id.0,
            name: zone.name.to_string(),
            votes: zone.votes.into(),
            level: level.into(),
            degrade: degrade.into(),
            revision: zone.revision,
        }
    }
}

impl TryFrom<wire::Zone> for Zone {
    type Error = WireError;
    fn try_from(zone: wire::Zone) -> Result<Self, WireError> {
        let level = match wire::ZoneLevel::try_from(zone.level) {
            Ok(wire::ZoneLevel::A1) => ZoneLevel::A1,
            Ok(wire::ZoneLevel::A2) => ZoneLevel::A2,
            Ok(wire::ZoneLevel::Unspecified) | Err(_) => return Err(unknown("level", zone.level)),
        };
        let degrade = match wire::ZoneDegrade::try_from(zone.degrade) {
            Ok(wire::ZoneDegrade::Reduce) => Degrade::Reduce,
            Ok(wire::ZoneDegrade::Keep) => Degrade::Keep,
            Ok(wire::ZoneDegrade::Unspecified) | Err(_) => return Err(unknown("degrade", zone.degrade)),
        };
        let votes = small("votes", zone.votes)?;
        Ok(Self { id: ZoneId(zone.id), name: zone_name(&zone.name)?, votes, level, degrade, revision: zone.revision })
    }
}

impl From<&ZoneMember> for wire::ZoneMember {
    fn from(member: &ZoneMember) -> Self {
        let why = member.unknown.map(|why| match why {
            Unknown::NotCommissioned => wire::ZoneUnknown::NotCommissioned,
            Unknown::Offline => wire::ZoneUnknown::Offline,
            Unknown::NoValue => wire::ZoneUnknown::NoValue,
            Unknown::Uncalibrated => wire::ZoneUnknown::Uncalibrated,
            Unknown::Inhibited => wire::ZoneUnknown::Inhibited,
            Unknown::NoLimit => wire::ZoneUnknown::NoLimit,
        });
        let (sn, unknown) = (member.sn.to_string(), why.map(Into::into));
        Self { sn, votes: member.votes, unknown, masked: member.masked }
    }
}

impl TryFrom<wire::ZoneMember> for ZoneMember {
    type Error = WireError;
    fn try_from(member: wire::ZoneMember) -> Result<Self, WireError> {
        let why = |number: i32| match wire::ZoneUnknown::try_from(number) {
            Ok(wire::ZoneUnknown::NotCommissioned) => Ok(Unknown::NotCommissioned),
            Ok(wire::ZoneUnknown::Offline) => Ok(Unknown::Offline),
            Ok(wire::ZoneUnknown::NoValue) => Ok(Unknown::NoValue),
            Ok(wire::ZoneUnknown::Uncalibrated) => Ok(Unknown::Uncalibrated),
            Ok(wire::ZoneUnknown::Inhibited) => Ok(Unknown::Inhibited),
            Ok(wire::ZoneUnknown::NoLimit) => Ok(Unknown::NoLimit),
            Ok(wire::ZoneUnknown::Unspecified) | Err(_) => Err(unknown("unknown", number)),
        };
        Ok(Self {
            sn: serial_number(&member.sn)?,
            votes: member.votes,
            unknown: member.unknown.map(why).transpose()?,
            masked: member.masked,
        })
    }
}

impl From<&ZoneState> for wire::ZoneState {
    fn from(state: &ZoneState) -> Self {
        Self {
            name: state.name.to_string(),
            zone: state.zone.as_ref().map(Into::into),
            members: state.members.iter().map(Into::into).collect(),
            votes: state.votes,
            needed: state.needed,
            blind: state.blind,
            alarm: state.alarm.map(|id| id.0),
            text: state.text.clone(),
        }
    }
}

impl TryFrom<wire::ZoneState> for ZoneState {
    type Error = WireError;
    fn try_from(state: wire::ZoneState) -> Result<Self, WireError> {
        Ok(Self {
            name: zone_name(&state.name)?,
            zone: state.zone.map(TryInto::try_into).transpose()?,
            members: all(state.members)?,
            votes: state.votes,
            needed: state.needed,
            blind: state.blind,
            alarm: state.alarm.map(OccurrenceId),
            text: state.text,
        })
    }
}

/// What a request that sets a zone says.
pub fn wanted_zone(request: wire::SetZoneRequest) -> Result<Zone, WireError> {
    required("zone", request.zone)?.try_into()
}
