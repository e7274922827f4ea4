//! Every channel against a real server: what it sends is verified by programs of others, what it is answered decides what comes next.

mod aliyun_sms;
mod mail;
mod postbox;
mod promises;
mod provider;
mod robots;
mod webhook;

use std::{
    collections::BTreeMap,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
};

use mcs_core::{
    alarm::{Condition, LifeState, Priority},
    id::{OccurrenceId, SerialNumber, ShortName},
    notice::{Channel, ChannelKind, Contact, Facts, ItemKind, Language},
    quantity::Unit,
    sensor::SensorType,
    time::Timestamp,
};
use mcsd::{
    notify::channel::{Outgoing, Sender, open},
    secret::Secret,
};
use serde_json::Value;

use crate::foreign::available;

/// The title of [`leak`], in both languages.
const TITLE_ZH: &str = "【危急】CH₄ 高高报 A2 62.0 %LEL ≥ 50.0 · 3号泵房 A001 · 11-21 18:00:50 UTC+8 起 · 南厂";
const TITLE_EN: &str =
    "[CRITICAL] CH4 A2 high-high 62.0 %LEL ≥ 50.0 · 3号泵房 A001 · since 11-21 18:00:50 UTC+8 · 南厂";

fn name(text: &str) -> ShortName {
    ShortName::new(text).expect("a name")
}

fn wang() -> Contact {
    Contact {
        name: name("wang"),
        full_name: Some("王伟".into()),
        email: Some("wang@plant.example".into()),
        phone: Some("+86 13800138000".into()),
        language: Language::Chinese,
        enabled: true,
    }
}

/// Gas at three in the morning.
fn leak() -> Facts {
    let at = Timestamp::parse("2026-11-21T10:00:50Z").expect("a time");
    Facts {
        kind: ItemKind::Raise,
        occurrence: Some(OccurrenceId(42)),
        sn: Some(SerialNumber::new("A001").expect("a number")),
        name: Some("3号泵房".into()),
        area: Some(name("tank-farm")),
        zone: None,
        sensor: Some(SensorType::CH4),
        condition: Some(Condition::HighHigh),
        cause: None,
        priority: Priority::Critical,
        state: LifeState::UnackActive,
        value: Some(62.0),
        peak: Some(62.0),
        limit: Some(50.0),
        unit: Some(Unit::PercentLel),
        decimals: 1,
        raised: at,
        at,
        returned: None,
        by: None,
        text: None,
        folded: 0,
        held: false,
        mask: None,
        unrecorded: false,
        drill: false,
        late: false,
        lines: Vec::new(),
    }
}

/// A message about it to one person.
fn message(language: Language) -> Outgoing {
    Outgoing {
        key: "01KAJ3Q6ZJ-night.7".into(),
        site: "南厂".into(),
        tz: "Asia/Shanghai".into(),
        language,
        to: vec![wang()],
        facts: vec![leak()],
        more: 0,
    }
}

/// A channel with these settings and secrets.
fn sender(kind: ChannelKind, settings: &[(&str, &str)], secrets: &[(&str, &str)]) -> Arc<dyn Sender> {
    let channel = Channel {
        name: name("night-shift"),
        kind,
        enabled: true,
        settings: settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        secrets: secrets.iter().map(|(name, _)| (*name).to_owned()).collect(),
        revision: 1,
        tested: None,
    };
    let secrets: BTreeMap<String, Secret> =
        secrets.iter().map(|(name, value)| ((*name).to_owned(), Secret::new((*value).to_owned()))).collect();
    open(&channel, &secrets).unwrap_or_else(|error| panic!("{}: {error}", kind.as_str()))
}

/// Asks a program of our own hand, in another language, about a request; `None` where there is no Python.
fn verified(question: &Value) -> Option<Value> {
    if !available("python3", Command::new("python3").arg("--version")) {
        return None;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/foreign/verify.py");
    let mut python = Command::new("python3")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("python3 starts");
    let mut stdin = python.stdin.take().expect("piped");
    stdin.write_all(question.to_string().as_bytes()).expect("it reads");
    drop(stdin);
    let output = python.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).expect("an answer"))
}
