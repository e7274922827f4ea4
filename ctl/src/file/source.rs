//! Reads readings on a thread of its own. The format is told by the content, not by the name.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    thread,
};

use flate2::bufread::MultiGzDecoder;
use mcs_core::archive::{AtLine, Line, LineError, Lines, MAX_LINE};
use tokio::sync::mpsc;

use super::{FileError, parquet};

/// Batches under way.
const WAITING: usize = 2;
/// Readings in a batch.
const BATCH: usize = 10_000;
/// Bytes read at once.
const READ: usize = 256 << 10;

const GZIP: &[u8] = &[0x1f, 0x8b];
const PARQUET: &[u8] = b"PAR1";

/// Readings that stand one after the other in a file.
#[derive(Debug)]
pub(crate) struct Batch {
    /// The readings.
    pub(crate) lines: Vec<Line>,
    /// For each, which line or row it is.
    pub(crate) places: Vec<u64>,
}

/// The readings of a file as they come.
pub(crate) struct Source {
    batches: mpsc::Receiver<Result<Batch, FileError>>,
    read: Arc<AtomicU64>,
    length: Option<u64>,
}

impl Source {
    /// Opens a file, or standard input for `-`.
    pub(crate) fn open(path: &Path) -> Result<Self, FileError> {
        let stdin = path.as_os_str() == "-";
        let name = if stdin { "standard input".to_owned() } else { path.display().to_string() };
        let fault = |source| FileError::Read { name: name.clone(), source };
        let file = if stdin { None } else { Some(File::open(path).map_err(fault)?) };
        let length = match &file {
            Some(file) => file.metadata().ok().filter(fs::Metadata::is_file).map(|there| there.len()),
            None => None,
        };
        let (batches, received) = mpsc::channel(WAITING);
        let read = Arc::new(AtomicU64::new(0));
        let reading = Reading { name, read: Arc::clone(&read), batches };
        thread::spawn(move || {
            let batches = reading.batches.clone();
            if let Err(error) = reading.run(file) {
                let _ = batches.blocking_send(Err(error));
            }
        });
        Ok(Self { batches: received, read, length })
    }

    /// The next readings; `None` at the end.
    pub(crate) async fn next(&mut self) -> Option<Result<Batch, FileError>> {
        self.batches.recv().await
    }

    /// Bytes read so far, and how many there are where that is known.
    pub(crate) fn progress(&self) -> (u64, Option<u64>) {
        (self.read.load(Relaxed), self.length)
    }
}

/// Work of the reading thread.
struct Reading {
    name: String,
    read: Arc<AtomicU64>,
    batches: mpsc::Sender<Result<Batch, FileError>>,
}

impl Reading {
    fn run(&self, file: Option<File>) -> Result<(), FileError> {
        let counted: Box<dyn Read> = match &file {
            Some(file) => {
                Box::new(Counted { inner: file.try_clone().map_err(|e| self.fault(e))?, read: self.read.clone() })
            }
            None => Box::new(Counted { inner: io::stdin(), read: self.read.clone() }),
        };
        let mut input = BufReader::with_capacity(READ, counted);
        let begin = input.fill_buf().map_err(|error| self.fault(error))?;
        if begin.starts_with(PARQUET) {
            return match file {
                Some(file) => self.parquet(file),
                None => Err(FileError::NoSeek),
            };
        }
        if begin.starts_with(GZIP) {
            let mut text = BufReader::with_capacity(READ, MultiGzDecoder::new(input));
            return self.text(&mut text);
        }
        self.text(&mut input)
    }

    fn text(&self, input: &mut dyn BufRead) -> Result<(), FileError> {
        let begin = input.fill_buf().map_err(|error| self.fault(error))?;
        let json = begin.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
        let mut lines = Lines::new();
        let mut number = 0;
        let mut bytes = Vec::new();
        let mut batch = Batch::new();
        loop {
            bytes.clear();
            let most = MAX_LINE as u64 + 2;
            let read = (&mut *input).take(most).read_until(b'\n', &mut bytes).map_err(|error| self.fault(error))?;
            if read == 0 {
                return self.hand_over(batch);
            }
            number += 1;
            let line = if json { object(&bytes, number) } else { lines.take(&bytes) };
            if let Some(line) = line.map_err(|at| FileError::Line { name: self.name.clone(), at })? {
                batch.lines.push(line);
                batch.places.push(number);
                if batch.lines.len() == BATCH {
                    self.hand_over(std::mem::replace(&mut batch, Batch::new()))?;
                }
            }
        }
    }

    fn parquet(&self, file: File) -> Result<(), FileError> {
        let fault = |source| FileError::Parquet { name: self.name.clone(), source };
        let length = file.metadata().map_or(0, |there| there.len());
        let mut rows = parquet::Rows::open(file)
            .map_err(fault)?
            .map_err(|error| FileError::Line { name: self.name.clone(), at: AtLine { number: 1, error } })?;
        let mut done = 0;
        loop {
            let lines = rows.next().map_err(fault)?.map_err(|bad| FileError::Row {
                name: self.name.clone(),
                row: bad.row,
                what: bad.what,
            })?;
            if lines.is_empty() {
                return Ok(());
            }
            let places = (done + 1..).take(lines.len()).collect();
            done += lines.len() as u64;
            let share = done as f64 / rows.count().max(1) as f64;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of the length")]
            self.read.store((length as f64 * share) as u64, Relaxed);
            self.hand_over(Batch { lines, places })?;
        }
    }

    /// Nobody takes it any more once the import has failed: that is told there.
    fn hand_over(&self, batch: Batch) -> Result<(), FileError> {
        if batch.lines.is_empty() {
            return Ok(());
        }
        self.batches.blocking_send(Ok(batch)).map_err(|_| FileError::Broken { name: self.name.clone() })
    }

    fn fault(&self, source: io::Error) -> FileError {
        FileError::Read { name: self.name.clone(), source }
    }
}

impl Batch {
    fn new() -> Self {
        Self { lines: Vec::with_capacity(BATCH), places: Vec::with_capacity(BATCH) }
    }
}

/// One object of JSON lines; `None` for a blank line.
fn object(bytes: &[u8], number: u64) -> Result<Option<Line>, AtLine> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(None);
    }
    let fault = |error| AtLine { number, error };
    if bytes.len() > MAX_LINE {
        return Err(fault(LineError::TooLong));
    }
    serde_json::from_slice(bytes).map(Some).map_err(|error| fault(LineError::Json { why: error.to_string() }))
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read.fetch_add(read as u64, Relaxed);
        Ok(read)
    }
}
