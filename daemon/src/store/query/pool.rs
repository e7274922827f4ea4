//! A few read-only connections, each with a deadline.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use rusqlite::{Connection, ErrorCode};

use super::super::{QueryError, connection, ledger::SharedPending};

/// Read connections kept open between questions. More may be open at once; each costs up to a megabyte of cache.
const KEPT: usize = 4;

/// Virtual machine steps between two looks at the clock: well under a millisecond.
const STEPS_PER_LOOK: i32 = 10_000;

/// Questions about what is stored. Cheap to clone; every method blocks.
#[derive(Debug, Clone)]
pub struct Queries {
    pool: Arc<Pool>,
}

#[derive(Debug)]
struct Pool {
    database: PathBuf,
    deadline: Duration,
    idle: Mutex<Vec<Connection>>,
    pending: SharedPending,
}

impl Queries {
    pub(in super::super) fn new(database: &Path, deadline: Duration, pending: SharedPending) -> Self {
        let pool = Pool { database: database.to_owned(), deadline, idle: Mutex::new(Vec::new()), pending };
        Self { pool: Arc::new(pool) }
    }

    /// Where the database is.
    pub(in super::super) fn database(&self) -> &Path {
        &self.pool.database
    }

    /// Counts of the ledger not yet written.
    pub(super) fn pending(&self) -> &SharedPending {
        &self.pool.pending
    }

    /// Runs one question on one snapshot of the database: at start, when nobody writes yet, or for a person who asked for
    /// something long and knows it.
    pub(in super::super) fn without_deadline<T>(
        &self,
        question: impl FnOnce(&Connection) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        on_a_snapshot(&mut connection::reader(&self.pool.database)?, question)
    }

    /// Runs one question on one snapshot of the database, within the deadline.
    pub(in super::super) fn ask<T>(
        &self,
        question: impl FnOnce(&Connection) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        let kept = self.idle().pop();
        let mut connection = match kept {
            Some(connection) => connection,
            None => connection::reader(&self.pool.database)?,
        };
        let expired = Arc::new(AtomicBool::new(false));
        let end = Instant::now() + self.pool.deadline;
        let raised = Arc::clone(&expired);
        connection.progress_handler(
            STEPS_PER_LOOK,
            Some(move || {
                let over = Instant::now() >= end;
                raised.fetch_or(over, Relaxed);
                over
            }),
        )?;
        let answer = on_a_snapshot(&mut connection, question);
        connection.progress_handler(0, None::<fn() -> bool>)?;
        match answer {
            Ok(answer) => {
                let mut idle = self.idle();
                if idle.len() < KEPT {
                    idle.push(connection);
                }
                Ok(answer)
            }
            Err(QueryError::Sqlite(source))
                if expired.load(Relaxed) && source.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) =>
            {
                Err(QueryError::Deadline { after: self.pool.deadline })
            }
            Err(error) => Err(error),
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One transaction, so that all statements of a question see the same rows.
fn on_a_snapshot<T>(
    connection: &mut Connection,
    question: impl FnOnce(&Connection) -> Result<T, QueryError>,
) -> Result<T, QueryError> {
    let transaction = connection.transaction()?;
    let answer = question(&transaction)?;
    transaction.finish()?;
    Ok(answer)
}
