//! The unit of durability: what one turn of the plant decided, written in one transaction and acknowledged after it.

use mcs_core::{
    alarm::{MaskChange, Occurrence, Transition},
    calibration::Calibration,
    device::{Device, Discovered},
    id::{PointId, SerialNumber, ShortName, UserName, ZoneId},
    ledger::Counts,
    map::{AreaPage, MapRevision},
    reading::Reading,
    rule::RuleLayer,
    time::Timestamp,
    zone::Zone,
};
use tokio::sync::oneshot;

use crate::ingest::AckToken;

/// A day of the site's calendar, in days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SiteDay(pub i32);

/// How long a commit may wait for company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Until the window ends.
    Window,
    /// Senders wait on it: end the window early if the byte budget allows.
    Pressed,
    /// It holds an alarm transition or a person's change: at once.
    AtOnce,
}

/// A reading on its way into the store.
#[derive(Debug, Clone)]
pub struct NewReading {
    /// The reading.
    pub reading: Reading,
    /// Fingerprint of its fields as sent.
    pub hash: u64,
    /// The site day it counts for.
    pub day: SiteDay,
    /// The plant could not rule out that the key was stored long ago: look, and insert, drop a duplicate, or keep both.
    pub ask_store: bool,
    /// Neither time nor packet number: excluded from exactly-once.
    pub no_identity: bool,
}

/// A frame nobody can decode.
#[derive(Debug, Clone)]
pub struct Quarantined {
    /// The device that sent it.
    pub sn: SerialNumber,
    /// When it arrived.
    pub received: Timestamp,
    /// The topic as sent.
    pub topic: String,
    /// The payload, cut to the quarantine's bound.
    pub payload: Vec<u8>,
    /// Why it cannot be decoded.
    pub why: String,
}

/// A transition and the occurrence as it stands after it.
#[derive(Debug, Clone)]
pub struct AlarmStep {
    /// What happened.
    pub transition: Transition,
    /// The occurrence after it.
    pub occurrence: Occurrence,
    /// Already streamed and handed to the emergency queue as *unrecorded*, because the commit was late.
    pub told_early: bool,
}

/// What a device or program logs in with, as stored.
#[derive(Clone)]
pub struct CredentialRow {
    /// The MQTT user name.
    pub user: UserName,
    /// The only client id it may connect with.
    pub client_id: String,
    /// `$7$iterations$salt$hash` (PBKDF2-SHA512), as Mosquitto reads it.
    pub verifier: String,
    /// The points it may speak for.
    pub grants: Vec<PointId>,
    /// When it was revoked.
    pub revoked: Option<Timestamp>,
}

impl std::fmt::Debug for CredentialRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CredentialRow").field("user", &self.user).field("grants", &self.grants).finish_non_exhaustive()
    }
}

/// A change of what is registered.
#[derive(Debug, Clone)]
pub enum Change {
    /// A device as it is now: new, changed or retired.
    Device(Box<Device>),
    /// A credential as it is now: new, rotated, granted more, or revoked.
    Credential(CredentialRow),
    /// A calibration of a point.
    Calibration {
        /// The point.
        point: PointId,
        /// The revision.
        calibration: Calibration,
    },
    /// A level of rules as it is now.
    Rule(Box<RuleLayer>),
    /// A device nobody registered knocked.
    Discovered(Discovered),
    /// It has been adopted, or is no longer of interest.
    Undiscovered(SerialNumber),
    /// A zone as it is now: new, changed or retired.
    Zone {
        /// The zone.
        zone: Box<Zone>,
        /// When it was removed; its past alarms stay.
        retired: Option<Timestamp>,
    },
    /// The map is at this revision.
    MapRevision(MapRevision),
    /// A page of the map as it is now.
    MapPage(AreaPage),
    /// The page of this area is gone.
    NoMapPage(ShortName),
}

/// Who changed what. Written with every change a person makes.
#[derive(Debug, Clone)]
pub struct Audit {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// What was done, e.g. `device.set`.
    pub action: &'static str,
    /// To what, e.g. the serial number.
    pub subject: String,
    /// JSON of what was there before.
    pub before: Option<String>,
    /// JSON of what is there now. Never a secret.
    pub after: Option<String>,
    /// The reason given.
    pub comment: Option<String>,
}

/// What one turn of the plant decided. Written whole or not at all.
#[derive(Debug, Default)]
pub struct Commit {
    /// Grows by one with each commit.
    pub seq: u64,
    /// How long it may wait for company.
    pub urgency: Option<Urgency>,
    /// Readings in order of arrival.
    pub readings: Vec<NewReading>,
    /// Frames nobody can decode.
    pub quarantine: Vec<Quarantined>,
    /// Alarm steps in order.
    pub alarms: Vec<AlarmStep>,
    /// State of points whose judgement changed, as of the end of this commit (JSON).
    pub point_states: Vec<(PointId, Vec<u8>)>,
    /// State of zones whose judgement changed (JSON).
    pub zone_states: Vec<(ZoneId, Vec<u8>)>,
    /// State of the system alarms, when it changed (JSON).
    pub system_state: Option<Vec<u8>>,
    /// Changes of what is registered.
    pub changes: Vec<Change>,
    /// Who changed what.
    pub audit: Vec<Audit>,
    /// Masks that were put on or ended.
    pub masks: Vec<MaskChange>,
    /// Counts the plant knows (duplicates, refusals, gaps); counts of stored readings are the store's.
    pub ledger: Vec<(PointId, SiteDay, Counts)>,
    /// Publishes to acknowledge once it is durable.
    pub acks: Vec<AckToken>,
    /// Callers who wait for it to be durable.
    pub done: Vec<oneshot::Sender<()>>,
}

impl Commit {
    /// Whether there is nothing to write and nobody to tell.
    pub fn is_empty(&self) -> bool {
        self.writes_nothing() && self.acks.is_empty() && self.done.is_empty()
    }

    /// Whether there is nothing to write, though there may be somebody to tell.
    pub(super) fn writes_nothing(&self) -> bool {
        self.readings.is_empty()
            && self.quarantine.is_empty()
            && self.alarms.is_empty()
            && self.point_states.is_empty()
            && self.zone_states.is_empty()
            && self.system_state.is_none()
            && self.changes.is_empty()
            && self.audit.is_empty()
            && self.masks.is_empty()
            && self.ledger.is_empty()
    }

    /// Raises the urgency to at least this.
    pub fn press(&mut self, urgency: Urgency) {
        self.urgency = Some(self.urgency.map_or(urgency, |u| u.max(urgency)));
    }

    /// Adds a later commit to this one. Of states only the newest is kept; a commit made of several counts as the newest.
    pub(super) fn append(&mut self, mut later: Self) {
        self.seq = self.seq.max(later.seq);
        self.urgency = self.urgency.max(later.urgency);
        self.readings.append(&mut later.readings);
        self.quarantine.append(&mut later.quarantine);
        self.alarms.append(&mut later.alarms);
        self.point_states.retain(|(point, _)| later.point_states.iter().all(|(other, _)| other != point));
        self.point_states.append(&mut later.point_states);
        self.zone_states.retain(|(zone, _)| later.zone_states.iter().all(|(other, _)| other != zone));
        self.zone_states.append(&mut later.zone_states);
        self.system_state = later.system_state.or(self.system_state.take());
        self.changes.append(&mut later.changes);
        self.audit.append(&mut later.audit);
        self.masks.append(&mut later.masks);
        self.ledger.append(&mut later.ledger);
        self.acks.append(&mut later.acks);
        self.done.append(&mut later.done);
    }
}
