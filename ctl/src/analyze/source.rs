//! Finds and opens archive files, in order of their first reading.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use flate2::bufread::MultiGzDecoder;
use mcs_core::{
    archive::{Header, MAX_LINE},
    time::Timestamp,
};

use super::AnalyzeError;
use crate::time::Zone;

/// Bytes asked for from the disk at once.
const READ: usize = 128 * 1024;
/// The first two bytes of every gzip file (RFC 1952).
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// Lines looked at for the first reading, for the case that some are broken.
const PEEK: usize = 16;

/// A file that was looked into.
#[derive(Debug)]
pub(super) struct Archive {
    pub(super) path: PathBuf,
    pub(super) bytes: u64,
    /// The first reading's time.
    first: Option<Timestamp>,
    /// Its offset from UTC.
    offset: Option<jiff::tz::Offset>,
}

impl Archive {
    /// The zone in which the first reading's time is written.
    pub(super) fn zone(&self) -> Option<Zone> {
        self.offset.map(Zone::fixed)
    }

    /// Opens it; `read` counts the bytes taken from the disk.
    pub(super) fn open(&self, read: &Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>> {
        open(&self.path, read)
    }
}

/// The archives named and those in the folders named, in order of their first reading.
pub(super) fn find(named: &[PathBuf]) -> Result<Vec<Archive>, AnalyzeError> {
    let mut found = Vec::new();
    for path in named {
        let before = found.len();
        let failed = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => AnalyzeError::Missing { path: path.clone() },
            _other => AnalyzeError::Open { path: path.clone(), source },
        };
        if fs::metadata(path).map_err(failed)?.is_dir() {
            walk(path, &mut found)?;
            if found.len() == before {
                return Err(AnalyzeError::EmptyFolder { path: path.clone() });
            }
        } else {
            found.push(path.clone());
        }
    }
    found.sort();
    found.dedup();
    let mut archives = found.into_iter().map(look).collect::<Result<Vec<_>, _>>()?;
    archives.sort_by_key(|archive| archive.first);
    Ok(archives)
}

/// Every archive below a folder; links are not followed, so that there is an end.
fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), AnalyzeError> {
    let failed = |source| AnalyzeError::Open { path: folder.to_owned(), source };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let kind = entry.file_type().map_err(failed)?;
        let path = entry.path();
        if kind.is_dir() {
            walk(&path, found)?;
        } else if is_archive(&path) {
            found.push(path);
        }
    }
    Ok(())
}

fn is_archive(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    [".csv", ".csv.gz"].iter().any(|end| name.ends_with(end)) && !name.starts_with('.')
}

/// Looks whether it is an archive, and when it begins. A file that breaks off behind its header is one, too.
fn look(path: PathBuf) -> Result<Archive, AnalyzeError> {
    let failed = |source| AnalyzeError::Open { path: path.clone(), source };
    let bytes = fs::metadata(&path).map_err(failed)?.len();
    let mut reader = BufReader::new(open(&path, &Arc::default()).map_err(failed)?);
    let line = line(&mut reader).map_err(failed)?;
    if line.is_empty() {
        return Err(AnalyzeError::Empty { path });
    }
    let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
    let header = Header::parse(text).map_err(|source| AnalyzeError::NotAnArchive { path: path.clone(), source })?;
    let mut archive = Archive { path, bytes, first: None, offset: None };
    for _ in 0..PEEK {
        let Ok(line) = self::line(&mut reader) else { break };
        if let Ok(reading) = header.line(&line) {
            archive.first = Some(reading.time);
            archive.offset = offset(&header, &line);
            break;
        }
    }
    Ok(archive)
}

/// One line, cut where it is too long to be one.
fn line(reader: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    let most = u64::try_from(MAX_LINE).unwrap_or(u64::MAX);
    reader.take(most).read_until(b'\n', &mut line)?;
    Ok(line)
}

/// The offset at the end of the line's time.
fn offset(header: &Header, line: &[u8]) -> Option<jiff::tz::Offset> {
    let place = header.columns().iter().position(|column| *column == mcs_core::archive::Column::Time)?;
    let text = std::str::from_utf8(line).ok()?.split(',').nth(place)?;
    let text = text.trim().trim_matches('"');
    let pieces = jiff::fmt::temporal::DateTimeParser::new().parse_pieces(text).ok()?;
    Some(match pieces.offset()? {
        jiff::fmt::temporal::PiecesOffset::Numeric(numeric) => numeric.offset(),
        _zulu => jiff::tz::Offset::UTC,
    })
}

fn open(path: &Path, read: &Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>> {
    let counted = Counted { file: File::open(path)?, read: Arc::clone(read) };
    let mut reader = BufReader::with_capacity(READ, counted);
    if reader.fill_buf()?.starts_with(&GZIP) { Ok(Box::new(MultiGzDecoder::new(reader))) } else { Ok(Box::new(reader)) }
}

/// A file that tells how far it was read.
struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.read.fetch_add(u64::try_from(count).unwrap_or_default(), Ordering::Relaxed);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_of_the_first_time_is_the_zone_unless_one_is_named() {
        let header = Header::default();
        let shown = |line: &str| offset(&header, line.as_bytes()).map(|offset| offset.to_string());
        assert_eq!(shown("2026-11-01T08:00:00+08:00,A1").as_deref(), Some("+08"));
        assert_eq!(shown("\"2026-11-01T08:00:00.5-03:30\",A1").as_deref(), Some("-03:30"));
        assert_eq!(shown("2026-11-01T08:00:00Z,A1").as_deref(), Some("+00"));
        assert_eq!(shown("2026-11-01T08:00:00,A1"), None);
    }
}
