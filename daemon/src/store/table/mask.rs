//! Masks that people put on, for the record. Those that stand live in the states of their points; nobody reads them here to
//! know what is hidden.

use mcs_core::alarm::{Mask, MaskChange, MaskStep, TestEvidence};
use rusqlite::{Connection, params};
use serde::Serialize;

use super::alarm::source_columns;

/// What a row keeps of a mask.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(flatten)]
    mask: &'a Mask,
    /// What was seen under it.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    seen: &'a [TestEvidence],
}

/// Writes that a mask was put on, or that it ended.
pub(in super::super) fn write(connection: &Connection, change: &MaskChange) -> rusqlite::Result<()> {
    let mask = &change.mask;
    let (point, cause, zone) = source_columns(mask.source);
    let condition = mask.condition.map(|condition| condition as u8);
    match &change.step {
        MaskStep::On => {
            const SQL: &str = "INSERT INTO mask (sn, point, cause, zone, condition, kind, since, until, body) \
                               VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)";
            connection.prepare_cached(SQL)?.execute(params![
                mask.sn.as_ref().map(mcs_core::id::SerialNumber::as_str),
                point,
                cause,
                zone,
                condition,
                mask.kind as u8,
                mask.since.as_micros(),
                mask.until.as_micros(),
                body(mask, &[])?,
            ])?;
        }
        MaskStep::Off { at, by, seen } => {
            // Of one kind at most one stands on the same.
            const SQL: &str = "UPDATE mask SET ended = ?1, ended_by = ?2, body = ?3 WHERE ended IS NULL \
                               AND point IS ?4 AND cause IS ?5 AND zone IS ?6 AND condition IS ?7 AND kind = ?8";
            connection.prepare_cached(SQL)?.execute(params![
                at.as_micros(),
                by.as_ref().map(|by| by.name.as_str()),
                body(mask, seen)?,
                point,
                cause,
                zone,
                condition,
                mask.kind as u8,
            ])?;
        }
        MaskStep::Reminded => {}
    }
    Ok(())
}

fn body(mask: &Mask, seen: &[TestEvidence]) -> rusqlite::Result<String> {
    serde_json::to_string(&Body { mask, seen }).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))
}
