//! The only place that prints. Data goes to standard output in the format asked for; everything else goes to standard
//! error. A noun says what it looks like ([`Item`]); how that becomes a table, JSON or CSV is decided here.
//!
//! The table is for people and only the default on a terminal. Elsewhere one thing is one JSON object, and a list or a
//! stream is one JSON object a line.

mod bar;
mod cell;
mod colour;
mod format;
mod markdown;
mod printer;
mod record;
mod rows;
mod screen;
mod table;
mod template;

pub(crate) use bar::Bar;
pub(crate) use cell::{Beside, Cell, Column, Item, Tone};
pub(crate) use colour::Colour;
pub(crate) use format::{Format, FormatParser};
pub(crate) use printer::Printer;
pub(crate) use record::fields;
pub(crate) use rows::Rows;
pub(crate) use table::{paint, terminal_width};

use std::io::{self, IsTerminal, Write};

/// Why something could not be printed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OutputError {
    /// Nobody takes it.
    #[error("cannot write the output")]
    Write {
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// It cannot be put into this format.
    #[error("cannot put the answer into this format")]
    Format {
        /// What the formatter says.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The template is at fault.
    #[error("the template cannot be used")]
    Template {
        /// What the template engine says.
        #[source]
        source: minijinja::Error,
    },
}

impl OutputError {
    /// Whether the reader went away, as `head` does: that is no failure.
    pub(crate) fn reader_gone(&self) -> bool {
        matches!(self, Self::Write { source } if source.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<io::Error> for OutputError {
    fn from(source: io::Error) -> Self {
        Self::Write { source }
    }
}

/// Serialisers wrap the writer's error; a broken pipe must stay one.
impl From<serde_json::Error> for OutputError {
    fn from(source: serde_json::Error) -> Self {
        if source.is_io() { Self::Write { source: source.into() } } else { Self::Format { source: source.into() } }
    }
}

/// A sentence beside the data, on standard error. That nobody reads it is no failure.
pub(crate) fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Asks a yes-or-no question on the terminal. `None` where nobody can answer.
pub(crate) fn ask(question: &str) -> Option<bool> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return None;
    }
    let mut terminal = io::stderr().lock();
    write!(terminal, "{question} [y/N] ").and_then(|()| terminal.flush()).ok()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).ok()?;
    Some(matches!(answer.trim(), "y" | "Y" | "yes"))
}
