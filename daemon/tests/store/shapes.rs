//! Answers do not depend on the shape: whatever of the readings is still in rows, in slices, hours or days, the same questions
//! get the same answers as a plain look at every reading.

use std::{collections::BTreeMap, ops::ControlFlow, time::Duration};

use mcs_core::{
    calibration::{Calibration, CalibrationHistory, Coefficients},
    evaluation::value_of,
    id::{CalibrationRevision, PointId},
    identity::fingerprint_of,
    ledger::Counts,
    observation::{Channel, Channels, Measure},
    reading::{Flags, Reading},
    summary::Tally,
    time::{Span, Timestamp},
};
use mcsd::store::{Change, Queries, ReadingQuery, SiteDay, StoreHandle, StoreOptions, Summary, Urgency};
use proptest::prelude::*;

use crate::bench::{asked, commit, count, create, new, open_with, options, second, write};

/// The first instant of a UTC day.
const MIDNIGHT: Timestamp = Timestamp::from_micros(20_370 * 86_400_000_000);

const POINTS: [PointId; 3] = [PointId(1), PointId(2), PointId(3)];

/// How a reading comes about.
#[derive(Debug, Clone)]
struct Arrival {
    point: u32,
    /// Milliseconds since the one before.
    step: i64,
    /// Seconds from its time to its receipt.
    lag: i64,
    /// Seconds from its time as sent to its corrected time; `None`: no time was sent.
    skew: Option<i64>,
    seq: Option<u16>,
    v_raw: i64,
    calibration: Option<u32>,
    /// It has exactly the time of the one before.
    twin: bool,
}

fn arrival() -> impl Strategy<Value = Arrival> {
    let lag = prop_oneof![8 => 0..30_i64, 1 => 0..2_000_i64, 1 => 0..200_000_i64, 1 => -400_i64..0];
    let skew = prop_oneof![10 => Just(Some(0)), 1 => (-90_000..90_000_i64).prop_map(Some), 1 => Just(None)];
    let seq = prop_oneof![5 => any::<u16>().prop_map(Some), 1 => Just(None)];
    let v_raw = prop_oneof![6 => 0..40_000_i64, 1 => Just(i64::MAX), 1 => Just(i64::MIN)];
    let calibration = prop_oneof![5 => Just(Some(1)), 2 => Just(Some(2)), 1 => Just(None)];
    (1..4_u32, 1..240_000_i64, lag, skew, seq, v_raw, calibration, prop::bool::weighted(0.05)).prop_map(
        |(point, step, lag, skew, seq, v_raw, calibration, twin)| Arrival {
            point,
            step,
            lag,
            skew,
            seq,
            v_raw,
            calibration,
            twin,
        },
    )
}

fn channels(v_raw: i64) -> Channels {
    let mut channels = Channels::default();
    match v_raw {
        // Nothing at all, and a number nobody can scale.
        i64::MAX => {}
        i64::MIN => channels.set(Channel::VRaw, Measure::Finite(1.0 / 3.0 * 1e200)),
        steps => {
            channels.set(Channel::VRaw, Measure::Finite(steps as f64 / 10.0));
            channels.set(Channel::Temp, Measure::Finite(20.0 + (steps % 100) as f64 / 10.0));
        }
    }
    channels
}

fn readings(arrivals: Vec<Arrival>) -> Vec<Reading> {
    let mut received = MIDNIGHT + Span::hours(3);
    let mut before = received;
    let one = |arrival: Arrival| {
        received = (received + Span::millis(arrival.step)).floor(Span::millis(10));
        let time = if arrival.twin { before } else { received - Span::secs(arrival.lag) };
        before = time;
        Reading {
            point: PointId(arrival.point),
            ts: arrival.skew.map(|skew| time - Span::secs(skew)),
            time,
            received,
            seq: arrival.seq,
            channels: channels(arrival.v_raw),
            err: 0,
            flags: Flags::default(),
            calibration: arrival.calibration.map(CalibrationRevision),
        }
    };
    arrivals.into_iter().map(one).collect()
}

fn calibrations() -> CalibrationHistory {
    let revision = |revision, k, b| Calibration {
        revision: CalibrationRevision(revision),
        valid_from: MIDNIGHT,
        coefficients: Coefficients::new(k, b, 25.0, 0.013).expect("usable"),
        due: None,
        by: "wang".into(),
        recorded: MIDNIGHT,
        comment: None,
    };
    CalibrationHistory::new(vec![revision(1, 0.037, -10.1), revision(2, 1.0 / 7.0, 0.3)])
}

/// The naive answers: all readings in order of arrival.
#[derive(Default)]
struct Model(Vec<Reading>);

impl Model {
    /// Of a point in order of time, then arrival.
    fn readings(&self, query: &ReadingQuery) -> Vec<Reading> {
        let of = |r: &&Reading| r.point == query.point && r.time >= query.from && r.time < query.to;
        let mut found: Vec<Reading> = self.0.iter().filter(of).cloned().collect();
        found.sort_by_key(|r| r.time);
        let limit = if query.limit == 0 { usize::MAX } else { usize::try_from(query.limit).expect("small") };
        if query.newest {
            found.drain(..found.len().saturating_sub(limit));
        }
        found.truncate(limit);
        found
    }

    fn summaries(&self, query: &ReadingQuery, every: Span, calibrations: &CalibrationHistory) -> Vec<Summary> {
        let mut found: BTreeMap<Timestamp, Tally> = BTreeMap::new();
        for reading in self.readings(&ReadingQuery { limit: 0, ..*query }) {
            let number = (reading.time - query.from).as_micros().div_euclid(every.as_micros());
            let tally = found.entry(query.from + every.times(number)).or_default();
            if let Some(value) = value_of(&reading, calibrations) {
                tally.add(reading.time, value);
            }
        }
        let limit = if query.limit == 0 { usize::MAX } else { usize::try_from(query.limit).expect("small") };
        found.into_iter().map(|(start, values)| Summary { start, values }).take(limit).collect()
    }

    fn merged(&self, points: &[PointId], from: Timestamp, to: Timestamp) -> Vec<Reading> {
        let place = |r: &Reading| points.iter().position(|point| *point == r.point);
        let of = |r: &&Reading| place(r).is_some() && r.time >= from && r.time < to;
        let mut found: Vec<Reading> = self.0.iter().filter(of).cloned().collect();
        found.sort_by_key(|r| (r.time, place(r), r.seq));
        found
    }

    /// What the store does with a reading it is asked about; `None` when it is stored already.
    fn take(&mut self, mut reading: Reading) {
        let same_key = |r: &&Reading| (r.point, r.ts, r.seq) == (reading.point, reading.ts, reading.seq);
        let hash = fingerprint_of(&reading);
        let mut taken = self.0.iter().filter(same_key).peekable();
        if taken.peek().is_some() {
            if taken.any(|stored| fingerprint_of(stored) == hash) {
                return;
            }
            reading.flags = reading.flags.with(Flags::CONFLICT);
        }
        self.0.push(reading);
    }
}

fn found(queries: &Queries, query: &ReadingQuery) -> Vec<Reading> {
    let mut all = Vec::new();
    let damaged = queries
        .readings(query, &mut |chunk| {
            assert!(!chunk.is_empty() && chunk.len() <= 1_000);
            all.extend(chunk);
            ControlFlow::Continue(())
        })
        .expect("answered");
    assert!(damaged.is_empty(), "{damaged:?}");
    all
}

/// A question: where it begins, how long it is, at most how many.
#[derive(Debug, Clone)]
struct Question {
    from: i64,
    length: i64,
    limit: u64,
    newest: bool,
    every: i64,
    points: Vec<PointId>,
}

fn questions() -> impl Strategy<Value = Vec<Question>> {
    let length = prop_oneof![2 => 1..90_000_i64, 3 => 90_000..200_000_000_i64, 1 => Just(4_000_000_000_000_i64)];
    let every = prop_oneof![Just(1_i64), Just(300), Just(3_600), Just(86_400), Just(5_000), Just(31 * 86_400)];
    let from = prop_oneof![2 => -200_000_000..300_000_000_i64, 1 => (-100..100_i64).prop_map(|h| h * 3_600_000)];
    let points = Just(POINTS.to_vec()).prop_shuffle();
    let one = (from, length, prop_oneof![Just(0_u64), 1..200_u64], any::<bool>(), every, points, 1..4_usize);
    let one = one.prop_map(|(from, length, limit, newest, every, mut points, count)| {
        points.truncate(count);
        Question { from, length, limit, newest, every, points }
    });
    prop::collection::vec(one, 24)
}

/// Asks every question and compares.
fn ask(queries: &Queries, model: &Model, questions: &[Question]) -> Result<(), TestCaseError> {
    let calibrations = calibrations();
    for question in questions {
        let from = MIDNIGHT + Span::millis(question.from);
        let to = from + Span::millis(question.length);
        let query =
            ReadingQuery { point: question.points[0], from, to, limit: question.limit, newest: question.newest };
        let answer = found(queries, &query);
        let right = model.readings(&query);
        prop_assert!(answer == right, "{query:?}: {} readings, not {}", answer.len(), right.len());

        let every = Span::secs(question.every);
        let mut answer = Vec::new();
        let damaged = queries.summaries(&query, every, &calibrations, &mut |summary| {
            answer.push(summary);
            ControlFlow::Continue(())
        });
        prop_assert!(damaged.is_ok_and(|damaged| damaged.is_empty()));
        let right = model.summaries(&query, every, &calibrations);
        prop_assert!(answer == right, "{query:?} by {every:?}:\n{answer:?}\n, not\n{right:?}");

        let mut answer = Vec::new();
        let damaged = queries.merged(&question.points, from, to, &mut |chunk| {
            assert!(!chunk.is_empty() && chunk.len() <= 1_000);
            answer.extend(chunk);
            ControlFlow::Continue(())
        });
        prop_assert!(damaged.is_ok_and(|damaged| damaged.is_empty()));
        let right = model.merged(&question.points, from, to);
        prop_assert!(answer == right, "{question:?}: {} merged, not {}", answer.len(), right.len());
    }
    Ok(())
}

/// Sends again what is stored, the same under another content, and something new.
fn send_again(store: &StoreHandle, model: &mut Model, picks: &[(prop::sample::Index, u8)]) {
    let received = model.0.last().expect("some are stored").received + Span::millis(10);
    let mut readings = Vec::new();
    for (pick, how) in picks {
        let mut reading = pick.get(&model.0).clone();
        if reading.ts.is_none() {
            // For long only those with a time of their own can be told from their repetition.
            continue;
        }
        reading.received = received;
        reading.flags = Flags::default();
        match how % 3 {
            0 => {}
            1 => reading.err = 2,
            _ => reading.ts = reading.ts.map(|ts| ts + Span::millis(1)),
        }
        readings.push(reading);
    }
    for reading in &readings {
        model.take(reading.clone());
    }
    write(store, commit(1, Urgency::AtOnce, readings.into_iter().map(asked).collect()));
}

/// Takes in what was recorded elsewhere long ago: each at a time of its own, so that nobody asks which of two came first.
fn import(store: &StoreHandle, model: &mut Model, imports: &[(prop::sample::Index, i64)], place: i64) {
    for point in POINTS {
        let of_point = imports.iter().filter(|(pick, _)| POINTS[pick.index(POINTS.len())] == point);
        let readings = of_point.map(|(pick, minutes)| {
            let time = MIDNIGHT + Span::mins(*minutes) + Span::micros(1 + 7 * place);
            Reading {
                point,
                ts: Some(time),
                time,
                received: time + Span::secs(1),
                seq: None,
                channels: channels(i64::try_from(pick.index(40_000)).unwrap_or(0)),
                err: 0,
                flags: Flags::default(),
                calibration: Some(CalibrationRevision(1)),
            }
        });
        let readings: BTreeMap<Timestamp, Reading> = readings.map(|reading| (reading.time, reading)).collect();
        let readings: Vec<Reading> = readings.into_values().collect();
        store.admit(point, readings.clone()).expect("admitted");
        model.0.splice(0..0, readings);
    }
}

fn quiet() -> StoreOptions {
    StoreOptions { keep_every: Duration::from_hours(1), ..options() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 0, ..ProptestConfig::default() })]
    #[test]
    fn the_same_questions_get_the_same_answers_whatever_the_shape(
        arrivals in prop::collection::vec(arrival(), 600..1_500),
        cuts in prop::collection::vec((1..400_usize, -8_000..8_000_i64), 1..7),
        questions in questions(),
        picks in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 8),
        imports in prop::collection::vec((any::<prop::sample::Index>(), -2_000..4_000_i64), 0..40),
    ) {
        let all = readings(arrivals);
        let dir = tempfile::tempdir().expect("a directory");
        create(dir.path());
        let (store, _) = open_with(dir.path(), quiet());
        let mut first = commit(1, Urgency::AtOnce, Vec::new());
        for point in POINTS {
            for calibration in calibrations().all() {
                first.changes.push(Change::Calibration { point, calibration: calibration.clone() });
            }
        }
        write(&store, first);
        let mut model = Model::default();
        let mut rest = &all[..];
        for (place, (cut, ahead)) in (0..).zip(cuts.into_iter().chain([(usize::MAX, 0)])) {
            let (some, others) = rest.split_at(cut.min(rest.len()));
            rest = others;
            let mut one = commit(1, Urgency::AtOnce, some.iter().cloned().map(new).collect());
            // The ledger is written at once where something is missing, and only rows that are counted may leave.
            one.ledger.push((POINTS[0], SiteDay(20_370), Counts { missing: 1, ..Counts::default() }));
            write(&store, one);
            model.0.extend_from_slice(some);
            ask(store.queries(), &model, &questions[..8])?;
            let newest = model.0.last().expect("some are stored").received;
            store.keep_house(newest + Span::secs(ahead)).expect("the house is kept");
            ask(store.queries(), &model, &questions)?;
            send_again(&store, &mut model, &picks);
            import(&store, &mut model, &imports, place);
            ask(store.queries(), &model, &questions[8..16])?;
        }
        let newest = model.0.last().expect("some are stored").received;
        store.keep_house(newest + Span::hours(48)).expect("the house is kept");
        ask(store.queries(), &model, &questions)?;
        send_again(&store, &mut model, &picks);
        ask(store.queries(), &model, &questions)?;
        let rows = count(&second(dir.path()), "SELECT count(*) FROM recent");
        prop_assert!(rows < model.0.len() as u64 / 2, "{rows} rows of {} have stayed", model.0.len());
        store.close();
    }
}
