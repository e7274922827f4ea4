//! Hand-overs on record, and what they are made of.

use mcs_core::{
    id::OccurrenceId,
    shift::{FailedDelivery, Shift, ShiftNote, ShiftReport},
    time::Timestamp,
};
use rusqlite::{Row, params};

use super::{
    Audit, Queries, QueryError, StoreHandle, WorkError,
    table::{ReadError, alarm::read_priority, audit},
};

/// Notes and failed deliveries in a report at most.
const MOST: u32 = 500;

/// A hand-over to be put on record.
#[derive(Debug, Clone)]
pub struct NewShift {
    /// What is handed over.
    pub report: ShiftReport,
    /// What the oncoming shift remarks.
    pub note: Option<String>,
    /// Who records it.
    pub by: String,
    /// Who takes over.
    pub accepter: String,
    /// When.
    pub accepted: Timestamp,
}

impl StoreHandle {
    /// Puts a hand-over on record, with the audit of it. Blocks until it is durable.
    pub fn accept_shift(&self, new: NewShift) -> Result<Shift, WorkError> {
        self.work("shift", move |connection| {
            let NewShift { report, note, by, accepter, accepted } = new;
            let json =
                serde_json::to_string(&report).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
            connection
                .prepare_cached(
                    "INSERT INTO shift (since, until, report, note, by, accepted, accepter) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    report.since.as_micros(),
                    report.until.as_micros(),
                    json,
                    note,
                    by,
                    accepted.as_micros(),
                    accepter
                ])?;
            let id = u64::try_from(connection.last_insert_rowid()).unwrap_or_default();
            audit::insert(
                connection,
                &Audit {
                    at: accepted,
                    by: by.clone(),
                    action: "shift.accept",
                    subject: id.to_string(),
                    before: None,
                    after: Some(format!("{{\"accepter\":{}}}", serde_json::Value::from(accepter.as_str()))),
                    comment: note.clone(),
                },
            )?;
            Ok(Shift { id, report, note, by, accepter, accepted })
        })
    }
}

impl Queries {
    /// Hand-overs, newest first, at most so many.
    pub fn shifts(&self, most: u32) -> Result<Vec<Shift>, QueryError> {
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, report, note, by, accepter, accepted FROM shift WHERE accepted IS NOT NULL \
                 ORDER BY id DESC LIMIT ?1",
            )?;
            let mut rows = statement.query([most])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(read(row)?);
            }
            Ok(found)
        })
    }

    /// What people wrote in a time, oldest first.
    pub fn notes(&self, from: Timestamp, to: Timestamp) -> Result<Vec<ShiftNote>, QueryError> {
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT at, by, action, subject, comment FROM audit \
                 WHERE id > (SELECT coalesce(max(id), 0) FROM audit WHERE at < ?1) AND at >= ?1 AND at < ?2 \
                 AND comment IS NOT NULL ORDER BY id LIMIT ?3",
            )?;
            let note = |row: &Row<'_>| {
                Ok(ShiftNote {
                    at: Timestamp::from_micros(row.get(0)?),
                    by: row.get(1)?,
                    action: row.get(2)?,
                    about: row.get(3)?,
                    text: row.get(4)?,
                })
            };
            let rows = statement.query_map(params![from.as_micros(), to.as_micros(), MOST], note)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Notices given up since a moment, oldest first, with what the provider said last.
    pub fn failed_deliveries(&self, since: Timestamp) -> Result<Vec<FailedDelivery>, QueryError> {
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, channel, party, occurrence, priority, created, \
                 (SELECT detail FROM attempt WHERE attempt.message = delivery.message ORDER BY attempt.id DESC LIMIT 1) \
                 FROM delivery WHERE state = 4 AND settled >= ?1 ORDER BY id LIMIT ?2",
            )?;
            let mut rows = statement.query(params![since.as_micros(), MOST])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let name = |column: usize| -> Result<_, ReadError> {
                    let text: String = row.get(column)?;
                    text.parse().map_err(|e: mcs_core::id::NameError| ReadError::Row {
                        table: "delivery",
                        what: e.to_string(),
                    })
                };
                found.push(FailedDelivery {
                    id: row.get(0)?,
                    channel: name(1)?,
                    group: name(2)?,
                    alarm: row.get::<_, Option<u64>>(3)?.map(OccurrenceId),
                    priority: read_priority("delivery", row.get(4)?)?,
                    created: Timestamp::from_micros(row.get(5)?),
                    why: row.get(6)?,
                });
            }
            Ok(found)
        })
    }
}

fn read(row: &Row<'_>) -> Result<Shift, ReadError> {
    let report: String = row.get(1)?;
    let report = serde_json::from_str(&report)
        .map_err(|e| ReadError::Row { table: "shift", what: format!("a report with {e}") })?;
    Ok(Shift {
        id: row.get(0)?,
        report,
        note: row.get(2)?,
        by: row.get(3)?,
        accepter: row.get(4)?,
        accepted: Timestamp::from_micros(row.get(5)?),
    })
}
