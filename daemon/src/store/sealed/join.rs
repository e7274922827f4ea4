//! From columns to readings.

use mcs_core::{
    id::{CalibrationRevision, PointId},
    observation::{Channels, Measure},
    reading::{Flags, Reading},
    time::Timestamp,
};

use super::{
    Damage,
    column::{Id, Scale},
    decimal::{power, unordered, value},
    numbers::int_power,
    page::{Cell, Column},
    split::since,
};

const UNFIT: Damage = Damage::Malformed { what: "a number does not fit its column" };

/// What a page's readings have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) point: PointId,
    /// The start of the slot.
    pub(super) start: Timestamp,
    /// The start of the page, from there.
    pub(super) page: i64,
}

impl Place {
    /// A reading of which nothing else is known.
    pub(super) fn blank(self) -> Reading {
        Reading {
            point: self.point,
            ts: None,
            time: self.start,
            received: self.start,
            seq: None,
            channels: Channels::default(),
            err: 0,
            flags: Flags::default(),
            calibration: None,
        }
    }

    /// Puts what a page holds of a column into its readings. Columns come in the order of [`Id::all`].
    pub(super) fn fill(self, column: &Column<'_>, readings: &mut [Reading]) -> Result<(), Damage> {
        let Id::Channel(channel) = column.head.id else { return self.fill_facts(column, readings) };
        match column.head.scale {
            Scale::Times(_) => Err(UNFIT),
            Scale::Decimal(digits) => {
                let power = power(digits).ok_or(UNFIT)?;
                column.each(readings, |reading, cell| {
                    reading.channels.set(channel, measure(cell, |n| value(n, power))?);
                    Ok(())
                })
            }
            Scale::Float(zeros) => column.each(readings, |reading, cell| {
                reading.channels.set(channel, measure(cell, |n| unordered(n, zeros.into()))?);
                Ok(())
            }),
        }
    }

    fn fill_facts(self, column: &Column<'_>, readings: &mut [Reading]) -> Result<(), Damage> {
        let Scale::Times(digits) = column.head.scale else { return Err(UNFIT) };
        let unit = int_power(digits).ok_or(UNFIT)?;
        column.each(readings, |reading, cell| {
            let n = match cell {
                Cell::Missing => None,
                Cell::Number(n) => Some(n),
                Cell::NotFinite | Cell::Exception(_) => return Err(UNFIT),
            };
            self.put(column.head.id, unit, n, reading)
        })
    }

    fn put(self, id: Id, unit: i64, n: Option<i64>, reading: &mut Reading) -> Result<(), Damage> {
        let anchor = reading.ts.map_or(self.page, |ts| since(ts, self.start));
        match (id, n) {
            (Id::Sent, n) => reading.ts = n.map(|n| self.at(n.wrapping_mul(unit))),
            (Id::Received, Some(n)) => {
                reading.received = self.at(anchor.div_euclid(unit).wrapping_add(n).wrapping_mul(unit));
            }
            (Id::Time, Some(n)) => reading.time = self.at(anchor.wrapping_add(n.wrapping_mul(unit))),
            (Id::Time, None) => reading.time = reading.received,
            (Id::Seq, n) => reading.seq = n.map(fit).transpose()?,
            (Id::Err, Some(n)) => reading.err = fit(n)?,
            (Id::Flags, Some(n)) => reading.flags = Flags(fit(n)?),
            (Id::Calibration, n) => reading.calibration = n.map(fit).transpose()?.map(CalibrationRevision),
            (Id::Received | Id::Err | Id::Flags | Id::Channel(_), _) => return Err(UNFIT),
        }
        Ok(())
    }

    fn at(self, since: i64) -> Timestamp {
        Timestamp::from_micros(self.start.as_micros().wrapping_add(since))
    }
}

fn fit<T: TryFrom<i64>>(n: i64) -> Result<T, Damage> {
    T::try_from(n).map_err(|_| UNFIT)
}

fn measure(cell: Cell, value: impl Fn(i64) -> f64) -> Result<Measure, Damage> {
    let x = match cell {
        Cell::Missing => return Ok(Measure::Missing),
        Cell::NotFinite => return Ok(Measure::NonFinite),
        Cell::Number(n) => value(n),
        Cell::Exception(x) => x,
    };
    if x.is_finite() { Ok(Measure::Finite(x)) } else { Err(UNFIT) }
}
