//! An alarm with every step of its life.

use mcs_core::{
    alarm::{Actor, Condition, LifeState, Notice, Priority, Response, Source, Transition, TransitionKind, Withheld},
    id::{EventId, OccurrenceId, PointId},
    notice::Language,
    sensor::SensorClass,
};

use super::{alarm, at, list, one};
use crate::{
    output::Format,
    view::alarm::{Life, Step},
};

fn step(kind: TransitionKind, state: LifeState, notice: Notice, by: Option<&str>) -> Step {
    Step::from(transition(kind, state, notice, by))
}

pub(super) fn transition(kind: TransitionKind, state: LifeState, notice: Notice, by: Option<&str>) -> Transition {
    Transition {
        event: EventId(1 << 100),
        source: Source::Point(PointId(1)),
        condition: Condition::High,
        occurrence: OccurrenceId(42),
        kind,
        state,
        priority: Priority::High,
        measured: at("2026-11-01T02:00:10Z"),
        received: at("2026-11-01T02:00:10.300Z"),
        value: Some(3516.1),
        limit: Some(1000.0),
        rules: Some(3),
        notice,
        by: by.map(|name| Actor { name: name.to_owned() }),
        comment: None,
    }
}

#[test]
fn an_alarm_is_shown_with_every_step_of_its_life() {
    let life = Life {
        response: Response::of(Condition::High, SensorClass::Combustible, Language::English),
        alarm: alarm(),
        transitions: vec![
            step(TransitionKind::Raise, LifeState::UnackActive, Notice::Announce, None),
            step(TransitionKind::Ack, LifeState::AckedActive, Notice::Withheld(Withheld::Eclipsed), Some("王伟")),
        ],
    };
    insta::assert_snapshot!("life_json", one(Format::Json, &life));
    insta::assert_snapshot!("life_steps", list(Format::Table, &life.transitions));
}
