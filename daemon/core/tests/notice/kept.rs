//! What is written down: what has changed, and nothing else.

use jiff::civil::time;
use mcs_core::{
    alarm::{Notice, SystemCause, TransitionKind},
    id::OccurrenceId,
    notice::{Item, Outcome, Schedule, Told},
};

use crate::stage::{Alarm, Providers, Stage, book};

fn night() -> Stage {
    Stage::at(book(&["g1", "g2"]), "2026-11-20T19:00:00Z")
}

/// The keys under which a tick has something written.
fn written(stage: &mut Stage) -> Vec<String> {
    let mut keys = Vec::new();
    stage.turn(|desk, book, now, mint, out| {
        desk.tick(book, now, mint, out);
        keys.extend(out.tracks.iter().map(|(key, _)| key.clone()));
    });
    keys
}

#[test]
fn where_nothing_is_due_nothing_is_written() {
    let mut night = night();
    night.raise(&mut Alarm::critical());
    night.until("03:01:00");
    night.turn(|desk, book, now, mint, out| {
        desk.tick(book, now, mint, out);
        assert!(out.is_empty(), "{out:?}");
    });
    let owed = night.owed(&mut Alarm::low(), TransitionKind::Raise, Notice::Announce);
    night.turn(|desk, book, now, mint, out| {
        desk.hear(&owed, book, now, mint, out);
        let keys: Vec<_> = out.tracks.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["point-2/LOW_BAT"]);
    });
}

#[test]
fn what_nobody_can_be_told_of_is_written_once() {
    let mut night = night();
    night.book.channels.clear();
    night.raise(&mut Alarm::low());
    assert_eq!(written(&mut night), [""; 0]);
}

#[test]
fn what_is_held_is_written_anew_when_it_is_held_until_another_time() {
    let mut night = night();
    let hours = |start| Some(Schedule { days: [true; 7], start: time(start, 0, 0, 0), end: time(23, 0, 0, 0) });
    night.book.policy.schedule = hours(8);
    night.raise(&mut Alarm::low());
    night.book.policy.debounce_s = 5;
    assert_eq!(written(&mut night), [""; 0], "it is held as long as before");
    night.book.policy.schedule = hours(9);
    assert_eq!(written(&mut night), ["point-2/LOW_BAT"]);
}

#[test]
fn whatever_came_of_something_is_something_to_do() {
    let mut night = night();
    night.providers = Providers::Silent;
    let event = night.raise(&mut Alarm::critical());
    let (_, item) = night.items[0].clone();
    let some: [fn(&mut Told, Item); 4] = [
        |told, item| told.items.push(item),
        |told, item| told.outcomes.push((item.event, OccurrenceId(1), Outcome::Nothing)),
        |told, _| told.tracks.push((String::new(), None)),
        |told, _| told.causes.push((SystemCause::NobodyAnswered, true, String::new())),
    ];
    assert_eq!(event, item.event);
    let mut told = Told::default();
    for add in some {
        assert!(told.is_empty());
        add(&mut told, item.clone());
        assert!(!told.is_empty(), "{told:?}");
        told.clear();
    }
    assert_eq!(told, Told::default());
}
