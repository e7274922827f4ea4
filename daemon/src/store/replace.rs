//! Putting a checked database into a data directory, without a daemon.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags};

use super::{Audit, OpenError, Store, lock::DirLock, schema, table};

/// Endings of a database's files: itself, its log, the log's index.
const ENDINGS: [&str; 3] = ["", "-wal", "-shm"];

/// A data directory that is about to get another database. No daemon starts there meanwhile.
#[derive(Debug)]
pub struct Replacement {
    dir: PathBuf,
    _lock: DirLock,
}

impl Replacement {
    /// Keeps every daemon out of the directory, which exists.
    pub fn begin(dir: &Path) -> Result<Self, OpenError> {
        schema::check_library(rusqlite::version_number())?;
        Ok(Self { dir: dir.to_owned(), _lock: DirLock::take(dir)? })
    }

    /// The database that is there now, if there is one.
    pub fn present(&self) -> Option<PathBuf> {
        let there = ENDINGS.map(|ending| self.file(Store::FILE, ending));
        there.into_iter().find(|path| path.exists())
    }

    /// Where the new database is to be made: a file on the same disk, which is not there yet.
    pub fn draft(&self) -> Result<PathBuf, OpenError> {
        for ending in ENDINGS {
            let path = self.file("mcs.db.restoring", ending);
            match fs::remove_file(&path) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(source) => return Err(OpenError::File { what: "remove", path, source }),
            }
        }
        Ok(self.file("mcs.db.restoring", ""))
    }

    /// Notes in a draft who put it here, so that the gap in its record has an explanation.
    pub fn note(&self, draft: &Path, audit: &Audit) -> Result<(), OpenError> {
        let connection =
            Connection::open_with_flags(draft, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        table::audit::insert(&connection, audit)?;
        connection.close().map_err(|(_, source)| OpenError::from(source))
    }

    /// Moves what is there aside, under this ending, and the draft into its place. A power cut in between leaves a directory
    /// without a database, never a mixed one. Gives where the old one is now.
    pub fn put(&self, draft: &Path, aside: &str) -> Result<Option<PathBuf>, OpenError> {
        let failed = |what, path: &Path| {
            let path = path.to_owned();
            move |source| OpenError::File { what, path, source }
        };
        File::open(draft).and_then(|file| file.sync_all()).map_err(failed("sync", draft))?;
        let mut moved = None;
        // The log last: with it gone first, a power cut would leave a database without its newest commits.
        for ending in ENDINGS {
            let from = self.file(Store::FILE, ending);
            let to = self.file(&format!("{}{aside}", Store::FILE), ending);
            if from.exists() {
                fs::rename(&from, &to).map_err(failed("move aside", &from))?;
                moved.get_or_insert(to);
            }
        }
        self.sync()?;
        let place = self.file(Store::FILE, "");
        fs::rename(draft, &place).map_err(failed("put into its place", draft))?;
        self.sync()?;
        Ok(moved)
    }

    fn file(&self, name: &str, ending: &str) -> PathBuf {
        self.dir.join(format!("{name}{ending}"))
    }

    fn sync(&self) -> Result<(), OpenError> {
        let synced = File::open(&self.dir).and_then(|dir| dir.sync_all());
        synced.map_err(|source| OpenError::File { what: "sync", path: self.dir.clone(), source })
    }
}
