//! Exports and imports as a client meets them.

use mcs_core::{
    archive::Line,
    id::{CalibrationRevision, PointId},
    reading::{DamagedSpan, Flags},
    site::Role,
    time::{Span, Timestamp},
    transfer::{ImportRefusal, Imported},
};
use mcs_proto::{client::Import, error::ErrorKind};

use super::{
    plant::{FakePlant, NOW, device, sn},
    server::{Server, refusal},
    store::FakeStore,
};
use crate::store::{self, Damaged};

/// Before this machine's clock whenever the test runs.
const PAST: Timestamp = Timestamp::from_micros(1_700_000_000_000_000);

fn line(name: &str, at: Timestamp) -> Line {
    Line { v_raw: Some(12.5), seq: Some(7), ts: Some(at), ..Line::new(at, sn(name)) }
}

fn plant() -> FakePlant {
    let plant = FakePlant::default();
    // A1 was removed and added again; its history is older than its registration.
    let mut first = device("A1", 1);
    (first.added, first.retired) = (PAST, Some(PAST + Span::hours(1)));
    let mut second = device("A1", 3);
    second.added = PAST + Span::hours(2);
    plant.known().devices.extend([device("B2", 2), second, first]);
    plant
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_tells_readings_in_order_and_last_what_is_damaged() {
    let mut damaged = Damaged::default();
    let (from, to) = (NOW - Span::secs(700), NOW);
    damaged.add(store::DamagedSpan { point: PointId(2), from, to, why: "its bytes have changed".into() });
    let server = Server::with(Some(Role::Viewer), plant(), FakeStore { damaged, ..FakeStore::default() });
    let client = server.client().await;
    let mut export = client.export(&[], from, to).await.expect("a stream");
    let mut lines = Vec::new();
    while let Some(part) = export.next().await.expect("readings") {
        lines.extend(part);
    }
    assert_eq!(lines.len(), 3 * 700);
    let order: Vec<_> = lines.iter().take(4).map(|line| (line.time - from, line.sn.to_string())).collect();
    let second = Span::secs(1);
    let at = |span, name: &str| (span, name.to_owned());
    assert_eq!(order, [at(Span::ZERO, "A1"), at(Span::ZERO, "A1"), at(Span::ZERO, "B2"), at(second, "A1")]);
    assert_eq!((lines[0].v_raw, lines[0].ts), (Some(12.5), Some(from)));
    assert_eq!(export.damaged(), [DamagedSpan { sn: sn("B2"), from, to, why: "its bytes have changed".into() }]);

    let mut one = client.export(&[sn("B2")], from, from + second).await.expect("a stream");
    let mut count = 0;
    while let Some(part) = one.next().await.expect("readings") {
        count += part.len();
    }
    assert_eq!(count, 1);
    assert_eq!(refusal(client.export(&[sn("ZZ")], from, to).await).1, 40001);
    assert_eq!(refusal(client.export(&[], to, from).await).0, ErrorKind::Usage);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reading_goes_to_the_point_that_had_its_number_then() {
    let server = Server::with(Some(Role::Engineer), plant(), FakeStore::default());
    let client = server.client().await;
    let mut import = client.import("november.csv").await.expect("an import");
    let times = [PAST - Span::hours(9), PAST + Span::mins(90), PAST + Span::hours(3)];
    import.send(&times.map(|at| line("A1", at))).await.expect("room");
    let imported = import.finish().await.expect("an answer");
    assert_eq!(imported, Imported { new: 3, ..Imported::default() });
    let kept = server.intake.kept();
    let points: Vec<_> = kept.readings.iter().map(|reading| (reading.time, reading.point.0)).collect();
    assert_eq!(points, [(times[0], 1), (times[1], 1), (times[2], 3)]);
    assert!(kept.readings.iter().all(|reading| reading.flags.has(Flags::UNCALIBRATED)), "found again");
    let audit = &kept.audit[0];
    assert_eq!((audit.action, audit.subject.as_str()), ("reading.import", "november.csv"));
    assert_eq!(audit.after.as_deref(), Some(r#"{"new":3,"duplicate":0,"conflict":0,"refused":0}"#));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_again_adds_nothing_and_what_cannot_be_right_is_counted_by_reason() {
    let server = Server::with(Some(Role::Engineer), plant(), FakeStore::default());
    let client = server.client().await;
    let good: Vec<Line> = (0..25_000).map(|i| line("B2", PAST + Span::millis(i))).collect();
    let unknown_calibration = Line { calibration: Some(CalibrationRevision(4)), ..line("B2", PAST) };
    let far = Timestamp::from_micros(i64::MAX / 2);
    let bad = [line("ZZ", PAST), line("ZZ", PAST), unknown_calibration, line("B2", far)];
    for (new, duplicate) in [(25_000, 0), (0, 25_000)] {
        let mut import = client.import("again.csv").await.expect("an import");
        for batch in good.chunks(Import::BATCH) {
            import.send(batch).await.expect("room");
        }
        import.send(&bad).await.expect("room");
        let imported = import.finish().await.expect("an answer");
        assert_eq!((imported.new, imported.duplicate, imported.conflict), (new, duplicate, 0));
        let refused: Vec<_> = imported.refused.into_iter().map(|((sn, why), n)| (sn.to_string(), why, n)).collect();
        assert_eq!(
            refused,
            [
                ("B2".to_owned(), ImportRefusal::UnknownCalibration(CalibrationRevision(4)), 1),
                ("B2".to_owned(), ImportRefusal::ImpossibleTime, 1),
                ("ZZ".to_owned(), ImportRefusal::UnknownDevice, 2),
            ]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_needs_an_engineer_and_a_store_that_is_well() {
    let server = Server::with(Some(Role::Operator), plant(), FakeStore::default());
    let refused = refusal(server.client().await.import("x").await);
    assert_eq!(refused.0, ErrorKind::NotPermitted);
    let server = Server::with(Some(Role::Engineer), plant(), FakeStore::default());
    server.intake.kept().full = true;
    let mut import = server.client().await.import("x").await.expect("an import");
    import.send(&[line("B2", PAST)]).await.expect("room");
    assert_eq!(refusal(import.finish().await).0, ErrorKind::Conflict);
}
