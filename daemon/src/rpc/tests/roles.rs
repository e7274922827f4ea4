//! Who may do what, judged by the daemon and nobody else.

use mcs_core::{
    alarm::{AlarmRef, Condition, MaskWish},
    calibration::Coefficients,
    device::{NewDevice, PointSettings},
    id::OccurrenceId,
    sensor::SensorType,
    site::Role,
};
use mcs_proto::{
    client::{Client, ClientError, Recompute, RecomputeWith},
    error::ErrorKind,
};

use super::{
    plant::{device, sn},
    server::{Server, refusal, status},
};

fn new_device() -> NewDevice {
    let settings = PointSettings::proposed(SensorType::CH4);
    NewDevice {
        sn: sn("B1"),
        name: None,
        area: None,
        zone: None,
        instrument: None,
        position: None,
        settings,
        share_user: None,
    }
}

/// What each change answers, by the least role that may make it.
async fn changes(client: &Client) -> Vec<(Role, Result<(), ClientError>)> {
    let plain = Coefficients::new(1.0, 0.0, 25.0, 0.0).expect("coefficients");
    let one = OccurrenceId(1);
    vec![
        (Role::Operator, client.acknowledge(&[one], None).await.map(drop)),
        (Role::Operator, client.acknowledge_all("BOOT", 1, None).await.map(drop)),
        (Role::Operator, client.reset(one, None, None).await.map(drop)),
        (Role::Operator, client.shelve(&AlarmRef::Occurrence(one), &MaskWish::default()).await.map(drop)),
        (Role::Operator, client.unshelve(&AlarmRef::Occurrence(one), None).await.map(drop)),
        (Role::Operator, client.silence().await.map(drop)),
        (Role::Operator, client.drill(&sn("A1"), Condition::High, None).await.map(drop)),
        (Role::Operator, client.end_drill(&sn("A1"), Condition::High, None).await.map(drop)),
        (Role::Engineer, client.inhibit(&sn("A1"), &MaskWish::default(), None).await.map(drop)),
        (Role::Engineer, client.uninhibit(&sn("A1"), None).await.map(drop)),
        (Role::Engineer, client.out_of_service(&sn("A1"), &MaskWish::default(), None).await.map(drop)),
        (Role::Engineer, client.return_to_service(&sn("A1"), None).await.map(drop)),
        (Role::Engineer, client.add_device(&new_device()).await.map(drop)),
        (Role::Engineer, client.set_device(&device("A1", 1), false).await.map(drop)),
        (Role::Engineer, client.remove_device(&sn("A1"), "scrapped").await),
        (Role::Engineer, client.set_calibration(&sn("A1"), plain, None, None).await.map(drop)),
        (Role::Admin, client.credentials().await.map(drop)),
    ]
}

#[tokio::test]
async fn each_change_needs_its_role_and_is_made_in_the_callers_name() {
    let me = nix::unistd::User::from_uid(nix::unistd::getuid()).ok().flatten();
    let me = me.map_or_else(|| format!("uid {}", nix::unistd::getuid()), |user| user.name);
    for role in Role::ALL {
        let server = Server::start(Some(role));
        let client = server.client().await;
        assert_eq!(client.info().await.expect("everybody may ask").role, role);
        let mut allowed = 0;
        for (needs, answer) in changes(&client).await {
            if role >= needs {
                answer.unwrap_or_else(|error| panic!("{role:?} may do what {needs:?} may: {error}"));
                allowed += 1;
            } else {
                let (kind, code, message, advice) = refusal(answer);
                assert_eq!((kind, code), (ErrorKind::NotPermitted, 10003));
                assert_eq!(message, format!("{me} is {}, this needs {}", role.as_str(), needs.as_str()));
                assert!(!advice.is_empty());
            }
        }
        let done = server.plant.known().done.clone();
        assert_eq!(done.len(), allowed, "{done:?}");
        assert!(done.iter().all(|what| what.starts_with(&me)), "{done:?}");
    }
}

#[tokio::test]
async fn a_wall_changes_nothing_whoever_runs_it() {
    let server = Server::start(Some(Role::Admin));
    let wall = server.client_at_most(Role::Viewer).await;
    assert_eq!(wall.info().await.expect("everybody may ask").role, Role::Viewer, "it is told what it is judged as");
    for (needs, answer) in changes(&wall).await {
        let (kind, code, message, _) = refusal(answer);
        assert_eq!((kind, code), (ErrorKind::NotPermitted, 10003));
        assert!(message.ends_with(&format!("asked to be viewer at most, this needs {}", needs.as_str())), "{message}");
    }
    assert!(server.plant.known().done.is_empty());
    wall.watch(None).await.expect("the live stream");
    server.client().await.acknowledge(&[OccurrenceId(1)], None).await.expect("others are judged as ever");
}

#[tokio::test]
async fn a_viewer_gains_nothing_by_asking_to_be_an_admin_at_most() {
    let server = Server::start(Some(Role::Viewer));
    let client = server.client_at_most(Role::Admin).await;
    assert_eq!(client.info().await.expect("everybody may ask").role, Role::Viewer);
    refusal(client.acknowledge(&[OccurrenceId(1)], None).await);
}

#[tokio::test]
async fn a_viewer_reads() {
    let server = Server::start(Some(Role::Viewer));
    server.plant.known().devices.push(device("A1", 1));
    let client = server.client().await;
    assert_eq!(status(&client).await.expect("a status").devices, 1);
    assert_eq!(client.devices(true).await.expect("devices").len(), 1);
    client.device(&sn("A1")).await.expect("a device");
    client.discovered().await.expect("those discovered");
    client.calibrations(&sn("A1")).await.expect("calibrations");
    client.latest(&[]).await.expect("newest readings");
    client.alarms(&mcs_proto::client::AlarmQuery::default()).await.expect("alarms");
    client.ledger(None, "", "").await.expect("the ledger");
    client.watch(None).await.expect("the live stream");
}

#[tokio::test]
async fn whoever_has_no_role_gets_nothing_and_is_told_what_to_do() {
    let server = Server::start(None);
    let client = server.client().await;
    let (kind, code, message, advice) = refusal(status(&client).await);
    assert_eq!((kind, code), (ErrorKind::NotPermitted, 10003));
    assert!(message.ends_with("has no role on this daemon"), "{message}");
    assert!(advice.contains("socket's group"), "{advice}");
    refusal(client.watch(None).await);
    assert_eq!((server.calls.made(), server.calls.denied()), (2, 2));
}

#[tokio::test]
async fn stored_readings_are_computed_anew_for_engineers_only() {
    let server = Server::start(Some(Role::Operator));
    let task =
        Recompute { sn: sn("A1"), from: None, to: None, with: RecomputeWith::Newest, dry_run: true, comment: None };
    let (kind, code, message, _) = refusal(server.client().await.recompute(&task).await);
    assert_eq!((kind, code), (ErrorKind::NotPermitted, 10003), "{message}");
}
