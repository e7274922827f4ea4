//! What a live client sees: a snapshot, then the changes that follow it without a gap.

use serde::{Deserialize, Serialize};

use crate::{
    alarm::{Condition, Mask, Occurrence, Transition},
    device::Limits,
    id::{PointId, SerialNumber, ShortName},
    map::MapRevision,
    quantity::{Range, Resolution, Unit},
    reading::Quality,
    sensor::SensorType,
    site::{Position, Site},
    time::Timestamp,
};

/// How fresh a point's value is. Unknown is never green.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Freshness {
    /// Never heard of: counted, never green, never offline.
    NotCommissioned,
    /// A live reading within three periods.
    Live,
    /// Older than three periods.
    Stale,
    /// A backlog is arriving; the live state is not known yet.
    CatchingUp,
    /// No live reading for the point's offline limit.
    Offline,
}

impl Freshness {
    /// Every state, in the order of its number on the wire.
    pub const ALL: [Self; 5] = [Self::NotCommissioned, Self::Live, Self::Stale, Self::CatchingUp, Self::Offline];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotCommissioned => "not-commissioned",
            Self::Live => "live",
            Self::Stale => "stale",
            Self::CatchingUp => "catching-up",
            Self::Offline => "offline",
        }
    }
}

/// A condition that is counting down to a raise.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Pending {
    /// Which one.
    pub condition: Condition,
    /// When it will be raised unless the value clears.
    pub due: Timestamp,
}

/// One point on the map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PointLive {
    /// The device.
    pub sn: SerialNumber,
    /// Its point.
    pub point: PointId,
    /// What people call it.
    pub name: Option<String>,
    /// What it measures.
    #[serde(rename = "type")]
    pub sensor: SensorType,
    /// The unit of value, range and limits.
    pub unit: Unit,
    /// The step in which values are shown.
    #[serde(rename = "decimals")]
    pub resolution: Resolution,
    /// Its measuring range.
    pub range: Option<Range>,
    /// Its limits.
    pub limits: Limits,
    /// The area whose map it stands on.
    pub area: Option<ShortName>,
    /// The zone it votes in.
    pub zone: Option<ShortName>,
    /// What hides the whole point: inhibited, out of service or warming up.
    #[serde(default)]
    pub mask: Option<Mask>,
    /// Where it stands on the map.
    pub position: Option<Position>,
    /// Seconds between its reports.
    pub period_s: u16,
    /// The newest value, limited to the range and rounded; `None` if there is none.
    pub value: Option<f64>,
    /// The unlimited value, rounded.
    pub value_unlimited: Option<f64>,
    /// How far the value can be believed; `None` before the first reading.
    pub quality: Option<Quality>,
    /// How fresh it is.
    pub freshness: Freshness,
    /// The corrected time of the newest live reading.
    pub time: Option<Timestamp>,
    /// When the newest live reading arrived.
    pub received: Option<Timestamp>,
    /// Its packet number.
    pub seq: Option<u16>,
    /// The device's error code in it.
    pub err: u16,
    /// Battery, %.
    pub bat: Option<f64>,
    /// Signal strength, dBm.
    pub rssi: Option<f64>,
    /// A condition counting down.
    pub pending: Option<Pending>,
    /// False while the store has not yet taken the newest reading.
    pub recorded: bool,
}

/// Everything a client needs to draw the plant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The site.
    pub site: Site,
    /// The daemon's time, so that ages do not depend on the client's clock.
    pub now: Timestamp,
    /// Every point that is not retired.
    pub points: Vec<PointLive>,
    /// Every occurrence that is not normal.
    pub alarms: Vec<Occurrence>,
    /// Sound is silent everywhere until then.
    pub silent_until: Option<Timestamp>,
    /// The map as it is; whoever draws another revision of it asks for it anew.
    pub map: MapRevision,
}

/// What changed since the revision before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delta {
    /// The daemon's time.
    pub now: Timestamp,
    /// Points that changed, whole.
    pub points: Vec<PointLive>,
    /// Points that are gone.
    pub removed: Vec<SerialNumber>,
    /// Occurrences that changed, whole; one in state `normal` is over and leaves the list.
    pub alarms: Vec<Occurrence>,
    /// The transitions that changed them, in order.
    pub transitions: Vec<Transition>,
    /// Sound is silent everywhere until then, or (in the past) no longer; `None`: as it was.
    pub silent_until: Option<Timestamp>,
    /// The map was changed; `None`: as it was.
    pub map: Option<MapRevision>,
}

/// One message of the live stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Update {
    /// The whole plant; what came before is void.
    Snapshot(Box<Snapshot>),
    /// What changed.
    Delta(Box<Delta>),
    /// Nothing changed for a while; the stream is alive.
    Heartbeat {
        /// The daemon's time.
        now: Timestamp,
    },
}

/// One message of the live stream with its place in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LiveMessage {
    /// Changes when the daemon restarts; revisions of different boots cannot be compared.
    pub boot_id: String,
    /// Grows by one with every delta.
    pub rev: u64,
    /// The message.
    pub update: Update,
}
