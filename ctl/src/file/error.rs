//! What can go wrong with a file of readings.

use std::{io, path::PathBuf};

use mcs_core::archive::AtLine;

/// Why a file of readings cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FileError {
    /// Something stands under its name already.
    #[error("{} exists", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Another export is writing the same file.
    #[error("another export is writing {}", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// It cannot be written.
    #[error("cannot write {name}")]
    Write {
        /// The file.
        name: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// It cannot be read.
    #[error("cannot read {name}")]
    Read {
        /// The file.
        name: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// One of its lines makes no sense.
    #[error("{name}: {at}")]
    Line {
        /// The file.
        name: String,
        /// Which line, and what is wrong with it.
        at: AtLine,
    },
    /// It is no Parquet file that can be read or written.
    #[error("{name} is no usable Parquet file")]
    Parquet {
        /// The file.
        name: String,
        /// Why.
        #[source]
        source: ::parquet::errors::ParquetError,
    },
    /// A row of a Parquet file makes no sense.
    #[error("{name}: row {row}: {what}")]
    Row {
        /// The file.
        name: String,
        /// Its number, counted from 1.
        row: u64,
        /// What is wrong with it.
        what: String,
    },
    /// Parquet is read from its end, which a pipe does not have.
    #[error("Parquet cannot be read from standard input")]
    NoSeek,
    /// The name says nothing about the format.
    #[error("the name of {} does not tell its format", path.display())]
    NoFormat {
        /// The file.
        path: PathBuf,
    },
    /// A thread broke off.
    #[error("the work on {name} broke off")]
    Broken {
        /// The file.
        name: String,
    },
}

impl FileError {
    /// Whether the caller asked for something that makes no sense, and not the machine failed.
    pub(crate) const fn is_usage(&self) -> bool {
        match self {
            Self::Exists { .. } | Self::NoSeek | Self::NoFormat { .. } => true,
            Self::Busy { .. }
            | Self::Write { .. }
            | Self::Read { .. }
            | Self::Line { .. }
            | Self::Parquet { .. }
            | Self::Row { .. }
            | Self::Broken { .. } => false,
        }
    }

    /// What to do about it.
    pub(crate) fn advice(&self) -> Option<String> {
        Some(match self {
            Self::Exists { .. } => "give another name, or --force to replace it".into(),
            Self::Busy { .. } => "wait for it, or give another name".into(),
            Self::Line { at, .. } => at.advice(),
            Self::Row { .. } => "correct it, or export the table as CSV and see mcs-archive(5)".into(),
            Self::NoSeek => "give the name of the file".into(),
            Self::NoFormat { .. } => "say it with -f: csv, csv.gz, jsonl, jsonl.gz or parquet".into(),
            Self::Read { source, .. } if source.kind() == io::ErrorKind::UnexpectedEof => {
                "the file is cut off; fetch it again".into()
            }
            Self::Parquet { .. } => "the columns and their types are described in mcs-archive(5)".into(),
            Self::Write { .. } | Self::Read { .. } | Self::Broken { .. } => return None,
        })
    }

    /// Whether the reader of a pipe went away, as `head` does: that is no failure.
    pub(crate) fn reader_gone(&self) -> bool {
        matches!(self, Self::Write { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }
}
