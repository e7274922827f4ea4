//! What a question met that is stored and cannot be read.

use mcs_core::{id::PointId, time::Timestamp};
use rusqlite::ErrorCode;

use super::super::sealed::Damage;

/// Most spans that are told one by one; what comes after them makes the last one longer.
const MOST: usize = 1_000;

/// A stretch of time in which stored readings of a point cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DamagedSpan {
    /// The point.
    pub point: PointId,
    /// Its first instant.
    pub from: Timestamp,
    /// The first instant after it.
    pub to: Timestamp,
    /// What is wrong.
    pub why: String,
}

/// What could not be read. An answer that comes with any is not whole: nothing may be deleted for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use = "an answer with damage is not whole"]
pub struct Damaged(Vec<DamagedSpan>);

impl Damaged {
    /// Whether everything could be read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The spans, in the order in which they were met.
    pub fn spans(&self) -> &[DamagedSpan] {
        &self.0
    }

    /// Adds a span; one that goes on where another one of the same kind ends makes it longer.
    pub(crate) fn add(&mut self, new: DamagedSpan) {
        let joins = |old: &&mut DamagedSpan| {
            old.point == new.point && old.why == new.why && old.from <= new.to && new.from <= old.to
        };
        let full = self.0.len() >= MOST;
        let old = match self.0.iter_mut().rev().find(joins) {
            None if full => self.0.last_mut(),
            found => found,
        };
        match old {
            Some(old) => (old.from, old.to) = (old.from.min(new.from), old.to.max(new.to)),
            None => self.0.push(new),
        }
    }

    /// Adds a segment that cannot be decoded.
    pub(in super::super) fn add_segment(&mut self, point: PointId, span: (Timestamp, Timestamp), damage: &Damage) {
        self.add_why(point, span, damage.to_string());
    }

    /// Adds a stretch whose pages cannot be read.
    pub(in super::super) fn add_error(
        &mut self,
        point: PointId,
        span: (Timestamp, Timestamp),
        error: &rusqlite::Error,
    ) {
        self.add_why(point, span, format!("the database is damaged there: {error}"));
    }

    /// What was read, unless the database is damaged there, which is noted.
    pub(in super::super) fn catch<T>(
        &mut self,
        point: PointId,
        span: (Timestamp, Timestamp),
        read: rusqlite::Result<T>,
    ) -> rusqlite::Result<Option<T>> {
        match read {
            Ok(read) => Ok(Some(read)),
            Err(error) if is_damage(&error) => {
                self.add_error(point, span, &error);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn add_why(&mut self, point: PointId, (from, to): (Timestamp, Timestamp), why: String) {
        self.add(DamagedSpan { point, from, to, why });
    }
}

/// Whether an error means that the database is damaged, and not that it cannot be asked now.
pub(in super::super) fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType};
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
        || matches!(error, FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..))
}

impl IntoIterator for Damaged {
    type Item = DamagedSpan;
    type IntoIter = std::vec::IntoIter<DamagedSpan>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(point: u32, from: i64, to: i64, why: &str) -> DamagedSpan {
        let at = Timestamp::from_micros;
        DamagedSpan { point: PointId(point), from: at(from), to: at(to), why: why.into() }
    }

    #[test]
    fn neighbours_with_one_reason_are_one_span() {
        let mut damaged = Damaged::default();
        for span in [span(1, 0, 10, "a"), span(2, 0, 10, "a"), span(1, 10, 20, "a"), span(1, 10, 20, "b")] {
            damaged.add(span);
        }
        assert_eq!(damaged.spans(), [span(1, 0, 20, "a"), span(2, 0, 10, "a"), span(1, 10, 20, "b")]);
    }

    #[test]
    fn their_number_is_bounded() {
        let mut damaged = Damaged::default();
        for i in 0..3_000 {
            damaged.add(span(1, 20 * i, 20 * i + 10, "a"));
        }
        assert_eq!(damaged.spans().len(), MOST);
        assert_eq!(damaged.spans()[MOST - 1].to, Timestamp::from_micros(20 * 2_999 + 10));
    }
}
