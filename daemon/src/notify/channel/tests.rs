//! What every kind of channel promises of its settings.

use super::*;
use mcs_core::id::ShortName;

fn channel(kind: ChannelKind, settings: &[(&str, &str)], secrets: &[&str]) -> Channel {
    Channel {
        name: ShortName::new("night-shift").expect("a name"),
        kind,
        enabled: true,
        settings: settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        secrets: secrets.iter().map(|name| (*name).to_owned()).collect(),
        revision: 1,
        tested: None,
    }
}

/// With the examples its documentation gives, but for files, which are not there.
fn documented(kind: ChannelKind) -> Channel {
    let known = settings_of(kind).iter().filter(|setting| setting.name != "ca_file");
    let settings: Vec<(&str, &str)> = known.map(|setting| (setting.name, setting.example)).collect();
    let secrets: Vec<&str> = secrets_of(kind).iter().map(|secret| secret.name).collect();
    channel(kind, &settings, &secrets)
}

fn secrets(kind: ChannelKind) -> BTreeMap<String, Secret> {
    secrets_of(kind).iter().map(|secret| (secret.name.to_owned(), Secret::new("hunter2".to_owned()))).collect()
}

#[test]
fn the_documented_examples_are_taken_and_open() {
    for kind in ChannelKind::ALL {
        let channel = documented(kind);
        assert_eq!(check(&channel), Ok(()), "{}", kind.as_str());
        assert!(open(&channel, &secrets(kind)).is_ok(), "{}", kind.as_str());
    }
}

#[test]
fn everything_wrong_is_said_at_once() {
    let wrong = channel(
        ChannelKind::Smtp,
        &[
            ("hots", "x"),
            ("port", "0"),
            ("security", "ssl"),
            ("from", "nobody"),
            ("password", "hunter2"),
            ("ca_file", "ca.pem"),
        ],
        &["token"],
    );
    let complaints = check(&wrong).expect_err("all of it is wrong");
    for expected in [
        "there is no setting hots; did you mean host?",
        "host is missing",
        "port is \"0\"",
        "security is \"ssl\", and must be one of auto, tls, starttls, plain",
        "from is \"nobody\"",
        "password is a secret",
        "ca_file must be a whole path",
        "there is no secret token",
    ] {
        assert!(complaints.iter().any(|complaint| complaint.starts_with(expected)), "{expected}: {complaints:?}");
    }
    assert_eq!(complaints.len(), 8, "{complaints:?}");
    assert!(!format!("{complaints:?}").contains("hunter2"), "a secret in the wrong place is not repeated");
}

#[test]
fn plain_mail_goes_only_to_this_machine() {
    let plain = |host| {
        let settings = [("host", host), ("security", "plain"), ("from", "mcs@plant.example")];
        check(&channel(ChannelKind::Smtp, &settings, &[]))
    };
    assert_eq!(plain("127.0.0.1"), Ok(()));
    assert_eq!(plain("localhost"), Ok(()));
    assert!(plain("smtp.plant.example").is_err());
}

#[test]
fn a_robots_token_in_its_address_is_refused_and_not_repeated() {
    for kind in [ChannelKind::Dingtalk, ChannelKind::Wecom] {
        let url = "https://robot.example/send?access_token=hunter2&key=hunter2";
        let secrets: Vec<&str> = secrets_of(kind).iter().map(|secret| secret.name).collect();
        let complaints = check(&channel(kind, &[("url", url)], &secrets)).expect_err("it shows a secret");
        assert!(complaints.len() == 1 && !complaints[0].contains("hunter2"), "{complaints:?}");
    }
}

#[test]
fn without_its_secret_a_channel_does_not_open() {
    for kind in ChannelKind::ALL {
        let mut channel = documented(kind);
        let opened = open(&channel, &BTreeMap::new());
        assert!(matches!(opened.err(), Some(ChannelError::NoSecret { .. })), "{}", kind.as_str());
        channel.secrets.clear();
        assert!(check(&channel).is_err(), "{}", kind.as_str());
    }
}

#[test]
fn no_sender_shows_its_secrets() {
    fn shown<K: Kind + std::fmt::Debug>(kind: ChannelKind) -> String {
        let channel = documented(kind);
        let config = config::<K>(&channel).expect("documented");
        let sender = K::open(config, Secrets { channel: "x", values: &secrets(kind) }).expect("documented");
        format!("{sender:?}")
    }
    let all = [
        shown::<smtp::Smtp>(ChannelKind::Smtp),
        shown::<dingtalk::Dingtalk>(ChannelKind::Dingtalk),
        shown::<feishu::Feishu>(ChannelKind::Feishu),
        shown::<wecom::Wecom>(ChannelKind::Wecom),
        shown::<webhook::Webhook>(ChannelKind::Webhook),
        shown::<aliyun_sms::AliyunSms>(ChannelKind::AliyunSms),
    ];
    for text in all {
        assert!(!text.contains("hunter2"), "{text}");
    }
}

#[test]
fn telephones_are_digits_without_the_code_of_china() {
    let contact = |phone: &str| Contact {
        name: ShortName::new("wang").expect("a name"),
        full_name: None,
        email: None,
        phone: Some(phone.to_owned()),
        language: Language::Chinese,
        enabled: true,
    };
    let outgoing = Outgoing {
        key: "k".into(),
        site: String::new(),
        tz: "Asia/Shanghai".into(),
        language: Language::Chinese,
        to: ["+86 138-0013-8000", "13900139000", "+49 30 1234", ""].map(contact).to_vec(),
        facts: Vec::new(),
        more: 1,
    };
    assert_eq!(outgoing.phones(), ["13800138000", "13900139000", "+49301234"]);
}
