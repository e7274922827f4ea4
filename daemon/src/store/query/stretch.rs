//! The readings of one point in one stretch of time, whatever shape they have.

use mcs_core::{id::PointId, reading::Reading, time::Timestamp};
use rusqlite::Connection;

use super::{
    super::{
        RowId,
        sealed::{self, Damage, Header, Level, Slot},
        table::segment,
    },
    Damaged,
    length::Length,
    slots::Slots,
    unsealed::Unsealed,
};

/// A stretch that was read.
#[derive(Debug)]
pub(super) struct Stretch {
    /// In order of time, then arrival.
    pub(super) readings: Vec<Reading>,
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
}

/// Where a question begins: with the oldest readings or with the newest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Oldest,
    Newest,
}

/// The stretch at this end of `from..to` that may hold readings, shortened until it holds at most so many; `None` when there is
/// none.
pub(super) fn at(
    end: End,
    connection: &Connection,
    point: PointId,
    (from, to): (Timestamp, Timestamp),
    (longest, most): (Length, usize),
    damaged: &mut Damaged,
) -> rusqlite::Result<Option<Stretch>> {
    if from >= to {
        return Ok(None);
    }
    let unsealed = damaged.catch(point, (from, to), Unsealed::load(connection, (from, to)))?.unwrap_or_default();
    let within = match end {
        End::Oldest => first_time(connection, &unsealed, point, (from, to), damaged)?.map(|start| (start, to)),
        End::Newest => last_time(connection, &unsealed, point, (from, to), damaged)?.map(|end| (from, end)),
    };
    let Some((from, to)) = within.filter(|(from, to)| from < to) else { return Ok(None) };
    let mut length = longest;
    loop {
        let (from, to) = match end {
            End::Oldest => (from, length.end(from).min(to)),
            End::Newest => (length.start(to).max(from), to),
        };
        if let Some(readings) = read(connection, &unsealed, point, (from, to), bound(length, most), damaged)? {
            return Ok(Some(Stretch { readings, from, to }));
        }
        length = length.shorter();
    }
}

/// The shortest stretch is read whole, whatever it holds.
fn bound(length: Length, most: usize) -> usize {
    if length == Length::SHORTEST { usize::MAX } else { most }
}

/// The earliest time in `from..to` that a reading of the point can have.
pub(super) fn first_time(
    connection: &Connection,
    unsealed: &Unsealed,
    point: PointId,
    (from, to): (Timestamp, Timestamp),
    damaged: &mut Damaged,
) -> rusqlite::Result<Option<Timestamp>> {
    let recent = unsealed.first_time(connection, point, from);
    let mut first = damaged.catch(point, (from, to), recent)?.flatten();
    for level in Level::BY_ARRIVAL {
        let to = first.map_or(to, |first| first.min(to));
        if let Some(slot) = Slots::forwards(connection, point, level, (from, to)).next(damaged)? {
            first = Some(first.map_or(slot.start, |first| first.min(slot.start)).max(from));
        }
    }
    Ok(first)
}

/// The instant after the latest time in `from..to` that a reading of the point can have.
fn last_time(
    connection: &Connection,
    unsealed: &Unsealed,
    point: PointId,
    (from, to): (Timestamp, Timestamp),
    damaged: &mut Damaged,
) -> rusqlite::Result<Option<Timestamp>> {
    let recent = unsealed.last_time(connection, point, to);
    let mut last = damaged.catch(point, (from, to), recent)?.flatten();
    for level in Level::BY_ARRIVAL {
        let from = last.map_or(from, |last| last.max(from));
        if let Some(slot) = Slots::backwards(connection, point, level, (from, to)).next(damaged)? {
            last = Some(last.map_or(slot.end(), |last| last.max(slot.end())).min(to));
        }
    }
    Ok(last)
}

/// The readings with `from <= time < to` in order of time, then arrival; `None` when there are more than `most`.
fn read(
    connection: &Connection,
    unsealed: &Unsealed,
    point: PointId,
    span: (Timestamp, Timestamp),
    most: usize,
    damaged: &mut Damaged,
) -> rusqlite::Result<Option<Vec<Reading>>> {
    let mut found = Vec::new();
    for level in Level::BY_ARRIVAL {
        let mut slots = Slots::forwards(connection, point, level, span);
        while let Some(slot) = slots.next(damaged)? {
            let mut readings = of_segment(connection, point, slot, span, damaged)?;
            if found.len() + readings.len() > most {
                return Ok(None);
            }
            if found.is_empty() {
                found = readings;
            } else {
                found.append(&mut readings);
            }
        }
    }
    let mut rows: Vec<(RowId, Reading)> = Vec::new();
    let room = most - found.len();
    let cut = unsealed.each(connection, point, span, &mut |id, reading| {
        rows.push((id, reading));
        rows.len() <= room
    });
    if damaged.catch(point, span, cut)? == Some(true) {
        return Ok(None);
    }
    rows.sort_unstable_by_key(|(id, _)| *id);
    found.extend(rows.into_iter().map(|(_, reading)| reading));
    // Stable: of one time, they stay in order of arrival.
    found.sort_by_key(|reading| reading.time);
    Ok(Some(found))
}

/// The readings of a segment in a stretch, in order; none where it cannot be read, which is noted.
pub(super) fn of_segment(
    connection: &Connection,
    point: PointId,
    slot: Slot,
    (from, to): (Timestamp, Timestamp),
    damaged: &mut Damaged,
) -> rusqlite::Result<Vec<Reading>> {
    let span = (from.max(slot.start), to.min(slot.end()));
    let body = segment::body(connection, point, slot);
    let Some(Some(body)) = damaged.catch(point, span, body)? else { return Ok(Vec::new()) };
    Ok(decode(&body, point, slot, span).unwrap_or_else(|damage| {
        damaged.add_segment(point, span, &damage);
        Vec::new()
    }))
}

/// Decodes what stands in a segment's place, if it is that segment.
pub(in super::super) fn decode(
    body: &[u8],
    point: PointId,
    slot: Slot,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<Reading>, Damage> {
    let header = Header::read(body)?;
    if (header.point, header.slot) == (point, slot) {
        sealed::decode(body, from, to)
    } else {
        // A header that was damaged is told as damage, and not as a mix-up.
        sealed::decode(body, from, from)?;
        Err(Damage::Malformed { what: "it belongs somewhere else" })
    }
}
