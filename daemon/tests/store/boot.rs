//! What is stored comes back at the next start.

use std::{collections::HashSet, time::Duration};

use mcs_core::{
    calibration::{Calibration, Coefficients},
    device::{Device, Discovered, PointSettings},
    id::{CalibrationRevision, OccurrenceId, PointId, SerialNumber, UserName},
    ledger::Counts,
    sensor::SensorType,
    time::Span,
};
use mcsd::store::{Audit, Change, Commit, CredentialRow, PointState, RowId, SiteDay, StoreOptions, Urgency};

use crate::bench::{NOON, Outcome, admin, commit, create, new, open, open_with, options, raise, reading, site, write};

pub(crate) fn device(point: u32, sn: &str) -> Device {
    let mut settings = PointSettings::proposed(SensorType::CH4);
    settings.rules.limits.high = Some(1000.1);
    Device {
        sn: SerialNumber::new(sn).expect("a number"),
        point: PointId(point),
        name: Some("north of the compressor".into()),
        area: None,
        zone: None,
        instrument: None,
        position: None,
        settings,
        revision: 1,
        added: NOON,
        retired: None,
    }
}

#[test]
fn everything_registered_comes_back() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, boot) = open(dir.path());
    assert_eq!((boot.next_point, boot.next_occurrence), (PointId(1), OccurrenceId(1)));
    assert_eq!((boot.last_run, boot.last_row), (None, RowId(0)));
    let retired = Device { retired: Some(NOON + Span::hours(1)), revision: 2, ..device(1, "A001") };
    let again = device(2, "A001");
    let calibration = Calibration {
        revision: CalibrationRevision(1),
        valid_from: NOON,
        coefficients: Coefficients::new(1.5, -10.000_000_000_000_002, 25.0, 0.1)?,
        due: None,
        by: "wang".into(),
        recorded: NOON,
        comment: Some("span gas".into()),
    };
    let credential = CredentialRow {
        user: UserName::new("device_A001")?,
        client_id: "A001".into(),
        verifier: "$7$101$c2FsdA==$aGFzaA==".into(),
        grants: vec![PointId(1), PointId(2)],
        revoked: None,
    };
    let stranger = Discovered {
        sn: SerialNumber::new("B9")?,
        user: "device_B9".into(),
        address: "10.0.0.9".into(),
        first: NOON,
        last: NOON,
        attempts: 3,
    };
    let mut first = Commit { seq: 1, urgency: Some(Urgency::AtOnce), ..Commit::default() };
    first.changes.push(Change::Device(Box::new(device(1, "A001"))));
    first.changes.push(Change::Device(Box::new(retired.clone())));
    first.changes.push(Change::Device(Box::new(again.clone())));
    first.changes.push(Change::Credential(credential.clone()));
    first.changes.push(Change::Credential(CredentialRow { grants: vec![PointId(2)], ..credential }));
    first.changes.push(Change::Calibration { point: PointId(2), calibration: calibration.clone() });
    first.changes.push(Change::Discovered(stranger.clone()));
    first.system_state = Some(b"{}".to_vec());
    first.point_states.push((PointId(2), b"[1]".to_vec()));
    first.readings.push(new(reading(2, 1)));
    first.alarms.push(raise(41, 2));
    first.audit.push(Audit {
        at: NOON,
        by: "wang".into(),
        action: "device.add",
        subject: "A001".into(),
        before: None,
        after: Some("{}".into()),
        comment: None,
    });
    write(&store, first);
    let audit = store.queries().audit(&mcsd::store::AuditQuery::default())?;
    assert_eq!(audit.entries.len(), 1);
    store.close();

    let (store, boot) = open(dir.path());
    assert_eq!(boot.site, site());
    assert_eq!(boot.people, [admin()]);
    assert_eq!(boot.devices, [retired, again]);
    assert_eq!(boot.calibrations[&PointId(2)].all(), [calibration]);
    assert_eq!(boot.credentials.len(), 1);
    assert_eq!(boot.credentials[0].grants, [PointId(2)]);
    assert_eq!(boot.discovered, [stranger]);
    assert_eq!(boot.open_occurrences, [raise(41, 2).occurrence]);
    assert_eq!((boot.next_point, boot.next_occurrence), (PointId(3), OccurrenceId(42)));
    assert_eq!(boot.system_state.as_deref(), Some(&b"{}"[..]));
    assert_eq!(boot.point_states[&PointId(2)], PointState { json: b"[1]".to_vec(), upto: RowId(1) });
    assert!(boot.last_run.is_some_and(|run| run.stopped.is_some()));
    let (occurrence, transitions) =
        store.queries().occurrence(OccurrenceId(41))?.ok_or("the occurrence is on record")?;
    assert_eq!((occurrence, transitions), (raise(41, 2).occurrence, vec![raise(41, 2).transition]));
    store.close();
    Ok(())
}

#[test]
fn the_tail_is_the_newest_readings_of_each_point_in_order_of_arrival() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let mut first = commit(1, Urgency::AtOnce, (0..100).map(|n| new(reading(1 + u32::from(n % 10 == 0), n))).collect());
    first.changes.push(Change::Device(Box::new(device(1, "A001"))));
    first.changes.push(Change::Device(Box::new(device(2, "A002"))));
    write(&store, first);
    store.close();
    let (store, boot) = open(dir.path());
    let mut tail = Vec::new();
    boot.tail(4, &mut |row, reading| tail.push((row.0, reading)))?;
    let of = |point| tail.iter().filter(|(_, r)| r.point == PointId(point)).map(|(row, _)| *row).collect::<Vec<_>>();
    assert_eq!(of(1), [97, 98, 99, 100]);
    assert_eq!(of(2), [61, 71, 81, 91]);
    assert!(tail.is_sorted_by_key(|(row, _)| *row));
    assert_eq!(tail.last(), Some(&(100, reading(1, 99))));
    store.close();
    Ok(())
}

#[test]
fn readings_whose_rows_have_left_come_from_segments() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let quiet = || StoreOptions { keep_every: Duration::from_hours(1), ..options() };
    let (store, _) = open_with(dir.path(), quiet());
    // One reports every minute for two days, one fell silent after the first ten, one never spoke.
    let minutely = |point, n: i64| {
        let mut reading = reading(point, 60 * n);
        reading.seq = u16::try_from(n).ok();
        reading
    };
    let all: Vec<_> = (0..2_880)
        .flat_map(|n| [minutely(1, n), minutely(2, n)])
        .filter(|r| r.point.0 == 1 || r.seq < Some(10))
        .collect();
    let mut first = commit(1, Urgency::AtOnce, all.iter().cloned().map(new).collect());
    for point in 1..=3 {
        first.changes.push(Change::Device(Box::new(device(point, &format!("A00{point}")))));
        first.point_states.push((PointId(point), b"{}".to_vec()));
    }
    // The ledger is written at once where something is missing, and only rows that are counted may leave.
    first.ledger.push((PointId(1), SiteDay(20_370), Counts { missing: 1, ..Counts::default() }));
    write(&store, first);
    store.keep_house(all[all.len() - 1].received + Span::mins(15))?;
    store.close();
    let (store, boot) = open_with(dir.path(), quiet());
    let mut tail = Vec::new();
    let more = boot.tail(1_025, &mut |row, reading| tail.push((row.0, reading)))?;
    let of = |point| tail.iter().filter(|(_, r)| r.point == PointId(point)).cloned().unzip::<_, _, Vec<_>, Vec<_>>();
    let newest = |point| all.iter().filter(move |r| r.point == PointId(point)).cloned().collect::<Vec<_>>();
    let (rows, readings) = of(1);
    assert!(readings == newest(1)[2_880 - 1_025..], "{} readings", readings.len());
    assert!(rows.is_sorted() && rows.iter().any(|row| *row <= 0) && rows.iter().any(|row| *row > 2_700));
    let (rows, readings) = of(2);
    assert_eq!((readings, rows), (newest(2), (-9..=0).collect()));
    assert_eq!(more, HashSet::from([PointId(1)]), "of the others everything was told");
    store.close();
    Ok(())
}

#[test]
fn a_killed_run_shows_when_it_last_lived() -> Outcome {
    let (dir, copy) = (tempfile::tempdir()?, tempfile::tempdir()?);
    create(dir.path());
    let (store, _) = open(dir.path());
    let later = reading(1, 4_000_000_000);
    write(&store, commit(1, Urgency::AtOnce, vec![new(later.clone())]));
    crate::bench::copy_as_if_killed(dir.path(), copy.path());
    store.close();
    let (store, boot) = open(copy.path());
    let last = boot.last_run.ok_or("there was a run")?;
    assert_eq!((last.alive, last.stopped), (later.received, None));
    store.close();
    Ok(())
}
