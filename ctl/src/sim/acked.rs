//! The list of acknowledged readings: what the daemon has promised to keep, one JSON object a line.
//!
//! A line is written whole, at once, before anything else happens to the connection: whoever kills this program or the daemon
//! can still compare the list with the store.

use std::{
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Mutex,
};

use mcs_core::{id::SerialNumber, time::Timestamp};
use serde::Serialize;

use super::{detector::Report, error::SimError};

/// The open list; shared by all devices.
#[derive(Debug)]
pub(crate) struct AckedList {
    path: PathBuf,
    file: Mutex<File>,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    sn: &'a SerialNumber,
    ts: Option<Timestamp>,
    seq: u16,
}

impl AckedList {
    /// Opens a list to be continued.
    pub(crate) fn open(path: &Path) -> Result<Self, SimError> {
        let file = File::options()
            .append(true)
            .create(true)
            .open(path)
            .map_err(|source| SimError::AckedFile { path: path.to_path_buf(), source })?;
        Ok(Self { path: path.to_path_buf(), file: Mutex::new(file) })
    }

    /// Adds readings of one device.
    pub(crate) fn add(&self, sn: &SerialNumber, reports: &[Report]) -> Result<(), SimError> {
        self.write(sn, reports).map_err(|source| SimError::AckedFile { path: self.path.clone(), source })
    }

    fn write(&self, sn: &SerialNumber, reports: &[Report]) -> io::Result<()> {
        let mut lines = Vec::with_capacity(reports.len() * 80);
        for report in reports {
            serde_json::to_writer(&mut lines, &Line { sn, ts: report.ts, seq: report.seq })?;
            lines.push(b'\n');
        }
        // A poisoned lock means a write panicked half way; the file itself is still good for whole lines.
        let mut file = self.file.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        file.write_all(&lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_acknowledged_reading_is_one_line_and_the_list_is_continued() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("acked.jsonl");
        let sn = SerialNumber::new("A001").expect("a serial number");
        let report =
            |seq, ts| Report { ts, seq, v_raw: 400.0, temp: 25.0, humi: 50.0, bat: 90, rssi: -70, twice: false };

        let ts = Timestamp::parse("2024-12-16T03:33:20Z");
        AckedList::open(&path).and_then(|list| list.add(&sn, &[report(1, ts)])).expect("written");
        AckedList::open(&path).and_then(|list| list.add(&sn, &[report(2, None)])).expect("continued");

        let expected =
            "{\"sn\":\"A001\",\"ts\":\"2024-12-16T03:33:20Z\",\"seq\":1}\n{\"sn\":\"A001\",\"ts\":null,\"seq\":2}\n";
        assert_eq!(std::fs::read_to_string(&path).expect("readable"), expected);
    }
}
