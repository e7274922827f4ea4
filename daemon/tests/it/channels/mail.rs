//! Mail to a real server, read there by Python's own email package.

use std::{sync::Arc, time::SystemTime};

use mcs_core::notice::{ChannelKind, Language};
use mcsd::notify::channel::{Accepted, Outgoing, SendError, Sender};
use serde_json::{Value, json};

use super::{
    TITLE_EN, TITLE_ZH, message,
    postbox::{Mode, Postbox},
    sender, wang,
};

const PASSWORD: &str = "geheim-密码";

/// A channel to the postbox; settings given last replace those before them.
fn channel(postbox: &Postbox, password: &str, more: &[(&str, &str)]) -> Arc<dyn Sender> {
    let (port, authority) = (postbox.port.to_string(), postbox.authority());
    let mut settings = vec![
        ("host", "localhost"),
        ("port", port.as_str()),
        ("user", "mcs"),
        ("from", "监控 MCS <mcs@plant.example>"),
        ("ca_file", authority.to_str().expect("a plain path")),
    ];
    settings.extend(more);
    sender(ChannelKind::Smtp, &settings, &[("password", password)])
}

async fn send(channel: &dyn Sender, message: &Outgoing) -> Result<Accepted, SendError> {
    channel.send(message).await
}

fn to(addresses: &[&str]) -> Outgoing {
    let contacts = addresses.iter().map(|address| {
        let mut contact = wang();
        contact.email = Some((*address).to_owned());
        contact
    });
    Outgoing { to: contacts.collect(), ..message(Language::English) }
}

#[tokio::test]
async fn a_critical_arrives_in_chinese_by_starttls_with_every_header_right() {
    let Some(mut postbox) = Postbox::start(Mode::StartTls) else { return };
    let smtp = channel(&postbox, PASSWORD, &[]);
    let accepted = send(&*smtp, &message(Language::Chinese)).await;
    assert_eq!(accepted, Ok(Accepted("250 2.0.0 queued as 4F2".into())));
    let mail = postbox.mail();
    assert_eq!(mail["login"], "mcs");
    assert_eq!(mail["encrypted"], true);
    assert_eq!((&mail["from"], &mail["to"]), (&json!("mcs@plant.example"), &json!(["wang@plant.example"])));
    assert_eq!(mail["sender"], json!([["监控 MCS", "mcs@plant.example"]]));
    assert_eq!(mail["addresses"], json!([["王伟", "wang@plant.example"]]));
    let headers = &mail["headers"];
    assert_eq!(headers["subject"], TITLE_ZH);
    assert_eq!(headers["message-id"], "<01KAJ3Q6ZJ-night.7@plant.example>");
    assert_eq!(headers["auto-submitted"], "auto-generated");
    assert_eq!((&headers["x-priority"], &headers["importance"]), (&json!("1"), &json!("high")));
    assert_eq!(headers["mime-version"], "1.0");
    assert_eq!((&mail["type"], &mail["charset"]), (&json!("text/plain"), &json!("utf-8")));
    let body = mail["body"].as_str().expect("text");
    assert_eq!(body.lines().next(), Some(TITLE_ZH));
    assert!(body.trim_end().ends_with("确认：mcsctl alarm ack 42"), "{body}");
    // Nothing on the way needs more than seven bits and lines of 998.
    assert_eq!((&mail["ascii"], &mail["bare"], &mail["defects"]), (&json!(true), &json!(0), &json!([])));
    assert!(mail["longest"].as_u64().is_some_and(|longest| longest <= 998), "{mail}");
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_secs_f64();
    assert!(mail["date"].as_f64().is_some_and(|date| (now - date).abs() < 60.0), "{}", mail["date"]);

    // A second try is recognisable as the same.
    send(&*smtp, &message(Language::Chinese)).await.expect("accepted");
    assert_eq!(postbox.mail()["headers"]["message-id"], headers["message-id"]);
}

#[tokio::test]
async fn what_is_not_critical_arrives_in_english_by_tls_from_the_first_byte() {
    let Some(mut postbox) = Postbox::start(Mode::Tls) else { return };
    let smtp = channel(&postbox, PASSWORD, &[("security", "tls")]);
    send(&*smtp, &message(Language::English)).await.expect("accepted");
    let mail = postbox.mail();
    assert_eq!((&mail["login"], &mail["encrypted"]), (&json!("mcs"), &json!(true)));
    assert_eq!(mail["headers"]["subject"], TITLE_EN);
    let mut high = message(Language::English);
    high.facts[0].priority = mcs_core::alarm::Priority::High;
    send(&*smtp, &high).await.expect("accepted");
    let mail = postbox.mail();
    assert_eq!((&mail["headers"]["x-priority"], &mail["headers"]["importance"]), (&Value::Null, &Value::Null));
    let body = mail["body"].as_str().expect("text");
    assert!(
        body.starts_with("[HIGH] CH4 A2 high-high") && body.contains("\nAcknowledge: mcsctl alarm ack 42"),
        "{body}"
    );
}

#[tokio::test]
async fn what_a_person_typed_makes_no_header() {
    let Some(mut postbox) = Postbox::start(Mode::StartTls) else { return };
    let mut message = message(Language::English);
    message.key = "a\r\nBcc: x@y".into();
    message.site = "South\r\nBcc: x@y".into();
    message.to[0].full_name = Some("Wang\r\nBcc: <x@y>".into());
    send(&*channel(&postbox, PASSWORD, &[]), &message).await.expect("accepted");
    let mail = postbox.mail();
    assert_eq!(mail["headers"]["bcc"], Value::Null, "{mail}");
    assert_eq!(mail["to"], json!(["wang@plant.example"]));
    assert_eq!(mail["defects"], json!([]));
}

#[tokio::test]
async fn a_wrong_password_is_refused_and_not_repeated() {
    let Some(postbox) = Postbox::start(Mode::StartTls) else { return };
    let outcome = send(&*channel(&postbox, "hunter2", &[]), &message(Language::English)).await;
    let Err(SendError::Refused(why)) = &outcome else { panic!("{outcome:?}") };
    assert!(why.contains("535") && why.contains("set user and password again"), "{why}");
    assert!(!why.contains("hunter2") && !why.contains("aHVudGVyMg"), "{why}");
    assert!(postbox.rest().is_empty());
}

#[tokio::test]
async fn a_login_that_cannot_be_checked_now_is_tried_again() {
    let Some(postbox) = Postbox::start(Mode::StartTls) else { return };
    let (port, authority) = (postbox.port.to_string(), postbox.authority());
    let settings = [
        ("host", "localhost"),
        ("port", port.as_str()),
        ("user", "later"),
        ("from", "mcs@plant.example"),
        ("ca_file", authority.to_str().expect("a plain path")),
    ];
    let smtp = sender(ChannelKind::Smtp, &settings, &[("password", PASSWORD)]);
    let outcome = send(&*smtp, &message(Language::English)).await;
    assert!(matches!(&outcome, Err(SendError::Failed(why)) if why.contains("454")), "{outcome:?}");
}

#[tokio::test]
async fn one_wrong_address_does_not_keep_the_others_from_hearing() {
    let Some(mut postbox) = Postbox::start(Mode::StartTls) else { return };
    let smtp = channel(&postbox, PASSWORD, &[]);
    let outcome = send(&*smtp, &to(&["unknown@plant.example", "li@plant.example", "not an address"])).await;
    let Ok(Accepted(said)) = &outcome else { panic!("{outcome:?}") };
    assert!(said.contains("not for unknown@plant.example (550 5.1.1 no such user), wang (not an address)"), "{said}");
    assert_eq!(postbox.mail()["to"], json!(["li@plant.example"]));

    let outcome = send(&*smtp, &to(&["unknown@plant.example"])).await;
    assert!(matches!(&outcome, Err(SendError::Refused(why)) if why.contains("550")), "{outcome:?}");
    let outcome = send(&*smtp, &to(&["unknown@plant.example", "later@plant.example"])).await;
    assert!(matches!(&outcome, Err(SendError::Failed(why)) if why.contains("451")), "one may hear later: {outcome:?}");
    assert!(postbox.rest().is_empty(), "nothing else was sent");
}

#[tokio::test]
async fn nothing_is_sent_in_clear_or_to_a_stranger() {
    let Some(postbox) = Postbox::start(Mode::Plain) else { return };
    let port = postbox.port.to_string();
    let settings = [("host", "localhost"), ("port", port.as_str()), ("from", "mcs@plant.example")];
    let outcome = send(&*sender(ChannelKind::Smtp, &settings, &[]), &message(Language::English)).await;
    assert!(matches!(&outcome, Err(SendError::Refused(why)) if why.contains("no STARTTLS")), "{outcome:?}");
    assert!(postbox.rest().is_empty());

    let Some(postbox) = Postbox::start(Mode::Tls) else { return };
    let port = postbox.port.to_string();
    let settings = [("host", "localhost"), ("port", &port), ("security", "tls"), ("from", "mcs@plant.example")];
    let outcome = send(&*sender(ChannelKind::Smtp, &settings, &[]), &message(Language::English)).await;
    assert!(matches!(&outcome, Err(SendError::Failed(why)) if why.contains("certificate")), "{outcome:?}");
    assert!(postbox.rest().is_empty());
}

#[tokio::test]
async fn on_this_machine_plain_mail_is_taken() {
    let Some(mut postbox) = Postbox::start(Mode::Plain) else { return };
    let port = postbox.port.to_string();
    let settings = [("host", "127.0.0.1"), ("port", &port), ("security", "plain"), ("from", "mcs@plant.example")];
    send(&*sender(ChannelKind::Smtp, &settings, &[]), &message(Language::English)).await.expect("accepted");
    assert_eq!(postbox.mail()["encrypted"], false);
}

#[tokio::test]
async fn nobody_there_is_a_failure() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port");
    let port = free.port().to_string();
    let settings = [("host", "127.0.0.1"), ("port", &port), ("security", "plain"), ("from", "mcs@plant.example")];
    let outcome = send(&*sender(ChannelKind::Smtp, &settings, &[]), &message(Language::English)).await;
    assert!(matches!(&outcome, Err(SendError::Failed(why)) if why.contains("cannot reach 127.0.0.1")), "{outcome:?}");
}
