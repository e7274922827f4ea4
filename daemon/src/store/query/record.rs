//! The record of alarms over a time: occurrences, masks, changes against what is recommended.

use std::ops::ControlFlow;

use mcs_core::{
    alarm::{Notice, Occurrence, TransitionKind},
    id::SerialNumber,
    time::Timestamp,
};
use rusqlite::params;

use super::{
    super::{
        QueryError,
        table::{
            ReadError,
            alarm::{self, occurrence_columns},
        },
    },
    Queries,
};

/// A person's mask on all of a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastMask {
    /// The device.
    pub sn: SerialNumber,
    /// Since when.
    pub since: Timestamp,
    /// Until when; of one that stands, when it will end.
    pub until: Timestamp,
}

impl Queries {
    /// Occurrences raised from one moment until before another, oldest first, and whether each was announced when it was raised.
    pub fn alarm_record(
        &self,
        from: Timestamp,
        to: Timestamp,
        each: &mut dyn FnMut(Occurrence, bool) -> ControlFlow<()>,
    ) -> Result<(), QueryError> {
        const SQL: &str = concat!(
            "SELECT ",
            occurrence_columns!(),
            ", (SELECT notice FROM transition WHERE occurrence = o.id AND kind = ?3 ORDER BY transition.id LIMIT 1) \
             FROM occurrence o INDEXED BY occurrence_by_raised WHERE raised >= ?1 AND raised < ?2 ORDER BY raised, id"
        );
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(SQL)?;
            let mut rows = statement.query(params![from.as_micros(), to.as_micros(), TransitionKind::Raise as u8])?;
            while let Some(row) = rows.next()? {
                let notice: Option<String> = row.get(24)?;
                let announced = notice.as_deref() == Some(Notice::Announce.as_str());
                if each(alarm::read_occurrence(row)?, announced).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Occurrences that were raised before this moment and were not over then: of the time before it they tell what was unknown.
    pub fn alarms_standing_at(&self, at: Timestamp) -> Result<Vec<Occurrence>, QueryError> {
        const SQL: &str = concat!(
            "SELECT ",
            occurrence_columns!(),
            " FROM occurrence INDEXED BY occurrence_by_raised WHERE raised < ?1 AND (returned IS NULL OR returned > ?1) \
             AND (closed IS NULL OR closed > ?1)"
        );
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(SQL)?;
            let mut rows = statement.query([at.as_micros()])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(alarm::read_occurrence(row)?);
            }
            Ok(found)
        })
    }

    /// When this site's record begins: before it nothing can be said.
    pub fn record_began(&self) -> Result<Option<Timestamp>, QueryError> {
        self.ask(|connection| {
            let sql = "SELECT min(started) FROM daemon_run";
            let began: Option<i64> = connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
            Ok(began.map(Timestamp::from_micros))
        })
    }

    /// How many occurrences were raised in a time.
    pub fn alarms_raised(&self, from: Timestamp, to: Timestamp) -> Result<u64, QueryError> {
        self.ask(|connection| {
            let sql = "SELECT count(*) FROM occurrence WHERE raised >= ?1 AND raised < ?2";
            Ok(connection.prepare_cached(sql)?.query_row([from.as_micros(), to.as_micros()], |row| row.get(0))?)
        })
    }

    /// Masks on whole points that stood at some time in this one.
    pub fn past_masks(&self, from: Timestamp, to: Timestamp) -> Result<Vec<PastMask>, QueryError> {
        const SQL: &str = "SELECT sn, since, coalesce(ended, until) FROM mask \
                           WHERE condition IS NULL AND since < ?2 AND coalesce(ended, until) > ?1 ORDER BY id";
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(SQL)?;
            let mut rows = statement.query([from.as_micros(), to.as_micros()])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let sn: String = row.get(0)?;
                let sn = SerialNumber::new(&sn).map_err(|e| ReadError::Row { table: "mask", what: e.to_string() })?;
                let (since, until) = (row.get(1)?, row.get(2)?);
                let (since, until) = (Timestamp::from_micros(since), Timestamp::from_micros(until));
                found.push(PastMask { sn, since, until });
            }
            Ok(found)
        })
    }

    /// Changes of rules that went beyond what is recommended.
    pub fn overrides(&self, from: Timestamp, to: Timestamp) -> Result<u64, QueryError> {
        self.ask(|connection| {
            let sql = "SELECT count(*) FROM audit WHERE at >= ?1 AND at < ?2 AND action = 'rule.override'";
            Ok(connection.prepare_cached(sql)?.query_row([from.as_micros(), to.as_micros()], |row| row.get(0))?)
        })
    }
}
