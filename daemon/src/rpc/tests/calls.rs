//! Calls and their answers: pages, streams, refusals with their codes, reflection, health, the end.

use std::time::Duration;

use mcs_core::{
    alarm::{LifeState, Priority},
    calibration::{CalibrationError, Coefficients},
    id::{OccurrenceId, PointId, SerialNumber},
    site::Role,
    time::Span,
};
use mcs_proto::{
    client::{AlarmQuery, Client, ClientError},
    error::ErrorKind,
};
use tokio_stream::StreamExt as _;

use super::{
    plant::{FakePlant, NOW, device, occurrence, sn},
    server::{DEADLINE, Server, refusal, status},
    store::FakeStore,
};
use crate::{
    plant::PlantError,
    store::{Damaged, DamagedSpan},
};

#[tokio::test]
async fn refusals_of_the_plant_keep_their_kind_code_and_words() {
    let server = Server::start(Some(Role::Admin));
    let client = server.client().await;
    let a1 = || sn("A1");
    let id = OccurrenceId(7);
    let complaints = vec!["high lies above the range".to_owned()];
    let source = CalibrationError::ZeroSlope;
    let cases = [
        (PlantError::NoSuchDevice { sn: a1() }, ErrorKind::NotFound, 40001, "no device A1"),
        (PlantError::DeviceExists { sn: a1() }, ErrorKind::Conflict, 40002, "exists already"),
        (
            PlantError::RevisionConflict { sn: a1(), seen: 1, now: 2 },
            ErrorKind::Conflict,
            0,
            "at revision 2, you saw 1",
        ),
        (PlantError::InvalidSettings { sn: a1(), complaints }, ErrorKind::Usage, 50001, "high lies above the range"),
        (PlantError::InvalidCalibration { sn: a1(), source }, ErrorKind::Usage, 40004, "k must not be 0"),
        (PlantError::NoSuchAlarm { id }, ErrorKind::NotFound, 0, "no alarm 7"),
        (PlantError::AlarmRefused { id, why: "ack it first".into() }, ErrorKind::Conflict, 0, "alarm 7: ack it first"),
        (PlantError::NoSuchCredential { user: "x".into() }, ErrorKind::NotFound, 0, "no credential x"),
        (PlantError::ShuttingDown, ErrorKind::Unreachable, 0, "shutting down"),
    ];
    for (error, kind, code, words) in cases {
        server.plant.known().refuse = Some(error);
        let (said_kind, said_code, message, advice) = refusal(client.reset(id, None, None).await);
        assert_eq!((said_kind, said_code), (kind, code), "{message}");
        assert!(message.contains(words), "{message}");
        assert!(!advice.is_empty(), "{message}");
    }
}

#[tokio::test]
async fn requests_without_sense_are_refused_before_anybody_is_asked() {
    let server = Server::start(Some(Role::Admin));
    let client = server.client().await;
    let flat = Coefficients { k: 0.0, b: 0.0, t_ref: 0.0, t_comp: 0.0 };
    let (kind, code, ..) = refusal(client.set_calibration(&sn("A1"), flat, None, None).await);
    assert_eq!((kind, code), (ErrorKind::Usage, 40004));
    assert_eq!(refusal(client.remove_device(&sn("A1"), " ").await).0, ErrorKind::Usage);
    assert_eq!(refusal(client.acknowledge(&[], None).await).0, ErrorKind::Usage);
    assert_eq!(refusal(client.ledger(None, "yesterday", "").await).0, ErrorKind::Usage);
    assert_eq!(refusal(client.ledger(None, "2026-11-21", "2026-11-20").await).0, ErrorKind::Usage);
    let answer = client.history(&sn("A1"), NOW, NOW - Span::secs(1), 0).await;
    assert_eq!(refusal(answer).0, ErrorKind::Usage);
    let answer = client.intervals(&sn("A1"), NOW, NOW, Span::millis(999)).await;
    assert_eq!(refusal(answer).0, ErrorKind::Usage);
    assert!(server.plant.known().done.is_empty());
}

#[tokio::test]
async fn all_devices_come_in_order_over_several_pages() {
    let server = Server::start(Some(Role::Viewer));
    let count = 1234;
    server.plant.known().devices = (0..count).rev().map(|i| device(&format!("D{i:05}"), i)).collect();
    let devices = server.client().await.devices(false).await.expect("devices");
    let sns: Vec<SerialNumber> = devices.into_iter().map(|device| device.sn).collect();
    assert_eq!(sns.len(), 1234);
    assert!(sns.is_sorted());
}

#[tokio::test(flavor = "multi_thread")]
async fn history_comes_whole_and_stops_at_its_limit() {
    let server = Server::start(Some(Role::Viewer));
    server.plant.known().devices.push(device("A1", 1));
    let client = server.client().await;
    for (limit, expected) in [(0, 3600), (700, 700)] {
        let from = NOW - Span::hours(1);
        let mut readings = client.history(&sn("A1"), from, NOW, limit).await.expect("a stream");
        let mut count = 0;
        while let Some(reading) = readings.next().await {
            assert_eq!(reading.expect("a reading").time, from + Span::secs(count));
            count += 1;
        }
        assert_eq!(count, expected);
    }
    let newest = client.history_of(&[sn("A1")], NOW, NOW, 100_001, true).await;
    assert_eq!(refusal(newest).0, ErrorKind::Usage, "the newest are gathered in memory");
    let mut intervals = client.intervals(&sn("A1"), NOW, NOW, Span::secs(60)).await.expect("a stream");
    assert_eq!(intervals.next().await.expect("one").expect("an interval").count, 60);
    assert_eq!(refusal(client.history(&sn("ZZ"), NOW, NOW, 0).await).1, 40001);
}

#[tokio::test(flavor = "multi_thread")]
async fn several_devices_have_one_history_in_order_of_time() {
    let server = Server::start(Some(Role::Viewer));
    // B2 was removed and added again: both points are its history.
    let mut removed = device("B2", 2);
    removed.retired = Some(NOW);
    server.plant.known().devices.extend([device("B2", 3), device("A1", 1), removed]);
    let client = server.client().await;
    let from = NOW - Span::mins(10);
    for (limit, expected) in [(0, 1800), (700, 700)] {
        let sns = [sn("B2"), sn("A1")];
        let mut readings = client.history_of(&sns, from, NOW, limit, false).await.expect("a stream");
        let mut seen = Vec::new();
        while let Some(reading) = readings.next().await {
            let reading = reading.expect("a reading");
            seen.push((reading.time, reading.sn));
        }
        assert!(seen.is_sorted(), "limit {limit}");
        assert_eq!((seen.len(), seen[0].0), (expected, from));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_told_after_all_that_can() {
    let mut damaged = Damaged::default();
    let (from, to) = (NOW - Span::hours(2), NOW - Span::hours(1));
    damaged.add(DamagedSpan { point: PointId(1), from, to, why: "its bytes have changed".into() });
    let store = FakeStore { damaged, ..FakeStore::default() };
    let server = Server::with(Some(Role::Viewer), FakePlant::default(), store);
    server.plant.known().devices.push(device("A1", 1));
    let client = server.client().await;
    let span = mcs_core::reading::DamagedSpan { sn: sn("A1"), from, to, why: "its bytes have changed".into() };
    let mut readings = client.history(&sn("A1"), NOW - Span::secs(700), NOW, 0).await.expect("a stream");
    let mut count = 0;
    while let Some(reading) = readings.next().await {
        reading.expect("a reading");
        count += 1;
    }
    assert_eq!((count, readings.damaged()), (700, &[span.clone()][..]));
    let mut intervals = client.intervals(&sn("A1"), from, NOW, Span::secs(60)).await.expect("a stream");
    while let Some(interval) = intervals.next().await {
        interval.expect("an interval");
    }
    assert_eq!(intervals.damaged(), [span]);
}

#[tokio::test]
async fn past_and_standing_alarms_are_one_list_without_doubles() {
    let plant = FakePlant::default();
    for (id, state) in [(900, LifeState::AckedActive), (1301, LifeState::UnackActive)] {
        plant.known().alarms.insert(OccurrenceId(id), occurrence(id, state, Priority::High));
    }
    let server = Server::with(Some(Role::Viewer), plant, FakeStore { occurrences: 1300, ..FakeStore::default() });
    let client = server.client().await;
    let list = client.alarms(&AlarmQuery { include_closed: true, sn: None }).await.expect("alarms");
    let ids: Vec<u64> = list.alarms.iter().map(|alarm| alarm.id.0).collect();
    assert_eq!(ids, (1..=1301).rev().collect::<Vec<_>>());
    let state = |id: usize| list.alarms[1301 - id].state;
    assert_eq!([state(1301), state(900)], [LifeState::UnackActive, LifeState::AckedActive], "as the mirror knows them");
    let open = client.alarms(&AlarmQuery::default()).await.expect("alarms");
    assert_eq!(open.alarms.iter().map(|alarm| alarm.id.0).collect::<Vec<_>>(), [1301, 900]);
    let one = client.alarm(OccurrenceId(1301)).await.expect("it stands, though it is not recorded");
    assert_eq!(one.0.state, LifeState::UnackActive);
    assert_eq!(refusal(client.alarm(OccurrenceId(5000)).await).0, ErrorKind::NotFound);
}

#[tokio::test]
async fn acknowledging_all_needs_a_word_for_critical_ones_and_the_right_run() {
    let plant = FakePlant::default();
    plant.known().alarms.insert(OccurrenceId(1), occurrence(1, LifeState::UnackActive, Priority::Critical));
    let server = Server::with(Some(Role::Operator), plant, FakeStore::default());
    let client = server.client().await;
    let list = client.alarms(&AlarmQuery::default()).await.expect("alarms");
    let (kind, _, message, _) = refusal(client.acknowledge_all(&list.boot_id, list.rev, None).await);
    assert_eq!((kind, message.contains("1 HIGH of A1")), (ErrorKind::Conflict, true), "{message}");
    assert_eq!(refusal(client.acknowledge_all("OTHER", list.rev, Some("ok")).await).0, ErrorKind::Conflict);
    assert_eq!(refusal(client.acknowledge_all(&list.boot_id, list.rev + 1, Some("ok")).await).0, ErrorKind::Conflict);
    let done = client.acknowledge_all(&list.boot_id, list.rev, Some("on site")).await.expect("done");
    assert_eq!((done.acknowledged.len(), done.newer), (1, 0));
}

#[tokio::test]
async fn the_ledger_has_one_line_for_a_number_that_was_added_twice() {
    let server = Server::start(Some(Role::Viewer));
    server.plant.known().devices = vec![device("A1", 1), device("A1", 2)];
    let days = server.client().await.ledger(Some(&sn("A1")), "2026-11-21", "2026-11-21").await.expect("the ledger");
    assert_eq!(days.len(), 1);
    assert_eq!((days[0].day.as_str(), days[0].counts.received), ("2026-11-21", 12));
}

#[tokio::test]
async fn a_question_without_an_answer_ends_at_the_callers_deadline() {
    let server = Server::start(Some(Role::Viewer));
    server.plant.known().silent = true;
    let deadline = Duration::from_millis(50);
    let client = Client::connect(&server.dir.path().join("mcsd.sock"), deadline).await.expect("a connection");
    let late = status(&client).await.expect_err("no answer");
    assert!(matches!(late, ClientError::Timeout { after } if after == deadline), "{late:?}");
    assert_eq!(late.kind().exit_code(), 7);
}

#[tokio::test]
async fn the_end_is_said_and_the_socket_disappears() {
    let server = Server::start(Some(Role::Viewer));
    let client = server.client().await;
    status(&client).await.expect("a status");
    let socket = server.dir.path().join("mcsd.sock");
    assert!(socket.exists());
    let watch = client.watch(None).await.expect("a stream that never ends by itself");
    server.stop.send(()).expect("the server to listen");
    tokio::time::timeout(DEADLINE, server.task).await.expect("an end").expect("no panic").expect("no failure");
    assert!(!socket.exists());
    drop(watch);
    let refused = Client::connect(&socket, DEADLINE).await.expect_err("nobody there");
    assert!(
        matches!(&refused, ClientError::Unreachable { source, .. } if source.kind() == std::io::ErrorKind::NotFound)
    );
    assert_eq!(refused.kind(), ErrorKind::Unreachable);
}
