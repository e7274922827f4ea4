//! What is written reads back, whatever it is; what people edit is understood; what is wrong is named.

use jiff::tz::{TimeZone, offset};
use proptest::{collection::vec, option, prelude::*};

use super::{AtLine, Column, HEADER, Header, Line, LineError, LineWriter, Lines, OLD_HEADER};
use crate::{
    calibration::CalibrationHistory,
    device::PointSettings,
    id::{CalibrationRevision, PointId, SerialNumber},
    observation::{Channel, Channels, Measure},
    quantity::Unit,
    reading::{Flags, Reading, ReadingRecord},
    sensor::SensorType,
    time::Timestamp,
};

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("RFC 3339")
}

fn a001() -> SerialNumber {
    SerialNumber::new("A001").expect("a serial number")
}

/// Berlin's rule, without a time zone table.
fn berlin() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("a rule")
}

fn shanghai() -> TimeZone {
    TimeZone::fixed(offset(8))
}

fn written(line: &Line, tz: TimeZone) -> String {
    let mut out = Vec::new();
    LineWriter::new(tz).write(line, &mut out);
    String::from_utf8(out).expect("text")
}

fn whole() -> Line {
    Line {
        v_raw: Some(1234.5),
        value: Some(12.3),
        temp: Some(-4.0),
        humi: Some(51.25),
        bat: Some(87.0),
        rssi: Some(-71.0),
        seq: Some(65_535),
        err: 3,
        unit: Some(Unit::PercentLel),
        ts: Some(at("2026-11-01T00:00:00.25Z")),
        received: Some(at("2026-11-01T00:00:01.120001Z")),
        flags: Some(Flags::LATE.with(Flags::UNCOMPENSATED).with(Flags(1 << 20))),
        calibration: Some(CalibrationRevision(2)),
        ..Line::new(at("2026-11-01T00:00:00Z"), a001())
    }
}

#[test]
fn a_line_is_what_the_manual_says() {
    let text = written(&whole(), shanghai());
    assert_eq!(
        text,
        "2026-11-01T08:00:00+08:00,A001,1234.5,12.3,-4,51.25,87,-71,65535,3,%LEL,2026-11-01T08:00:00.250+08:00,\
         2026-11-01T08:00:01.120001+08:00,late+uncompensated+0x100000,2\n"
    );
    assert_eq!(Line::parse(text.as_bytes()), Ok(whole()));
    let bare = Line::new(at("2026-11-01T00:00:00Z"), a001());
    let text = written(&bare, shanghai());
    assert_eq!(text, "2026-11-01T08:00:00+08:00,A001,,,,,,,,0,,,,,\n");
    assert_eq!(Line::parse(text.trim_end().as_bytes()), Ok(bare));
}

#[test]
fn the_header_names_the_columns_in_their_order() {
    assert_eq!(Column::ALL.map(Column::as_str).join(","), HEADER);
    assert_eq!(Header::parse(HEADER.as_bytes()), Ok(Header::default()));
    for (place, column) in Column::ALL.into_iter().enumerate() {
        assert_eq!(column as usize, place);
    }
}

#[test]
fn an_object_of_json_has_the_same_names_and_reads_back() {
    for line in [whole(), Line::new(at("2026-11-01T00:00:00Z"), a001())] {
        let mut out = Vec::new();
        LineWriter::new(shanghai()).write_json(&line, &mut out);
        let value: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
        let names: Vec<_> = Column::ALL.iter().filter(|c| value.get(c.as_str()).is_some()).collect();
        assert_eq!(names.len(), Column::COUNT);
        assert_eq!(serde_json::from_slice::<Line>(&out).expect("a line"), line);
    }
    let error = serde_json::from_str::<Line>(r#"{"time":"yesterday","sn":"A001"}"#).expect_err("no time");
    assert!(error.to_string().starts_with("time: \"yesterday\" is not understood"));
}

#[test]
fn times_carry_the_offset_in_force_at_their_instant() {
    let writer = LineWriter::new(berlin());
    let mut out = Vec::new();
    for time in ["2026-10-25T00:59:59Z", "2026-10-25T01:00:00Z", "2026-10-25T00:30:00Z", "2026-03-29T01:00:00Z"] {
        writer.write(&Line::new(at(time), a001()), &mut out);
    }
    let text = String::from_utf8(out).expect("text");
    let times: Vec<_> = text.lines().map(|line| &line[..25]).collect();
    assert_eq!(
        times,
        [
            "2026-10-25T02:59:59+02:00",
            "2026-10-25T02:00:00+01:00",
            "2026-10-25T02:30:00+02:00",
            "2026-03-29T03:00:00+02:00"
        ]
    );
}

#[test]
fn instants_that_rfc_3339_cannot_tell_in_local_time_are_told_in_utc_or_as_a_number() {
    let time = |us| written(&Line::new(Timestamp::from_micros(us), a001()), shanghai());
    assert!(time(253_402_300_799_000_000).starts_with("9999-12-31T23:59:59Z,"), "local time is the year 10000");
    assert!(time(253_402_300_800_000_000).starts_with("@253402300800000000,"));
    assert!(time(i64::MIN).starts_with("@-9223372036854775808,"));
    let second = TimeZone::fixed(jiff::tz::Offset::from_seconds(29_143).expect("an offset"));
    assert!(written(&Line::new(Timestamp::EPOCH, a001()), second).starts_with("1970-01-01T00:00:00Z,"));
}

/// All lines of a file, or the first that is wrong.
fn read(file: &str) -> Result<Vec<Line>, AtLine> {
    let mut lines = Lines::new();
    file.split_inclusive('\n').filter_map(|line| lines.take(line.as_bytes()).transpose()).collect()
}

#[test]
fn older_files_of_nine_columns_are_read() {
    let lines = read(&format!("{OLD_HEADER}\n2024-12-16T11:33:20+08:00,A001,1234.5,12.3,25.1,40,90,-70,7\n"));
    let expected = Line {
        v_raw: Some(1234.5),
        value: Some(12.3),
        temp: Some(25.1),
        humi: Some(40.0),
        bat: Some(90.0),
        rssi: Some(-70.0),
        seq: Some(7),
        ..Line::new(at("2024-12-16T03:33:20Z"), a001())
    };
    assert_eq!(lines, Ok(vec![expected]));
}

#[test]
fn what_people_and_their_programs_edit_is_understood() {
    let file = "\u{feff}\"SN\", time ,\"seq\",value\r\n\r\n\"A001\",\"2026-11-01 08:00:00+08:00\",7.0,\"1.5\"\r\n,,,\r\n\
                A001,2026-11-01T00:00:00Z,7,1.50";
    let lines = read(file).expect("a file");
    let expected = Line { seq: Some(7), value: Some(1.5), ..Line::new(at("2026-11-01T00:00:00Z"), a001()) };
    assert_eq!(lines, [expected.clone(), expected]);
}

#[test]
fn files_put_one_behind_the_other_are_one_file() {
    let file = "time,sn\n2026-11-01T00:00:00Z,A001\n";
    assert_eq!(read(&format!("{file}{file}")).map(|lines| lines.len()), Ok(2));
}

#[test]
fn times_are_read_with_any_offset_and_any_fraction() {
    for (text, micros) in [
        ("2026-11-01T08:00:00.5+08:00", 500_000),
        ("2026-10-31T16:00:00.000001-08:00", 1),
        ("2026-11-01T00:00:00.1234567Z", 123_456),
        ("2026-11-01t00:00:00z", 0),
        ("2026-11-01T05:45:00+05:45", 0),
    ] {
        let line = Line::parse(format!("{text},A001,,,,,,,,,,,,,").as_bytes());
        assert_eq!(line.expect(text).time.as_micros(), 1_793_491_200_000_000 + micros, "{text}");
    }
    for text in ["2026-11-01T08:00:00", "2026-11-01", "2026-02-30T00:00:00Z", "2026-11-01T24:00:00Z", "@", "@1.5"] {
        let error = Line::parse(format!("{text},A001,,,,,,,,,,,,,").as_bytes()).expect_err(text);
        assert!(matches!(error, LineError::Field { column: Column::Time, .. }), "{text}: {error}");
    }
}

#[test]
fn errors_name_the_line_the_column_and_what_to_do() {
    let told = |file: &str| {
        let error = read(file).expect_err("a fault");
        format!("{error} ({})", error.advice())
    };
    assert_eq!(told("time,sn,hum\n"), "line 1: unknown column \"hum\" (did you mean humi? rename or remove it)");
    assert_eq!(
        told("time,sn,operator\n"),
        format!("line 1: unknown column \"operator\" (remove it; the columns are {HEADER})")
    );
    assert_eq!(
        told("time,sn,temp\n2026-11-01T00:00:00Z,A001,\"25,1\"\n"),
        "line 2: temp: \"25,1\" is not a finite number with a decimal point \
         (correct the field, or leave it empty if it is not known)"
    );
    assert_eq!(
        told("time,sn,temp\n2026-11-01T00:00:00Z,A001\n"),
        "line 2: 2 fields where the header names 3 columns \
         (the line may be cut off or hold an extra comma; correct or remove it)"
    );
    assert_eq!(
        told("sn,temp\n"),
        "line 1: column time is missing (a file of readings has at least the columns time and sn)"
    );
    assert!(told("time,sn,sn\n").starts_with("line 1: column sn is named twice"));
    assert!(told("time;sn;temp\n").starts_with("line 1: the columns are separated by ';'"));
    assert!(told("2026-11-01T00:00:00Z,A001\n").starts_with("line 1: the first line does not name columns"));
    assert!(told("time,sn\n,A001\n").starts_with("line 2: time is empty"));
    assert!(told("time,sn\n2026-11-01T00:00:00Z,\"A001\n").starts_with("line 2: a quotation mark is not closed"));
    assert!(told("time,sn,flags\n2026-11-01T00:00:00Z,A001,late+lost\n").starts_with("line 2: flags: \"late+lost\""));
    assert!(told(&format!("time,sn\n{}\n", "A".repeat(10_000))).starts_with("line 2: longer than"));
}

#[test]
fn a_reading_of_an_older_file_gets_the_calibration_in_force_and_its_flags_again() {
    let settings = PointSettings::proposed(SensorType::H2S);
    let mut line = Line { v_raw: Some(0.0), ..Line::new(at("2026-11-01T00:00:00Z"), a001()) };
    let none = CalibrationHistory::default();
    let reading = line.reading(PointId(7), &settings, &none).expect("a reading");
    let expected = Flags::AT_RAIL.with(Flags::UNCALIBRATED).with(Flags::UNCOMPENSATED);
    assert_eq!((reading.flags, reading.calibration, reading.received), (expected, None, line.time));
    line.calibration = Some(CalibrationRevision(3));
    let error = line.reading(PointId(7), &settings, &none).expect_err("no such calibration");
    assert_eq!(error.to_string(), "calibration 3 is not on record");
}

fn any_reading() -> impl Strategy<Value = Reading> {
    let plausible = 1_577_836_800_000_000..4_102_444_800_000_000_i64;
    let instant = || prop_oneof![8 => plausible.clone(), 1 => any::<i64>()].prop_map(Timestamp::from_micros);
    let number = || {
        option::of(prop_oneof![
            (-1_000_000..1_000_000_i64).prop_map(|n| n as f64 / 100.0),
            any::<f64>().prop_filter("finite", |x| x.is_finite()).prop_map(|x| x + 0.0),
        ])
    };
    let channels = (number(), number(), number(), number(), number());
    let rest = (any::<u16>(), any::<u32>(), any::<Option<u32>>());
    (option::of(instant()), instant(), instant(), any::<Option<u16>>(), channels, rest).prop_map(
        |(ts, time, received, seq, (v_raw, temp, humi, bat, rssi), (err, flags, calibration))| {
            let mut channels = Channels::default();
            for (channel, x) in Channel::ALL.into_iter().zip([v_raw, temp, humi, bat, rssi]) {
                channels.set(channel, x.map_or(Measure::Missing, Measure::Finite));
            }
            let calibration = calibration.map(CalibrationRevision);
            Reading { point: PointId(7), ts, time, received, seq, channels, err, flags: Flags(flags), calibration }
        },
    )
}

/// A field as it may stand in a damaged or hostile file.
fn any_field() -> impl Strategy<Value = String> {
    prop_oneof![
        "[-+0-9.eETZ:@\"]{0,30}",
        "\\PC{0,12}",
        Just("2026-11-01T00:00:00Z".to_owned()),
        Just("A001".to_owned())
    ]
}

proptest! {
    #[test]
    fn whatever_is_read_is_written_and_reads_back_equal(
        readings in vec(any_reading(), 1..20),
        zone in 0..3usize,
    ) {
        let settings = PointSettings::proposed(SensorType::H2S);
        let writer = LineWriter::new([shanghai(), berlin(), TimeZone::UTC][zone].clone());
        for reading in readings {
            let record = ReadingRecord::from_parts(a001(), &settings, &reading, &CalibrationHistory::default());
            let line = Line::from(&record);
            let mut out = Vec::new();
            writer.write(&line, &mut out);
            let read = Line::parse(&out);
            prop_assert_eq!(read.as_ref(), Ok(&line), "{}", String::from_utf8_lossy(&out));
            // Two floats are equal when their bits may not be; written again the text must be the same.
            let mut again = Vec::new();
            writer.write(&read.expect("it was read"), &mut again);
            prop_assert_eq!(&again, &out);

            out.clear();
            writer.write_json(&line, &mut out);
            prop_assert_eq!(serde_json::from_slice::<Line>(&out).expect("a line"), line);
        }
    }

    #[test]
    fn a_reading_comes_back_from_its_line(mut reading in any_reading()) {
        reading.calibration = None;
        reading.flags = reading.flags.with(Flags::UNCALIBRATED);
        let settings = PointSettings::proposed(SensorType::H2S);
        let none = CalibrationHistory::default();
        let line = Line::from(&ReadingRecord::from_parts(a001(), &settings, &reading, &none));
        prop_assert_eq!(line.reading(PointId(7), &settings, &none), Ok(reading));
    }

    #[test]
    fn hostile_bytes_never_panic(bytes in vec(any::<u8>(), 0..200), fields in vec(any_field(), 0..18)) {
        let _ = Line::parse(&bytes);
        let _ = Header::parse(&bytes);
        let _ = Line::parse(fields.join(",").as_bytes());
        let mut lines = Lines::new();
        for line in [HEADER.as_bytes(), &bytes, fields.join(",").as_bytes()] {
            let _ = lines.take(line);
        }
    }

    #[test]
    fn times_are_written_as_the_calendar_of_jiff_says(us in -62_135_596_800_000_000..253_402_200_000_000_000_i64) {
        let text = written(&Line::new(Timestamp::from_micros(us), a001()), berlin());
        let time = text.split_once(',').expect("fields").0;
        let instant = jiff::Timestamp::from_microsecond(us).expect("within the calendar");
        let local = instant.to_zoned(berlin()).strftime("%Y-%m-%dT%H:%M:%S").to_string();
        prop_assert!(time.starts_with(&local), "{} is not {}", time, local);
        prop_assert_eq!(Timestamp::parse(time), Some(Timestamp::from_micros(us)));
    }
}
