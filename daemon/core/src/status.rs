//! How the daemon is doing, for `mcsctl status` and the header of the wall.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// How well the store keeps up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StoreState {
    /// Commits succeed.
    Ok,
    /// A commit is taking longer than two seconds.
    Late,
    /// The disk is full; commits go into the reserve.
    Reserve,
    /// Readings are judged and acknowledged but cannot be recorded.
    Unrecorded,
    /// Readings are no longer acknowledged.
    Withheld,
}

impl StoreState {
    /// Every state, in the order of its number on the wire.
    pub const ALL: [Self; 5] = [Self::Ok, Self::Late, Self::Reserve, Self::Unrecorded, Self::Withheld];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Late => "late",
            Self::Reserve => "reserve",
            Self::Unrecorded => "unrecorded",
            Self::Withheld => "withheld",
        }
    }
}

/// How the daemon is doing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// The site's name.
    pub site: String,
    /// The site's time zone.
    pub tz: String,
    /// The daemon's version.
    pub version: String,
    /// When it started.
    pub started: Timestamp,
    /// Its time.
    pub now: Timestamp,
    /// Registered devices.
    pub devices: u64,
    /// Connections on the MQTT endpoint.
    pub connections: u64,
    /// Points with a live value.
    pub live: u64,
    /// Points whose value is stale or catching up.
    pub stale: u64,
    /// Points offline.
    pub offline: u64,
    /// Points never heard of.
    pub not_commissioned: u64,
    /// Points in FAULT.
    pub fault: u64,
    /// Occurrences nobody has acknowledged.
    pub unacked: u64,
    /// Occurrences whose condition is present.
    pub active: u64,
    /// Devices that knocked and are not registered.
    pub discovered: u64,
    /// Readings heard since the start.
    pub readings: u64,
    /// Readings committed since the start.
    pub committed: u64,
    /// Readings acknowledged that could not be recorded, since the start.
    pub unrecorded: u64,
    /// How the store keeps up.
    pub store: StoreState,
    /// Duration of the newest commit, µs.
    pub commit_us: u64,
    /// Bytes of the database file.
    pub store_bytes: u64,
    /// Free share of the disk, percent.
    pub disk_free_percent: f64,
    /// Where devices connect.
    pub mqtt: Vec<String>,
    /// Jobs whose newest run failed or was cut off.
    pub failing_jobs: Vec<String>,
}
