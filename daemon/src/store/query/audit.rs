//! Who changed what, newest first.

use mcs_core::time::Timestamp;

use super::{super::QueryError, Queries, cursor, page_size, place};

/// Which lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Only about this subject, e.g. a serial number.
    pub subject: Option<String>,
    /// At most so many in a page; zero is as many as allowed.
    pub page_size: u32,
    /// The token of the page before.
    pub after: Option<String>,
}

/// One line of the audit, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// What was done.
    pub action: String,
    /// To what.
    pub subject: String,
    /// JSON of what was there before.
    pub before: Option<String>,
    /// JSON of what was there afterwards.
    pub after: Option<String>,
    /// The reason given.
    pub comment: Option<String>,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// Newest first.
    pub entries: Vec<AuditEntry>,
    /// The token of the next page; `None` at the end.
    pub next: Option<String>,
}

impl Queries {
    /// A page of the audit.
    pub fn audit(&self, query: &AuditQuery) -> Result<AuditPage, QueryError> {
        let before = match &query.after {
            Some(token) => i64::try_from(place(token)?).map_err(|_| QueryError::Cursor)?,
            None => i64::MAX,
        };
        let size = page_size(query.page_size);
        let mut found = self.ask(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, at, by, action, subject, before, after, comment FROM audit \
                 WHERE id < ?1 AND subject = coalesce(?2, subject) ORDER BY id DESC LIMIT ?3",
            )?;
            let rows = statement.query_map(rusqlite::params![before, query.subject, size + 1], |row| {
                let entry = AuditEntry {
                    at: Timestamp::from_micros(row.get(1)?),
                    by: row.get(2)?,
                    action: row.get(3)?,
                    subject: row.get(4)?,
                    before: row.get(5)?,
                    after: row.get(6)?,
                    comment: row.get(7)?,
                };
                Ok((row.get::<_, u64>(0)?, entry))
            })?;
            Ok(rows.collect::<Result<Vec<_>, _>>()?)
        })?;
        let more = found.len() > size as usize;
        found.truncate(size as usize);
        let next = found.last().filter(|_| more).map(|(id, _)| cursor(*id));
        Ok(AuditPage { entries: found.into_iter().map(|(_, entry)| entry).collect(), next })
    }
}
