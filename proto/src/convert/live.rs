//! The live stream: snapshot, deltas, heartbeats.

use mcs_core::{
    id::PointId,
    live::{Delta, Freshness, LiveMessage, Pending, PointLive, Snapshot, Update},
    map::MapRevision,
    site::Site,
    time::Timestamp,
};

use super::{
    WireError,
    alarm::condition,
    all,
    device::{position, range, resolution, sensor, unit},
    instant, micros, optional_name,
    reading::quality,
    required, serial_number, small, unknown,
};
use crate::wire::{self, watch_response};

impl From<Freshness> for wire::Freshness {
    fn from(freshness: Freshness) -> Self {
        match freshness {
            Freshness::NotCommissioned => Self::NotCommissioned,
            Freshness::Live => Self::Live,
            Freshness::Stale => Self::Stale,
            Freshness::CatchingUp => Self::CatchingUp,
            Freshness::Offline => Self::Offline,
        }
    }
}

fn freshness(number: i32) -> Result<Freshness, WireError> {
    match wire::Freshness::try_from(number) {
        Ok(wire::Freshness::NotCommissioned) => Ok(Freshness::NotCommissioned),
        Ok(wire::Freshness::Live) => Ok(Freshness::Live),
        Ok(wire::Freshness::Stale) => Ok(Freshness::Stale),
        Ok(wire::Freshness::CatchingUp) => Ok(Freshness::CatchingUp),
        Ok(wire::Freshness::Offline) => Ok(Freshness::Offline),
        Ok(wire::Freshness::Unspecified) | Err(_) => Err(unknown("freshness", number)),
    }
}

impl From<Pending> for wire::Pending {
    fn from(pending: Pending) -> Self {
        Self { r#type: pending.condition.as_str().to_owned(), due_us: pending.due.as_micros() }
    }
}

impl TryFrom<wire::Pending> for Pending {
    type Error = WireError;
    fn try_from(pending: wire::Pending) -> Result<Self, WireError> {
        Ok(Self { condition: condition(&pending.r#type)?, due: Timestamp::from_micros(pending.due_us) })
    }
}

impl From<&PointLive> for wire::PointLive {
    fn from(point: &PointLive) -> Self {
        Self {
            sn: point.sn.to_string(),
            point_id: point.point.0,
            name: point.name.clone(),
            sensor_type: point.sensor.as_str().to_owned(),
            unit: point.unit.as_str().to_owned(),
            decimals: point.resolution.decimals().into(),
            range: point.range.map(Into::into),
            limits: Some(point.limits.into()),
            area: point.area.as_ref().map(ToString::to_string),
            zone: point.zone.as_ref().map(ToString::to_string),
            position: point.position.map(Into::into),
            period_s: point.period_s.into(),
            value: point.value,
            value_unlimited: point.value_unlimited,
            quality: point.quality.map(|quality| wire::Quality::from(quality).into()),
            freshness: wire::Freshness::from(point.freshness).into(),
            time_us: micros(point.time),
            received_us: micros(point.received),
            seq: point.seq.map(Into::into),
            err: point.err.into(),
            bat: point.bat,
            rssi: point.rssi,
            pending: point.pending.map(Into::into),
            recorded: point.recorded,
            mask: point.mask.as_ref().map(Into::into),
        }
    }
}

impl TryFrom<wire::PointLive> for PointLive {
    type Error = WireError;
    fn try_from(point: wire::PointLive) -> Result<Self, WireError> {
        Ok(Self {
            sn: serial_number(&point.sn)?,
            point: PointId(point.point_id),
            name: point.name,
            sensor: sensor(&point.sensor_type)?,
            unit: unit(&point.unit)?,
            resolution: resolution(point.decimals)?,
            range: range(point.range)?,
            limits: point.limits.unwrap_or_default().into(),
            area: optional_name("area", point.area.as_deref())?,
            zone: optional_name("zone", point.zone.as_deref())?,
            position: position(point.position)?,
            period_s: small("period_s", point.period_s)?,
            value: point.value,
            value_unlimited: point.value_unlimited,
            quality: point.quality.map(quality).transpose()?,
            freshness: freshness(point.freshness)?,
            time: instant(point.time_us),
            received: instant(point.received_us),
            seq: point.seq.map(|seq| small("seq", seq)).transpose()?,
            err: small("err", point.err)?,
            bat: point.bat,
            rssi: point.rssi,
            pending: point.pending.map(TryInto::try_into).transpose()?,
            recorded: point.recorded,
            mask: point.mask.map(TryInto::try_into).transpose()?,
        })
    }
}

impl From<&LiveMessage> for wire::WatchResponse {
    fn from(message: &LiveMessage) -> Self {
        let (now, update) = match &message.update {
            Update::Snapshot(snapshot) => (
                snapshot.now,
                watch_response::Update::Snapshot(wire::Snapshot {
                    site: snapshot.site.name.clone(),
                    tz: snapshot.site.tz.clone(),
                    points: snapshot.points.iter().map(Into::into).collect(),
                    alarms: snapshot.alarms.iter().map(Into::into).collect(),
                    silent_until_us: micros(snapshot.silent_until),
                    map_revision: snapshot.map.0,
                }),
            ),
            Update::Delta(delta) => (
                delta.now,
                watch_response::Update::Delta(wire::Delta {
                    points: delta.points.iter().map(Into::into).collect(),
                    removed: delta.removed.iter().map(ToString::to_string).collect(),
                    alarms: delta.alarms.iter().map(Into::into).collect(),
                    transitions: delta.transitions.iter().map(Into::into).collect(),
                    silent_until_us: micros(delta.silent_until),
                    map_revision: delta.map.map(|revision| revision.0),
                }),
            ),
            Update::Heartbeat { now } => (*now, watch_response::Update::Heartbeat(wire::Heartbeat {})),
        };
        Self { boot_id: message.boot_id.clone(), rev: message.rev, now_us: now.as_micros(), update: Some(update) }
    }
}

impl TryFrom<wire::WatchResponse> for LiveMessage {
    type Error = WireError;
    fn try_from(message: wire::WatchResponse) -> Result<Self, WireError> {
        let now = Timestamp::from_micros(message.now_us);
        let update = match required("update", message.update)? {
            watch_response::Update::Snapshot(snapshot) => Update::Snapshot(Box::new(Snapshot {
                site: Site { name: snapshot.site, tz: snapshot.tz },
                now,
                points: all(snapshot.points)?,
                alarms: all(snapshot.alarms)?,
                silent_until: instant(snapshot.silent_until_us),
                map: MapRevision(snapshot.map_revision),
            })),
            watch_response::Update::Delta(delta) => Update::Delta(Box::new(Delta {
                now,
                points: all(delta.points)?,
                removed: delta.removed.iter().map(|sn| serial_number(sn)).collect::<Result<_, _>>()?,
                alarms: all(delta.alarms)?,
                transitions: all(delta.transitions)?,
                silent_until: instant(delta.silent_until_us),
                map: delta.map_revision.map(MapRevision),
            })),
            watch_response::Update::Heartbeat(wire::Heartbeat {}) => Update::Heartbeat { now },
        };
        Ok(Self { boot_id: message.boot_id, rev: message.rev, update })
    }
}
