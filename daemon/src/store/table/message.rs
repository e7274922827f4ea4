//! What is sent to a provider at once, and every try.

use mcs_core::{
    id::{EventId, ShortName},
    notice::{Attempt, AttemptOutcome, DeliveryState},
    time::Timestamp,
};
use rusqlite::{Connection, params};

use super::{
    super::{AfterTry, MessageToSend, NewMessage},
    ReadError, delivery, known,
};

/// Makes a message of deliveries, unless it is there.
pub(super) fn insert(connection: &Connection, new: &NewMessage) -> rusqlite::Result<()> {
    // Of one that a person has sent again the row is there, settled: it is to be sent once more, under its old key. One that
    // could not be put on record in time is written as it was sent.
    connection
        .prepare_cached(
            "INSERT INTO message (id, channel, created, state, tries, next, body) VALUES (?1, ?2, ?3, 1, 0, ?3, ?4) \
             ON CONFLICT (id) DO UPDATE SET state = 1, tries = 0, next = excluded.next, body = excluded.body \
             WHERE state = 3 OR (state = 1 AND tries = 0)",
        )?
        .execute(params![new.id.0.to_be_bytes(), new.channel.as_str(), new.created.as_micros(), new.body])?;
    new.deliveries.iter().try_for_each(|key| delivery::put_into(connection, key, new.id))
}

/// Records a try and what follows from it.
pub(super) fn tried(
    connection: &Connection,
    message: EventId,
    attempt: &Attempt,
    then: AfterTry,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT INTO attempt (message, at, took_us, outcome, detail) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            message.0.to_be_bytes(),
            attempt.at.as_micros(),
            attempt.took_us,
            attempt.outcome.as_str(),
            attempt.detail,
        ])?;
    let (state, next) = match then {
        AfterTry::Accepted => (2, attempt.at),
        AfterTry::Again { next } => (1, next),
        AfterTry::GivenUp => (3, attempt.at),
    };
    connection
        .prepare_cached("UPDATE message SET state = ?2, tries = tries + 1, next = ?3 WHERE id = ?1")?
        .execute(params![message.0.to_be_bytes(), state, next.as_micros()])?;
    let detail = attempt.detail.as_deref();
    match then {
        AfterTry::Accepted => delivery::settle(connection, message, DeliveryState::Accepted, attempt.at, detail),
        AfterTry::GivenUp => delivery::settle(connection, message, DeliveryState::GivenUp, attempt.at, detail),
        AfterTry::Again { .. } => Ok(()),
    }
}

/// Nothing is sent any more over a channel that is gone.
pub(super) fn channel_gone(connection: &Connection, channel: &ShortName) -> rusqlite::Result<()> {
    connection.execute("UPDATE message SET state = 3 WHERE channel = ?1 AND state = 1", [channel.as_str()])?;
    Ok(())
}

/// A message of which nothing is to be sent any more is not sent.
pub(in super::super) fn give_up_empty(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE message SET state = 3 WHERE state = 1 \
         AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.message = message.id AND delivery.state = 2) \
         AND EXISTS (SELECT 1 FROM delivery WHERE delivery.message = message.id)",
        [],
    )?;
    Ok(())
}

/// Messages of a channel that are not settled.
pub(in super::super) fn to_send(connection: &Connection, channel: &ShortName) -> Result<Vec<MessageToSend>, ReadError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, created, tries, next, body FROM message WHERE channel = ?1 AND state = 1 ORDER BY next",
    )?;
    let mut rows = statement.query([channel.as_str()])?;
    let mut messages = Vec::new();
    while let Some(row) = rows.next()? {
        let id = EventId(u128::from_be_bytes(row.get(0)?));
        messages.push(MessageToSend {
            id,
            created: Timestamp::from_micros(row.get(1)?),
            tries: row.get(2)?,
            next: Timestamp::from_micros(row.get(3)?),
            body: row.get(4)?,
            deliveries: delivery::keys_of(connection, id, channel)?,
        });
    }
    Ok(messages)
}

/// Tries over a channel since an instant, oldest first.
pub(in super::super) fn recent_tries(
    connection: &Connection,
    channel: &ShortName,
    since: Timestamp,
) -> Result<Vec<(Timestamp, AttemptOutcome)>, ReadError> {
    let mut statement = connection.prepare_cached(
        "SELECT attempt.at, attempt.outcome, message.channel FROM attempt JOIN message ON message.id = attempt.message \
         ORDER BY attempt.id DESC",
    )?;
    let mut rows = statement.query([])?;
    let mut tries = Vec::new();
    while let Some(row) = rows.next()? {
        let at = Timestamp::from_micros(row.get(0)?);
        if at < since {
            break;
        }
        if row.get::<_, String>(2)? == channel.as_str() {
            tries.push((at, outcome(&row.get::<_, String>(1)?)?));
        }
    }
    tries.reverse();
    Ok(tries)
}

/// Every try of a message, oldest first.
pub(in super::super) fn attempts(connection: &Connection, message: EventId) -> Result<Vec<Attempt>, ReadError> {
    let mut statement =
        connection.prepare_cached("SELECT at, took_us, outcome, detail FROM attempt WHERE message = ?1 ORDER BY id")?;
    let mut rows = statement.query([message.0.to_be_bytes()])?;
    let mut attempts = Vec::new();
    while let Some(row) = rows.next()? {
        attempts.push(Attempt {
            at: Timestamp::from_micros(row.get(0)?),
            took_us: row.get(1)?,
            outcome: outcome(&row.get::<_, String>(2)?)?,
            detail: row.get(3)?,
        });
    }
    Ok(attempts)
}

fn outcome(text: &str) -> Result<AttemptOutcome, ReadError> {
    known("attempt", format_args!("the outcome {text}"), AttemptOutcome::parse(text))
}

/// Removes settled messages and attempts from the oldest on, at most so many of each; how many.
pub(in super::super) fn prune(connection: &Connection, before: Timestamp, most: u32) -> rusqlite::Result<usize> {
    let mut old: Vec<[u8; 16]> = Vec::new();
    {
        let mut statement = connection.prepare_cached("SELECT id, created, state FROM message ORDER BY id LIMIT ?1")?;
        let mut rows = statement.query([most])?;
        while let Some(row) = rows.next()? {
            if row.get::<_, i64>(1)? >= before.as_micros() {
                break;
            }
            if row.get::<_, u8>(2)? != 1 {
                old.push(row.get(0)?);
            }
        }
    }
    for id in &old {
        connection.prepare_cached("DELETE FROM message WHERE id = ?1")?.execute([id])?;
    }
    let tries = connection
        .prepare_cached(
            "DELETE FROM attempt WHERE id IN (SELECT id FROM (SELECT id, at FROM attempt ORDER BY id LIMIT ?2) WHERE at < ?1)",
        )?
        .execute(params![before.as_micros(), most])?;
    Ok(old.len() + tries)
}
