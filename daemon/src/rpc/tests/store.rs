//! A pretended store: one reading a second of point 1, occurrences as given.

use std::ops::ControlFlow;

use mcs_core::{
    alarm::{LifeState, Occurrence, Priority, Transition},
    calibration::CalibrationHistory,
    id::{OccurrenceId, PointId, UserName},
    ledger::Counts,
    observation::{Channel, Channels, Measure},
    reading::{Flags, Reading},
    site::Role,
    summary::Tally,
    time::{Span, Timestamp},
};

use super::plant::occurrence;
use crate::{
    rpc::History,
    store::{Damaged, OccurrencePage, OccurrenceQuery, Person, QueryError, ReadingQuery, SiteDay, Summary},
};

#[derive(Debug, Default)]
pub(super) struct FakeStore {
    /// Recorded occurrences have the numbers 1 to this.
    pub(super) occurrences: u64,
    /// What it says cannot be read.
    pub(super) damaged: Damaged,
}

fn reading(point: PointId, time: Timestamp) -> Reading {
    let mut channels = Channels::default();
    channels.set(Channel::VRaw, Measure::Finite(12.5));
    Reading {
        point,
        ts: Some(time),
        time,
        received: time,
        seq: None,
        channels,
        err: 0,
        flags: Flags::UNCALIBRATED,
        calibration: None,
    }
}

impl History for FakeStore {
    fn readings(
        &self,
        query: &ReadingQuery,
        each: &mut dyn FnMut(Vec<Reading>) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError> {
        let (mut time, mut left) = (query.from, if query.limit == 0 { u64::MAX } else { query.limit });
        while time < query.to && left > 0 {
            if each(vec![reading(query.point, time)]).is_break() {
                break;
            }
            time = time + Span::secs(1);
            left -= 1;
        }
        Ok(self.damaged.clone())
    }

    fn merged(
        &self,
        points: &[PointId],
        from: Timestamp,
        to: Timestamp,
        each: &mut dyn FnMut(Vec<Reading>) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError> {
        let mut time = from;
        while time < to && each(points.iter().map(|point| reading(*point, time)).collect()).is_continue() {
            time = time + Span::secs(1);
        }
        Ok(self.damaged.clone())
    }

    fn summaries(
        &self,
        query: &ReadingQuery,
        every: Span,
        _: &CalibrationHistory,
        each: &mut dyn FnMut(Summary) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError> {
        let mut values = Tally::default();
        (0..every.as_micros() / 1_000_000).for_each(|second| values.add(query.from + Span::secs(second), 12.5));
        let _ = each(Summary { start: query.from, values });
        Ok(self.damaged.clone())
    }

    fn occurrences(&self, query: &OccurrenceQuery) -> Result<OccurrencePage, QueryError> {
        let newest = query.before.map_or(self.occurrences, |before| self.occurrences.min(before.0 - 1));
        let ids = (1..=newest).rev().take(query.page_size as usize);
        let occurrences = ids.map(|id| occurrence(id, LifeState::Normal, Priority::High)).collect();
        Ok(OccurrencePage { occurrences, more: newest > query.page_size.into() })
    }

    fn occurrence(&self, id: OccurrenceId) -> Result<Option<(Occurrence, Vec<Transition>)>, QueryError> {
        let known = (1..=self.occurrences).contains(&id.0);
        Ok(known.then(|| (occurrence(id.0, LifeState::Normal, Priority::High), Vec::new())))
    }

    fn ledger(
        &self,
        _: Option<PointId>,
        from: SiteDay,
        _: SiteDay,
    ) -> Result<Vec<(SiteDay, PointId, Counts)>, QueryError> {
        let counts = |received| Counts { received, ..Counts::default() };
        Ok(vec![(from, PointId(1), counts(5)), (from, PointId(2), counts(7))])
    }

    fn person(&self, name: &UserName) -> Result<Option<Person>, QueryError> {
        let hash = |password| crate::access::password::hash(password).expect("a hash");
        Ok((name.as_str() == "li").then(|| Person {
            name: name.clone(),
            password_hash: hash("battery staple"),
            role: Role::Engineer,
            added: Timestamp::EPOCH,
            disabled: None,
        }))
    }
}
