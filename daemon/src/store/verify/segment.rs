//! One segment: its bytes, what its row says, its readings, its day's summary.

use std::collections::HashSet;

use mcs_core::{
    calibration::CalibrationHistory, id::PointId, identity::fingerprint_of, reading::Reading, time::Timestamp,
};
use rusqlite::Connection;

use super::super::{
    query::{decode, is_damage},
    sealed::{DayTallies, Header, Level, Slot},
    table::{segment, summary},
};

/// A segment as its row tells it.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) point: PointId,
    pub(super) slot: Slot,
    pub(super) readings: u64,
    pub(super) received: Timestamp,
    pub(super) far: Option<(Timestamp, Timestamp)>,
    pub(super) body: Vec<u8>,
}

impl Stored {
    /// What is wrong with it; and how many readings it holds.
    pub(super) fn check(
        &self,
        connection: &Connection,
        calibrations: &CalibrationHistory,
    ) -> rusqlite::Result<(Vec<String>, u64)> {
        let Self { point, slot, .. } = *self;
        if slot.level.slot(slot.start) != slot {
            return Ok((vec!["it does not begin where a slot begins".to_owned()], 0));
        }
        let all = (Timestamp::from_micros(i64::MIN), Timestamp::from_micros(i64::MAX));
        let readings = match decode(&self.body, point, slot, all) {
            Ok(readings) => readings,
            Err(damage) => return Ok((vec![damage.to_string()], 0)),
        };
        let mut wrong = self.disagreements(&readings);
        if slot.level == Level::Day {
            wrong.extend(self.summary(connection, &readings, calibrations)?);
        } else {
            wrong.extend(self.twins(connection, &readings)?);
        }
        Ok((wrong, readings.len() as u64))
    }

    /// Where its row, its header and its readings do not agree.
    fn disagreements(&self, readings: &[Reading]) -> Vec<String> {
        let count = Header::read(&self.body).map_or(0, |header| header.count);
        let rules = [
            (self.readings == u64::from(count), "its row tells another number of readings than it does"),
            (readings.len() == count as usize, "it holds another number of readings than it tells"),
            (!readings.is_empty(), "it holds no readings"),
            (readings.iter().all(|r| r.point == self.point), "it holds readings of another point"),
            (readings.is_sorted_by_key(|r| r.time), "its readings are not in order"),
            (
                readings.iter().all(|r| r.time >= self.slot.start && r.time < self.slot.end()),
                "it holds readings of another time",
            ),
            (
                readings.iter().map(|r| r.received).max().is_none_or(|newest| newest == self.received),
                "its row tells another newest receipt",
            ),
            (segment::far(self.slot, readings) == self.far, "its row tells other times as sent"),
        ];
        rules.into_iter().filter(|(holds, _)| !holds).map(|(_, why)| why.to_owned()).collect()
    }

    /// Whether the day's summary is what its readings give.
    fn summary(
        &self,
        connection: &Connection,
        readings: &[Reading],
        calibrations: &CalibrationHistory,
    ) -> rusqlite::Result<Option<String>> {
        let body = match summary::body(connection, self.point, self.slot) {
            Ok(body) => body,
            Err(error) if is_damage(&error) => return Ok(Some(format!("its summary cannot be read: {error}"))),
            Err(error) => return Err(error),
        };
        let Some(body) = body else { return Ok(Some("it has no summary".to_owned())) };
        Ok(match DayTallies::decode(&body) {
            Ok(tallies) if tallies == DayTallies::of(self.slot.start, readings, calibrations) => None,
            Ok(_) => Some("its summary is not what its readings give".to_owned()),
            Err(damage) => Some(format!("its summary cannot be read: {damage}")),
        })
    }

    /// Whether a reading stands in a longer segment too.
    fn twins(&self, connection: &Connection, readings: &[Reading]) -> rusqlite::Result<Option<String>> {
        let key = |r: &Reading| (r.time, r.seq, fingerprint_of(r));
        let has_identity = |r: &&Reading| r.ts.is_some() || r.seq.is_some();
        let mine: HashSet<_> = readings.iter().filter(has_identity).map(key).collect();
        for level in Level::BY_ARRIVAL.into_iter().filter(|level| *level > self.slot.level) {
            let longer = level.slot(self.slot.start);
            let body = match segment::body(connection, self.point, longer) {
                Ok(Some(body)) => body,
                Ok(None) => continue,
                // It is named where it stands.
                Err(error) if is_damage(&error) => continue,
                Err(error) => return Err(error),
            };
            let theirs = decode(&body, self.point, longer, (self.slot.start, self.slot.end())).unwrap_or_default();
            let twins = theirs.iter().filter(has_identity).filter(|r| mine.contains(&key(r))).count();
            if twins > 0 {
                return Ok(Some(format!("{twins} of its readings stand in {} too", super::names::describe(longer))));
            }
        }
        Ok(None)
    }
}
