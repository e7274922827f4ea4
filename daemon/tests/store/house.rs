//! All that is stored, wherever it stands, and the plain list it must be equal to.

use std::{collections::BTreeMap, path::Path};

use mcs_core::{
    id::{CalibrationRevision, PointId},
    observation::{Channel, Channels, Measure},
    reading::{Flags, Reading},
    time::{Span, Timestamp},
};
use mcsd::store::{
    StoreHandle, Urgency,
    sealed::{self, Level, Slot},
};
use rusqlite::{Connection, Row};

use crate::bench::{commit, new, second, write};

/// The first instant of a UTC day.
pub(crate) const MIDNIGHT: Timestamp = Timestamp::from_micros(20_370 * 86_400_000_000);

/// Readings of each point in order of time, then of arrival.
pub(crate) type All = BTreeMap<PointId, Vec<Reading>>;

/// The `n`th reading, of a point at so many seconds after midnight, heard so much later.
pub(crate) fn heard(point: u32, n: i64, at: i64, later: i64) -> Reading {
    let time = MIDNIGHT + Span::secs(at);
    let mut channels = Channels::default();
    channels.set(Channel::VRaw, Measure::Finite(n as f64));
    Reading {
        point: PointId(point),
        ts: Some(time),
        time,
        received: time + Span::secs(later),
        seq: u16::try_from(n.rem_euclid(65_536)).ok(),
        channels,
        err: 0,
        flags: Flags::default(),
        calibration: None,
    }
}

/// Stores readings in this order.
pub(crate) fn store_all(store: &StoreHandle, readings: &[Reading]) {
    write(store, commit(1, Urgency::AtOnce, readings.iter().cloned().map(new).collect()));
}

/// Readings as they should stand.
pub(crate) fn in_order(readings: &[Reading]) -> All {
    let mut all = All::new();
    for reading in readings {
        all.entry(reading.point).or_default().push(reading.clone());
    }
    for readings in all.values_mut() {
        readings.sort_by_key(|r| r.time);
    }
    all
}

/// Everything that is stored: of segments first, the longest first, then of rows that are in none.
pub(crate) fn stored(dir: &Path) -> All {
    stored_in(&second(dir))
}

/// The same through a connection.
pub(crate) fn stored_in(read: &Connection) -> All {
    let look = read.unchecked_transaction().expect("one snapshot");
    let mut all = All::new();
    let (from, to) = (Timestamp::from_micros(i64::MIN), Timestamp::from_micros(i64::MAX));
    let mut statement = look
        .prepare("SELECT level, start, point, readings, body FROM segment ORDER BY level DESC, start, point")
        .expect("sound");
    let mut rows = statement.query([]).expect("sound");
    while let Some(row) = rows.next().expect("readable") {
        let slot = slot(row);
        let (point, count): (u32, usize) = (row.get(2).expect("a point"), row.get(3).expect("a count"));
        let body: Vec<u8> = row.get(4).expect("a body");
        let readings = sealed::decode(&body, from, to).expect("a segment that can be read");
        assert_eq!(readings.len(), count);
        assert!(readings.is_sorted_by_key(|r| r.time));
        assert!(readings.iter().all(|r| r.point == PointId(point) && slot.level.slot(r.time) == slot), "{slot:?}");
        all.entry(PointId(point)).or_default().extend(readings);
    }
    // Of the stretch that was being sealed, the rows of some points are in segments already.
    let sql = "SELECT r.* FROM recent r, sealed s WHERE r.id > s.upto AND NOT (r.id <= s.next AND r.point < s.point) ORDER BY r.id";
    let mut statement = look.prepare(sql).expect("sound");
    let mut rows = statement.query([]).expect("sound");
    while let Some(row) = rows.next().expect("readable") {
        let reading = reading(row).expect("a reading");
        all.entry(reading.point).or_default().push(reading);
    }
    for readings in all.values_mut() {
        readings.sort_by_key(|r| r.time);
    }
    all
}

fn slot(row: &Row<'_>) -> Slot {
    let level: u8 = row.get(0).expect("a level");
    let level = Level::BY_ARRIVAL.into_iter().find(|l| *l as u8 == level).expect("a known level");
    Slot { level, start: Timestamp::from_micros(row.get(1).expect("a start")) }
}

fn reading(row: &Row<'_>) -> rusqlite::Result<Reading> {
    let received: i64 = row.get("received")?;
    let mut channels = Channels::default();
    let named = [
        (Channel::VRaw, "v_raw"),
        (Channel::Temp, "temp"),
        (Channel::Humi, "humi"),
        (Channel::Bat, "bat"),
        (Channel::Rssi, "rssi"),
    ];
    for (channel, name) in named {
        let measured: Option<f64> = row.get(name)?;
        channels.set(channel, measured.map_or(Measure::Missing, Measure::Finite));
    }
    Ok(Reading {
        point: PointId(row.get("point")?),
        ts: row.get::<_, Option<i64>>("ts_lag")?.map(|lag| Timestamp::from_micros(received - lag)),
        time: Timestamp::from_micros(received - row.get::<_, i64>("time_lag")?),
        received: Timestamp::from_micros(received),
        seq: row.get("seq")?,
        channels,
        err: row.get("err")?,
        flags: Flags(row.get("flags")?),
        calibration: row.get::<_, Option<u32>>("calibration")?.map(CalibrationRevision),
    })
}
