//! One file per noun: its statements, and how it becomes a row and is read back.

pub(super) mod alarm;
pub(super) mod archive;
pub(super) mod audit;
pub(super) mod calibration;
pub(super) mod channel;
pub(super) mod credential;
pub(super) mod delivery;
pub(super) mod device;
pub(super) mod discovered;
pub(super) mod ledger;
pub(super) mod map;
pub(super) mod mask;
pub(super) mod message;
pub(super) mod notice;
pub(super) mod notice_setting;
pub(super) mod person;
pub(super) mod picture;
pub(super) mod quarantine;
pub(super) mod reading;
pub(super) mod retention;
pub(super) mod rule;
pub(super) mod run;
pub(super) mod sealing;
pub(super) mod segment;
pub(super) mod site;
pub(super) mod state;
pub(super) mod summary;
pub(super) mod target;
pub(super) mod zone;

use super::{OpenError, QueryError};

/// Why a row cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    #[error("the database cannot be read")]
    Sqlite(#[from] rusqlite::Error),
    #[error("{table} holds {what}")]
    Row { table: &'static str, what: String },
}

/// The value, or a complaint about what the table holds instead.
fn known<T>(table: &'static str, what: impl std::fmt::Display, value: Option<T>) -> Result<T, ReadError> {
    value.ok_or_else(|| ReadError::Row { table, what: what.to_string() })
}

impl From<ReadError> for OpenError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Sqlite(source) => Self::Sqlite { doing: "reading it", source },
            ReadError::Row { table, what } => Self::Row { table, what },
        }
    }
}

impl From<ReadError> for QueryError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Sqlite(source) => Self::Sqlite(source),
            ReadError::Row { table, what } => Self::Row { table, what },
        }
    }
}
