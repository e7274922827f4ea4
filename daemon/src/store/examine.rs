//! Looking at a database that nobody writes: a copy, or one whose daemon does not start.

use std::{ops::ControlFlow, path::Path, sync::Arc, time::Duration};

use rusqlite::{Connection, ErrorCode};

use super::{
    Checked, Finding, OpenError, Queries, Store, Verified, connection, ledger::SharedPending, lock::DirLock, schema,
    snapshot::Snapshot,
};

/// Asked now and then whether to break off.
pub type Interrupt = Arc<dyn Fn() -> bool + Send + Sync>;

/// Virtual machine steps between two such questions.
const STEPS_PER_LOOK: i32 = 10_000;

/// Nobody waits for a writer here: a question takes as long as it takes.
const DEADLINE: Duration = Duration::from_hours(24);

impl Store {
    /// Whether a file is a whole database of a plant, and what it holds. The first damage is the error. Blocks.
    ///
    /// `interrupted` is asked now and then whether to break off.
    pub fn check_copy(path: &Path, interrupted: &Interrupt) -> Result<Snapshot, OpenError> {
        let mut first = None;
        let mut connection = connection::reader(path)?;
        let asked = Arc::clone(interrupted);
        connection.progress_handler(STEPS_PER_LOOK, Some(move || asked()))?;
        let (snapshot, verified) = look(&connection, path, &mut |checked| match checked {
            Checked::Progress(_) if interrupted() => ControlFlow::Break(()),
            Checked::Progress(_) => ControlFlow::Continue(()),
            Checked::Finding(Finding { what, why }) => {
                first.get_or_insert(format!("{what}: {why}"));
                ControlFlow::Break(())
            }
        })?;
        match first {
            Some(complaint) => Err(OpenError::Damaged { path: path.to_owned(), complaint }),
            None if !verified.whole => Err(broken_off()),
            None => Ok(snapshot),
        }
    }

    /// Looks at all of the database in a data directory and tells what is wrong with it; no daemon may run there. Blocks.
    pub fn examine(dir: &Path, each: &mut dyn FnMut(Checked) -> ControlFlow<()>) -> Result<Verified, OpenError> {
        let path = dir.join(Self::FILE);
        if !path.exists() {
            return Err(OpenError::Missing { path });
        }
        let _lock = DirLock::take(dir)?;
        look(&connection::reader(&path)?, &path, each).map(|(_, verified)| verified)
    }
}

fn broken_off() -> OpenError {
    let error = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_INTERRUPT);
    OpenError::Sqlite { doing: "checking it", source: rusqlite::Error::SqliteFailure(error, None) }
}

/// The file's own structure first, then its tables, then what is sealed in them.
fn look(
    connection: &Connection,
    path: &Path,
    each: &mut dyn FnMut(Checked) -> ControlFlow<()>,
) -> Result<(Snapshot, Verified), OpenError> {
    schema::check_ours(connection, path)?;
    let mut findings = 0;
    let mut tell = |what: &str, why: String| {
        findings += 1;
        each(Checked::Finding(Finding { what: what.to_owned(), why }))
    };
    let complaints = damage(connection)?;
    let sound = complaints.is_empty();
    for complaint in complaints {
        if tell("the database file", complaint).is_break() {
            return Ok((Snapshot::read(connection)?, Verified { findings, ..Verified::default() }));
        }
    }
    for (name, why) in schema::unlike(connection)? {
        if tell(&name, why.to_owned()).is_break() {
            return Ok((Snapshot::read(connection)?, Verified { findings, ..Verified::default() }));
        }
    }
    let snapshot = match Snapshot::read(connection) {
        Ok(snapshot) => snapshot,
        Err(error) if !sound => {
            tracing::debug!(%error, "what a damaged database holds cannot be told");
            return Ok((Snapshot::NOTHING, Verified { findings, ..Verified::default() }));
        }
        Err(error) => return Err(error.into()),
    };
    if snapshot.version < schema::VERSION {
        // What older versions hold is checked when it has been migrated.
        return Ok((snapshot, Verified { findings, whole: true, ..Verified::default() }));
    }
    let queries = Queries::new(path, DEADLINE, SharedPending::default());
    let verified = queries.verify(each).map_err(|error| match error {
        super::QueryError::Sqlite(source) => OpenError::Sqlite { doing: "checking it", source },
        other => OpenError::Damaged { path: path.to_owned(), complaint: other.to_string() },
    })?;
    Ok((snapshot, Verified { findings: verified.findings + findings, ..verified }))
}

/// What SQLite has to say about the file, at most a hundred complaints.
fn damage(connection: &Connection) -> Result<Vec<String>, OpenError> {
    let failed = |source| OpenError::Sqlite { doing: "checking it", source };
    let mut statement = connection.prepare("PRAGMA quick_check(100)").map_err(failed)?;
    let mut complaints = Vec::new();
    let mut rows = statement.query([]).map_err(failed)?;
    loop {
        match rows.next() {
            Ok(Some(row)) => match row.get::<_, String>(0).map_err(failed)? {
                verdict if verdict == "ok" => {}
                complaint => complaints.push(complaint),
            },
            Ok(None) => return Ok(complaints),
            Err(error)
                if matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)) =>
            {
                complaints.push(error.to_string());
                return Ok(complaints);
            }
            Err(error) => return Err(failed(error)),
        }
    }
}
