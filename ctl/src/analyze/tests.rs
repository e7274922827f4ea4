//! Files into an analysis, from the disk: planted faults are found, healthy sensors are not accused, and what is broken is
//! named.

use std::{
    fmt::Write as _,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};
use mcs_core::{
    analysis::{FindingKind, SensorReport, Severity},
    archive::{HEADER, OLD_HEADER},
};

use super::*;
use crate::sim::write_past;

fn look(files: &[&Path]) -> Result<Outcome, AnalyzeError> {
    let files = files.iter().map(|path| (*path).to_owned()).collect();
    analyze(Options { files, zone: None, given: Given::default() })
}

fn kinds(outcome: &Outcome, sn: &str) -> Vec<FindingKind> {
    let sensor = outcome.report.sensors.iter().find(|sensor| sensor.sn.as_str() == sn).expect("it is there");
    sensor.findings.iter().filter(|finding| finding.severity > Severity::Note).map(|finding| finding.kind).collect()
}

fn accused(outcome: &Outcome) -> Vec<&SensorReport> {
    outcome.report.sensors.iter().filter(|sensor| sensor.severity.is_some()).collect()
}

/// An archive of one day with a reading each ten seconds.
fn plain(header: &str, lines: usize) -> String {
    let old = header == OLD_HEADER;
    let mut text = format!("{header}\n");
    for n in 0..lines {
        let (minute, second) = (n / 6, n % 6 * 10);
        let _ = write!(
            text,
            "2026-11-01T{:02}:{:02}:{second:02}+08:00,A001,{}.{},5.{},21.5,50,80,-70,{n}",
            minute / 60,
            minute % 60,
            400 + n % 7,
            n % 10,
            n % 9,
        );
        text.push_str(if old { "\n" } else { ",0,ppm,,,none,1\n" });
    }
    text
}

fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).expect("writable");
    path
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).expect("in memory");
    encoder.finish().expect("in memory")
}

#[test]
fn planted_faults_are_found_with_the_right_sensor_and_no_other_is_accused() {
    let planted = [
        ("stuck", "A007", FindingKind::Stuck),
        ("drift", "A004", FindingKind::Drift),
        ("battery", "A010", FindingKind::Battery),
        ("gap", "A003", FindingKind::DropOuts),
        ("silent", "A005", FindingKind::Silent),
        ("noise", "A008", FindingKind::Noisy),
        ("signal", "A002", FindingKind::Signal),
        ("error", "A006", FindingKind::ErrorCode),
    ];
    for seed in 1..=4 {
        let folder = tempfile::tempdir().expect("a folder");
        let faults: Vec<String> = planted.iter().map(|(kind, sn, _)| format!("{kind}:{sn}")).collect();
        write_past(folder.path(), seed, 12, &faults);
        let outcome = look(&[folder.path()]).expect("archives");
        for (fault, sn, kind) in planted {
            assert!(kinds(&outcome, sn).contains(&kind), "seed {seed}, {fault}: {:?}", kinds(&outcome, sn));
        }
        let accused: Vec<&str> = accused(&outcome).iter().map(|sensor| sensor.sn.as_str()).collect();
        assert_eq!(accused.len(), planted.len(), "seed {seed}: {accused:?}");
    }
}

#[test]
fn healthy_plants_are_not_accused_whatever_the_seed() {
    for seed in 11..=18 {
        let folder = tempfile::tempdir().expect("a folder");
        write_past(folder.path(), seed, 8, &[]);
        let outcome = look(&[folder.path()]).expect("archives");
        let accused: Vec<_> = accused(&outcome).iter().map(|s| (s.sn.to_string(), s.findings.clone())).collect();
        assert!(accused.is_empty(), "seed {seed}: {accused:?}");
        assert!(outcome.sources.whole());
    }
}

#[test]
fn old_archives_are_read_as_new_ones_and_plain_as_compressed_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    let old = file(folder.path(), "old.csv", plain(OLD_HEADER, 500).as_bytes());
    let new = file(folder.path(), "new.csv.gz", &gzip(&plain(HEADER, 500)));
    let [old, new] = [old, new].map(|path| look(&[&path]).expect("an archive"));
    let sensor = |outcome: &Outcome| outcome.report.sensors.first().cloned().expect("one sensor");
    let (old, new) = (sensor(&old), sensor(&new));
    assert_eq!((old.unit, new.unit.map(|unit| unit.to_string())), (None, Some("ppm".to_owned())));
    assert_eq!(SensorReport { unit: None, ..new }, old);
    assert_eq!((old.completeness.received, old.completeness.period_s), (500, Some(10.0)));
    assert_eq!(old.days[0].day, "2026-11-01", "the day of the offset in the file");
}

#[test]
fn the_order_in_which_files_are_named_does_not_matter() {
    let folder = tempfile::tempdir().expect("a folder");
    write_past(folder.path(), 5, 4, &[]);
    let month = folder.path().join("2026/01");
    let mut files: Vec<PathBuf> =
        fs::read_dir(month).expect("a month").map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    let whole = look(&[folder.path()]).expect("archives").report;
    files.reverse();
    let named: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    assert_eq!(look(&named).expect("archives").report, whole);
}

#[test]
fn broken_lines_are_counted_the_first_are_named_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut lines: Vec<String> = plain(HEADER, 200).lines().map(str::to_owned).collect();
    for place in (20..60).step_by(2) {
        lines[place] = "rubbish".to_owned();
    }
    lines[100] = lines[100].replace("A001", "A 1");
    let path = file(folder.path(), "broken.csv", lines.join("\r\n").as_bytes());
    let outcome = look(&[&path]).expect("an archive");
    let sources = &outcome.sources;
    assert_eq!((sources.broken_lines, sources.lines, outcome.report.readings), (21, 201, 179));
    let first = &sources.broken[0];
    assert_eq!((first.line, first.why.as_str()), (21, "1 fields where the header names 15 columns"));
    assert_eq!(sources.broken.len(), 8);
    assert!(!sources.whole());
}

#[test]
fn a_compressed_file_that_breaks_off_says_where_and_what_came_before_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = gzip(&plain(HEADER, 8000));
    let cut = file(folder.path(), "a.csv.gz", &whole[..whole.len() / 2]);
    let next = file(folder.path(), "b.csv", plain(HEADER, 5).replace("A001", "B001").as_bytes());
    let outcome = look(&[&cut, &next]).expect("archives");
    let told = outcome.sources.cut.first().expect("it is told");
    assert!(told.path == cut && told.after_line > 1000 && told.after_line < 7000, "{told:?}");
    assert_eq!(told.byte, u64::try_from(whole.len() / 2).expect("small"));
    assert!(outcome.report.readings + 3 > told.after_line, "all but the torn line count");
    assert_eq!(outcome.report.sensors.len(), 2, "the next file is read");
}

#[test]
fn what_is_no_archive_is_refused_with_a_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = |name: &str, bytes: &[u8]| {
        let path = file(folder.path(), name, bytes);
        let error = look(&[&path]).expect_err("no archive");
        format!("{error}").replace(&path.display().to_string(), "FILE")
    };
    assert_eq!(refused("empty.csv", b""), "FILE is empty");
    assert_eq!(refused("letter.csv", b"Dear reader,\nall is well\n"), "FILE is not an archive of readings");
    assert_eq!(refused("image.gz", &[0x89, b'P', b'N', b'G', 0, 1, 2]), "FILE is not an archive of readings");
    assert_eq!(refused("numbers.csv", b"1,2,3\n4,5,6\n"), "FILE is not an archive of readings");
    let missing = folder.path().join("missing.csv");
    assert!(matches!(look(&[&missing]), Err(AnalyzeError::Missing { .. })));
    let nothing = folder.path().join("nothing");
    fs::create_dir(&nothing).expect("a folder");
    assert!(matches!(look(&[&nothing]), Err(AnalyzeError::EmptyFolder { .. })));
}

#[test]
fn a_header_alone_is_an_archive_without_readings() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = file(folder.path(), "header.csv", HEADER.as_bytes());
    let outcome = look(&[&path]).expect("an archive");
    assert_eq!(outcome.report.verdict.text, "There are no readings.");
    assert!(outcome.sources.whole());
}
