//! What is wrong with a line, in words for who edited the file.

use super::{Column, MAX_LINE};

/// Why a line could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// A field is not what its column holds.
    #[error("{column}: {given:?} is not {expected}")]
    Field {
        /// Its column.
        column: Column,
        /// The field, shortened to 64 characters.
        given: String,
        /// What the column holds.
        expected: &'static str,
    },
    /// A field without which a line tells of nothing.
    #[error("{column} is empty")]
    Empty {
        /// Its column.
        column: Column,
    },
    /// More or fewer fields than columns.
    #[error("{found} fields where the header names {expected} columns")]
    Fields {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A quote that is not closed.
    #[error("a quotation mark is not closed")]
    Quote,
    /// Not text.
    #[error("not UTF-8 text")]
    NotText,
    /// Not JSON of the right shape.
    #[error("not a JSON object of these columns: {why}")]
    Json {
        /// What the reader of JSON said.
        why: String,
    },
    /// Longer than any line with these columns can be.
    #[error("longer than {MAX_LINE} bytes")]
    TooLong,
    /// The first line does not name columns.
    #[error("the first line does not name columns")]
    NoHeader,
    /// The columns are separated by something else.
    #[error("the columns are separated by {separator:?}")]
    Separator {
        /// What separates them.
        separator: char,
    },
    /// A column that is none of the format.
    #[error("unknown column {given:?}")]
    UnknownColumn {
        /// Its name, shortened to 64 characters.
        given: String,
        /// The column that was probably meant.
        like: Option<Column>,
    },
    /// A column named twice.
    #[error("column {column} is named twice")]
    Twice {
        /// Which one.
        column: Column,
    },
    /// A column without which lines tell of nothing.
    #[error("column {column} is missing")]
    MissingColumn {
        /// Which one.
        column: Column,
    },
}

impl LineError {
    /// What to do about it.
    pub fn advice(&self) -> String {
        match self {
            Self::Field { column: Column::Time | Column::Sn, .. } | Self::Empty { .. } => {
                "correct the field or remove the line".into()
            }
            Self::Field { .. } => "correct the field, or leave it empty if it is not known".into(),
            Self::Fields { .. } => "the line may be cut off or hold an extra comma; correct or remove it".into(),
            Self::Quote => "close the quotation mark or remove it".into(),
            Self::NotText => "save the file as UTF-8; a compressed file needs a name that ends in .gz".into(),
            Self::Json { .. } => "write one object a line, with the names of mcs-archive(5)".into(),
            Self::TooLong => "the file is not one of readings, or a line feed is missing".into(),
            Self::NoHeader => format!("put the names of the columns into the first line, e.g. {}", super::HEADER),
            Self::Separator { .. } => "save the file with commas between columns and points in numbers".into(),
            Self::UnknownColumn { like: Some(column), .. } => format!("did you mean {column}? rename or remove it"),
            Self::UnknownColumn { like: None, .. } => format!("remove it; the columns are {}", super::HEADER),
            Self::Twice { .. } => "remove one of them".into(),
            Self::MissingColumn { .. } => "a file of readings has at least the columns time and sn".into(),
        }
    }

    /// For a field that is not what it must be.
    pub(super) fn field(column: Column, given: &str, expected: &'static str) -> Self {
        Self::Field { column, given: short(given), expected }
    }
}

/// Text as it is repeated in an error.
pub(super) fn short(text: &str) -> String {
    text.chars().take(64).collect()
}

/// A line that could not be read, and which one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {number}: {error}")]
pub struct AtLine {
    /// Its number, counted from 1.
    pub number: u64,
    /// What is wrong with it.
    pub error: LineError,
}

impl AtLine {
    /// What to do about it.
    pub fn advice(&self) -> String {
        self.error.advice()
    }
}
