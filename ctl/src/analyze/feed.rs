//! Lines into the analysis, and a record of those that could not be read.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use mcs_core::{
    analysis::{Analysis, Sample},
    archive::{AtLine, Lines},
};
use serde::Serialize;

use super::{
    AnalyzeError,
    block::{Blocks, Message},
    source::Archive,
};
use crate::output::Bar;

/// Broken lines that are named; the others are counted.
const NAMED: usize = 8;

/// What was read, and what could not be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(crate) struct Sources {
    /// The files, in the order in which they were read.
    pub(crate) files: Vec<FileRead>,
    /// Lines of all files.
    pub(crate) lines: u64,
    /// Bytes of all files, as they lie on the disk.
    pub(crate) bytes: u64,
    /// Lines that could not be read.
    pub(crate) broken_lines: u64,
    /// The first of them.
    pub(crate) broken: Vec<Broken>,
    /// Files that end where they should not.
    pub(crate) cut: Vec<Cut>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct FileRead {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Its lines, the header among them.
    pub(crate) lines: u64,
    /// Readings in it.
    pub(crate) readings: u64,
    /// Lines of it that could not be read.
    pub(crate) broken_lines: u64,
}

/// A line that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Broken {
    /// The file.
    pub(crate) path: PathBuf,
    /// Its number, counted from 1.
    pub(crate) line: u64,
    /// What is wrong with it.
    pub(crate) why: String,
}

/// A file that ends where it should not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Cut {
    /// The file.
    pub(crate) path: PathBuf,
    /// The last line that could be read, counted from 1.
    pub(crate) after_line: u64,
    /// Bytes of the file that were taken from the disk until then; damage lies shortly before.
    pub(crate) byte: u64,
    /// What is wrong.
    pub(crate) why: String,
}

impl Sources {
    /// Whether all that is in the files was read.
    pub(crate) fn whole(&self) -> bool {
        self.broken_lines == 0 && self.cut.is_empty()
    }
}

/// Reads all files into the analysis.
pub(super) fn feed(archives: &[Archive], analysis: &mut Analysis) -> Result<Sources, AnalyzeError> {
    let total = archives.iter().map(|archive| archive.bytes).sum();
    let read = Arc::new(AtomicU64::new(0));
    let bar = Bar::new(Some(total));
    let mut reading = Reading { sources: Sources { bytes: total, ..Sources::default() }, lines: Lines::new() };
    thread::scope(|scope| {
        let blocks =
            Blocks::of(scope, archives, Arc::clone(&read)).map_err(|source| AnalyzeError::Thread { source })?;
        while let Some(message) = blocks.next() {
            match message {
                Message::File(number) => {
                    reading.begin(archives.get(number).map(|archive| archive.path.clone()).unwrap_or_default());
                }
                Message::Lines(block) => {
                    reading.take(&block, analysis);
                    blocks.give_back(block);
                }
                Message::Cut { byte, source } => reading.cut(byte, source.to_string()),
            }
            bar.at(read.load(Ordering::Relaxed), || format!("{} lines", reading.sources.lines));
        }
        Ok(())
    })?;
    Ok(reading.sources)
}

struct Reading {
    sources: Sources,
    lines: Lines,
}

impl Reading {
    fn begin(&mut self, path: PathBuf) {
        self.lines = Lines::new();
        self.sources.files.push(FileRead { path, lines: 0, readings: 0, broken_lines: 0 });
    }

    fn take(&mut self, block: &[u8], analysis: &mut Analysis) {
        let Some(file) = self.sources.files.last_mut() else { return };
        let before = self.lines.number();
        for line in block.split_inclusive(|byte| *byte == b'\n') {
            match self.lines.take(line) {
                Ok(Some(line)) => {
                    analysis.add(&line.sn, &Sample::from(&line));
                    file.readings += 1;
                }
                Ok(None) => {}
                Err(AtLine { number, error }) => {
                    file.broken_lines += 1;
                    self.sources.broken_lines += 1;
                    if self.sources.broken.len() < NAMED {
                        let why = error.to_string();
                        self.sources.broken.push(Broken { path: file.path.clone(), line: number, why });
                    }
                }
            }
        }
        let lines = self.lines.number() - before;
        file.lines += lines;
        self.sources.lines += lines;
    }

    fn cut(&mut self, byte: u64, why: String) {
        if let Some(file) = self.sources.files.last() {
            self.sources.cut.push(Cut { path: file.path.clone(), after_line: file.lines, byte, why });
        }
    }
}
