//! Stored files of every released version: they must be read for ever.
//!
//! After a new version: `cargo test -p mcsd --lib sealed::tests::known -- --ignored` writes its files; they are added, and never
//! changed again.

use std::{fs, path::PathBuf};

use mcs_core::{
    calibration::{Calibration, CalibrationHistory, Coefficients},
    id::{CalibrationRevision, PointId},
    observation::{Channel, Channels, Measure},
    reading::{Flags, Reading},
    time::{Span, Timestamp},
};

use super::super::{DayTallies, Level, decode, encode};

/// Versions whose files are kept.
const VERSIONS: [u8; 1] = [1];

const POINT: PointId = PointId(4_000_000_001);
const DAY: Timestamp = Timestamp::from_micros(1_760_054_400_000_000);

fn path(version: u8, name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/segments/{version}/{name}.bin"))
}

/// Whole numbers only, so that every machine makes the same.
fn noise(n: i64, salt: i64) -> i64 {
    let mut x = (n * 0x9e37 + salt * 0x7f4a).cast_unsigned().wrapping_mul(0xd6e8_feb8_6659_fd93);
    x ^= x >> 32;
    x = x.wrapping_mul(0xd6e8_feb8_6659_fd93);
    i64::try_from((x >> 40) % 17).unwrap_or(0)
}

/// Readings every ten seconds with everything a reading can have, odd ones among them.
fn known(count: i64) -> Vec<Reading> {
    let reading = |n: i64| {
        let at = DAY + Span::secs(10 * n);
        let mut channels = Channels::default();
        let steps = 4_000 + n / 7 + noise(n, 1);
        let decimal = |n: i64, by: f64| Measure::Finite(n as f64 / by);
        channels.set(Channel::VRaw, if n == 41 { Measure::Finite(1.0 / 3.0) } else { decimal(steps, 10.0) });
        channels.set(Channel::Temp, if n % 50 == 3 { Measure::Missing } else { decimal(-20 + noise(n, 2), 10.0) });
        channels.set(Channel::Humi, if n == 17 { Measure::NonFinite } else { decimal(5_512 + noise(n, 3), 100.0) });
        channels.set(Channel::Bat, decimal(90 - n / 4_000, 1.0));
        // No decimals at all.
        channels.set(Channel::Rssi, Measure::Finite(-70.0 - noise(n, 4) as f64 / 3.0));
        let received = at + Span::millis(40 + 10 * noise(n, 5));
        let (ts, time) = match n % 60 {
            0 => (None, received),
            30 => (Some(Timestamp::EPOCH + Span::secs(n)), received),
            _ => (Some(at - Span::secs(3)), at),
        };
        Reading {
            point: POINT,
            ts,
            time,
            received,
            seq: (n % 90 != 5).then(|| u16::try_from((n + 65_000) % 65_536).unwrap_or(0)),
            channels,
            err: if n % 100 == 50 { 3 } else { 0 },
            flags: if n % 60 == 0 { Flags::NO_TIME } else { Flags::default() },
            calibration: (n > 20).then_some(CalibrationRevision(if n < 300 { 1 } else { 2 })),
        }
    };
    let mut readings: Vec<Reading> = (0..count).map(reading).collect();
    readings.sort_by_key(|reading| reading.time);
    readings
}

fn calibrations() -> CalibrationHistory {
    let calibration = |revision, k| Calibration {
        revision: CalibrationRevision(revision),
        valid_from: DAY,
        coefficients: Coefficients { k, b: -125.0, t_ref: 25.0, t_comp: 0.0625 },
        due: None,
        by: "engineer".into(),
        recorded: DAY,
        comment: None,
    };
    CalibrationHistory::new(vec![calibration(1, 0.3125), calibration(2, 0.3137)])
}

const LEVELS: [(&str, Level, i64); 3] =
    [("slice", Level::Slice, 60), ("hour", Level::Hour, 360), ("day", Level::Day, 2_000)];

fn tallies() -> DayTallies {
    DayTallies::of(DAY, &known(2_000), &calibrations())
}

#[test]
fn files_of_every_version_are_read() {
    for version in VERSIONS {
        for (name, level, count) in LEVELS {
            let file = fs::read(path(version, name)).expect("it is kept");
            let end = level.slot(DAY).end();
            assert!(decode(&file, DAY, end) == Ok(known(count)), "version {version}, {name}");
        }
        let file = fs::read(path(version, "summary")).expect("it is kept");
        assert_eq!(DayTallies::decode(&file), Ok(tallies()), "version {version}");
    }
}

#[test]
#[ignore = "writes the files of a new version"]
fn files_of_the_newest_version_are_written() {
    let newest = VERSIONS[VERSIONS.len() - 1];
    fs::create_dir_all(path(newest, "").parent().expect("a folder")).expect("made");
    for (name, level, count) in LEVELS {
        let file = path(newest, name);
        assert!(!file.exists(), "{} is kept as it is", file.display());
        fs::write(file, encode(POINT, level.slot(DAY), &known(count))).expect("written");
    }
    let file = path(newest, "summary");
    assert!(!file.exists(), "{} is kept as it is", file.display());
    fs::write(file, tallies().encode()).expect("written");
}
