//! Who may do what with the archive and its targets, and that a secret key never comes back.

use mcs_core::{
    id::ShortName,
    site::Role,
    target::{NewS3, Place, Preset},
};
use mcs_proto::{
    client::{Client, ClientError, NewPlace},
    error::ErrorKind,
};
use tokio_stream::StreamExt as _;

use super::server::{Server, refusal};

fn name() -> ShortName {
    "archive".parse().expect("a short name")
}

fn bucket(secret: Option<&str>) -> NewPlace {
    let new = NewS3 {
        preset: Preset::Minio,
        account: None,
        region: None,
        endpoint: Some("https://127.0.0.1:9".into()),
        bucket: "plant-7".into(),
        prefix: String::new(),
        path_style: None,
        allow_http: false,
        access_key_id: "AKIA".into(),
    };
    NewPlace::Bucket { new, secret: secret.map(str::to_owned) }
}

/// What each call answers, by the least role that may make it.
async fn calls(client: &Client) -> Vec<(Role, Result<(), ClientError>)> {
    let days = ["2026-11-20".to_owned()];
    vec![
        (Role::Viewer, client.archive_days("", "").await.map(drop)),
        (Role::Viewer, client.archive_stats().await.map(drop)),
        (Role::Viewer, client.targets().await.map(drop)),
        (Role::Engineer, client.archive_run("", "", false).await.map(drop)),
        (Role::Engineer, client.archive_verify(&[]).await.map(drop)),
        (Role::Engineer, client.archive_restore(&days).await.map(drop)),
        (Role::Engineer, client.test_target(&name()).await.map(drop)),
        (Role::Admin, client.set_target(&name(), bucket(Some("hunter2"))).await.map(drop)),
        (Role::Admin, client.archive_prune(true).await.map(drop)),
        (Role::Admin, client.unset_target(&name()).await),
    ]
}

#[tokio::test]
async fn viewers_list_engineers_run_and_admins_set_targets() {
    for role in [Role::Viewer, Role::Operator, Role::Engineer, Role::Admin] {
        let server = Server::start(Some(role));
        for (needs, answer) in calls(&server.client().await).await {
            if role >= needs {
                answer.unwrap_or_else(|error| panic!("{role:?} may do what {needs:?} may: {error}"));
            } else {
                assert_eq!(refusal(answer).0, ErrorKind::NotPermitted, "{role:?} {needs:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_secret_key_is_kept_when_a_target_is_set_again_and_never_given_back() {
    let server = Server::start(Some(Role::Admin));
    let client = server.client().await;
    let (kind, code, ..) = refusal(client.set_target(&name(), bucket(None)).await);
    assert_eq!((kind, code), (ErrorKind::Usage, 60_001), "there is none to keep");
    client.set_target(&name(), bucket(Some("hunter2"))).await.expect("set");
    client.set_target(&name(), bucket(None)).await.expect("the one that is stored");
    let targets = client.targets().await.expect("targets");
    assert!(matches!(&targets[0].place, Place::S3(s3) if s3.access_key_id == "AKIA"), "{targets:?}");
    let audit = server.store.queries().audit(&crate::store::AuditQuery::default()).expect("the audit");
    assert_eq!(audit.entries.iter().filter(|line| line.action == "target.set").count(), 2);
    assert!(!format!("{targets:?}{audit:?}").contains("hunter2"));
}

#[tokio::test]
async fn what_cannot_be_done_says_what_to_do() {
    let server = Server::start(Some(Role::Admin));
    let client = server.client().await;
    let mut run = client.archive_run("", "", false).await.expect("it begins");
    let (kind, _, message, advice) = refusal(run.next().await.expect("an answer"));
    assert_eq!(kind, ErrorKind::Conflict);
    assert!(message.contains("no target") && advice.contains("archive target set"), "{message}; {advice}");
    let (kind, ..) = refusal(client.archive_days("2026-11-22", "2026-11-21").await);
    assert_eq!(kind, ErrorKind::Usage);
    let (kind, code, ..) = refusal(client.archive_fetch("2026-11-21", 0).await);
    assert_eq!((kind, code), (ErrorKind::NotFound, 60_003));
    let (kind, ..) = refusal(client.unset_target(&name()).await);
    assert_eq!(kind, ErrorKind::NotFound);
}
