//! A bit that flips is named, and does not take away what it does not concern.

use std::{
    fs,
    ops::ControlFlow,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
    time::Duration,
};

use mcs_core::{
    id::PointId,
    ledger::Counts,
    reading::Reading,
    time::{Span, Timestamp},
};
use mcsd::store::{
    Change, Checked, Damaged, Finding, Queries, QueryError, ReadingQuery, SiteDay, Store, StoreHandle, StoreOptions,
    Urgency,
};
use proptest::{prelude::*, test_runner::TestRunner};
use rusqlite::{Connection, params};

use crate::{
    bench::{Outcome, commit, create, new, open_with, options, reading, write},
    boot::device,
};

/// The first instant of a UTC day.
const MIDNIGHT: Timestamp = Timestamp::from_micros(20_370 * 86_400_000_000);

const POINTS: [u32; 3] = [1, 2, 3];

fn quiet() -> StoreOptions {
    StoreOptions { keep_every: Duration::from_hours(1), ..options() }
}

const DAYS: i64 = 6;

/// A reading every four minutes for some days, of three points.
fn stored() -> Vec<Reading> {
    let one = |n: i64| {
        POINTS.map(|point| {
            let mut reading = reading(point, n);
            let time = MIDNIGHT + Span::mins(4 * n);
            (reading.time, reading.ts, reading.received) = (time, Some(time), time + Span::millis(120));
            reading
        })
    };
    (0..DAYS * 360).flat_map(one).collect()
}

/// A store with these readings in segments of days.
fn sealed(dir: &Path) -> Vec<Reading> {
    create(dir);
    let (store, _) = open_with(dir, quiet());
    let readings = stored();
    let mut all = commit(1, Urgency::AtOnce, readings.iter().cloned().map(new).collect());
    for point in POINTS {
        all.changes.push(Change::Device(Box::new(device(point, &format!("A00{point}")))));
        all.point_states.push((PointId(point), b"{}".to_vec()));
    }
    // The ledger is written at once where something is missing, and only rows that are counted may leave.
    all.ledger.push((PointId(1), SiteDay(20_370), Counts { missing: 1, ..Counts::default() }));
    write(&store, all);
    store.keep_house(MIDNIGHT + Span::hours((DAYS + 2) * 24)).expect("the house is kept");
    store.close();
    readings
}

fn everything(point: u32) -> ReadingQuery {
    let to = MIDNIGHT + Span::hours(DAYS * 24);
    ReadingQuery { point: PointId(point), from: MIDNIGHT, to, limit: 0, newest: false }
}

fn found(queries: &Queries, query: &ReadingQuery) -> Result<(Vec<Reading>, Damaged), QueryError> {
    let mut all = Vec::new();
    let damaged = queries.readings(query, &mut |chunk| {
        all.extend(chunk);
        ControlFlow::Continue(())
    });
    damaged.map(|damaged| (all, damaged))
}

fn merged(queries: &Queries) -> Result<(Vec<Reading>, Damaged), QueryError> {
    let mut all = Vec::new();
    let ReadingQuery { from, to, .. } = everything(1);
    let damaged = queries.merged(&POINTS.map(PointId), from, to, &mut |chunk| {
        all.extend(chunk);
        ControlFlow::Continue(())
    });
    damaged.map(|damaged| (all, damaged))
}

fn verify(queries: &Queries) -> (u64, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut last = None;
    let verified = queries
        .verify(&mut |checked| {
            match checked {
                Checked::Finding(finding) => findings.push(finding),
                Checked::Progress(progress) => last = Some(progress),
            }
            ControlFlow::Continue(())
        })
        .expect("checked");
    assert!(last.is_none_or(|last| last.done <= last.total));
    assert!(verified.whole || !findings.is_empty());
    assert_eq!(verified.findings, findings.len() as u64);
    (verified.segments, findings)
}

fn copy(from: &Path, to: &Path) -> PathBuf {
    fs::copy(from.join(Store::FILE), to.join(Store::FILE)).expect("copied");
    to.join(Store::FILE)
}

fn flip(file: &Path, bit: u64) {
    let file = fs::File::options().read(true).write(true).open(file).expect("it opens");
    let mut byte = [0];
    file.read_exact_at(&mut byte, bit / 8).expect("read");
    byte[0] ^= 1 << (bit % 8);
    file.write_all_at(&byte, bit / 8).expect("written");
}

/// Where the segment of a point's day begins in the file.
fn place_of(file: &Path, point: u32, day: Timestamp) -> u64 {
    let bytes = fs::read(file).expect("read");
    let mut head = Vec::from(*b"MCSS");
    head.extend([1, 1, 2]);
    let is_it = |window: &[u8]| {
        window.starts_with(&head)
            && window[8..16] == day.as_micros().to_le_bytes()
            && window[16..20] == point.to_le_bytes()
    };
    bytes.windows(20).position(is_it).expect("it is in the file") as u64
}

#[test]
fn a_sound_store_has_no_findings() -> Outcome {
    let dir = tempfile::tempdir()?;
    let readings = sealed(dir.path());
    let (store, _) = open_with(dir.path(), quiet());
    assert_eq!(verify(store.queries()), (18, Vec::new()));
    assert_eq!(merged(store.queries())?, (readings, Damaged::default()));
    let mut heard = 0;
    let verified = store.queries().verify(&mut |_| {
        heard += 1;
        ControlFlow::Break(())
    })?;
    assert!(!verified.whole && heard == 1);
    store.close();
    Ok(())
}

#[test]
fn a_flipped_bit_in_a_segment_is_named_and_all_else_is_answered() -> Outcome {
    let dir = tempfile::tempdir()?;
    let readings = sealed(dir.path());
    let second_day = MIDNIGHT + Span::hours(24);
    let file = dir.path().join(Store::FILE);
    let (store, _) = open_with(dir.path(), quiet());
    // In the middle of its first page, well behind the header.
    flip(&file, 8 * (place_of(&file, 2, second_day) + 300));

    let (segments, findings) = verify(store.queries());
    let why = "the checksum does not match: its bytes have changed";
    let day = second_day.to_string()[..10].to_owned();
    assert_eq!(segments, 18);
    assert_eq!(findings, [Finding { what: format!("the segment of A002, {day} (day)"), why: why.into() }]);

    let lost = |r: &Reading| r.point == PointId(2) && r.time >= second_day && r.time < second_day + Span::hours(24);
    for point in POINTS {
        let (all, damaged) = found(store.queries(), &everything(point))?;
        assert!(all.iter().eq(readings.iter().filter(|r| r.point == PointId(point) && !lost(r))));
        assert_eq!(damaged.is_empty(), point != 2);
    }
    let (all, damaged) = merged(store.queries())?;
    assert!(all.iter().eq(readings.iter().filter(|r| !lost(r))));
    let [span] = damaged.spans() else { panic!("one span: {damaged:?}") };
    assert_eq!((span.point, span.from, span.to), (PointId(2), second_day, second_day + Span::hours(24)));
    assert_eq!(span.why, why);
    // Only the hour asked for is told.
    let hour = (second_day + Span::mins(90), second_day + Span::mins(100));
    let (_, damaged) = found(store.queries(), &ReadingQuery { from: hour.0, to: hour.1, ..everything(2) })?;
    assert_eq!((damaged.spans()[0].from, damaged.spans()[0].to), hour);
    store.close();
    Ok(())
}

#[test]
fn a_flipped_bit_in_a_page_is_named_and_all_else_is_answered() -> Outcome {
    let dir = tempfile::tempdir()?;
    let readings = sealed(dir.path());
    let file = dir.path().join(Store::FILE);
    let (store, _) = open_with(dir.path(), quiet());
    // The kind of a leaf: nothing on it can be found any more.
    let days = (0..DAYS).flat_map(|day| POINTS.map(|point| (point, MIDNIGHT + Span::hours(24 * day))));
    let pages = days.map(|(point, day)| place_of(&file, point, day) / 4096 * 4096);
    let bytes = fs::read(&file)?;
    let leaf = pages.into_iter().find(|page| usize::try_from(*page).is_ok_and(|at| bytes[at] == 0x0A));
    flip(&file, 8 * leaf.ok_or("a table of many pages")?);

    let (_, findings) = verify(store.queries());
    let named = |text: &str| findings.iter().any(|finding| finding.what.contains(text));
    assert!(named("the table segment"), "{findings:?}");
    assert!(named("the segment of A00"), "{findings:?}");
    assert!(findings.len() < 20, "{findings:?}");
    let mut answered = 0;
    for point in POINTS {
        let (all, damaged) = found(store.queries(), &everything(point))?;
        // What is told may be more than what is lost, never less; and what is answered is right.
        let told = |r: &Reading| damaged.spans().iter().any(|span| (span.from..span.to).contains(&r.time));
        let mut right = readings.iter().filter(|r| r.point == PointId(point));
        for reading in &all {
            let lost = right.by_ref().take_while(|r| *r != reading).all(told);
            assert!(lost, "point {point} has lost readings before {reading:?}: {damaged:?}");
        }
        assert!(right.all(told), "point {point}: {damaged:?}");
        answered += all.len();
    }
    assert!(answered > 0 && answered < readings.len());
    store.close();
    Ok(())
}

#[test]
fn what_contradicts_itself_is_named() -> Outcome {
    let dir = tempfile::tempdir()?;
    sealed(dir.path());
    let (store, _) = open_with(dir.path(), quiet());
    let spoil = Connection::open(dir.path().join(Store::FILE))?;
    let day = |n: i64| (MIDNIGHT + Span::hours(24 * n)).as_micros();
    spoil.execute("UPDATE segment SET readings = 7 WHERE point = 1 AND start = ?1", [day(0)])?;
    spoil
        .execute("UPDATE segment SET received = 7, ts_low = 5, ts_high = 6 WHERE point = 1 AND start = ?1", [day(1)])?;
    spoil.execute("UPDATE segment SET point = 9 WHERE point = 1 AND start = ?1", [day(2)])?;
    spoil.execute("DELETE FROM summary WHERE point = 2 AND day = ?1", [day(0)])?;
    spoil.execute("UPDATE summary SET body = x'00' WHERE point = 2 AND day = ?1", [day(1)])?;
    spoil.execute("DELETE FROM segment WHERE point = 2 AND start = ?1", [day(2)])?;
    // The whole day again, as an hour of it.
    let body: Vec<u8> =
        spoil.query_row("SELECT body FROM segment WHERE point = 3 AND start = ?1", [day(0)], |row| row.get(0))?;
    spoil.execute("INSERT INTO segment VALUES (1, ?1, 3, 360, 0, NULL, NULL, ?2)", params![day(0), body])?;
    spoil.execute("UPDATE sealed SET upto = upto + 5", [])?;
    let (_, findings) = verify(store.queries());
    let told: Vec<String> = findings.iter().map(|f| format!("{}: {}", f.what, f.why)).collect();
    let day_of = |n: i64| (MIDNIGHT + Span::hours(24 * n)).to_string()[..10].to_owned();
    let expected = [
        format!("the segment of A001, {} (day): its row tells another number", day_of(0)),
        format!("the segment of A001, {} (day): its row tells another newest receipt", day_of(1)),
        format!("the segment of A001, {} (day): its row tells other times as sent", day_of(1)),
        format!("the segment of point 9, {} (day): it is malformed: it belongs somewhere else", day_of(2)),
        format!("the segment of A002, {} (day): it has no summary", day_of(0)),
        format!("the segment of A002, {} (day): its summary cannot be read", day_of(1)),
        format!("the segment of A003, {} 00:00 UTC (hour): it is malformed: it belongs somewhere else", day_of(0)),
        format!("the summary of A001, {}: its day has no segment", day_of(2)),
        format!("the summary of A002, {}: its day has no segment", day_of(2)),
        "the position of sealing: it goes backwards".to_owned(),
    ];
    for expected in &expected {
        assert!(told.iter().any(|told| told.starts_with(expected)), "{expected}\nis not among\n{told:#?}");
    }
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    store.close();
    Ok(())
}

#[test]
fn any_flipped_bit_is_found_or_changes_no_answer() {
    let dir = tempfile::tempdir().expect("a directory");
    let readings = sealed(dir.path());
    let size = fs::metadata(dir.path().join(Store::FILE)).expect("it is there").len();
    // The first page holds the schema: without it there is no database.
    let bits = 4096 * 8..size * 8;
    let config = ProptestConfig { cases: 48, max_shrink_iters: 0, failure_persistence: None, ..Default::default() };
    TestRunner::new(config)
        .run(&bits, |bit| {
            let spoiled = tempfile::tempdir().expect("a directory");
            let file = copy(dir.path(), spoiled.path());
            let (store, _) = open_with(spoiled.path(), quiet());
            flip(&file, bit);
            let outcome = look(&store, &readings);
            store.close();
            outcome
        })
        .expect("every flipped bit is found");
}

/// Either something is found, or everything is right.
fn look(store: &StoreHandle, readings: &[Reading]) -> Result<(), TestCaseError> {
    let (_, findings) = verify(store.queries());
    for point in POINTS {
        // A database of which nothing can be found any more may say just that.
        let Ok((all, damaged)) = found(store.queries(), &everything(point)) else {
            prop_assert!(!findings.is_empty());
            continue;
        };
        let right = readings.iter().filter(|r| r.point == PointId(point));
        let whole = damaged.is_empty() && all.iter().eq(right);
        prop_assert!(whole || !findings.is_empty(), "point {point} has lost readings");
    }
    Ok(())
}
