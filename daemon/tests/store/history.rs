//! History finds every reading of a stretch of time, in order, whenever it arrived.

use std::{ops::ControlFlow, time::Duration};

use mcs_core::{
    calibration::{Calibration, CalibrationHistory, Coefficients},
    id::{CalibrationRevision, PointId},
    reading::Reading,
    summary::Tally,
    time::{Span, Timestamp},
};
use mcsd::store::{AuditQuery, OccurrenceQuery, Queries, QueryError, ReadingQuery, StoreOptions, Summary, Urgency};
use proptest::prelude::*;

use crate::bench::{NOON, Outcome, commit, create, new, open, open_with, options, raise, reading, write};

fn all(queries: &Queries, query: &ReadingQuery) -> Vec<Reading> {
    let mut found = Vec::new();
    let damaged = queries
        .readings(query, &mut |chunk| {
            assert!(chunk.len() <= 1000);
            found.extend(chunk);
            ControlFlow::Continue(())
        })
        .expect("history can be read");
    assert!(damaged.is_empty());
    found
}

/// A reading as it may arrive: in time, late by minutes or by days, with a server clock that steps.
fn arrivals() -> impl Strategy<Value = Vec<Reading>> {
    let one = (0..3_u32, prop_oneof![8 => 0..60_i64, 1 => 0..1_200_i64, 1 => 0..200_000_i64], 0..400_u32);
    prop::collection::vec(one, 5_000..6_000).prop_map(|all| {
        let mut server = Span::ZERO;
        all.into_iter()
            .zip(0..)
            .map(|((point, lag, step), n)| {
                if step == 0 {
                    server = server - Span::mins(37);
                }
                let mut reading = reading(point, n);
                reading.received = reading.received + server;
                reading.time = reading.received - Span::secs(lag);
                reading
            })
            .collect()
    })
}

/// With the only revision of [`voltage`].
fn calibrated(mut reading: Reading) -> Reading {
    reading.calibration = Some(CalibrationRevision(1));
    reading
}

/// A calibration by which the value is the voltage.
fn voltage() -> CalibrationHistory {
    CalibrationHistory::new(vec![Calibration {
        revision: CalibrationRevision(1),
        valid_from: Timestamp::EPOCH,
        coefficients: Coefficients::new(1.0, 0.0, 25.0, 0.0).expect("usable"),
        due: None,
        by: "wang".into(),
        recorded: NOON,
        comment: None,
    }])
}

/// The naive answer.
fn expected(readings: &[Reading], query: &ReadingQuery) -> Vec<Reading> {
    let mut found: Vec<Reading> = readings
        .iter()
        .filter(|r| r.point == query.point && r.time >= query.from && r.time < query.to)
        .cloned()
        .collect();
    found.sort_by_key(|r| r.time);
    if query.limit > 0 {
        let limit = usize::try_from(query.limit).expect("a small limit");
        if query.newest {
            found.drain(..found.len().saturating_sub(limit));
        } else {
            found.truncate(limit);
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 0, ..ProptestConfig::default() })]
    #[test]
    fn history_equals_a_look_at_every_reading(
        readings in arrivals(),
        spans in prop::collection::vec((-300_000..10_000_i64, 1..200_000_i64, 0..300_u64, any::<bool>()), 12),
    ) {
        let dir = tempfile::tempdir().expect("a directory");
        create(dir.path());
        let (store, _) = open(dir.path());
        write(&store, commit(1, Urgency::AtOnce, readings.iter().cloned().map(new).collect()));
        let whole = (-10_000_000, 20_000_000, 0, false);
        for (from, length, limit, newest) in spans.into_iter().chain([whole]) {
            for point in 0..3 {
                let from = NOON + Span::secs(from);
                let to = from + Span::secs(length);
                let query = ReadingQuery { point: PointId(point), from, to, limit, newest };
                let found = all(store.queries(), &query);
                prop_assert!(found == expected(&readings, &query), "{query:?}: {} found", found.len());
            }
        }
        store.close();
    }
}

#[test]
fn summaries_are_those_of_the_readings_of_each_interval() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    // A minute with readings 0 to 59, a minute without any, then one reading without a value.
    let mut readings: Vec<_> = (0..60).map(|n| calibrated(reading(1, n))).collect();
    let mut silent = calibrated(reading(1, 125));
    silent.channels = mcs_core::observation::Channels::default();
    readings.push(silent);
    write(&store, commit(1, Urgency::AtOnce, readings.into_iter().map(new).collect()));
    let query = ReadingQuery { point: PointId(1), from: NOON, to: NOON + Span::hours(1), limit: 0, newest: false };
    let mut found = Vec::new();
    let damaged = store.queries().summaries(&query, Span::mins(1), &voltage(), &mut |summary| {
        found.push(summary);
        ControlFlow::Continue(())
    })?;
    assert!(damaged.is_empty());
    let [Summary { start, values }, Summary { start: second, values: none }] = found[..] else {
        panic!("two intervals: {found:?}")
    };
    assert_eq!((start, values.count), (NOON, 60));
    assert_eq!((values.min(), values.max(), values.last()), (Some(2000.5), Some(2059.5), Some(2059.5)));
    assert!(values.mean().is_some_and(|mean| (mean - 2030.0).abs() < 1e-9));
    assert_eq!((second, none), (NOON + Span::mins(2), Tally::default()));
    store.close();
    Ok(())
}

#[test]
fn a_caller_who_breaks_off_gets_no_more() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    write(&store, commit(1, Urgency::AtOnce, (0..5_000).map(|n| new(reading(1, n))).collect()));
    let to = Timestamp::from_micros(i64::MAX / 2);
    let query = ReadingQuery { point: PointId(1), from: Timestamp::EPOCH, to, limit: 0, newest: false };
    let mut chunks = 0;
    let damaged = store.queries().readings(&query, &mut |_| {
        chunks += 1;
        ControlFlow::Break(())
    })?;
    assert!(damaged.is_empty());
    assert_eq!(chunks, 1);
    store.close();
    Ok(())
}

#[test]
fn a_question_that_takes_too_long_ends_and_says_so() {
    let dir = tempfile::tempdir().expect("a directory");
    create(dir.path());
    let (store, _) = open_with(dir.path(), StoreOptions { reader_deadline: Duration::ZERO, ..options() });
    write(&store, commit(1, Urgency::AtOnce, (0..20_000).map(|n| new(reading(1, n))).collect()));
    let query = ReadingQuery { point: PointId(2), from: NOON, to: NOON + Span::hours(20), limit: 0, newest: false };
    let answer = store.queries().readings(&query, &mut |_| ControlFlow::Continue(()));
    assert!(matches!(answer, Err(QueryError::Deadline { .. })), "{answer:?}");
    store.close();
}

#[test]
fn occurrences_come_newest_first_in_pages() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let mut one = commit(1, Urgency::AtOnce, Vec::new());
    for id in 1..=10 {
        let mut step = raise(id, u32::try_from(id % 2)?);
        if id <= 4 {
            step.occurrence.state = mcs_core::alarm::LifeState::Normal;
        }
        one.alarms.push(step);
    }
    write(&store, one);
    let mut query = OccurrenceQuery { include_closed: true, page_size: 4, ..OccurrenceQuery::default() };
    let mut pages = Vec::new();
    loop {
        let page = store.queries().occurrences(&query)?;
        pages.push(page.occurrences.iter().map(|o| o.id.0).collect::<Vec<_>>());
        query.before = page.occurrences.last().map(|o| o.id);
        if !page.more {
            break;
        }
    }
    assert_eq!(pages, [vec![10, 9, 8, 7], vec![6, 5, 4, 3], vec![2, 1]]);
    let ids = |include_closed, points| -> Result<Vec<u64>, QueryError> {
        let query = OccurrenceQuery { include_closed, points, ..OccurrenceQuery::default() };
        Ok(store.queries().occurrences(&query)?.occurrences.iter().map(|o| o.id.0).collect())
    };
    assert_eq!(ids(false, None)?, [10, 9, 8, 7, 6, 5]);
    assert_eq!(ids(false, Some(vec![PointId(1)]))?, [9, 7, 5]);
    assert_eq!(ids(true, Some(vec![PointId(1)]))?, [9, 7, 5, 3, 1]);
    let bad = AuditQuery { after: Some("x".into()), ..AuditQuery::default() };
    assert!(matches!(store.queries().audit(&bad), Err(QueryError::Cursor)));
    store.close();
    Ok(())
}
