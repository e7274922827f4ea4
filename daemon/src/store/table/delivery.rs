//! What is owed to a group over one channel.

use mcs_core::{
    id::{EventId, ShortName},
    notice::{Delivery, DeliveryState, Facts, ItemKind},
    time::Timestamp,
};
use rusqlite::{Connection, Row, params};

use super::{
    super::{DeliveryKey, DeliveryQuery, NewDelivery, OwedDelivery},
    ReadError,
    alarm::{priority_number, read_priority},
    known,
};

const TABLE: &str = "delivery";

macro_rules! columns {
    () => {
        "id, event, channel, party, created, state, settled, message, detail, body"
    };
}

/// Owes something, unless it is there.
pub(super) fn insert(connection: &Connection, new: &NewDelivery) -> rusqlite::Result<()> {
    const SQL: &str = "INSERT OR IGNORE INTO delivery (event, kind, occurrence, channel, party, priority, created, state, body) \
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8)";
    let body = serde_json::to_string(&new.facts).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    connection.prepare_cached(SQL)?.execute(params![
        new.event.0.to_be_bytes(),
        new.facts.kind.as_str(),
        new.facts.occurrence.map(|id| id.0),
        new.channel.as_str(),
        new.group.as_str(),
        priority_number(new.facts.priority),
        new.created.as_micros(),
        body,
    ])?;
    Ok(())
}

/// It is in this message now.
pub(super) fn put_into(connection: &Connection, key: &DeliveryKey, message: EventId) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE delivery SET state = 2, message = ?5 \
             WHERE event = ?1 AND kind = ?2 AND channel = ?3 AND party = ?4 AND state = 1",
        )?
        .execute(params![
            key.event.0.to_be_bytes(),
            key.kind.as_str(),
            key.channel.as_str(),
            key.group.as_str(),
            message.0.to_be_bytes(),
        ])?;
    Ok(())
}

/// Everything in this message is settled.
pub(super) fn settle(
    connection: &Connection,
    message: EventId,
    state: DeliveryState,
    at: Timestamp,
    detail: Option<&str>,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE delivery SET state = ?2, settled = ?3, detail = ?4 WHERE message = ?1 AND state = 2")?
        .execute(params![message.0.to_be_bytes(), state as u8, at.as_micros(), detail])?;
    Ok(())
}

/// It was accepted before it was on record.
pub(super) fn accepted_before(connection: &Connection, key: &DeliveryKey, at: Timestamp) -> rusqlite::Result<()> {
    settle_one(connection, key, DeliveryState::Accepted, at, "accepted before it could be recorded")
}

/// It is not sent.
pub(super) fn give_up(connection: &Connection, key: &DeliveryKey, at: Timestamp, why: &str) -> rusqlite::Result<()> {
    settle_one(connection, key, DeliveryState::GivenUp, at, why)
}

fn settle_one(
    connection: &Connection,
    key: &DeliveryKey,
    state: DeliveryState,
    at: Timestamp,
    detail: &str,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE delivery SET state = ?5, settled = ?6, detail = ?7 \
             WHERE event = ?1 AND kind = ?2 AND channel = ?3 AND party = ?4 AND state = 1",
        )?
        .execute(params![
            key.event.0.to_be_bytes(),
            key.kind.as_str(),
            key.channel.as_str(),
            key.group.as_str(),
            state as u8,
            at.as_micros(),
            detail,
        ])?;
    Ok(())
}

/// What was owed over a channel that is gone is given up.
pub(super) fn channel_gone(connection: &Connection, channel: &ShortName, at: Timestamp) -> rusqlite::Result<()> {
    const WHY: &str = "the channel was removed";
    connection.execute(
        "UPDATE delivery SET state = 4, settled = ?2, detail = ?3 WHERE state = 2 \
         AND message IN (SELECT id FROM message WHERE channel = ?1 AND state = 1)",
        params![channel.as_str(), at.as_micros(), WHY],
    )?;
    connection.execute(
        "UPDATE delivery SET state = 4, settled = ?2, detail = ?3 WHERE channel = ?1 AND state = 1",
        params![channel.as_str(), at.as_micros(), WHY],
    )?;
    Ok(())
}

/// A person has it sent again. What is in a message already is not owed a second time.
pub(in super::super) fn owe_again(connection: &Connection, id: u64, at: Timestamp) -> rusqlite::Result<bool> {
    let changed = connection.execute(
        "UPDATE delivery SET state = 1, settled = NULL, message = NULL, detail = NULL, created = ?2 \
         WHERE id = ?1 AND state IN (4, 5)",
        params![id, at.as_micros()],
    )?;
    Ok(changed > 0)
}

/// A person decides that it need not be sent.
pub(in super::super) fn drop(
    connection: &Connection,
    id: u64,
    at: Timestamp,
    comment: Option<&str>,
) -> rusqlite::Result<bool> {
    let changed = connection.execute(
        "UPDATE delivery SET state = 5, settled = ?2, detail = ?3 WHERE id = ?1 AND state IN (1, 2)",
        params![id, at.as_micros(), comment],
    )?;
    Ok(changed > 0)
}

/// Removes settled ones from the oldest on, at most so many; how many. They are in the order of their making, so it looks no
/// further than the first that is too new.
pub(in super::super) fn prune(connection: &Connection, before: Timestamp, most: u32) -> rusqlite::Result<usize> {
    let mut old = Vec::new();
    {
        let mut statement =
            connection.prepare_cached("SELECT id, created, state FROM delivery ORDER BY id LIMIT ?1")?;
        let mut rows = statement.query([most])?;
        while let Some(row) = rows.next()? {
            if row.get::<_, i64>(1)? >= before.as_micros() {
                break;
            }
            if row.get::<_, u8>(2)? >= DeliveryState::Accepted as u8 {
                old.push(row.get::<_, u64>(0)?);
            }
        }
    }
    let mut delete = connection.prepare_cached("DELETE FROM delivery WHERE id = ?1")?;
    for id in &old {
        delete.execute([id])?;
    }
    Ok(old.len())
}

/// What waits for a message over a channel, most urgent first, at most so many.
pub(in super::super) fn owed(
    connection: &Connection,
    channel: &ShortName,
    most: u32,
) -> Result<Vec<OwedDelivery>, ReadError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, event, kind, party, priority, created FROM delivery \
         WHERE channel = ?1 AND state = 1 ORDER BY priority DESC, id LIMIT ?2",
    )?;
    let mut rows = statement.query(params![channel.as_str(), most])?;
    let mut owed = Vec::new();
    while let Some(row) = rows.next()? {
        let kind: String = row.get(2)?;
        let key = DeliveryKey {
            event: EventId(u128::from_be_bytes(row.get(1)?)),
            kind: known(TABLE, format_args!("the kind {kind}"), ItemKind::parse(&kind))?,
            channel: channel.clone(),
            group: name(&row.get::<_, String>(3)?)?,
        };
        owed.push(OwedDelivery {
            id: row.get(0)?,
            key,
            priority: read_priority(TABLE, row.get(4)?)?,
            created: Timestamp::from_micros(row.get(5)?),
        });
    }
    Ok(owed)
}

/// What is in a message.
pub(super) fn keys_of(
    connection: &Connection,
    message: EventId,
    channel: &ShortName,
) -> Result<Vec<DeliveryKey>, ReadError> {
    let mut statement =
        connection.prepare_cached("SELECT event, kind, party FROM delivery WHERE message = ?1 AND state = 2")?;
    let mut rows = statement.query([message.0.to_be_bytes()])?;
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        let kind: String = row.get(1)?;
        keys.push(DeliveryKey {
            event: EventId(u128::from_be_bytes(row.get(0)?)),
            kind: known(TABLE, format_args!("the kind {kind}"), ItemKind::parse(&kind))?,
            channel: channel.clone(),
            group: name(&row.get::<_, String>(2)?)?,
        });
    }
    Ok(keys)
}

/// One delivery.
pub(in super::super) fn one(connection: &Connection, id: u64) -> Result<Option<Delivery>, ReadError> {
    const SQL: &str = concat!("SELECT ", columns!(), " FROM delivery WHERE id = ?1");
    let mut statement = connection.prepare_cached(SQL)?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(read).transpose()
}

/// Deliveries, newest first, at most so many.
pub(in super::super) fn list(
    connection: &Connection,
    query: &DeliveryQuery,
    most: usize,
) -> Result<Vec<Delivery>, ReadError> {
    const OF_ALARM: &str =
        concat!("SELECT ", columns!(), " FROM delivery WHERE occurrence = ?2 AND id < ?1 ORDER BY id DESC");
    const OF_ALL: &str = concat!("SELECT ", columns!(), " FROM delivery WHERE id < ?1 AND ?2 IS NULL ORDER BY id DESC");
    let before = query.before.and_then(|id| i64::try_from(id).ok()).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(if query.occurrence.is_some() { OF_ALARM } else { OF_ALL })?;
    let mut rows = statement.query(params![before, query.occurrence.map(|id| id.0)])?;
    let mut found = Vec::new();
    while found.len() < most
        && let Some(row) = rows.next()?
    {
        let state = read_state(row)?;
        if !query.states.is_empty() && !query.states.contains(&state) {
            continue;
        }
        let channel: String = row.get(2)?;
        if query.channel.as_ref().is_none_or(|wanted| wanted.as_str() == channel) {
            found.push(read(row)?);
        }
    }
    Ok(found)
}

/// How many wait, are being sent, and were given up of those that became owed since this instant.
pub(in super::super) fn counts(connection: &Connection, since: Timestamp) -> rusqlite::Result<(u64, u64, u64)> {
    let owed = connection.query_row("SELECT count(*) FROM delivery WHERE state = 1", [], |row| row.get(0))?;
    let sending = connection.query_row("SELECT count(*) FROM message WHERE state = 1", [], |row| row.get(0))?;
    // They are in the order of their making: the first that is too old ends it.
    let mut statement = connection.prepare_cached("SELECT created, state FROM delivery ORDER BY id DESC")?;
    let mut rows = statement.query([])?;
    let mut given_up = 0;
    while let Some(row) = rows.next()? {
        if row.get::<_, i64>(0)? < since.as_micros() {
            break;
        }
        given_up += u64::from(row.get::<_, u8>(1)? == DeliveryState::GivenUp as u8);
    }
    Ok((owed, sending, given_up))
}

/// Channels over which something is owed or being sent.
pub(in super::super) fn channels_in_use(connection: &Connection) -> Result<Vec<ShortName>, ReadError> {
    let mut statement = connection
        .prepare("SELECT channel FROM delivery WHERE state = 1 UNION SELECT channel FROM message WHERE state = 1")?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    names.iter().map(|text| name(text)).collect()
}

fn read(row: &Row<'_>) -> Result<Delivery, ReadError> {
    let id = row.get(0)?;
    let body: String = row.get(9)?;
    let facts: Facts = serde_json::from_str(&body)
        .map_err(|e| ReadError::Row { table: TABLE, what: format!("delivery {id} with {e}") })?;
    let message: Option<[u8; 16]> = row.get(7)?;
    Ok(Delivery {
        id,
        event: EventId(u128::from_be_bytes(row.get(1)?)),
        channel: name(&row.get::<_, String>(2)?)?,
        group: name(&row.get::<_, String>(3)?)?,
        created: Timestamp::from_micros(row.get(4)?),
        state: read_state(row)?,
        settled: row.get::<_, Option<i64>>(6)?.map(Timestamp::from_micros),
        message: message.map(|bytes| EventId(u128::from_be_bytes(bytes))),
        detail: row.get(8)?,
        facts,
    })
}

fn read_state(row: &Row<'_>) -> Result<DeliveryState, ReadError> {
    let number: u8 = row.get(5)?;
    known(TABLE, format_args!("the state {number}"), DeliveryState::from_number(number))
}

pub(super) fn name(text: &str) -> Result<ShortName, ReadError> {
    ShortName::new(text).map_err(|e| ReadError::Row { table: TABLE, what: e.to_string() })
}
