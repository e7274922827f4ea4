//! Devices nobody has registered.

use mcs_core::{device::Discovered, id::SerialNumber, time::Timestamp};
use rusqlite::{Connection, params};

use super::ReadError;

/// Most devices remembered: anybody who can reach the endpoint can invent serial numbers.
const MOST: u32 = 1_000;

/// Writes one; the one not heard of for longest leaves when there are too many.
pub(in super::super) fn write(connection: &Connection, one: &Discovered) -> rusqlite::Result<()> {
    const SQL: &str = "INSERT INTO discovered (sn, user, address, first, last, attempts) VALUES (?1,?2,?3,?4,?5,?6) \
        ON CONFLICT (sn) DO UPDATE SET user = ?2, address = ?3, first = ?4, last = ?5, attempts = ?6";
    connection.prepare_cached(SQL)?.execute(params![
        one.sn.as_str(),
        one.user,
        one.address,
        one.first.as_micros(),
        one.last.as_micros(),
        one.attempts,
    ])?;
    connection
        .prepare_cached(
            "DELETE FROM discovered WHERE (SELECT count(*) FROM discovered) > ?1 \
             AND sn = (SELECT sn FROM discovered WHERE sn <> ?2 ORDER BY last LIMIT 1)",
        )?
        .execute(params![MOST, one.sn.as_str()])?;
    Ok(())
}

/// Forgets one.
pub(in super::super) fn remove(connection: &Connection, sn: &SerialNumber) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM discovered WHERE sn = ?1")?.execute([sn.as_str()])?;
    Ok(())
}

/// All of them.
pub(in super::super) fn load(connection: &Connection) -> Result<Vec<Discovered>, ReadError> {
    let mut statement =
        connection.prepare("SELECT sn, user, address, first, last, attempts FROM discovered ORDER BY first")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let sn: String = row.get(0)?;
        all.push(Discovered {
            sn: SerialNumber::new(&sn).map_err(|e| ReadError::Row { table: "discovered", what: e.to_string() })?,
            user: row.get(1)?,
            address: row.get(2)?,
            first: Timestamp::from_micros(row.get(3)?),
            last: Timestamp::from_micros(row.get(4)?),
            attempts: row.get(5)?,
        });
    }
    Ok(all)
}
