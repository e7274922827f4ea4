//! Readings as bytes and back: how the parts of a segment stand behind each other.
//!
//! ```text
//!  header │ columns: what each holds and how │ pages: rows and bytes of each │ page │ page │ … │ checksum
//! ```
//!
//! A page holds all columns of an hour, so that an hour is decoded alone. Shorter segments have one page.

use std::ops::Range;

use mcs_core::{
    id::PointId,
    reading::Reading,
    time::{Span, Timestamp},
};
use xxhash_rust::xxh3::xxh3_64;

use super::{
    Damage, Header, Level, Slot,
    bytes::{Bytes, put},
    column::{Head, Id},
    draft::Written,
    header::{CHECKSUM, MOST},
    join::Place,
    pack::Effort,
    page::Column,
    split,
};

impl Level {
    /// Pages of a segment, and how long each is.
    const fn pages(self) -> (usize, Span) {
        match self {
            Self::Slice | Self::Hour => (1, self.length()),
            Self::Day => (24, Self::Hour.length()),
        }
    }

    /// How hard to try. Slices live for an hour, hours for a day.
    const fn effort(self) -> Option<Effort> {
        match self {
            Self::Slice => None,
            Self::Hour => Some(5),
            Self::Day => Some(7),
        }
    }
}

/// Encodes the readings of a point in a slot, in order of time, then arrival. At most some millions.
pub fn encode(point: PointId, slot: Slot, readings: &[Reading]) -> Vec<u8> {
    debug_assert!(readings.len() <= MOST as usize, "no device sends so many");
    let (pages, length) = slot.level.pages();
    let rows = pages_of(slot.start, readings, pages, length);
    let page_of = |row: usize| {
        let page = rows.partition_point(|page| page.end <= row);
        length.times(i64::try_from(page).unwrap_or(0)).as_micros()
    };
    let mut out = Vec::with_capacity(64 + readings.len() * 4);
    let header = Header { point, slot, count: u32::try_from(readings.len()).unwrap_or(MOST) };
    header.put(&mut out, u8::try_from(Id::COUNT).unwrap_or(u8::MAX));
    let columns: Vec<Written> = Id::all()
        .map(|id| split::column(id, slot.start, readings, page_of).write(&mut out, &rows, slot.level.effort()))
        .collect();
    for (page, rows) in rows.iter().enumerate() {
        put(&mut out, rows.len() as u64);
        if !rows.is_empty() {
            put(&mut out, columns.iter().map(|column| column.page(page).len() as u64).sum());
        }
    }
    for (page, _) in rows.iter().enumerate().filter(|(_, rows)| !rows.is_empty()) {
        for column in &columns {
            out.extend(column.page(page));
        }
    }
    let checksum = xxh3_64(&out);
    out.extend(checksum.to_le_bytes());
    out
}

/// The rows of each page. What is out of order stands where it stands.
fn pages_of(start: Timestamp, readings: &[Reading], pages: usize, length: Span) -> Vec<Range<usize>> {
    let mut first = 0;
    let mut ranges = Vec::with_capacity(pages);
    for page in 1..=pages {
        let end = start + length.times(i64::try_from(page).unwrap_or(i64::MAX));
        let rest = readings.get(first..).unwrap_or_default();
        let here = if page == pages { rest.len() } else { rest.iter().take_while(|r| r.time < end).count() };
        ranges.push(first..first + here);
        first += here;
    }
    ranges
}

/// Decodes the readings with `from <= time < to`, in order of time, then arrival.
pub fn decode(bytes: &[u8], from: Timestamp, to: Timestamp) -> Result<Vec<Reading>, Damage> {
    let (body, checksum) = bytes.split_last_chunk::<CHECKSUM>().ok_or(Damage::Checksum)?;
    if xxh3_64(body) != u64::from_le_bytes(*checksum) {
        return Err(Damage::Checksum);
    }
    let mut bytes = Bytes::new(body);
    let (header, columns) = Header::take(&mut bytes)?;
    let mut heads: Vec<Head<'_>> = Vec::with_capacity(usize::from(columns));
    for _ in 0..columns {
        heads.push(Head::take(&mut bytes)?);
    }
    if !heads.iter().map(|head| head.id).eq(Id::all()) {
        return Err(Damage::Malformed { what: "its columns are not those of a gas detector" });
    }
    let pages = page_index(&mut bytes, &header)?;
    let mut columns = Vec::new();
    let mut found = Vec::new();
    let mut page_readings = Vec::new();
    let (_, length) = header.slot.level.pages();
    for (number, (rows, size)) in pages.into_iter().enumerate() {
        let mut page = Bytes::new(bytes.take(size)?);
        let since = length.times(i64::try_from(number).unwrap_or(i64::MAX));
        let start = header.slot.start + since;
        if rows == 0 || to <= start || start + length <= from {
            continue;
        }
        if columns.is_empty() {
            columns = heads.iter().map(|head| Column::new(*head)).collect::<Result<_, _>>()?;
        }
        let place = Place { point: header.point, start: header.slot.start, page: since.as_micros() };
        page_readings.clear();
        page_readings.resize(rows, place.blank());
        for column in &mut columns {
            column.read(&mut page, rows)?;
            place.fill(column, &mut page_readings)?;
        }
        if !page.rest().is_empty() {
            return Err(Damage::Malformed { what: "a page holds more than its readings" });
        }
        found.extend(page_readings.drain(..).filter(|reading| (from..to).contains(&reading.time)));
    }
    if bytes.rest().is_empty() { Ok(found) } else { Err(Damage::Malformed { what: "something follows its end" }) }
}

/// Rows and bytes of each page.
fn page_index(bytes: &mut Bytes<'_>, header: &Header) -> Result<Vec<(usize, usize)>, Damage> {
    let (pages, _) = header.slot.level.pages();
    let mut index = Vec::with_capacity(pages);
    let mut all = 0usize;
    for _ in 0..pages {
        let rows = bytes.count()?;
        let size = if rows == 0 { 0 } else { bytes.count()? };
        all = all.saturating_add(rows);
        index.push((rows, size));
    }
    if all == header.count as usize {
        Ok(index)
    } else {
        Err(Damage::Malformed { what: "its readings are not as many as it says" })
    }
}
