//! Runs of named jobs: written before a run and after it, so that none is forgotten or done twice.

use mcs_core::{
    job::{JobOutcome, JobRun},
    time::Timestamp,
};
use rusqlite::{CachedStatement, Connection, OptionalExtension as _, Params, Row, params};

use super::{Queries, QueryError, StoreHandle, WorkError};

/// Runs of a job that are kept.
const KEPT: u32 = 1_000;

/// Most runs a question may be answered with.
const MOST: u32 = KEPT;

/// Begins a statement whose rows [`read_row`] reads.
macro_rules! columns {
    () => {
        "SELECT id, job, due, by, started, ended, outcome, detail FROM job_run"
    };
}

/// The row that a run begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJobRun {
    /// The job's name.
    pub job: String,
    /// The moment it was due; `None` when a person asked for it.
    pub due: Option<Timestamp>,
    /// Who asked for it.
    pub by: Option<String>,
    /// When it begins.
    pub started: Timestamp,
}

impl StoreHandle {
    /// Records that a run begins; gives its number. Blocks.
    pub fn begin_job_run(&self, run: NewJobRun) -> Result<u64, WorkError> {
        self.work("job", move |connection| {
            connection
                .prepare_cached("INSERT INTO job_run (job, due, by, started) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![run.job, run.due.map(Timestamp::as_micros), run.by, run.started.as_micros()])?;
            let id = u64::try_from(connection.last_insert_rowid()).unwrap_or_default();
            forget_oldest(connection, &run.job)?;
            Ok(id)
        })
    }

    /// Records how a run ended. Blocks.
    pub fn end_job_run(
        &self,
        id: u64,
        outcome: JobOutcome,
        detail: Option<String>,
        now: Timestamp,
    ) -> Result<(), WorkError> {
        self.work("job", move |connection| {
            connection
                .prepare_cached("UPDATE job_run SET ended = ?2, outcome = ?3, detail = ?4 WHERE id = ?1")?
                .execute(params![id, now.as_micros(), outcome as u8, detail])?;
            Ok(())
        })
    }

    /// Marks runs up to this number that have no end as cut off; gives how many there were. Blocks.
    pub fn cut_off_job_runs(&self, upto: u64) -> Result<usize, WorkError> {
        self.work("job", move |connection| {
            connection.execute(
                "UPDATE job_run SET outcome = ?1, detail = 'the daemon ended while it ran' \
                 WHERE outcome IS NULL AND id <= ?2",
                params![JobOutcome::CutOff as u8, i64::try_from(upto).unwrap_or(i64::MAX)],
            )
        })
    }
}

/// The newest run by the clock stays, however many a person asked for since: what was due is told from it.
fn forget_oldest(connection: &Connection, job: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM job_run WHERE job = ?1 \
             AND id <= (SELECT id FROM job_run WHERE job = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2) \
             AND id <> coalesce((SELECT max(id) FROM job_run WHERE job = ?1 AND due IS NOT NULL), 0)",
        )?
        .execute(params![job, KEPT])?;
    Ok(())
}

impl Queries {
    /// Runs, newest first: of one job or of all, at most `limit` (0 is as many as are kept of one job).
    pub fn job_runs(&self, job: Option<&str>, limit: u32) -> Result<Vec<JobRun>, QueryError> {
        const SQL: &str = concat!(columns!(), " WHERE job = coalesce(?1, job) ORDER BY id DESC LIMIT ?2");
        let limit = if limit == 0 { MOST } else { limit.min(MOST) };
        self.ask(|connection| read(connection.prepare_cached(SQL)?, params![job, limit]))
    }

    /// What the next run of a job depends on: its newest runs, newest first, and among them the newest by the clock.
    pub fn job_record(&self, job: &str, newest: u32) -> Result<Vec<JobRun>, QueryError> {
        const SQL: &str = concat!(
            columns!(),
            " WHERE job = ?1 AND (id >= coalesce((SELECT id FROM job_run WHERE job = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2), 0) \
             OR id = (SELECT max(id) FROM job_run WHERE job = ?1 AND due IS NOT NULL)) ORDER BY id DESC"
        );
        self.ask(|connection| read(connection.prepare_cached(SQL)?, params![job, newest.saturating_sub(1)]))
    }

    /// When the site was made: before it, nothing was ever due.
    pub fn site_created(&self) -> Result<Option<Timestamp>, QueryError> {
        self.ask(|connection| {
            let text: Option<String> = connection
                .query_row("SELECT value FROM site WHERE key = 'created'", [], |row| row.get(0))
                .optional()?;
            Ok(text.and_then(|text| Timestamp::parse(&text)))
        })
    }
}

fn read(mut statement: CachedStatement<'_>, params: impl Params) -> Result<Vec<JobRun>, QueryError> {
    let mut rows = statement.query(params)?;
    let mut runs = Vec::new();
    while let Some(row) = rows.next()? {
        runs.push(read_row(row)?);
    }
    Ok(runs)
}

fn read_row(row: &Row<'_>) -> Result<JobRun, QueryError> {
    let outcome: Option<u8> = row.get(6)?;
    let known = |number: u8| {
        let unknown = QueryError::Row { table: "job_run", what: format!("outcome {number}") };
        JobOutcome::from_number(number).ok_or(unknown)
    };
    Ok(JobRun {
        id: row.get(0)?,
        job: row.get(1)?,
        due: row.get::<_, Option<i64>>(2)?.map(Timestamp::from_micros),
        by: row.get(3)?,
        started: Timestamp::from_micros(row.get(4)?),
        ended: row.get::<_, Option<i64>>(5)?.map(Timestamp::from_micros),
        outcome: outcome.map(known).transpose()?,
        detail: row.get(7)?,
    })
}
