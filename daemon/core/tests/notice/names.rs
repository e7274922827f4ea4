//! Names of what is stored, shown and typed: read as they are written, and the same in JSON.

use std::{collections::BTreeSet, fmt::Debug};

use mcs_core::{
    alarm::{Notice, TransitionKind, Withheld},
    id::OccurrenceId,
    notice::{
        AttemptOutcome, ChannelKind, Delivery, DeliveryState, Effect, ItemKind, Language, Misfit, Outcome, SettingKind,
    },
    time::Timestamp,
};
use serde::Serialize;

use crate::stage::{Alarm, Stage, book, name};

fn json(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).expect("a value");
    value.as_str().expect("a name").to_owned()
}

fn read_as_written<T: Copy + Debug + PartialEq + Serialize>(
    all: &[T],
    written: impl Fn(T) -> &'static str,
    read: impl Fn(&str) -> Option<T>,
) {
    for one in all {
        assert_eq!(written(*one), json(one));
        assert_eq!(read(written(*one)), Some(*one));
    }
    assert_eq!(all.iter().map(|one| written(*one)).collect::<BTreeSet<_>>().len(), all.len());
    assert_eq!(read("carrier-pigeon"), None);
}

#[test]
fn whatever_has_a_name_is_read_as_it_is_written() {
    read_as_written(&ChannelKind::ALL, ChannelKind::as_str, ChannelKind::parse);
    read_as_written(&[Language::Chinese, Language::English], Language::as_str, Language::parse);
    read_as_written(&DeliveryState::ALL, DeliveryState::as_str, DeliveryState::parse);
    read_as_written(&AttemptOutcome::ALL, AttemptOutcome::as_str, AttemptOutcome::parse);
    read_as_written(&SettingKind::ALL, SettingKind::as_str, SettingKind::parse);
    read_as_written(&Effect::ALL, Effect::as_str, Effect::parse);
    read_as_written(&ItemKind::ALL, ItemKind::as_str, ItemKind::parse);
    for misfit in [Misfit::Priority, Misfit::Area, Misfit::Sensor, Misfit::Condition] {
        assert_eq!(misfit.as_str(), json(&misfit));
    }
    assert_eq!(format!("{:>8}|", SettingKind::Route), "   route|", "in a column");
}

#[test]
fn an_outcome_is_named_as_it_is_on_record() {
    let until = Timestamp::EPOCH;
    let why = Withheld::Shelved;
    let groups = vec![name("g1")];
    for outcome in [
        Outcome::Told { groups },
        Outcome::Folded,
        Outcome::Held { until },
        Outcome::Withheld { why },
        Outcome::Summarised,
        Outcome::Nobody,
        Outcome::Nothing,
    ] {
        let recorded = serde_json::to_value(&outcome).expect("a value");
        assert_eq!(recorded["outcome"], outcome.as_str());
    }
}

#[test]
fn a_delivery_tells_of_what_is_said_in_it() {
    let mut stage = Stage::at(book(&["g1"]), "2026-11-20T04:00:00Z");
    let mut alarm = Alarm::high();
    stage.raise(&mut alarm);
    stage.step(&mut alarm, TransitionKind::Return, Notice::Tell);
    let (at, item) = stage.items.pop().expect("a return");
    let delivery = Delivery {
        id: 7,
        event: item.event,
        channel: name("robot"),
        group: item.group,
        created: at,
        state: DeliveryState::Owed,
        settled: None,
        message: None,
        detail: None,
        facts: item.facts,
    };
    assert_eq!((delivery.kind(), delivery.occurrence()), (ItemKind::Return, Some(OccurrenceId(1))));
}
