//! How far sealing has come.
//!
//! ```text
//!  recent    …sealed rows… │ upto ……… the stretch in work ……… next │ …rows nobody has sealed…
//!                          │ of points below `point`: sealed       │
//!                          │ of all others: not yet                │
//! ```
//!
//! A stretch of rows holds readings of many points in turn, more than one piece of work can write. It is sealed point by point:
//! each piece writes the segments of a few points and moves `point` on in the same transaction.

use mcs_core::id::PointId;
use rusqlite::Connection;

use super::super::RowId;

/// Which rows of `recent` are in segments too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Sealing {
    /// All rows up to this one are.
    pub(in super::super) upto: RowId,
    /// The last row of the stretch in work; `upto` when there is none.
    pub(in super::super) next: RowId,
    /// Of the stretch in work, the rows of points below this one are.
    pub(in super::super) point: PointId,
}

impl Sealing {
    /// Everything up to this row, and no stretch in work.
    pub(in super::super) const fn through(upto: RowId) -> Self {
        Self { upto, next: upto, point: PointId(0) }
    }

    /// Rows of this point up to the answer are in segments; those after it are not.
    pub(in super::super) fn of(self, point: PointId) -> RowId {
        if point < self.point { self.next.max(self.upto) } else { self.upto }
    }

    /// Whether a stretch is half done.
    pub(in super::super) fn in_work(self) -> bool {
        self.next > self.upto
    }

    /// As it is.
    pub(in super::super) fn load(connection: &Connection) -> rusqlite::Result<Self> {
        connection.prepare_cached("SELECT upto, next, point FROM sealed")?.query_row([], |row| {
            Ok(Self { upto: RowId(row.get(0)?), next: RowId(row.get(1)?), point: PointId(row.get(2)?) })
        })
    }

    /// Moves it. In the transaction that writes the segments.
    pub(in super::super) fn write(self, connection: &Connection) -> rusqlite::Result<()> {
        connection.prepare_cached("UPDATE sealed SET upto = ?1, next = ?2, point = ?3")?.execute((
            self.upto.0,
            self.next.0,
            self.point.0,
        ))?;
        Ok(())
    }
}
