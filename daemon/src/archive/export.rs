//! From stored readings to the file of a day. Blocking, at constant memory.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    ops::ControlFlow,
    path::Path,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
};

use flate2::{Compression, write::GzEncoder};
use jiff::tz::TimeZone;
use mcs_core::{
    archive::{HEADER, Line, LineWriter},
    calibration::CalibrationHistory,
    device::Device,
    id::PointId,
    reading::{Reading, ReadingRecord},
    time::Timestamp,
};
use sha2::{Digest as _, Sha256};

use super::ArchiveError;
use crate::store::{ArchiveRow, Damaged, Queries};

/// Lines gathered before they are compressed.
const GATHERED: usize = 64 * 1024;

/// Most stretches that could not be read that are named one by one.
const MOST_NAMED: usize = 20;

/// What became of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Exported {
    /// Lines without the header.
    pub(super) readings: u64,
    /// Bytes of the file.
    pub(super) bytes: u64,
    /// SHA-256 of the file.
    pub(super) sha256: [u8; 32],
    /// SHA-256 of the lines.
    pub(super) content: [u8; 32],
    /// The time of the first reading.
    pub(super) first: Option<Timestamp>,
    /// The time of the last.
    pub(super) last: Option<Timestamp>,
    /// Stretches that could not be read.
    pub(super) unreadable: Vec<String>,
}

/// Whose readings there are: every point in the order of the lines, with what their values are computed with.
#[derive(Debug)]
pub(super) struct Points {
    devices: Vec<(Device, CalibrationHistory)>,
}

impl Points {
    /// Every point there ever was, in the order of serial numbers.
    pub(super) fn load(queries: &Queries) -> Result<Self, ArchiveError> {
        let (mut devices, mut calibrations) = queries.roster()?;
        devices.sort_by(|a, b| (&a.sn, a.point).cmp(&(&b.sn, b.point)));
        let with = |device: Device| {
            let history = calibrations.remove(&device.point).unwrap_or_default();
            (device, history)
        };
        Ok(Self { devices: devices.into_iter().map(with).collect() })
    }

    /// Their numbers, in this order.
    pub(super) fn ids(&self) -> Vec<PointId> {
        self.devices.iter().map(|(device, _)| device.point).collect()
    }

    /// Every device of this serial number with its calibrations, oldest first.
    pub(super) fn named(&self, sn: &str) -> &[(Device, CalibrationHistory)] {
        let from = self.devices.partition_point(|(device, _)| device.sn.as_str() < sn);
        let to = self.devices.partition_point(|(device, _)| device.sn.as_str() <= sn);
        &self.devices[from..to]
    }
}

/// Writes the readings of a day into a file, and syncs it. Breaks off when told to stop.
pub(super) fn export(
    queries: &Queries,
    row: &ArchiveRow,
    draft: &Path,
    stop: &AtomicBool,
) -> Result<Exported, ArchiveError> {
    let tz = TimeZone::get(&row.tz).map_err(|_| ArchiveError::TimeZone { tz: row.tz.clone() })?;
    let points = Points::load(queries)?;
    let failed = |source| ArchiveError::Spool { doing: "write a file", source };
    let mut file = DayFile::create(draft, tz).map_err(failed)?;
    let mut by_point: Vec<(PointId, usize)> =
        points.devices.iter().enumerate().map(|(at, (device, _))| (device.point, at)).collect();
    by_point.sort_unstable();
    let mut broken = None;
    let damaged = queries.merged(&points.ids(), row.starts, row.ends, &mut |readings| {
        if stop.load(Relaxed) {
            return ControlFlow::Break(());
        }
        for reading in &readings {
            // Only points that were asked for come.
            let Ok(found) = by_point.binary_search_by_key(&reading.point, |(point, _)| *point) else { continue };
            let (device, calibrations) = &points.devices[by_point[found].1];
            if let Err(error) = file.write(device, calibrations, reading) {
                broken = Some(error);
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    })?;
    if stop.load(Relaxed) {
        return Err(ArchiveError::ShuttingDown);
    }
    if let Some(error) = broken {
        return Err(failed(error));
    }
    file.finish(unreadable(&damaged, &points)).map_err(failed)
}

/// What could not be read, in words.
fn unreadable(damaged: &Damaged, points: &Points) -> Vec<String> {
    let spans = damaged.spans();
    let sn = |point| points.devices.iter().find(|(device, _)| device.point == point).map(|(device, _)| &device.sn);
    let told = spans.iter().take(MOST_NAMED).map(|span| match sn(span.point) {
        Some(sn) => format!("{sn} {} to {}: {}", span.from, span.to, span.why),
        None => format!("point {} {} to {}: {}", span.point, span.from, span.to, span.why),
    });
    let rest = spans.len().saturating_sub(MOST_NAMED);
    told.chain((rest > 0).then(|| format!("and {rest} more"))).collect()
}

/// The file while it is written.
struct DayFile {
    writer: LineWriter,
    lines: Vec<u8>,
    content: Sha256,
    packed: GzEncoder<Hashing>,
    readings: u64,
    first: Option<Timestamp>,
    last: Option<Timestamp>,
}

impl DayFile {
    fn create(path: &Path, tz: TimeZone) -> io::Result<Self> {
        let out = Hashing { out: BufWriter::new(File::create(path)?), hash: Sha256::new(), bytes: 0 };
        let lines = [HEADER.as_bytes(), b"\n"].concat();
        Ok(Self {
            writer: LineWriter::new(tz),
            lines,
            content: Sha256::new(),
            packed: GzEncoder::new(out, Compression::default()),
            readings: 0,
            first: None,
            last: None,
        })
    }

    fn write(&mut self, device: &Device, calibrations: &CalibrationHistory, reading: &Reading) -> io::Result<()> {
        let record = ReadingRecord::from_parts(device.sn.clone(), &device.settings, reading, calibrations);
        self.writer.write(&Line::from(&record), &mut self.lines);
        self.readings += 1;
        self.first = self.first.or(Some(reading.time));
        self.last = Some(reading.time);
        if self.lines.len() < GATHERED { Ok(()) } else { self.pack() }
    }

    fn pack(&mut self) -> io::Result<()> {
        self.content.update(&self.lines);
        self.packed.write_all(&self.lines)?;
        self.lines.clear();
        Ok(())
    }

    fn finish(mut self, unreadable: Vec<String>) -> Result<Exported, io::Error> {
        self.pack()?;
        let Hashing { mut out, hash, bytes } = self.packed.finish()?;
        out.flush()?;
        out.get_ref().sync_all()?;
        Ok(Exported {
            readings: self.readings,
            bytes,
            sha256: hash.finalize().into(),
            content: self.content.finalize().into(),
            first: self.first,
            last: self.last,
            unreadable,
        })
    }
}

/// Counts and hashes what passes.
struct Hashing {
    out: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
