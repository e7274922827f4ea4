//! How fast the plant reports, measured from what is stored, and the reserve that follows from it.

use mcs_core::time::{Span, Timestamp};
use rusqlite::Connection;

use super::{ReserveSize, blocks::Blocks, table::reading::ROW_BYTES};

/// The time over which the rate is taken.
const OVER: Span = Span::hours(1);

/// The time the reserve must last.
const LASTS_HOURS: u64 = 6;

/// A row, its share of an index, and what the pages around it lose.
const BYTES_PER_READING: u64 = ROW_BYTES * 2;

/// The reserve that lasts six hours at the rate of the last hour on record.
pub(super) fn reserve_bytes(connection: &Connection, now: Timestamp) -> rusqlite::Result<u64> {
    let newest: Option<i64> = connection.query_row(
        "SELECT max(received) FROM (SELECT received FROM recent ORDER BY id DESC LIMIT 1)",
        [],
        |row| row.get(0),
    )?;
    let end = newest.map_or(now, Timestamp::from_micros);
    let rows = Blocks::load(connection, end - OVER, end)?.received(end - OVER, end).map_or(0, |(a, b)| b - a + 1);
    let hourly = u64::try_from(rows).unwrap_or(0);
    Ok((hourly * LASTS_HOURS * BYTES_PER_READING).max(ReserveSize::LEAST))
}
