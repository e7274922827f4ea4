//! What the store holds, counted.

use mcs_core::{
    storage::{StoreLevel, StoreStats},
    time::Timestamp,
};
use rusqlite::{Connection, OptionalExtension as _};

use super::{QueryError, StoreHandle};

/// Levels of segments by their stored number.
const LEVELS: [&str; 3] = ["slice", "hour", "day"];

impl StoreHandle {
    /// Counts what is stored; reads the whole table of segments. `retention_days` is passed on. Blocks.
    pub fn stats(&self, retention_days: Option<u32>) -> Result<StoreStats, QueryError> {
        let counted = self.queries().ask(|connection| Ok(count(connection)?))?;
        let gauge = self.gauge();
        Ok(StoreStats {
            database_bytes: gauge.database_bytes(),
            wal_bytes: gauge.wal_bytes(),
            reserve_bytes: gauge.reserve_bytes(),
            retention_days,
            works: gauge.works(),
            work_us: gauge.work_us(),
            longest_work_us: gauge.longest_work_us(),
            ..counted
        })
    }
}

fn count(connection: &Connection) -> rusqlite::Result<StoreStats> {
    let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, u64>(0));
    let time = |sql: &str| -> rusqlite::Result<Option<Timestamp>> {
        let us: Option<Option<i64>> = connection.query_row(sql, [], |row| row.get(0)).optional()?;
        Ok(us.flatten().map(Timestamp::from_micros))
    };
    // Rows leave in prefixes, so the numbers of those that are left have no gaps.
    let readings = number("SELECT coalesce(max(id) - min(id) + 1, 0) FROM recent")?;
    let recent =
        StoreLevel { level: "recent".to_owned(), segments: 0, readings, bytes: row_bytes(connection)? * readings };
    let mut levels = vec![recent];
    let mut statement = connection.prepare_cached(
        "SELECT level, count(*), sum(readings), sum(length(body)) FROM segment GROUP BY level ORDER BY level",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let level: usize = row.get(0)?;
        let level = LEVELS.get(level).map_or_else(|| format!("level {level}"), |name| (*name).to_owned());
        levels.push(StoreLevel { level, segments: row.get(1)?, readings: row.get(2)?, bytes: row.get(3)? });
    }
    let oldest_sealed = time("SELECT min(start) FROM (SELECT min(start) AS start FROM segment GROUP BY level)")?;
    let oldest_recent = time("SELECT received - time_lag FROM recent ORDER BY id LIMIT 1")?;
    let newest_sealed = time(
        "SELECT max(received) FROM segment JOIN (SELECT level, max(start) AS start FROM segment GROUP BY level) \
         USING (level, start)",
    )?;
    let newest_recent = time("SELECT received FROM recent ORDER BY id DESC LIMIT 1")?;
    Ok(StoreStats {
        free_bytes: number("SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size")?,
        levels,
        summaries: number("SELECT count(*) FROM summary")?,
        summary_bytes: number("SELECT coalesce(sum(length(body)), 0) FROM summary")?,
        unsealed: number("SELECT count(*) FROM recent WHERE id > (SELECT upto FROM sealed)")?,
        unsealed_since: time("SELECT received FROM recent WHERE id > (SELECT upto FROM sealed) ORDER BY id LIMIT 1")?,
        oldest: oldest_sealed.into_iter().chain(oldest_recent).min(),
        newest: newest_sealed.into_iter().chain(newest_recent).max(),
        database_bytes: 0,
        wal_bytes: 0,
        reserve_bytes: 0,
        retention_days: None,
        works: 0,
        work_us: 0,
        longest_work_us: 0,
    })
}

/// What a recent row takes on average, told from the newest hundred: a header of a dozen bytes and its columns.
fn row_bytes(connection: &Connection) -> rusqlite::Result<u64> {
    connection.query_row(
        "SELECT coalesce(cast(avg(32 + 8 * ((v_raw IS NOT NULL) + (temp IS NOT NULL) + (humi IS NOT NULL) + (bat IS NOT NULL) \
         + (rssi IS NOT NULL))) AS INTEGER), 0) FROM (SELECT * FROM recent ORDER BY id DESC LIMIT 100)",
        [],
        |row| row.get(0),
    )
}
