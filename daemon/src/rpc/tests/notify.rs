//! Who may do what with the settings of notices, and what viewers do not see.

use mcs_core::{
    alarm::{Actor, Condition},
    id::{OccurrenceId, ShortName},
    notice::{Change, ChannelEdit, ChannelKind, Contact, Language, SettingKind, Supposition},
    site::Role,
    time::Timestamp,
};
use mcs_proto::{
    client::{Client, ClientError, DeliveryQuery},
    error::ErrorKind,
};

use super::{
    plant::{device, sn},
    server::{Server, refusal},
};
use crate::{
    notify::{Poke, SettingsHandle},
    secret::Vault,
};

fn name(text: &str) -> ShortName {
    text.parse().expect("a short name")
}

fn channel() -> Change {
    let mut edit = ChannelEdit { kind: Some(ChannelKind::Dingtalk), ..ChannelEdit::of(name("robot")) };
    edit.secrets.insert("access_token".into(), Some("token-in-clear".into()));
    Change::Channel(edit)
}

fn contact() -> Change {
    Change::Contact(Contact {
        name: name("wang"),
        full_name: Some("王伟".into()),
        email: Some("wang@plant.example".into()),
        phone: Some("13800000000".into()),
        language: Language::Chinese,
        enabled: true,
    })
}

fn supposition() -> Supposition {
    Supposition { sn: Some(sn("A1")), condition: Condition::High, cause: None, priority: None, at: None }
}

/// What each call answers, by the least role that may make it.
async fn calls(client: &Client) -> Vec<(Role, Result<(), ClientError>)> {
    let remove = Change::Remove(SettingKind::Channel, name("robot"));
    vec![
        (Role::Viewer, client.directory().await.map(drop)),
        (Role::Viewer, client.channel_kinds().await.map(drop)),
        (Role::Viewer, client.deliveries(&DeliveryQuery { limit: 10, ..DeliveryQuery::default() }).await.map(drop)),
        (Role::Viewer, client.outcomes(OccurrenceId(1)).await.map(drop)),
        (Role::Viewer, client.simulate_notice(&supposition()).await.map(drop)),
        (Role::Admin, client.change_directory(&[channel(), contact()], true).await.map(drop)),
        (Role::Admin, client.change_directory(&[channel(), contact()], false).await.map(drop)),
        (Role::Admin, client.change_directory(&[remove], false).await.map(drop)),
    ]
}

#[tokio::test]
async fn everybody_looks_and_admins_change() {
    for role in [Role::Viewer, Role::Operator, Role::Engineer, Role::Admin] {
        let server = Server::start(Some(role));
        server.plant.known().devices.push(device("A1", 1));
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
async fn engineers_test_and_settle_what_is_owed() {
    for (role, reaches) in [(Role::Operator, false), (Role::Engineer, true)] {
        let server = Server::start(Some(role));
        let client = server.client().await;
        for answer in [
            client.test_channel(&name("robot")).await.map(drop),
            client.retry_deliveries(&[7]).await.map(drop),
            client.drop_deliveries(&[7], "told by telephone").await.map(drop),
        ] {
            let expected = if reaches { ErrorKind::NotFound } else { ErrorKind::NotPermitted };
            assert_eq!(refusal(answer).0, expected, "{role:?}");
        }
        assert_eq!(refusal(client.delivery(7).await.map(drop)).0, ErrorKind::NotFound);
    }
}

#[tokio::test]
async fn addresses_are_for_operators_and_above_and_secrets_for_nobody() {
    let server = Server::start(Some(Role::Admin));
    let admin = server.client().await;
    admin.change_directory(&[channel(), contact()], false).await.expect("an admin");
    let seen = admin.directory().await.expect("all of it");
    assert_eq!(seen.contacts[0].phone.as_deref(), Some("13800000000"));
    assert_eq!(seen.channels[0].secrets, ["access_token"]);
    assert!(!format!("{seen:?}").contains("token-in-clear"));

    let server = Server::start(Some(Role::Viewer));
    let settings = SettingsHandle::new(server.store.clone(), Vault::new(server.dir.path()), Poke::default());
    let by = Actor { name: "admin".into() };
    settings.change(vec![contact()], &by, Timestamp::EPOCH, false).expect("set");
    let seen = server.client().await.directory().await.expect("without addresses");
    assert_eq!((seen.contacts[0].phone.as_ref(), seen.contacts[0].email.as_ref()), (None, None));
    assert_eq!(seen.contacts[0].full_name.as_deref(), Some("王伟"));
}

#[tokio::test]
async fn a_refusal_says_what_is_wrong_and_what_to_do() {
    let server = Server::start(Some(Role::Admin));
    let client = server.client().await;
    let mut wrong = ChannelEdit { kind: Some(ChannelKind::Smtp), ..ChannelEdit::of(name("mail")) };
    wrong.settings.insert("hots".into(), Some("smtp.plant.example".into()));
    let (kind, _, message, advice) = refusal(client.change_directory(&[Change::Channel(wrong)], false).await);
    assert_eq!(kind, ErrorKind::Usage);
    assert!(message.contains("did you mean host") && message.contains("from is missing"), "{message}");
    assert!(advice.contains("channel kinds"), "{advice}");
    let unknown = Supposition { sn: None, ..supposition() };
    let (kind, _, message, _) = refusal(client.simulate_notice(&unknown).await);
    assert_eq!((kind, message.as_str()), (ErrorKind::Usage, "no device is named"));
}

#[tokio::test]
async fn every_kind_of_channel_is_documented() {
    let server = Server::start(Some(Role::Viewer));
    let kinds = server.client().await.channel_kinds().await.expect("kinds");
    assert_eq!(kinds.iter().map(|info| info.kind).collect::<Vec<_>>(), ChannelKind::ALL);
    for info in kinds {
        for setting in info.settings.iter().chain(&info.secrets) {
            assert!(!setting.what.is_empty() && !setting.example.is_empty(), "{:?} {}", info.kind, setting.name);
        }
    }
}
