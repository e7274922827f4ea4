//! Readings in order of arrival.

use mcs_core::{
    id::{CalibrationRevision, PointId},
    observation::{Channel, Channels, Measure},
    reading::{Flags, Reading},
    time::{Span, Timestamp},
};
use rusqlite::{Connection, Row, params};

use super::super::RowId;

/// About what a reading takes on disk: its row, and its share of the page.
pub(in super::super) const ROW_BYTES: u64 = 72;

/// Readings further than this from their receipt are found by an index of their own; the indexes' WHERE says the same.
pub(in super::super) const NEAR: Span = Span::mins(10);

/// The columns [`read`] expects.
macro_rules! columns {
    () => {
        "id, point, received, ts_lag, time_lag, seq, v_raw, temp, humi, bat, rssi, err, flags, calibration"
    };
}
pub(in super::super) use columns;

/// Puts a reading in its place.
pub(in super::super) fn insert(connection: &Connection, id: RowId, reading: &Reading) -> rusqlite::Result<()> {
    const SQL: &str =
        concat!("INSERT INTO recent (", columns!(), ") VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)");
    let received = reading.received.as_micros();
    let lag = |at: Timestamp| received.wrapping_sub(at.as_micros());
    let measured = |channel| stored(reading.channels.get(channel));
    connection.prepare_cached(SQL)?.execute(params![
        id.0,
        reading.point.0,
        received,
        reading.ts.map(lag),
        lag(reading.time),
        reading.seq,
        measured(Channel::VRaw),
        measured(Channel::Temp),
        measured(Channel::Humi),
        measured(Channel::Bat),
        measured(Channel::Rssi),
        reading.err,
        reading.flags.0,
        reading.calibration.map(|c| c.0),
    ])?;
    Ok(())
}

/// Reads one back, bit for bit but for the sign of a zero.
pub(in super::super) fn read(row: &Row<'_>) -> rusqlite::Result<(RowId, Reading)> {
    let received: i64 = row.get(2)?;
    let at = |lag: i64| Timestamp::from_micros(received.wrapping_sub(lag));
    let mut channels = Channels::default();
    for (column, channel) in (6..).zip([Channel::VRaw, Channel::Temp, Channel::Humi, Channel::Bat, Channel::Rssi]) {
        channels.set(channel, measure(row.get(column)?));
    }
    let reading = Reading {
        point: PointId(row.get(1)?),
        ts: row.get::<_, Option<i64>>(3)?.map(at),
        time: at(row.get(4)?),
        received: Timestamp::from_micros(received),
        seq: row.get(5)?,
        channels,
        err: row.get(11)?,
        flags: Flags(row.get(12)?),
        calibration: row.get::<_, Option<u32>>(13)?.map(CalibrationRevision),
    };
    Ok((RowId(row.get(0)?), reading))
}

/// A column holds a number, nothing, or an infinity for whatever was not finite.
const fn stored(measure: Measure) -> Option<f64> {
    match measure {
        Measure::Missing => None,
        Measure::Finite(x) => Some(x),
        Measure::NonFinite => Some(f64::INFINITY),
    }
}

const fn measure(stored: Option<f64>) -> Measure {
    match stored {
        None => Measure::Missing,
        Some(x) if x.is_finite() => Measure::Finite(x),
        Some(_) => Measure::NonFinite,
    }
}

/// The newest row there ever was; `RowId(0)` before the first. Numbers of rows that have left are not given again.
pub(in super::super) fn last(connection: &Connection) -> rusqlite::Result<RowId> {
    connection
        .query_row("SELECT max(coalesce((SELECT max(id) FROM recent), 0), (SELECT upto FROM sealed))", [], |row| {
            row.get(0)
        })
        .map(RowId)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn measures() -> impl Strategy<Value = Measure> {
        prop_oneof![
            Just(Measure::Missing),
            Just(Measure::NonFinite),
            (-1e300..1e300).prop_map(Measure::Finite),
            (-40_000..40_000).prop_map(|n| Measure::Finite(f64::from(n) / 10.0)),
            Just(Measure::Finite(-0.0)),
        ]
    }

    prop_compose! {
        fn readings()(
            (point, received, ts, time) in (any::<u32>(), any::<i64>(), any::<Option<i64>>(), any::<i64>()),
            (seq, err, flags, calibration) in (any::<Option<u16>>(), any::<u16>(), any::<u32>(), any::<Option<u32>>()),
            measured in proptest::array::uniform5(measures()),
        ) -> Reading {
            let mut channels = Channels::default();
            for (channel, measure) in Channel::ALL.into_iter().zip(measured) {
                channels.set(channel, measure);
            }
            Reading {
                point: PointId(point),
                ts: ts.map(Timestamp::from_micros),
                time: Timestamp::from_micros(time),
                received: Timestamp::from_micros(received),
                seq,
                channels,
                err,
                flags: Flags(flags),
                calibration: calibration.map(CalibrationRevision),
            }
        }
    }

    /// A whole number is stored as an integer, which has no negative zero.
    fn as_stored(mut reading: Reading) -> Reading {
        for channel in Channel::ALL {
            if let Measure::Finite(x) = reading.channels.get(channel) {
                reading.channels.set(channel, Measure::Finite(x + 0.0));
            }
        }
        reading
    }

    proptest! {
        #[test]
        fn a_reading_comes_back_as_it_was_stored(reading in readings()) {
            let mut connection = Connection::open_in_memory().expect("memory");
            crate::store::schema::migrate(&mut connection).expect("a schema");
            insert(&connection, RowId(7), &reading).expect("inserted");
            let back = connection
                .query_row(concat!("SELECT ", columns!(), " FROM recent"), [], read)
                .expect("read back");
            prop_assert_eq!(back, (RowId(7), as_stored(reading)));
        }
    }
}
