//! The manifest beside each object: what it holds and how to know that it is whole, for people and programs that have nothing
//! but the bucket.

use mcs_core::{archive::Column, time::Timestamp};
use serde::{Deserialize, Serialize};

/// The version of manifest and lines together; `mcs-archive(5)`.
pub(super) const FORMAT: u32 = 1;

/// What an object holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// Version of the format.
    pub(super) format: u32,
    /// The object's file name.
    pub(super) object: String,
    /// Its size.
    pub(super) bytes: u64,
    /// SHA-256 of it, hexadecimal.
    pub(super) sha256: String,
    /// SHA-256 of its lines uncompressed, hexadecimal.
    pub(super) lines_sha256: String,
    /// The site's name.
    pub(super) site: String,
    /// The site day.
    pub(super) day: String,
    /// 0: the day; from 1 on: what came too late.
    pub(super) part: u32,
    /// The time zone of the day and of the times in the lines.
    pub(super) tz: String,
    /// The first instant of the day.
    pub(super) starts: Timestamp,
    /// The first instant after it.
    pub(super) ends: Timestamp,
    /// Grows with each object of other content, from 1.
    pub(super) revision: u32,
    /// Lines without the header.
    pub(super) readings: u64,
    /// The time of the first reading.
    pub(super) first: Option<Timestamp>,
    /// The time of the last.
    pub(super) last: Option<Timestamp>,
    /// The columns in their order.
    pub(super) columns: Vec<String>,
    /// Stretches that could not be read when it was made; empty is a whole day.
    pub(super) unreadable: Vec<String>,
}

impl Manifest {
    /// The columns of the format.
    pub(super) fn columns() -> Vec<String> {
        Column::ALL.iter().map(ToString::to_string).collect()
    }

    /// As it is uploaded.
    pub(super) fn text(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}
