//! Why a database cannot be made, opened or asked.

use std::path::PathBuf;

use super::calendar::UnknownTimeZone;

/// Why a database cannot be made or opened. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// `mcsd init` has not been run here.
    #[error("there is no database at {}; run `mcsd init` first", path.display())]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// `mcsd init` has been run here before.
    #[error("a database exists already at {}; choose another directory, or move it away", path.display())]
    Exists {
        /// Where it is.
        path: PathBuf,
    },
    /// Another daemon has it open.
    #[error("another mcsd uses {}; stop it first", dir.display())]
    InUse {
        /// The data directory.
        dir: PathBuf,
    },
    /// This library can corrupt a write-ahead log.
    #[error(
        "SQLite {found} is too old, its write-ahead log can corrupt; {required} or newer is needed: use a newer build"
    )]
    SqliteTooOld {
        /// The version linked.
        found: String,
        /// The oldest version accepted.
        required: &'static str,
    },
    /// It is somebody else's database.
    #[error("{} is not a plant's database (application id {found:#010x}); check the data directory", path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
        /// Its application id.
        found: i32,
    },
    /// It was written by a newer daemon.
    #[error("{} has version {found}, this mcsd knows up to {known}; start a newer mcsd", path.display())]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// The check at start found damage.
    #[error("{} is damaged ({complaint}); restore a backup, or salvage it with `sqlite3 … .recover`", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The first complaint of the check.
        complaint: String,
    },
    /// A stored row says something this version has no word for.
    #[error("{table} holds {what}, which this mcsd does not understand; restore a backup or start a newer mcsd")]
    Row {
        /// The table.
        table: &'static str,
        /// What could not be understood.
        what: String,
    },
    /// The site's time zone is unknown.
    #[error("the site's time zone cannot be used")]
    TimeZone(#[from] UnknownTimeZone),
    /// A file or directory could not be used.
    #[error("cannot {what} {}", path.display())]
    File {
        /// What was tried.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// SQLite refused.
    #[error("the database cannot be used: {doing}")]
    Sqlite {
        /// What was tried.
        doing: &'static str,
        /// Why not.
        #[source]
        source: rusqlite::Error,
    },
}

impl From<rusqlite::Error> for OpenError {
    fn from(source: rusqlite::Error) -> Self {
        Self::Sqlite { doing: "reading it", source }
    }
}

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// It took too long; a reader that stays would keep the write-ahead log from being reused.
    #[error("the query took longer than {}s; ask for a shorter time", after.as_secs())]
    Deadline {
        /// The deadline.
        after: std::time::Duration,
    },
    /// The page token is not one of ours.
    #[error("the page token is not valid; begin again without one")]
    Cursor,
    /// A stored row says something this version has no word for.
    #[error("{table} holds {what}, which this mcsd does not understand")]
    Row {
        /// The table.
        table: &'static str,
        /// What could not be understood.
        what: String,
    },
    /// SQLite refused.
    #[error("the database cannot be read")]
    Sqlite(#[from] rusqlite::Error),
}
