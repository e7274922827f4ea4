//! Site days on their way into the archive, as stored.
//!
//! The archive writes how far a day has come. Its `version` grows, and `pruned` is set, in the transactions of whoever changes or
//! removes readings.

use jiff::{
    ToSpan as _,
    civil::{Date, date},
};
use mcs_core::{
    archived::{ArchivedDay, DayState, hex},
    time::Timestamp,
};

use super::{SiteDay, StoreHandle, WorkError, table};

/// A site day, or a part of one that came too late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveRow {
    /// The site day.
    pub day: SiteDay,
    /// 0 is the day itself; from 1 on, what arrived after its readings had been removed here.
    pub part: u32,
    /// Its first instant.
    pub starts: Timestamp,
    /// The first instant after it.
    pub ends: Timestamp,
    /// The time zone it was reckoned in.
    pub tz: String,
    /// Grows when its readings change.
    pub version: u64,
    /// The version that was exported last.
    pub exported: Option<u64>,
    /// How far it has come.
    pub state: DayState,
    /// Of the object, from 1; 0 is none yet.
    pub revision: u32,
    /// The target it is at.
    pub target: Option<String>,
    /// The object's name there.
    pub object: Option<String>,
    /// Readings in it.
    pub readings: Option<u64>,
    /// Its size.
    pub bytes: Option<u64>,
    /// SHA-256 of the object.
    pub sha256: Option<[u8; 32]>,
    /// SHA-256 of its lines, which do not depend on how they were compressed.
    pub content: Option<[u8; 32]>,
    /// The manifest, byte for byte.
    pub manifest: Option<String>,
    /// When the state changed.
    pub changed: Timestamp,
    /// Failures in a row.
    pub attempts: u32,
    /// The last failure.
    pub error: Option<String>,
    /// When readings of it were removed here.
    pub pruned: Option<Timestamp>,
    /// When its readings were brought back.
    pub restored: Option<Timestamp>,
}

impl ArchiveRow {
    /// A day to be archived.
    pub fn new(day: SiteDay, starts: Timestamp, ends: Timestamp, tz: String, now: Timestamp) -> Self {
        Self {
            day,
            part: 0,
            starts,
            ends,
            tz,
            version: 1,
            exported: None,
            state: DayState::Open,
            revision: 0,
            target: None,
            object: None,
            readings: None,
            bytes: None,
            sha256: None,
            content: None,
            manifest: None,
            changed: now,
            attempts: 0,
            error: None,
            pruned: None,
            restored: None,
        }
    }

    /// Whether its readings have changed since they were exported.
    pub fn stale(&self) -> bool {
        self.exported != Some(self.version)
    }

    /// Whether readings of it were removed here and have not all come back.
    pub fn gone(&self) -> bool {
        self.pruned.is_some_and(|pruned| self.restored.is_none_or(|restored| restored < pruned))
    }
}

impl SiteDay {
    /// The day of the calendar; none beyond its ends.
    pub fn date(self) -> Option<Date> {
        date(1970, 1, 1).checked_add(i64::from(self.0).days()).ok()
    }

    /// The day of this date.
    pub fn of(day: Date) -> Self {
        let days = date(1970, 1, 1).until(day).map_or(0, |span| span.get_days());
        Self(days)
    }
}

impl std::fmt::Display for SiteDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.date() {
            Some(day) => write!(f, "{day}"),
            None => write!(f, "day {}", self.0),
        }
    }
}

impl From<&ArchiveRow> for ArchivedDay {
    fn from(row: &ArchiveRow) -> Self {
        Self {
            day: row.day.to_string(),
            part: row.part,
            starts: row.starts,
            ends: row.ends,
            tz: row.tz.clone(),
            state: row.state,
            stale: row.stale(),
            revision: row.revision,
            target: row.target.clone(),
            object: row.object.clone(),
            readings: row.readings,
            bytes: row.bytes,
            sha256: row.sha256.map(|hash| hex(&hash)),
            changed: row.changed,
            attempts: row.attempts,
            error: row.error.clone(),
            pruned: row.pruned,
        }
    }
}

impl StoreHandle {
    /// Adds days that are not there yet. Blocks until they are durable.
    pub fn add_archive_days(&self, rows: Vec<ArchiveRow>) -> Result<(), WorkError> {
        self.work("archive.add", move |connection| rows.iter().try_for_each(|row| table::archive::add(connection, row)))
    }

    /// Writes how far a day has come. Blocks until it is durable.
    pub fn save_archive_day(&self, row: ArchiveRow) -> Result<(), WorkError> {
        self.work("archive.save", move |connection| table::archive::save(connection, &row))
    }
}
