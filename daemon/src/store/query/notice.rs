//! What notify reads: what is owed, what waits, what was tried.

use std::collections::HashMap;

use mcs_core::{
    device::Device,
    id::{EventId, OccurrenceId, ShortName},
    notice::{Attempt, AttemptOutcome, Delivery, Outcome, Owed},
    time::Timestamp,
};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{
    super::{
        DeliveryPage, DeliveryQuery, MessageToSend, OwedDelivery, QueryError,
        table::{
            self,
            alarm::{self, occurrence_columns, transition_columns},
            delivery, message, notice,
        },
    },
    Queries, page_size,
};

/// The row up to which transitions have been taken up, and what is remembered, by key.
pub(super) type NoticeMemory = (u64, Vec<(String, Vec<u8>)>);

impl Queries {
    /// How far transitions have been taken up, and everything that is remembered: of one moment.
    pub fn notice_memory(&self) -> Result<NoticeMemory, QueryError> {
        self.without_deadline(|connection| Ok((notice::upto(connection)?, notice::tracks(connection)?)))
    }

    /// Transitions after a row, in order, with what routing must know of the place; at most so many.
    pub fn owed(&self, after: u64, most: u32) -> Result<Vec<(u64, Owed)>, QueryError> {
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(concat!(
                "SELECT ",
                transition_columns!(),
                ", id FROM transition WHERE id > ?1 ORDER BY id LIMIT ?2"
            ))?;
            let mut rows = statement.query(params![after, most])?;
            let mut places: HashMap<u32, Option<Device>> = HashMap::new();
            let mut owed = Vec::new();
            while let Some(row) = rows.next()? {
                let transition = alarm::read_transition(row)?;
                let (id, point): (u64, Option<u32>) = (row.get(16)?, row.get(2)?);
                let Some(occurrence) = occurrence(connection, transition.occurrence)? else { continue };
                let device = match point {
                    Some(point) => match places.entry(point) {
                        std::collections::hash_map::Entry::Occupied(known) => known.get().clone(),
                        std::collections::hash_map::Entry::Vacant(new) => {
                            new.insert(device_of(connection, point)?).clone()
                        }
                    },
                    None => None,
                };
                owed.push((
                    id,
                    Owed {
                        name: device.as_ref().and_then(|device| device.name.clone()),
                        area: device.as_ref().and_then(|device| device.area.clone()),
                        sensor: device.as_ref().map(|device| device.settings.sensor),
                        transition,
                        occurrence,
                        unrecorded: false,
                    },
                ));
            }
            Ok(owed)
        })
    }

    /// Every device, retired ones too.
    pub fn places(&self) -> Result<Vec<Device>, QueryError> {
        self.ask(|connection| Ok(table::device::load(connection)?))
    }

    /// What waits for a message over a channel, most urgent first, at most so many.
    pub fn owed_deliveries(&self, channel: &ShortName, most: u32) -> Result<Vec<OwedDelivery>, QueryError> {
        self.ask(|connection| Ok(delivery::owed(connection, channel, most)?))
    }

    /// These deliveries, those that are there.
    pub fn deliveries(&self, ids: &[u64]) -> Result<Vec<Delivery>, QueryError> {
        self.ask(|connection| {
            let found = ids.iter().map(|&id| delivery::one(connection, id));
            Ok(found.filter_map(Result::transpose).collect::<Result<_, _>>()?)
        })
    }

    /// Messages of a channel that are not settled.
    pub fn messages_to_send(&self, channel: &ShortName) -> Result<Vec<MessageToSend>, QueryError> {
        self.ask(|connection| Ok(message::to_send(connection, channel)?))
    }

    /// Tries over a channel since an instant, oldest first.
    pub fn recent_tries(
        &self,
        channel: &ShortName,
        since: Timestamp,
    ) -> Result<Vec<(Timestamp, AttemptOutcome)>, QueryError> {
        self.ask(|connection| Ok(message::recent_tries(connection, channel, since)?))
    }

    /// A page of deliveries, newest first.
    pub fn delivery_page(&self, query: &DeliveryQuery) -> Result<DeliveryPage, QueryError> {
        let size = page_size(query.page_size) as usize;
        let mut deliveries = self.ask(|connection| Ok(delivery::list(connection, query, size + 1)?))?;
        let more = deliveries.len() > size;
        deliveries.truncate(size);
        Ok(DeliveryPage { deliveries, more })
    }

    /// One delivery and every try of the message it is in.
    pub fn delivery(&self, id: u64) -> Result<Option<(Delivery, Vec<Attempt>)>, QueryError> {
        self.ask(|connection| {
            let Some(found) = delivery::one(connection, id)? else { return Ok(None) };
            let attempts = match found.message {
                Some(message) => message::attempts(connection, message)?,
                None => Vec::new(),
            };
            Ok(Some((found, attempts)))
        })
    }

    /// How many deliveries wait, how many messages are being sent, and how many of those that became owed since an instant were given up.
    pub fn delivery_counts(&self, since: Timestamp) -> Result<(u64, u64, u64), QueryError> {
        self.ask(|connection| Ok(delivery::counts(connection, since)?))
    }

    /// Channels over which something is owed or being sent.
    pub fn channels_in_use(&self) -> Result<Vec<ShortName>, QueryError> {
        self.ask(|connection| Ok(delivery::channels_in_use(connection)?))
    }

    /// What became of each transition of an alarm, oldest first.
    pub fn outcomes(&self, occurrence: OccurrenceId) -> Result<Vec<(EventId, Timestamp, Outcome)>, QueryError> {
        self.ask(|connection| Ok(notice::outcomes(connection, occurrence)?))
    }
}

fn occurrence(connection: &Connection, id: OccurrenceId) -> Result<Option<mcs_core::alarm::Occurrence>, QueryError> {
    let mut statement =
        connection.prepare_cached(concat!("SELECT ", occurrence_columns!(), " FROM occurrence WHERE id = ?1"))?;
    let mut rows = statement.query([id.0])?;
    Ok(rows.next()?.map(alarm::read_occurrence).transpose()?)
}

fn device_of(connection: &Connection, point: u32) -> Result<Option<Device>, QueryError> {
    let body: Option<String> = connection
        .prepare_cached("SELECT body FROM device WHERE point = ?1")?
        .query_row([point], |row| row.get(0))
        .optional()?;
    let unreadable = |e: serde_json::Error| QueryError::Row { table: "device", what: format!("a device with {e}") };
    body.map(|json| serde_json::from_str(&json).map_err(unreadable)).transpose()
}
