//! Writes readings on a thread of its own.

use std::{
    io::Write,
    thread::{self, JoinHandle},
};

use jiff::tz::TimeZone;
use mcs_core::archive::{HEADER, Line, LineWriter};
use tokio::sync::mpsc;

use super::{FileError, Kind, Output, gzip::Gzip, parquet};

/// Blocks of readings under way.
const WAITING: usize = 8;

/// Formatted text is handed on in pieces of about this size.
const PIECE: usize = 128 << 10;

/// What the writing thread is told.
enum Told {
    Lines(Vec<Line>),
    /// These were all: only now the file gets its name.
    End,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Written {
    /// Readings.
    pub(crate) readings: u64,
}

/// Takes readings for a file.
pub(crate) struct Sink {
    name: String,
    told: mpsc::Sender<Told>,
    thread: JoinHandle<Result<Written, FileError>>,
}

impl Sink {
    /// Begins a file with times of this zone.
    pub(crate) fn start(kind: Kind, output: Output, tz: TimeZone) -> Self {
        let (told, blocks) = mpsc::channel(WAITING);
        let name = output.name().to_owned();
        let thread = thread::spawn(move || write(kind, output, tz, Blocks { told: blocks, readings: 0, ended: false }));
        Self { name, told, thread }
    }

    /// Hands over readings; waits while those before are being written. `false` if the file cannot be written:
    /// [`Self::finish`] says why.
    pub(crate) async fn send(&self, lines: Vec<Line>) -> bool {
        self.told.send(Told::Lines(lines)).await.is_ok()
    }

    /// Leaves the file as it is; what was written of it goes.
    pub(crate) async fn give_up(self) {
        drop(self.told);
        let thread = self.thread;
        // There was a reason to give up already.
        let _ = tokio::task::spawn_blocking(move || thread.join()).await;
    }

    /// Completes the file.
    pub(crate) async fn finish(self) -> Result<Written, FileError> {
        // If the thread has ended, its outcome says why.
        let _ = self.told.send(Told::End).await;
        drop(self.told);
        let (name, thread) = (self.name, self.thread);
        let joined = tokio::task::spawn_blocking(move || thread.join()).await;
        joined.ok().and_then(Result::ok).unwrap_or(Err(FileError::Broken { name }))
    }
}

/// Blocks of readings as they come.
pub(super) struct Blocks {
    told: mpsc::Receiver<Told>,
    readings: u64,
    ended: bool,
}

impl Iterator for Blocks {
    type Item = Vec<Line>;

    fn next(&mut self) -> Option<Vec<Line>> {
        match self.told.blocking_recv()? {
            Told::Lines(lines) => {
                self.readings += lines.len() as u64;
                Some(lines)
            }
            Told::End => {
                self.ended = true;
                None
            }
        }
    }
}

fn write(kind: Kind, output: Output, tz: TimeZone, mut blocks: Blocks) -> Result<Written, FileError> {
    let name = output.name().to_owned();
    let fault = |source| FileError::Write { name: name.clone(), source };
    let writer = LineWriter::new(tz);
    let csv = |line: &Line, out: &mut Vec<u8>| writer.write(line, out);
    let json = |line: &Line, out: &mut Vec<u8>| writer.write_json(line, out);
    let header = format!("{HEADER}\n");
    let output = match kind {
        Kind::Csv => text(output, &header, csv, &mut blocks).map_err(fault)?,
        Kind::Jsonl => text(output, "", json, &mut blocks).map_err(fault)?,
        Kind::CsvGz => compressed(output, &header, csv, &mut blocks).map_err(fault)?,
        Kind::JsonlGz => compressed(output, "", json, &mut blocks).map_err(fault)?,
        Kind::Parquet => {
            parquet::write(output, &mut blocks).map_err(|source| FileError::Parquet { name: name.clone(), source })?
        }
    };
    if blocks.ended {
        output.finish()?;
    }
    Ok(Written { readings: blocks.readings })
}

fn compressed(
    output: Output,
    header: &str,
    format: impl Fn(&Line, &mut Vec<u8>),
    blocks: &mut Blocks,
) -> std::io::Result<Output> {
    text(Gzip::new(output), header, format, blocks)?.finish()
}

fn text<W: Write>(
    mut out: W,
    header: &str,
    format: impl Fn(&Line, &mut Vec<u8>),
    blocks: &mut Blocks,
) -> std::io::Result<W> {
    let mut piece = Vec::with_capacity(PIECE + (PIECE >> 2));
    piece.extend_from_slice(header.as_bytes());
    for lines in blocks {
        for line in &lines {
            format(line, &mut piece);
            if piece.len() >= PIECE {
                out.write_all(&piece)?;
                piece.clear();
            }
        }
    }
    out.write_all(&piece)?;
    out.flush()?;
    Ok(out)
}
