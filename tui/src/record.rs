//! A recording: everything that came in, with its times, as lines of JSON. Played through the same state and the same
//! view it shows what a person saw, so it is what a report of a fault needs.
//!
//! ```text
//! {"format":"mcstui-recording","version":1,"program":"0.1.0","size":[80,24],"mouse":true,"started":"2026-11-21T02:01:00Z"}
//! {"us":120034,"time":"2026-11-21T02:01:00.120034Z","event":{"daemon":{"connected":{"role":"operator","version":"0.1.0"}}}}
//! {"us":3450121,"time":"2026-11-21T02:01:03.450121Z","event":{"key":{"code":{"Char":"a"},"modifiers":"","kind":"Press","state":""}}}
//! ```
//!
//! `us` is the time since the start by a clock that nobody sets, `time` is the terminal's. What is typed where it is not
//! shown is recorded as asterisks.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufRead as _, BufReader, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use crossterm::event::{KeyCode, KeyEvent};
use mcs_core::time::{Monotonic, Now, Timestamp};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    event::Event,
    state::{State, overlay::Overlay},
};

const FORMAT: &str = "mcstui-recording";
const VERSION: u32 = 1;
/// Longest recording, in bytes. A thousand points that all change each second fill it in some minutes, a quiet plant in
/// a week.
const MOST: u64 = 256 << 20;
/// Longest line read: a snapshot of the largest plant is far shorter.
const LINE: u64 = 64 << 20;

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    format: String,
    version: u32,
    /// The version of the program.
    pub program: String,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Whether the program heard the mouse.
    pub mouse: bool,
    /// When it began, by the terminal's clock.
    pub started: Timestamp,
}

/// Each other line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    us: i64,
    time: Timestamp,
    /// What came in.
    pub event: Event,
}

impl Line {
    /// When, by both clocks.
    pub fn now(&self) -> Now {
        Now { utc: self.time, mono: Monotonic::from_micros(self.us) }
    }
}

/// Why a recording cannot be written or read.
#[derive(Debug, Error)]
pub enum RecordError {
    /// The file.
    #[error("cannot use the recording {}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A line is not what it should be.
    #[error("line {line} of {} is not part of a recording", path.display())]
    Line {
        /// Which file.
        path: PathBuf,
        /// Which line, from 1.
        line: usize,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
    /// It is no recording, or one of another version.
    #[error("{} is not a recording of version {VERSION}", path.display())]
    Format {
        /// Which file.
        path: PathBuf,
    },
}

/// Writes a recording. Each line is written as it comes: the last ones before a fault are those that matter.
#[derive(Debug)]
pub struct Recorder {
    path: PathBuf,
    file: File,
    left: u64,
    failed: Option<io::Error>,
}

impl Recorder {
    /// Begins a new file that only its owner reads.
    pub fn begin(path: &Path, size: (u16, u16), mouse: bool, started: Timestamp) -> Result<Self, RecordError> {
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        let file = file.map_err(|source| RecordError::File { path: path.to_owned(), source })?;
        let mut recorder = Self { path: path.to_owned(), file, left: MOST, failed: None };
        let program = env!("CARGO_PKG_VERSION").to_owned();
        recorder.write(&Header { format: FORMAT.to_owned(), version: VERSION, program, size, mouse, started });
        recorder.finish()?;
        Ok(recorder)
    }

    /// Takes what comes in, before the state takes it. The time is part of each line.
    pub fn take(&mut self, now: Now, event: &Event, state: &State) {
        let event = match event {
            Event::Tick(_) => return,
            Event::Key(key) if secret(state) => Event::Key(hidden(*key)),
            Event::Paste(text) if secret(state) => Event::Paste("*".repeat(text.chars().count())),
            Event::Key(_)
            | Event::Paste(_)
            | Event::Mouse(_)
            | Event::Resize { .. }
            | Event::Daemon(_)
            | Event::Reply(_) => event.clone(),
        };
        self.write(&Line { us: now.mono.as_micros(), time: now.utc, event });
    }

    /// What went wrong meanwhile.
    pub fn finish(&mut self) -> Result<(), RecordError> {
        match self.failed.take() {
            Some(source) => Err(RecordError::File { path: self.path.clone(), source }),
            None => Ok(()),
        }
    }

    fn write(&mut self, line: &impl Serialize) {
        if self.left == 0 {
            return;
        }
        let written = serde_json::to_string(line).map_err(io::Error::from).and_then(|mut line| {
            line.push('\n');
            let length = u64::try_from(line.len()).unwrap_or(u64::MAX);
            if length > self.left {
                return Err(io::Error::other(format!("it is full at {MOST} bytes")));
            }
            self.left -= length;
            self.file.write_all(line.as_bytes())
        });
        if let Err(error) = written {
            (self.failed, self.left) = (Some(error), 0);
        }
    }
}

/// Whether what is typed now is not shown.
fn secret(state: &State) -> bool {
    match &state.overlay {
        Overlay::Form(form) => form.fields.get(form.at).is_some_and(|field| field.secret),
        Overlay::Nothing
        | Overlay::Help
        | Overlay::AckAll(_)
        | Overlay::Page(_)
        | Overlay::Filter(_)
        | Overlay::Palette(_) => false,
    }
}

fn hidden(key: KeyEvent) -> KeyEvent {
    match key.code {
        KeyCode::Char(_) => KeyEvent { code: KeyCode::Char('*'), ..key },
        _ => key,
    }
}

/// A recording that is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    /// How it began.
    pub header: Header,
    /// What came in, in order.
    pub lines: Vec<Line>,
}

impl Recording {
    /// Reads a file. A last line that was cut is left out: the program may have died over it.
    pub fn read(path: &Path) -> Result<Self, RecordError> {
        let failed = |source| RecordError::File { path: path.to_owned(), source };
        let file = File::open(path).map_err(failed)?;
        let mut lines = BufReader::new(io::Read::take(file, MOST + LINE)).lines();
        let first = lines.next().transpose().map_err(failed)?.unwrap_or_default();
        let header: Option<Header> = serde_json::from_str(&first).ok();
        let known = header.filter(|header| header.format == FORMAT && header.version == VERSION);
        let header = known.ok_or_else(|| RecordError::Format { path: path.to_owned() })?;
        let mut recording = Self { header, lines: Vec::new() };
        let mut lines = lines.enumerate().peekable();
        while let Some((number, line)) = lines.next() {
            match serde_json::from_str(&line.map_err(failed)?) {
                Ok(line) => recording.lines.push(line),
                Err(_) if lines.peek().is_none() => {}
                Err(source) => return Err(RecordError::Line { path: path.to_owned(), line: number + 2, source }),
            }
        }
        Ok(recording)
    }
}
