//! An alarm that is only supposed.

use mcs_core::{
    alarm::{Condition, LifeState, Notice, Priority, Source, SystemCause, TransitionKind},
    device::{Device, Limits, PointSettings},
    id::{OccurrenceId, PointId, SerialNumber},
    notice::{Owed, usual_priority},
    sensor::SensorType,
};

use crate::stage::{name, utc};

/// A gas detector with both limits.
fn detector() -> PointSettings {
    let mut settings = PointSettings::proposed(SensorType::CH4);
    settings.rules.limits = Limits { high: Some(25.0), high_high: Some(50.0), ..Limits::default() };
    settings
}

#[test]
fn a_condition_is_as_urgent_as_somebody_said_or_as_its_level_or_kind_is() {
    let mut settings = detector();
    for (condition, priority) in [
        (Condition::HighHigh, Priority::Critical),
        (Condition::High, Priority::High),
        (Condition::OverRange, Priority::Critical),
        (Condition::LowBat, Priority::Low),
    ] {
        assert_eq!(usual_priority(&settings, condition), priority, "{condition:?}");
    }
    settings.rules.limits.high_high = None;
    assert_eq!(usual_priority(&settings, Condition::High), Priority::Critical, "where no second level follows");
    settings.rules.priorities.insert(Condition::LowBat, Priority::Medium);
    assert_eq!(usual_priority(&settings, Condition::LowBat), Priority::Medium);
}

#[test]
fn of_settings_nothing_could_be_judged_by_an_alarm_counts_as_high() {
    let mut settings = detector();
    settings.rules.limits.high = Some(60.0);
    assert_eq!(usual_priority(&settings, Condition::LowBat), Priority::High);
    settings.rules.priorities.insert(Condition::LowBat, Priority::Low);
    assert_eq!(usual_priority(&settings, Condition::LowBat), Priority::Low);
}

#[test]
fn what_is_supposed_is_a_raise_of_which_nothing_but_its_place_is_known() {
    let at = utc("2026-11-20T19:00:00Z");
    let device = Device {
        sn: SerialNumber::new("A002").expect("a serial number"),
        point: PointId(2),
        name: Some("pump 3".into()),
        area: Some(name("tank-farm")),
        zone: None,
        instrument: None,
        position: None,
        settings: detector(),
        revision: 1,
        added: at,
        retired: None,
    };
    let of = (Source::Point(device.point), Condition::High);
    let owed = Owed::supposed(of, Priority::High, Some(&device), at);
    let (step, occurrence) = (&owed.transition, &owed.occurrence);
    assert_eq!((step.kind, step.notice, step.state), (TransitionKind::Raise, Notice::Announce, LifeState::UnackActive));
    assert_eq!((step.source, step.condition, step.priority), (of.0, of.1, Priority::High));
    assert_eq!((step.occurrence, step.measured, step.received), (OccurrenceId(0), at, at));
    assert_eq!((occurrence.sn.as_ref(), occurrence.raised, occurrence.value), (Some(&device.sn), at, None));
    assert_eq!((owed.name, owed.area, owed.sensor), (device.name, device.area, Some(SensorType::CH4)));

    let of = (Source::System(SystemCause::DiskLow), Condition::System);
    let owed = Owed::supposed(of, Priority::Medium, None, at);
    assert_eq!((owed.occurrence.sn, owed.name, owed.area, owed.sensor), (None, None, None, None));
}
