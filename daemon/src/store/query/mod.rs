//! Plain questions about what is stored. Blocking: call them where blocking is allowed.
//!
//! Each question, or each part of a long one, sees one snapshot of the database and has a deadline: a reader that stays would keep
//! the write-ahead log from being reused.

mod alarm;
mod archive;
mod audit;
mod damaged;
mod days;
mod intervals;
mod ledger;
mod length;
mod merged;
mod notice;
mod person;
mod pool;
mod reading;
mod record;
mod slots;
mod stretch;
mod summary;
mod unsealed;

#[cfg(test)]
mod tests;

pub use alarm::{OccurrencePage, OccurrenceQuery};
pub use archive::Roster;
pub use audit::{AuditEntry, AuditPage, AuditQuery};
pub use damaged::{Damaged, DamagedSpan};
pub use pool::Queries;
pub use reading::ReadingQuery;
pub use record::PastMask;
pub use summary::Summary;

pub(super) use damaged::is_damage;
pub(super) use slots::{Slots, first_of_any, first_readable};
pub(super) use stretch::decode;

use super::QueryError;

/// Most rows in a page.
pub const MOST_IN_PAGE: u32 = 1_000;

/// A place in a list, as the caller gets it and gives it back.
fn cursor(id: u64) -> String {
    format!("v1.{id:x}")
}

fn place(cursor: &str) -> Result<u64, QueryError> {
    cursor.strip_prefix("v1.").and_then(|id| u64::from_str_radix(id, 16).ok()).ok_or(QueryError::Cursor)
}

/// How many rows a page gets: what was asked for within the bound; zero is the bound.
fn page_size(asked: u32) -> u32 {
    if asked == 0 { MOST_IN_PAGE } else { asked.min(MOST_IN_PAGE) }
}
