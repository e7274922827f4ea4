//! Readings of a point whose rows have left: the newest ones, from segments.

use std::collections::HashMap;

use mcs_core::{
    id::PointId,
    reading::Reading,
    time::{Span, Timestamp},
};
use rusqlite::Connection;

use super::super::{
    query::{Damaged, Slots, decode, is_damage},
    sealed::{Level, Slot},
    table::segment,
};

/// Most segments of a point that are looked into: a device that reports twice a day is not followed back for years.
const SEGMENTS: usize = 64;

/// Readings by what hardly two of them share, and how often each is there.
pub(super) type Seen = HashMap<(Timestamp, Option<Timestamp>, Timestamp, Option<u16>), u32>;

/// What [`Seen`] knows a reading by.
pub(super) fn key(r: &Reading) -> (Timestamp, Option<Timestamp>, Timestamp, Option<u16>) {
    (r.received, r.ts, r.time, r.seq)
}

/// What was found.
pub(super) struct Older {
    /// In order of receipt.
    pub(super) readings: Vec<Reading>,
    /// More are stored, and were not looked at.
    pub(super) more: bool,
}

/// The newest sealed readings of a point that are not among those seen: about `most` by their time, of them the newest by
/// receipt.
pub(super) fn newest(connection: &Connection, point: PointId, most: usize, mut seen: Seen) -> rusqlite::Result<Older> {
    let mut damaged = Damaged::default();
    let ever = (Timestamp::from_micros(i64::MIN), Timestamp::from_micros(i64::MAX));
    let mut levels = Level::BY_ARRIVAL.map(|level| Slots::backwards(connection, point, level, ever));
    let mut next = [None; 3];
    for (slots, next) in levels.iter_mut().zip(&mut next) {
        *next = slots.next(&mut damaged)?;
    }
    let mut older = Older { readings: Vec::new(), more: false };
    let mut looked = 0;
    // The newest first; of those that end together the shortest, which holds what arrived last.
    while let Some((slot, at)) =
        (0..3).filter_map(|at| next[at].map(|slot: Slot| (slot, at))).max_by_key(|(s, at)| (s.end(), *at))
    {
        if older.readings.len() >= most || looked == SEGMENTS {
            older.more = true;
            break;
        }
        looked += 1;
        next[at] = levels[at].next(&mut damaged)?;
        older.more |= take(connection, point, slot, most, &mut seen, &mut older.readings)?;
    }
    for span in damaged {
        tracing::warn!(%point, from = %span.from, to = %span.to, why = span.why, "older readings cannot be read");
    }
    older.readings.sort_by_key(|reading| (reading.received, reading.time));
    let surplus = older.readings.len().saturating_sub(most);
    older.more |= surplus > 0;
    older.readings.drain(..surplus);
    Ok(older)
}

/// Takes the newest hours of a segment until there are enough. True when some were left.
fn take(
    connection: &Connection,
    point: PointId,
    slot: Slot,
    most: usize,
    seen: &mut Seen,
    readings: &mut Vec<Reading>,
) -> rusqlite::Result<bool> {
    let body = match segment::body(connection, point, slot) {
        Ok(Some(body)) => body,
        Ok(None) => return Ok(false),
        Err(error) if is_damage(&error) => {
            tracing::warn!(%point, start = %slot.start, %error, "a segment cannot be read");
            return Ok(false);
        }
        Err(error) => return Err(error),
    };
    let mut end = slot.end();
    while end > slot.start {
        if readings.len() >= most {
            return Ok(true);
        }
        let start = Level::Hour.slot(end - Span::micros(1)).start.max(slot.start);
        match decode(&body, point, slot, (start, end)) {
            Ok(hour) => readings.extend(hour.into_iter().filter(|reading| !was_seen(seen, reading))),
            Err(damage) => {
                tracing::warn!(%point, start = %slot.start, %damage, "a segment cannot be read");
                return Ok(false);
            }
        }
        end = start;
    }
    Ok(false)
}

/// Whether this one is among those seen; each of them counts for one.
fn was_seen(seen: &mut Seen, reading: &Reading) -> bool {
    match seen.get_mut(&key(reading)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        Some(_) | None => false,
    }
}
