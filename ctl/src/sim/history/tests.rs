//! A written past: the same plan, the same bytes; faults where they were planted and nowhere else.

use std::{collections::BTreeMap, fs, io::Read, path::Path};

use flate2::read::GzDecoder;
use mcs_core::archive::{Line, Lines};

use super::*;
use crate::sim::detector::Mishaps;

fn options(out: &Path, faults: &[&str]) -> HistoryOptions {
    HistoryOptions {
        plan: Plan {
            devices: 8,
            prefix: "A".into(),
            types: Vec::new(),
            seed: 3,
            period: Span::secs(60),
            ends: Some(Span::hours(48)),
            count: None,
            leaks: Vec::new(),
            clocks: Vec::new(),
            outages: Vec::new(),
            mishaps: Mishaps::default(),
        },
        start: Timestamp::parse("2026-10-31T16:00:00Z").expect("RFC 3339"),
        zone: Zone::named("Asia/Shanghai").expect("a zone of the table"),
        out: out.to_owned(),
        faults: faults.iter().map(|fault| fault.parse().expect("well written")).collect(),
    }
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let month = folder.join("2026/11");
    let entries = fs::read_dir(&month).expect("a folder of the month");
    entries
        .map(|entry| {
            let entry = entry.expect("readable");
            (entry.file_name().into_string().expect("plain"), fs::read(entry.path()).expect("readable"))
        })
        .collect()
}

fn lines(folder: &Path) -> Vec<Line> {
    let mut found = Vec::new();
    for bytes in files(folder).values() {
        let mut text = Vec::new();
        GzDecoder::new(bytes.as_slice()).read_to_end(&mut text).expect("gzip");
        let mut reader = Lines::new();
        let rows = text.split_inclusive(|byte| *byte == b'\n');
        found.extend(rows.filter_map(|row| reader.take(row).expect("its own lines")));
    }
    found
}

#[test]
fn a_site_day_is_a_file_and_lines_stand_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let summary = history(&options(folder.path(), &[])).expect("written");
    assert_eq!((summary.devices, summary.readings, summary.files), (8, 8 * 48 * 60, 2));
    let names: Vec<String> = files(folder.path()).into_keys().collect();
    assert_eq!(names, ["sensor_data_20261101.csv.gz", "sensor_data_20261102.csv.gz"]);
    let lines = lines(folder.path());
    assert_eq!(lines.len() as u64, summary.readings);
    assert!(lines.is_sorted_by_key(|line| (line.time, line.sn.clone(), line.seq)));
    assert!(lines.iter().all(|line| line.value.is_some() && line.err == 0));
}

#[test]
fn the_same_plan_gives_the_same_bytes_and_a_fault_changes_its_device_only() {
    let [one, again, ill] = [(), (), ()].map(|()| tempfile::tempdir().expect("a folder"));
    history(&options(one.path(), &[])).expect("written");
    history(&options(again.path(), &[])).expect("written");
    history(&options(ill.path(), &["stuck:A002", "gap:A003"])).expect("written");
    assert!(files(one.path()) == files(again.path()));
    let others = |folder: &Path| -> Vec<Line> {
        lines(folder).into_iter().filter(|line| !["A002", "A003"].contains(&line.sn.as_str())).collect()
    };
    assert!(others(one.path()) == others(ill.path()));
    let of = |sn: &str| lines(ill.path()).into_iter().filter(|line| line.sn.as_str() == sn).count();
    assert_eq!((of("A002"), of("A003")), (48 * 60, 48 * 60 - 58));
}

#[test]
fn a_fault_of_a_stranger_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let error = history(&options(folder.path(), &["stuck:Z001"])).expect_err("there is no such device");
    assert_eq!(error.to_string(), "the plant has no device Z001: its devices are A001 to A008");
}

/// A past of ten days with a report each five minutes, for tests of what reads it.
pub(crate) fn write_past(out: &Path, seed: u64, devices: u32, faults: &[String]) {
    let mut options = options(out, &[]);
    options.plan.devices = devices;
    options.plan.seed = seed;
    options.plan.period = Span::secs(300);
    options.plan.ends = Some(Span::hours(240));
    options.start = Timestamp::parse("2026-01-01T00:00:00Z").expect("RFC 3339");
    options.zone = Zone::UTC;
    options.faults = faults.iter().map(|fault| fault.parse().expect("well written")).collect();
    history(&options).expect("written");
}
