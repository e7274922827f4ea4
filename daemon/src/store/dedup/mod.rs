//! Whether a reading is stored already: asked only for readings the plant cannot place itself.
//!
//! The identity of a reading is its point, time as sent and packet number, and a hash over its fields. The hash is not stored; it
//! is computed again from the row.

mod sealed;

use std::collections::{HashMap, HashSet};

use mcs_core::{
    id::PointId,
    reading::Reading,
    time::{Span, Timestamp},
};
use rusqlite::{Connection, params};

use super::{
    Fingerprint, NewReading,
    blocks::Blocks,
    table::reading::{self, NEAR, columns},
};

/// A reading without a time of its own is looked for among those received this shortly before: later than that its packet number
/// says nothing, it may have wrapped or started again.
const WITHOUT_TIME: Span = Span::mins(10);

/// What becomes of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is new.
    New,
    /// It is stored already.
    Duplicate,
    /// Another one is stored under its key; both are kept.
    Conflict,
}

type Key = (PointId, Option<Timestamp>, Option<u16>);

fn key(reading: &Reading) -> Key {
    (reading.point, reading.ts, reading.seq)
}

/// A reading under a key.
#[derive(Debug, Clone, Copy)]
struct Stored {
    hash: u64,
    received: Timestamp,
}

/// What is stored under the keys asked for.
#[derive(Debug)]
pub(super) struct Known {
    under: HashMap<Key, Vec<Stored>>,
    fingerprint: Fingerprint,
}

impl Known {
    /// Looks up every reading of a commit that asks; one pass over the rows serves all of them.
    pub(super) fn look_up(
        connection: &Connection,
        readings: &[NewReading],
        fingerprint: Fingerprint,
    ) -> rusqlite::Result<Self> {
        let mut known = Self { under: HashMap::new(), fingerprint };
        let asked: Vec<&Reading> = readings.iter().filter(|r| asks(r)).map(|r| &r.reading).collect();
        if asked.is_empty() {
            return Ok(known);
        }
        for reading in &asked {
            known.under.entry(key(reading)).or_default();
        }
        known.look_far(connection, &asked)?;
        known.look_near(connection, &asked)?;
        // A row that is sealed and still there is found twice, which changes nothing.
        sealed::look(connection, &asked, &mut |stored| known.saw(stored))?;
        Ok(known)
    }

    /// Rows whose time as sent lies far from their receipt: by index.
    fn look_far(&mut self, connection: &Connection, asked: &[&Reading]) -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached(concat!(
            "SELECT ",
            columns!(),
            " FROM recent INDEXED BY recent_by_ts WHERE ts_lag NOT BETWEEN -600000000 AND 600000000 \
             AND point = ?1 AND received - ts_lag = ?2"
        ))?;
        let keys: HashSet<(PointId, Timestamp)> = asked.iter().filter_map(|r| Some((r.point, r.ts?))).collect();
        for (point, ts) in keys {
            let mut rows = statement.query(params![point.0, ts.as_micros()])?;
            while let Some(row) = rows.next()? {
                self.saw(&reading::read(row)?.1);
            }
        }
        Ok(())
    }

    /// All other rows: among those received near the time as sent.
    fn look_near(&mut self, connection: &Connection, asked: &[&Reading]) -> rusqlite::Result<()> {
        let windows = windows(asked);
        let (Some(first), Some(last)) = (windows.first(), windows.last()) else { return Ok(()) };
        let blocks = Blocks::load(connection, first.0, last.1)?;
        let points: HashSet<PointId> = asked.iter().map(|r| r.point).collect();
        let only = if points.len() == 1 { points.iter().next().map(|p| p.0) } else { None };
        let mut statement = connection.prepare_cached(concat!(
            "SELECT ",
            columns!(),
            " FROM recent WHERE id BETWEEN ?1 AND ?2 AND point = coalesce(?3, point) AND received BETWEEN ?4 AND ?5"
        ))?;
        for (from, to) in windows {
            let Some((low, high)) = blocks.received(from, to) else { continue };
            let mut rows = statement.query(params![low, high, only, from.as_micros(), to.as_micros()])?;
            while let Some(row) = rows.next()? {
                if only.is_some() || points.contains(&PointId(row.get(1)?)) {
                    self.saw(&reading::read(row)?.1);
                }
            }
        }
        Ok(())
    }

    fn saw(&mut self, stored: &Reading) {
        let hash = (self.fingerprint)(stored);
        if let Some(under) = self.under.get_mut(&key(stored)) {
            under.push(Stored { hash, received: stored.received });
        }
    }

    /// What becomes of a reading; one that is stored counts for those that follow it in the commit.
    pub(super) fn judge(&mut self, new: &NewReading) -> Verdict {
        if !asks(new) {
            return Verdict::New;
        }
        let Reading { ts, received, .. } = new.reading;
        let under = self.under.entry(key(&new.reading)).or_default();
        let mut verdict = Verdict::New;
        for stored in under.iter() {
            if ts.is_none() && (received - stored.received).abs() > WITHOUT_TIME {
                continue;
            }
            if stored.hash == new.hash {
                return Verdict::Duplicate;
            }
            verdict = Verdict::Conflict;
        }
        under.push(Stored { hash: new.hash, received });
        verdict
    }
}

const fn asks(new: &NewReading) -> bool {
    new.ask_store && !new.no_identity
}

/// When rows near their time were received that could be the readings asked for; overlapping spans are joined.
fn windows(asked: &[&Reading]) -> Vec<(Timestamp, Timestamp)> {
    let mut spans: Vec<_> = asked
        .iter()
        .map(|r| match r.ts {
            Some(ts) => (ts - NEAR, ts + NEAR),
            None => (r.received - WITHOUT_TIME, r.received),
        })
        .collect();
    spans.sort_unstable();
    let mut joined: Vec<(Timestamp, Timestamp)> = Vec::new();
    for (from, to) in spans {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            Some(_) | None => joined.push((from, to)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(ts: i64) -> Reading {
        Reading {
            point: PointId(1),
            ts: Some(Timestamp::from_micros(ts * 1_000_000)),
            time: Timestamp::EPOCH,
            received: Timestamp::EPOCH,
            seq: None,
            channels: mcs_core::observation::Channels::default(),
            err: 0,
            flags: mcs_core::reading::Flags::default(),
            calibration: None,
        }
    }

    #[test]
    fn neighbouring_times_share_one_pass() {
        let (a, b, c) = (sent(0), sent(10), sent(100_000));
        let windows = windows(&[&c, &a, &b]);
        assert_eq!(windows.len(), 2);
        assert_eq!(windows[0].1, Timestamp::from_micros(10_000_000) + NEAR);
    }
}
