//! What is written reads back the same in every format, and no half file ever has the name.

use std::{fs, io::Write as _, path::Path};

use flate2::{Compression, write::GzEncoder};
use jiff::tz::TimeZone;
use mcs_core::{
    archive::Line,
    id::{CalibrationRevision, SerialNumber},
    quantity::Unit,
    reading::Flags,
    time::{Span, Timestamp},
};

use super::{FileError, Kind, Output, Sink, Source};

const KINDS: [(&str, Kind); 5] = [
    ("a.csv", Kind::Csv),
    ("a.csv.gz", Kind::CsvGz),
    ("a.jsonl", Kind::Jsonl),
    ("a.jsonl.gz", Kind::JsonlGz),
    ("a.parquet", Kind::Parquet),
];

/// Readings with something missing here and there, more than a block of any format.
fn lines(count: u32) -> Vec<Line> {
    let start = Timestamp::parse("2026-10-24T20:00:00Z").expect("RFC 3339");
    (0..count)
        .map(|i| {
            let time = start + Span::millis(i64::from(i) * 250);
            let some = |every: u32| (i % every != 0).then(|| f64::from(i) / 10.0);
            let sn = SerialNumber::new(&format!("A{:03}", i % 7)).expect("a serial number");
            Line {
                v_raw: some(5),
                value: some(3),
                temp: some(2),
                humi: None,
                bat: some(11),
                rssi: Some(-71.0),
                seq: u16::try_from(i % 70_000).ok(),
                err: u16::try_from(i % 3).unwrap_or(0),
                unit: Some(Unit::PercentLel),
                ts: (i % 13 != 0).then_some(time - Span::micros(1)),
                received: Some(time + Span::millis(120)),
                flags: Some(Flags(i % 9)),
                calibration: (i % 4 != 0).then_some(CalibrationRevision(u32::MAX - i)),
                ..Line::new(time, sn)
            }
        })
        .collect()
}

async fn write(path: &Path, kind: Kind, lines: &[Line]) -> Result<u64, FileError> {
    let tz = TimeZone::get("Europe/Berlin").expect("a zone of the table");
    let sink = Sink::start(kind, Output::file(path, false)?, tz);
    for part in lines.chunks(1_000) {
        assert!(sink.send(part.to_vec()).await);
    }
    Ok(sink.finish().await?.readings)
}

async fn read(path: &Path) -> Result<Vec<Line>, FileError> {
    let mut source = Source::open(path)?;
    let mut lines = Vec::new();
    while let Some(batch) = source.next().await {
        let batch = batch?;
        assert_eq!(batch.lines.len(), batch.places.len());
        lines.extend(batch.lines);
    }
    Ok(lines)
}

#[tokio::test]
async fn what_is_written_reads_back_the_same_in_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = lines(150_000);
    for (name, kind) in KINDS {
        let path = folder.path().join(name);
        assert_eq!(Kind::of(&path).expect("a known end"), kind);
        assert_eq!(write(&path, kind, &lines).await.expect(name), 150_000, "{name}");
        let back = read(&path).await.expect(name);
        let differs = lines.iter().zip(&back).find(|(written, read)| written != read);
        assert_eq!((differs, back.len()), (None, lines.len()), "{name}");
    }
    let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").collect();
    assert_eq!(left.len(), KINDS.len(), "nothing but the files");
}

#[tokio::test]
async fn a_file_of_no_readings_is_a_file_too() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, kind) in KINDS {
        let path = folder.path().join(name);
        assert_eq!(write(&path, kind, &[]).await.expect(name), 0);
        assert_eq!(read(&path).await.expect(name), [], "{name}");
    }
}

#[tokio::test]
async fn what_breaks_off_leaves_nothing_under_the_name_nor_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, kind) in KINDS {
        let sink = Sink::start(kind, Output::file(&folder.path().join(name), false).expect(name), TimeZone::UTC);
        assert!(sink.send(lines(5_000)).await);
        sink.give_up().await;
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[tokio::test]
async fn a_file_that_exists_is_replaced_only_by_force_and_only_by_a_whole_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.csv");
    fs::write(&path, "precious").expect("written");
    assert!(matches!(Output::file(&path, false), Err(FileError::Exists { .. })));
    let sink = Sink::start(Kind::Csv, Output::file(&path, true).expect("an output"), TimeZone::UTC);
    assert!(sink.send(lines(10)).await);
    assert_eq!(fs::read_to_string(&path).expect("still there"), "precious");
    assert!(matches!(Output::file(&path, true), Err(FileError::Busy { .. })), "two at once");
    sink.finish().await.expect("a whole file");
    assert_eq!(read(&path).await.expect("readings").len(), 10);
}

#[tokio::test]
async fn a_device_or_a_pipe_is_written_to_and_never_replaced() {
    write(Path::new("/dev/null"), Kind::CsvGz, &lines(10)).await.expect("it takes everything");
    assert!(!fs::metadata("/dev/null").expect("still there").is_file());
}

#[tokio::test]
async fn compressed_files_put_one_behind_the_other_are_one_and_a_cut_one_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, two) = (folder.path().join("one.csv.gz"), folder.path().join("two.csv.gz"));
    write(&one, Kind::CsvGz, &lines(2_000)).await.expect("written");
    let bytes = fs::read(&one).expect("bytes");
    fs::write(&two, [bytes.as_slice(), &bytes].concat()).expect("written");
    assert_eq!(read(&two).await.expect("readings").len(), 4_000);
    fs::write(&two, &bytes[..bytes.len() - 100]).expect("written");
    let error = read(&two).await.expect_err("it is cut");
    assert_eq!(error.advice().as_deref(), Some("the file is cut off; fetch it again"));
}

#[tokio::test]
async fn a_fault_names_the_file_and_the_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.csv.gz");
    let mut file = GzEncoder::new(Vec::new(), Compression::fast());
    file.write_all(b"time,sn,temp\n2026-11-01T00:00:00Z,A001,25\n2026-11-01T00:00:10Z,A001,hot\n").expect("memory");
    fs::write(&path, file.finish().expect("memory")).expect("written");
    let error = read(&path).await.expect_err("no number");
    assert!(error.to_string().ends_with("a.csv.gz: line 3: temp: \"hot\" is not a finite number with a decimal point"));
    fs::write(&path, "{\"time\":\"2026-11-01T00:00:00Z\",\"sn\":\"A001\"}\n\n{\"time\":1}\n").expect("written");
    let error = read(&path).await.expect_err("no time");
    assert!(error.to_string().contains("a.csv.gz: line 3: not a JSON object of these columns"), "{error}");
    fs::write(&path, "PAR1 and nothing else").expect("written");
    assert!(matches!(read(&path).await, Err(FileError::Parquet { .. })));
}
