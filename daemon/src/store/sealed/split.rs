//! From readings to columns.

use mcs_core::{
    observation::{Channel, Measure},
    reading::Reading,
    time::Timestamp,
};

use super::{
    column::{Id, Scale},
    decimal::{FINEST, exact, ordered, power},
    draft::Draft,
    numbers::{common_power, int_power},
};

/// Numbers that are no decimals of a step are listed apart as long as they are no more than one in so many.
const EXCEPTIONS: usize = 32;

/// The column of readings. `page_of` tells where the page of a row begins, from the start of the slot.
pub(super) fn column(id: Id, start: Timestamp, readings: &[Reading], page_of: impl Fn(usize) -> i64) -> Draft {
    match id {
        Id::Sent => {
            let sent = |r: &Reading| r.ts.map(|ts| since(ts, start));
            let digits = common_power(&readings.iter().filter_map(sent).collect::<Vec<_>>());
            let unit = int_power(digits).unwrap_or(1);
            Draft::optional(id, Scale::Times(digits), readings.iter().map(|r| sent(r).map(|us| us / unit)))
        }
        Id::Received => received(start, readings, page_of),
        Id::Time => time(start, readings, page_of),
        Id::Seq => Draft::optional(id, Scale::Times(0), readings.iter().map(|r| r.seq.map(i64::from))),
        Id::Err => Draft::full(id, Scale::Times(0), readings.iter().map(|r| i64::from(r.err)).collect()),
        Id::Flags => Draft::full(id, Scale::Times(0), readings.iter().map(|r| i64::from(r.flags.0)).collect()),
        Id::Calibration => {
            Draft::optional(id, Scale::Times(0), readings.iter().map(|r| r.calibration.map(|c| i64::from(c.0))))
        }
        Id::Channel(channel) => measured(channel, readings),
    }
}

/// Microseconds; beyond the ends of time it wraps, and back again when it is read.
pub(super) const fn since(at: Timestamp, start: Timestamp) -> i64 {
    at.as_micros().wrapping_sub(start.as_micros())
}

fn received(start: Timestamp, readings: &[Reading], page_of: impl Fn(usize) -> i64) -> Draft {
    let mut numbers: Vec<i64> = readings.iter().map(|r| since(r.received, start)).collect();
    let digits = common_power(&numbers);
    let unit = int_power(digits).unwrap_or(1);
    for (row, (n, reading)) in numbers.iter_mut().zip(readings).enumerate() {
        let anchor = reading.ts.map_or_else(|| page_of(row), |ts| since(ts, start));
        *n = (*n / unit).wrapping_sub(anchor.div_euclid(unit));
    }
    Draft::full(Id::Received, Scale::Times(digits), numbers)
}

/// The corrected time is the sent one plus a difference that stays for a while, or that of receipt.
fn time(start: Timestamp, readings: &[Reading], page_of: impl Fn(usize) -> i64) -> Draft {
    let mut standing = 0;
    let mut differences = Vec::with_capacity(readings.len());
    for (row, reading) in readings.iter().enumerate() {
        let anchor = reading.ts.map_or_else(|| page_of(row), |ts| since(ts, start));
        let difference = since(reading.time, start).wrapping_sub(anchor);
        let is_receipt = reading.time == reading.received;
        if difference != standing && is_receipt {
            differences.push(None);
        } else {
            standing = difference;
            differences.push(Some(difference));
        }
    }
    let digits = common_power(&differences.iter().copied().flatten().collect::<Vec<_>>());
    let unit = int_power(digits).unwrap_or(1);
    Draft::optional(Id::Time, Scale::Times(digits), differences.into_iter().map(|d| d.map(|us| us / unit)))
}

fn measured(channel: Channel, readings: &[Reading]) -> Draft {
    let mut kinds = Vec::with_capacity(readings.len());
    let mut floats = Vec::with_capacity(readings.len());
    for reading in readings {
        let (kind, x) = match reading.channels.get(channel) {
            Measure::Missing => (0, None),
            Measure::Finite(x) => (1, Some(x)),
            Measure::NonFinite => (2, None),
        };
        kinds.push(kind);
        floats.extend(x);
    }
    let kinds = (floats.len() < kinds.len()).then_some(kinds);
    let id = Id::Channel(channel);
    if let Some(Decimals { scale, numbers, exceptions }) = (0..=FINEST).find_map(|digits| decimals(&floats, digits)) {
        return Draft { id, scale, kinds, numbers, exceptions };
    }
    let zeros = floats.iter().map(|x| x.to_bits().trailing_zeros()).min().unwrap_or(0).min(52);
    let numbers = floats.iter().map(|x| ordered(*x, zeros)).collect();
    let scale = Scale::Float(u8::try_from(zeros).unwrap_or(0));
    Draft { id, scale, kinds, numbers, exceptions: Vec::new() }
}

/// Floats as decimals, and those that are none.
#[derive(Debug)]
struct Decimals {
    scale: Scale,
    numbers: Vec<i64>,
    exceptions: Vec<(usize, f64)>,
}

/// The numbers as decimals with so many digits; `None` when too many are none.
fn decimals(floats: &[f64], digits: u8) -> Option<Decimals> {
    let power = power(digits)?;
    let mut numbers = Vec::with_capacity(floats.len());
    let mut exceptions = Vec::new();
    let mut before = 0;
    for (at, &x) in floats.iter().enumerate() {
        if let Some(n) = exact(x, power) {
            before = n;
        } else {
            exceptions.push((at, x));
            if exceptions.len() * EXCEPTIONS > floats.len() {
                return None;
            }
        }
        numbers.push(before);
    }
    Some(Decimals { scale: Scale::Decimal(digits), numbers, exceptions })
}
