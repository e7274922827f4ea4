//! How far transitions have been taken up, what became of each, and what is remembered.

use mcs_core::{
    id::{EventId, OccurrenceId},
    notice::Outcome,
    time::Timestamp,
};
use rusqlite::{Connection, params};

use super::{super::NoticeStep, ReadError, delivery, message};

/// Writes one step.
pub(in super::super) fn write(connection: &Connection, step: &NoticeStep) -> rusqlite::Result<()> {
    match step {
        NoticeStep::Outcome { event, occurrence, at, outcome } => {
            write_outcome(connection, *event, *occurrence, *at, outcome)
        }
        NoticeStep::Owed(new) => delivery::insert(connection, new),
        NoticeStep::Track { key, state: Some(state) } => {
            let mut statement =
                connection.prepare_cached("INSERT OR REPLACE INTO notice_track (key, state) VALUES (?1, ?2)")?;
            statement.execute(params![key, state]).map(|_| ())
        }
        NoticeStep::Track { key, state: None } => {
            connection.prepare_cached("DELETE FROM notice_track WHERE key = ?1")?.execute([key]).map(|_| ())
        }
        NoticeStep::Upto(upto) => {
            connection.prepare_cached("UPDATE notice_position SET upto = ?1")?.execute([upto]).map(|_| ())
        }
        NoticeStep::Message(new) => message::insert(connection, new),
        NoticeStep::Tried { message, attempt, then } => message::tried(connection, *message, attempt, *then),
        NoticeStep::AcceptedBefore { delivery, at } => delivery::accepted_before(connection, delivery, *at),
        NoticeStep::GivenUp { delivery, at, why } => delivery::give_up(connection, delivery, *at, why),
        NoticeStep::ChannelGone { channel, at } => {
            delivery::channel_gone(connection, channel, *at)?;
            message::channel_gone(connection, channel)
        }
    }
}

fn write_outcome(
    connection: &Connection,
    event: EventId,
    occurrence: OccurrenceId,
    at: Timestamp,
    outcome: &Outcome,
) -> rusqlite::Result<()> {
    let detail = serde_json::to_string(outcome).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO notice (event, occurrence, at, outcome, detail) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![event.0.to_be_bytes(), occurrence.0, at.as_micros(), outcome.as_str(), detail])?;
    Ok(())
}

/// The row up to which transitions have been taken up.
pub(in super::super) fn upto(connection: &Connection) -> rusqlite::Result<u64> {
    connection.query_row("SELECT upto FROM notice_position", [], |row| row.get(0))
}

/// Everything remembered.
pub(in super::super) fn tracks(connection: &Connection) -> rusqlite::Result<Vec<(String, Vec<u8>)>> {
    connection
        .prepare("SELECT key, state FROM notice_track ORDER BY key")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// What became of each transition of an alarm, oldest first.
pub(in super::super) fn outcomes(
    connection: &Connection,
    occurrence: OccurrenceId,
) -> Result<Vec<(EventId, Timestamp, Outcome)>, ReadError> {
    let mut statement =
        connection.prepare_cached("SELECT event, at, detail FROM notice WHERE occurrence = ?1 ORDER BY id")?;
    let mut rows = statement.query([occurrence.0])?;
    let mut outcomes = Vec::new();
    while let Some(row) = rows.next()? {
        let detail: String = row.get(2)?;
        let outcome = serde_json::from_str(&detail)
            .map_err(|e| ReadError::Row { table: "notice", what: format!("an outcome with {e}") })?;
        let event = EventId(u128::from_be_bytes(row.get(0)?));
        outcomes.push((event, Timestamp::from_micros(row.get(1)?), outcome));
    }
    Ok(outcomes)
}
