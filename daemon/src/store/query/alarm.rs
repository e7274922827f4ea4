//! Occurrences and their transitions.

use mcs_core::{
    alarm::{Occurrence, Transition},
    id::{OccurrenceId, PointId},
};
use rusqlite::params;

use super::{
    super::{
        QueryError,
        table::alarm::{self, occurrence_columns, transition_columns},
    },
    Queries, page_size,
};

/// Which occurrences, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OccurrenceQuery {
    /// Also those that are over.
    pub include_closed: bool,
    /// Only of these points; `None` is all, alarms of the system too.
    pub points: Option<Vec<PointId>>,
    /// At most so many in a page; zero is as many as allowed.
    pub page_size: u32,
    /// Only those with smaller numbers.
    pub before: Option<OccurrenceId>,
}

/// One page.
#[derive(Debug, Clone, PartialEq)]
pub struct OccurrencePage {
    /// Newest first.
    pub occurrences: Vec<Occurrence>,
    /// Whether older ones follow.
    pub more: bool,
}

impl Queries {
    /// A page of occurrences.
    pub fn occurrences(&self, query: &OccurrenceQuery) -> Result<OccurrencePage, QueryError> {
        let before = query.before.and_then(|id| i64::try_from(id.0).ok()).unwrap_or(i64::MAX);
        let size = page_size(query.page_size) as usize;
        let sql = if query.include_closed {
            concat!("SELECT ", occurrence_columns!(), " FROM occurrence WHERE id < ?1 ORDER BY id DESC")
        } else {
            concat!(
                "SELECT ",
                occurrence_columns!(),
                " FROM occurrence INDEXED BY occurrence_open WHERE state <> 1 AND id < ?1 ORDER BY id DESC"
            )
        };
        let mut occurrences = self.ask(|connection| {
            if let (true, Some(points)) = (query.include_closed, &query.points) {
                return of_points(connection, points, before, size + 1);
            }
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query([before])?;
            let mut found = Vec::new();
            while found.len() <= size
                && let Some(row) = rows.next()?
            {
                let point: Option<u32> = row.get(2)?;
                let wanted = query
                    .points
                    .as_ref()
                    .is_none_or(|points| point.is_some_and(|point| points.contains(&PointId(point))));
                if wanted {
                    found.push(alarm::read_occurrence(row)?);
                }
            }
            Ok(found)
        })?;
        let more = occurrences.len() > size;
        occurrences.truncate(size);
        Ok(OccurrencePage { occurrences, more })
    }

    /// One occurrence and all that happened to it, oldest first; `None` when there is no such number.
    pub fn occurrence(&self, id: OccurrenceId) -> Result<Option<(Occurrence, Vec<Transition>)>, QueryError> {
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(concat!(
                "SELECT ",
                occurrence_columns!(),
                " FROM occurrence WHERE id = ?1"
            ))?;
            let mut rows = statement.query([id.0])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let occurrence = alarm::read_occurrence(row)?;
            let mut statement = connection.prepare_cached(concat!(
                "SELECT ",
                transition_columns!(),
                " FROM transition WHERE occurrence = ?1 ORDER BY id"
            ))?;
            let mut rows = statement.query([id.0])?;
            let mut transitions = Vec::new();
            while let Some(row) = rows.next()? {
                transitions.push(alarm::read_transition(row)?);
            }
            Ok(Some((occurrence, transitions)))
        })
    }
}

/// Occurrences of a few points, open and closed: by index, point by point, then merged.
fn of_points(
    connection: &rusqlite::Connection,
    points: &[PointId],
    before: i64,
    most: usize,
) -> Result<Vec<Occurrence>, QueryError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT ",
        occurrence_columns!(),
        " FROM occurrence WHERE point = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3"
    ))?;
    let mut found = Vec::new();
    for point in points {
        let mut rows = statement.query(params![point.0, before, i64::try_from(most).unwrap_or(i64::MAX)])?;
        while let Some(row) = rows.next()? {
            found.push(alarm::read_occurrence(row)?);
        }
    }
    found.sort_unstable_by_key(|occurrence| std::cmp::Reverse(occurrence.id));
    found.truncate(most);
    Ok(found)
}
