//! The readings of several points in one stream, in order of time.

use std::ops::ControlFlow;

use mcs_core::{id::PointId, reading::Reading, time::Timestamp};

use super::{super::QueryError, Damaged, Queries, ReadingQuery};

impl Queries {
    /// Hands over the readings with `from <= time < to` in order of time; those of one time in the order of `points`, then of
    /// packet number, then of arrival; a thousand at most at once, until the caller breaks off. What cannot be read is left out
    /// and told in the end.
    pub fn merged(
        &self,
        points: &[PointId],
        from: Timestamp,
        to: Timestamp,
        each: &mut dyn FnMut(Vec<Reading>) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError> {
        let mut all = Vec::new();
        let mut damaged = Damaged::default();
        for (place, point) in points.iter().enumerate() {
            let query = ReadingQuery { point: *point, from, to, limit: 0, newest: false };
            damaged.append(self.readings(&query, &mut |readings| {
                all.extend(readings.into_iter().map(|reading| (place, reading)));
                ControlFlow::Continue(())
            })?);
        }
        all.sort_by_key(|(place, reading)| (reading.time, *place, reading.seq));
        let _ = each(all.into_iter().map(|(_, reading)| reading).collect());
        Ok(damaged)
    }
}
