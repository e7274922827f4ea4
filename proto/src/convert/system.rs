//! How the daemon is doing, and who is calling.

use mcs_core::{
    site::Role,
    status::{Status, StoreState},
    time::Timestamp,
};

use super::{WireError, unknown};
use crate::wire;

/// The role with this name.
pub(crate) fn role(text: &str) -> Result<Role, WireError> {
    Role::parse(text).ok_or_else(|| unknown("role", format_args!("{text:?}")))
}

impl From<StoreState> for wire::StoreState {
    fn from(state: StoreState) -> Self {
        match state {
            StoreState::Ok => Self::Ok,
            StoreState::Late => Self::Late,
            StoreState::Reserve => Self::Reserve,
            StoreState::Unrecorded => Self::Unrecorded,
            StoreState::Withheld => Self::Withheld,
        }
    }
}

fn store_state(number: i32) -> Result<StoreState, WireError> {
    match wire::StoreState::try_from(number) {
        Ok(wire::StoreState::Ok) => Ok(StoreState::Ok),
        Ok(wire::StoreState::Late) => Ok(StoreState::Late),
        Ok(wire::StoreState::Reserve) => Ok(StoreState::Reserve),
        Ok(wire::StoreState::Unrecorded) => Ok(StoreState::Unrecorded),
        Ok(wire::StoreState::Withheld) => Ok(StoreState::Withheld),
        Ok(wire::StoreState::Unspecified) | Err(_) => Err(unknown("store", number)),
    }
}

impl From<&Status> for wire::GetStatusResponse {
    fn from(status: &Status) -> Self {
        Self {
            site: status.site.clone(),
            tz: status.tz.clone(),
            version: status.version.clone(),
            started_us: status.started.as_micros(),
            now_us: status.now.as_micros(),
            devices: status.devices,
            connections: status.connections,
            live: status.live,
            stale: status.stale,
            offline: status.offline,
            not_commissioned: status.not_commissioned,
            fault: status.fault,
            unacked: status.unacked,
            active: status.active,
            discovered: status.discovered,
            readings: status.readings,
            committed: status.committed,
            unrecorded: status.unrecorded,
            store: wire::StoreState::from(status.store).into(),
            commit_us: status.commit_us,
            store_bytes: status.store_bytes,
            disk_free_percent: status.disk_free_percent,
            mqtt: status.mqtt.clone(),
            failing_jobs: status.failing_jobs.clone(),
        }
    }
}

impl TryFrom<wire::GetStatusResponse> for Status {
    type Error = WireError;
    fn try_from(status: wire::GetStatusResponse) -> Result<Self, WireError> {
        Ok(Self {
            site: status.site,
            tz: status.tz,
            version: status.version,
            started: Timestamp::from_micros(status.started_us),
            now: Timestamp::from_micros(status.now_us),
            devices: status.devices,
            connections: status.connections,
            live: status.live,
            stale: status.stale,
            offline: status.offline,
            not_commissioned: status.not_commissioned,
            fault: status.fault,
            unacked: status.unacked,
            active: status.active,
            discovered: status.discovered,
            readings: status.readings,
            committed: status.committed,
            unrecorded: status.unrecorded,
            store: store_state(status.store)?,
            commit_us: status.commit_us,
            store_bytes: status.store_bytes,
            disk_free_percent: status.disk_free_percent,
            mqtt: status.mqtt,
            failing_jobs: status.failing_jobs,
        })
    }
}
