//! One compressed file a site day, in folders by year and month, as the archive names its objects.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use flate2::{Compression, GzBuilder, write::GzEncoder};
use jiff::civil::Date;
use mcs_core::{
    archive::{HEADER, Line, LineWriter},
    time::Timestamp,
};

use super::super::error::SimError;
use crate::time::Zone;

/// Bytes gathered before they are compressed.
const BLOCK: usize = 128 * 1024;
/// Days are looked up at quarters of an hour, at which alone clocks change.
const QUARTER_US: i64 = 900_000_000;

/// Writes lines in order of time into the files of their days.
pub(super) struct Days {
    out: PathBuf,
    zone: Zone,
    writer: LineWriter,
    open: Option<Open>,
    quarter: i64,
    files: u64,
    bytes: u64,
    block: Vec<u8>,
}

struct Open {
    day: Date,
    path: PathBuf,
    gzip: GzEncoder<BufWriter<File>>,
}

impl Days {
    pub(super) fn new(out: PathBuf, zone: Zone) -> Self {
        let writer = LineWriter::new(zone.inner());
        Self { out, zone, writer, open: None, quarter: i64::MIN, files: 0, bytes: 0, block: Vec::new() }
    }

    pub(super) const fn files(&self) -> u64 {
        self.files
    }

    pub(super) fn write(&mut self, line: &Line) -> Result<(), SimError> {
        self.turn_to(line.time)?;
        self.writer.write(line, &mut self.block);
        if self.block.len() >= BLOCK { self.flush() } else { Ok(()) }
    }

    /// Ends the last file; answers how many there are and their size.
    pub(super) fn finish(mut self) -> Result<(u64, u64), SimError> {
        self.close()?;
        Ok((self.files, self.bytes))
    }

    fn turn_to(&mut self, time: Timestamp) -> Result<(), SimError> {
        let quarter = time.as_micros().div_euclid(QUARTER_US);
        if quarter == self.quarter {
            return Ok(());
        }
        self.quarter = quarter;
        let day = self.zone.wall_clock(time).date();
        if self.open.as_ref().is_some_and(|open| open.day == day) {
            return Ok(());
        }
        self.close()?;
        self.open = Some(open(&self.out, day)?);
        self.files += 1;
        self.block.extend_from_slice(HEADER.as_bytes());
        self.block.push(b'\n');
        Ok(())
    }

    fn flush(&mut self) -> Result<(), SimError> {
        if let Some(open) = &mut self.open {
            open.gzip.write_all(&self.block).map_err(|source| failed(&open.path, source))?;
        }
        self.block.clear();
        Ok(())
    }

    fn close(&mut self) -> Result<(), SimError> {
        self.flush()?;
        let Some(Open { path, gzip, .. }) = self.open.take() else { return Ok(()) };
        let written = gzip.finish().and_then(|buffer| buffer.into_inner().map_err(io::IntoInnerError::into_error));
        let size = written.and_then(|file| file.metadata()).map_err(|source| failed(&path, source))?.len();
        self.bytes += size;
        Ok(())
    }
}

fn open(out: &Path, day: Date) -> Result<Open, SimError> {
    let folder = out.join(format!("{:04}", day.year())).join(format!("{:02}", day.month()));
    fs::create_dir_all(&folder).map_err(|source| failed(&folder, source))?;
    let path = folder.join(format!("sensor_data_{:04}{:02}{:02}.csv.gz", day.year(), day.month(), day.day()));
    let file = File::create(&path).map_err(|source| failed(&path, source))?;
    // Without a name and a time in it the same history is the same bytes.
    let gzip = GzBuilder::new().write(BufWriter::new(file), Compression::new(6));
    Ok(Open { day, path, gzip })
}

fn failed(path: &Path, source: io::Error) -> SimError {
    SimError::Write { path: path.to_owned(), source }
}
