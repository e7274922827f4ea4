//! Objects as existing sites have them.

use mcs_core::{
    id::ShortName,
    notice::{Change, ChannelEdit, ChannelKind, Contact, Directory, Group, Language, Policy},
};

use super::plan::{Plan, plan};

/// As a site in China has it.
const SITE: &str = r#"{
  "email": {
    "enabled": true, "smtp_host": "smtp.exmail.qq.com", "smtp_port": 465,
    "sender": "alarm@plant.example", "password": "mail-in-clear",
    "receivers": ["wang@plant.example", "li@plant.example"]
  },
  "webhook": {
    "enabled": true, "platform": "dingtalk",
    "url": "https://oapi.dingtalk.com/robot/send?access_token=token-in-clear",
    "secret": "SEC-in-clear", "at_mobiles": ["138 0000 0000"]
  },
  "sms": {
    "enabled": false, "access_key_id": "LTAI5t", "access_key_secret": "key-in-clear",
    "sign_name": "南厂安监", "template_code": "SMS_154950909", "phone_numbers": ["+8613800000000", "13900000000"]
  },
  "settings": {
    "debounce_minutes": 10, "enable_schedule": true, "schedule_days": [1, 2, 3, 4, 5],
    "schedule_start": "08:00", "schedule_end": "18:00"
  }
}"#;

fn planned(text: &str) -> Plan {
    plan(text, &Directory::default()).expect("it can be taken over")
}

fn refused(text: &str) -> String {
    plan(text, &Directory::default()).expect_err("refused").join("; ")
}

fn channels(plan: &Plan) -> Vec<&ChannelEdit> {
    fn channel(change: &Change) -> Option<&ChannelEdit> {
        match change {
            Change::Channel(edit) => Some(edit),
            Change::Contact(_) | Change::Group(_) | Change::Route(_) | Change::Policy(_) | Change::Remove(..) => None,
        }
    }
    plan.changes.iter().filter_map(channel).collect()
}

fn contacts(plan: &Plan) -> Vec<&Contact> {
    fn contact(change: &Change) -> Option<&Contact> {
        match change {
            Change::Contact(contact) => Some(contact),
            Change::Channel(_) | Change::Group(_) | Change::Route(_) | Change::Policy(_) | Change::Remove(..) => None,
        }
    }
    plan.changes.iter().filter_map(contact).collect()
}

fn groups(plan: &Plan) -> Vec<&Group> {
    fn group(change: &Change) -> Option<&Group> {
        match change {
            Change::Group(group) => Some(group),
            Change::Channel(_) | Change::Contact(_) | Change::Route(_) | Change::Policy(_) | Change::Remove(..) => None,
        }
    }
    plan.changes.iter().filter_map(group).collect()
}

fn policy(plan: &Plan) -> &Policy {
    let Some(Change::Policy(policy)) = plan.changes.last() else { panic!("no policy: {plan:?}") };
    policy
}

#[test]
fn each_channel_becomes_one_with_its_secrets_apart() {
    let plan = planned(SITE);
    let channels = channels(&plan);
    let shown: Vec<_> = channels.iter().map(|edit| (edit.name.as_str(), edit.kind, edit.enabled)).collect();
    assert_eq!(
        shown,
        [
            ("mail", Some(ChannelKind::Smtp), Some(true)),
            ("robot", Some(ChannelKind::Dingtalk), Some(true)),
            ("sms", Some(ChannelKind::AliyunSms), Some(false)),
        ]
    );
    let of = |at: usize, name: &str| channels[at].settings.get(name).cloned().flatten();
    assert_eq!(of(0, "host").as_deref(), Some("smtp.exmail.qq.com"));
    assert_eq!(of(0, "port").as_deref(), Some("465"));
    assert_eq!(of(0, "from"), of(0, "user"));
    assert_eq!(of(1, "url"), None, "it is the provider's own");
    assert_eq!(of(2, "sign_name").as_deref(), Some("南厂安监"));
    let secret = |at: usize, name: &str| channels[at].secrets.get(name).cloned().flatten();
    assert_eq!(secret(0, "password").as_deref(), Some("mail-in-clear"));
    assert_eq!(secret(1, "access_token").as_deref(), Some("token-in-clear"));
    assert_eq!(secret(1, "secret").as_deref(), Some("SEC-in-clear"));
    assert_eq!(secret(2, "access_key_secret").as_deref(), Some("key-in-clear"));
    assert!(!format!("{plan:?}").contains("in-clear"), "secrets are not shown by accident");
}

#[test]
fn receivers_become_contacts_once_each_and_a_group_for_each_channel() {
    let plan = planned(SITE);
    let contacts = contacts(&plan);
    let named: Vec<_> = contacts.iter().map(|contact| contact.name.as_str()).collect();
    assert_eq!(named, ["wang", "li", "phone", "phone-2"]);
    assert_eq!(contacts[2].phone.as_deref(), Some("13800000000"));
    let groups: Vec<_> = groups(&plan)
        .iter()
        .map(|group| format!("{}: {:?} by {:?}", group.name, group.contacts, group.channels))
        .collect();
    assert_eq!(
        groups,
        [
            r#"mail: ["wang", "li"] by ["mail"]"#,
            r#"robot: ["phone"] by ["robot"]"#,
            r#"sms: ["phone", "phone-2"] by ["sms"]"#,
        ]
    );
}

#[test]
fn days_hours_and_the_debounce_become_the_policy() {
    let plan = planned(SITE);
    let policy = policy(&plan);
    assert_eq!(policy.debounce_s, 600);
    assert_eq!(policy.schedule.expect("one").to_string(), "Mon-Fri 08:00-18:00");
    assert!(plan.remarks.iter().any(|remark| remark.contains("summarised")), "{:?}", plan.remarks);
    let off = planned(r#"{"settings": {"debounce_minutes": 5, "enable_schedule": false, "schedule_days": [0]}}"#);
    assert_eq!((super::tests::policy(&off).debounce_s, super::tests::policy(&off).schedule), (300, None));
}

#[test]
fn whoever_is_known_by_the_address_is_taken_as_they_are() {
    let known = Contact {
        name: ShortName::new("chief").expect("a name"),
        full_name: Some("王伟".into()),
        email: Some("Wang@plant.example".into()),
        phone: Some("+8613800000000".into()),
        language: Language::English,
        enabled: true,
    };
    let taken = Contact { name: ShortName::new("li").expect("a name"), email: None, phone: None, ..known.clone() };
    let directory = Directory { contacts: vec![known, taken], ..Directory::default() };
    let plan = plan(SITE, &directory).expect("it can be taken over");
    let made: Vec<_> = contacts(&plan).iter().map(|contact| contact.name.to_string()).collect();
    assert_eq!(made, ["li-2", "phone"]);
    assert_eq!(groups(&plan)[0].contacts[0].as_str(), "chief");
    assert_eq!(groups(&plan)[1].contacts[0].as_str(), "chief");
}

#[test]
fn zero_is_refused_as_a_day_and_the_reason_is_said() {
    let text = r#"{"settings": {"enable_schedule": true, "schedule_days": [0, 1], "schedule_start": "08:00", "schedule_end": "18:00"}}"#;
    assert_eq!(
        refused(text),
        "settings.schedule_days holds 0, which some count as Sunday and others as Monday; write 1 for Monday to 7 for Sunday"
    );
    let eight = text.replace("[0, 1]", "[8]");
    assert!(refused(&eight).contains("from 1 for Monday to 7 for Sunday"), "{}", refused(&eight));
}

#[test]
fn unknown_fields_are_refused_by_name_with_a_suggestion_and_all_at_once() {
    let text = SITE.replace("smtp_host", "smtp_hots").replace("\"sms\"", "\"smss\"").replace("schedule_end", "until");
    let said = refused(&text);
    for part in [
        "smss is not known; did you mean sms?",
        "email.smtp_hots is not known; did you mean smtp_host?",
        "settings.until is not known; there are debounce_minutes,",
        "settings.schedule_end must be a time of day",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("in-clear"), "{said}");
}

#[test]
fn robots_are_known_by_their_platform_and_their_tokens_are_secrets() {
    let of = |platform: &str, url: &str| {
        planned(&format!(r#"{{"webhook": {{"enabled": true, "platform": "{platform}", "url": "{url}"}}}}"#))
    };
    let feishu = of("feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/abc-def");
    assert_eq!(channels(&feishu)[0].secrets["token"].as_deref(), Some("abc-def"));
    let wecom = of("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6");
    assert_eq!(channels(&wecom)[0].secrets["key"].as_deref(), Some("693a91f6"));
    let own = of("dingtalk", "http://127.0.0.1:9000/robot/send?access_token=abc&x=1");
    assert_eq!(channels(&own)[0].settings["url"].as_deref(), Some("http://127.0.0.1:9000/robot/send"));
    let custom = of("custom", "https://hooks.plant.example/mcs");
    assert_eq!(channels(&custom)[0].settings["url"].as_deref(), Some("https://hooks.plant.example/mcs"));
    for (platform, url) in [("dingtalk", "https://oapi.dingtalk.com/robot/send"), ("slack", "https://x.example")] {
        let text = format!(r#"{{"webhook": {{"enabled": true, "platform": "{platform}", "url": "{url}"}}}}"#);
        assert!(refused(&text).starts_with("webhook."), "{}", refused(&text));
    }
}

#[test]
fn what_is_disabled_and_empty_is_passed_over_and_said() {
    let text = r#"{"email": {"enabled": false, "smtp_host": "", "receivers": []}, "sms": null, "settings": {"debounce_minutes": 10}}"#;
    let plan = planned(text);
    assert_eq!(plan.changes.len(), 1);
    assert_eq!(plan.remarks, ["email is disabled and not configured: passed over"]);
}

#[test]
fn what_is_no_configuration_is_refused() {
    for text in ["", "[]", "{}", "42", r#"{"email": 1}"#, r#"{"sms": {"enabled": "yes"}}"#] {
        assert!(!refused(text).is_empty(), "{text}");
    }
}
