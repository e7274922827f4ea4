//! The hours of a day as bytes: the body of a row of `summary`, described in mcs-segment(5).
//!
//! The five channels come first, then the value. Counts and times of the newest are written as differences to the column before,
//! which for a device that sends whole reports are nothing.

use mcs_core::{
    summary::Tally,
    time::{Span, Timestamp},
};
use xxhash_rust::xxh3::xxh3_64;

use super::{
    Damage,
    bytes::Bytes,
    numbers::{self, Numbers},
    series,
    tallies::DayTallies,
};

/// How it begins.
const MAGIC: [u8; 4] = *b"MCSD";
/// The newest version known.
const VERSION: u8 = 1;
/// Bytes of the checksum at the end.
const CHECKSUM: usize = 8;

/// One column of the 24 hours.
type Column = [Tally; DayTallies::HOURS];

impl DayTallies {
    /// As bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(1500);
        out.extend(MAGIC);
        out.push(VERSION);
        out.extend(self.day.as_micros().to_le_bytes());
        let mut before = Before::default();
        for column in 0..COLUMNS {
            let tallies = std::array::from_fn(|hour| *self.tally(hour, column));
            put_column(&mut out, &tallies, &mut before, |hour| self.start_of(hour));
        }
        let checksum = xxh3_64(&out);
        out.extend(checksum.to_le_bytes());
        out
    }

    /// From bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, Damage> {
        let (body, checksum) = bytes.split_last_chunk::<CHECKSUM>().ok_or(Damage::Checksum)?;
        if xxh3_64(body) != u64::from_le_bytes(*checksum) {
            return Err(Damage::Checksum);
        }
        let mut bytes = Bytes::new(body);
        if bytes.array()? != MAGIC {
            return Err(Damage::Malformed { what: "it is not a summary" });
        }
        match bytes.byte()? {
            VERSION => {}
            found => return Err(Damage::Version { found, known: VERSION }),
        }
        let mut day = Self::empty(Timestamp::from_micros(i64::from_le_bytes(bytes.array()?)));
        let mut before = Before::default();
        for column in 0..COLUMNS {
            let tallies = take_column(&mut bytes, &mut before, |hour| day.start_of(hour))?;
            for (hour, tally) in tallies.into_iter().enumerate() {
                *day.tally_mut(hour, column) = tally;
            }
        }
        if bytes.rest().is_empty() { Ok(day) } else { Err(Damage::Malformed { what: "something follows its end" }) }
    }

    fn tally(&self, hour: usize, column: usize) -> &Tally {
        let hour = &self.hours[hour];
        hour.channels.get(column).unwrap_or(&hour.value)
    }

    fn tally_mut(&mut self, hour: usize, column: usize) -> &mut Tally {
        let hour = &mut self.hours[hour];
        hour.channels.get_mut(column).unwrap_or(&mut hour.value)
    }
}

/// The channels and the value.
const COLUMNS: usize = mcs_core::observation::Channel::COUNT + 1;

/// What the column before held: most devices send all they measure in each report.
#[derive(Debug, Default)]
struct Before {
    counts: [i64; DayTallies::HOURS],
    /// Microseconds from the start of the hour to the newest.
    newest: [i64; DayTallies::HOURS],
}

fn put_column(out: &mut Vec<u8>, column: &Column, before: &mut Before, start_of: impl Fn(usize) -> Timestamp) {
    let counts = column.map(|tally| tally.count.cast_signed());
    let more: Vec<i64> = counts.iter().zip(before.counts).map(|(n, was)| n.wrapping_sub(was)).collect();
    before.counts = counts;
    series::encode(out, &more);
    let full: Vec<(usize, &Tally)> = column.iter().enumerate().filter(|(_, tally)| tally.count > 0).collect();
    if full.is_empty() {
        return;
    }
    let mut later = Vec::with_capacity(full.len());
    let mut facts = Numbers::with_capacity(full.len());
    for (hour, tally) in full {
        let (time, last) = tally.last.unwrap_or((start_of(hour), tally.max));
        let newest = (time - start_of(hour)).as_micros();
        later.push(newest.wrapping_sub(before.newest[hour]));
        before.newest[hour] = newest;
        facts.push(tally.min, tally.max, last, tally.sum, tally.count);
    }
    let step = numbers::common_power(&later);
    out.push(step);
    let unit = numbers::int_power(step).unwrap_or(1);
    let later: Vec<i64> = later.into_iter().map(|us| us / unit).collect();
    series::encode(out, &later);
    facts.write(out);
}

fn take_column(
    bytes: &mut Bytes<'_>,
    before: &mut Before,
    start_of: impl Fn(usize) -> Timestamp,
) -> Result<Column, Damage> {
    let mut column = [Tally::default(); DayTallies::HOURS];
    let mut read = Vec::with_capacity(DayTallies::HOURS);
    series::decode(bytes, DayTallies::HOURS, &mut read)?;
    for (count, more) in before.counts.iter_mut().zip(&read) {
        *count = count.wrapping_add(*more);
    }
    let full: Vec<usize> = (0..DayTallies::HOURS).filter(|hour| before.counts[*hour] != 0).collect();
    if full.is_empty() {
        return Ok(column);
    }
    let unit = numbers::int_power(bytes.byte()?).ok_or(Damage::Malformed { what: "a step of time is unknown" })?;
    series::decode(bytes, full.len(), &mut read)?;
    let counts: Vec<u64> = full.iter().map(|hour| before.counts[*hour].cast_unsigned()).collect();
    let facts = Numbers::read(bytes, &counts)?;
    for (i, &hour) in full.iter().enumerate() {
        before.newest[hour] = before.newest[hour].wrapping_add(read[i].wrapping_mul(unit));
        let (min, max, last, sum) = facts.get(i);
        let time = start_of(hour) + Span::micros(before.newest[hour]);
        column[hour] = Tally { count: counts[i], sum, min, max, last: Some((time, last)) };
    }
    Ok(column)
}
