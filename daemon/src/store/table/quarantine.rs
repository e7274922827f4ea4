//! Frames nobody can decode: a bounded drawer, the newest kept.

use rusqlite::{Connection, params};

use super::super::Quarantined;

/// Most frames kept.
const MOST_ROWS: u64 = 10_000;

/// Most bytes of payload kept.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// How full the drawer is. Part of the writer's position: a transaction rolled back takes it back too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in super::super) struct Fill {
    rows: u64,
    bytes: u64,
}

impl Fill {
    /// Counts what is there.
    pub(in super::super) fn load(connection: &Connection) -> rusqlite::Result<Self> {
        connection.query_row("SELECT count(*), coalesce(sum(length(payload)), 0) FROM quarantine", [], |row| {
            Ok(Self { rows: row.get(0)?, bytes: row.get(1)? })
        })
    }

    /// Puts a frame in; the oldest leave until it fits.
    pub(in super::super) fn insert(&mut self, connection: &Connection, frame: &Quarantined) -> rusqlite::Result<()> {
        connection
            .prepare_cached("INSERT INTO quarantine (sn, received, topic, payload, why) VALUES (?1,?2,?3,?4,?5)")?
            .execute(params![frame.sn.as_str(), frame.received.as_micros(), frame.topic, frame.payload, frame.why])?;
        self.rows += 1;
        self.bytes += frame.payload.len() as u64;
        while self.rows > MOST_ROWS || (self.bytes > MOST_BYTES && self.rows > 1) {
            let freed: u64 = connection
                .prepare_cached(
                    "DELETE FROM quarantine WHERE id = (SELECT min(id) FROM quarantine) RETURNING length(payload)",
                )?
                .query_row([], |row| row.get(0))?;
            self.rows -= 1;
            self.bytes = self.bytes.saturating_sub(freed);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use mcs_core::{id::SerialNumber, time::Timestamp};

    use super::*;

    #[test]
    fn the_drawer_stays_within_its_bytes_and_keeps_the_newest() -> Result<(), Box<dyn std::error::Error>> {
        let mut connection = Connection::open_in_memory()?;
        crate::store::schema::migrate(&mut connection)?;
        let mut fill = Fill::default();
        for n in 0..40 {
            let frame = Quarantined {
                sn: SerialNumber::new("A001")?,
                received: Timestamp::from_micros(n),
                topic: "mcs/A001/up".into(),
                payload: vec![0; 1024 * 1024],
                why: "not JSON".into(),
            };
            fill.insert(&connection, &frame)?;
        }
        assert_eq!(fill, Fill::load(&connection)?);
        assert_eq!(fill, Fill { rows: 16, bytes: MOST_BYTES });
        let newest: i64 = connection.query_row("SELECT max(received) FROM quarantine", [], |row| row.get(0))?;
        assert_eq!(newest, 39);
        Ok(())
    }
}
