//! What is kept is enough, and no more than is needed; the same transition twice is once.

use std::collections::BTreeMap;

use mcs_core::{
    alarm::{Condition, Notice, Priority, Source, SystemCause, TransitionKind},
    id::ZoneId,
    notice::{Desk, RestoreError},
    time::Span,
};

use crate::stage::{Alarm, Providers, Stage, book};

fn night() -> Stage {
    Stage::at(book(&["g1", "g2"]), "2026-11-20T19:00:00Z")
}

fn kept(key: &str, what: &[u8]) -> BTreeMap<String, Vec<u8>> {
    BTreeMap::from([(key.to_owned(), what.to_vec())])
}

#[test]
fn the_same_transition_twice_is_once() {
    let mut night = night();
    let mut alarm = Alarm::critical();
    let owed = night.owed(&mut alarm, TransitionKind::Raise, Notice::Announce);
    for round in 0..4 {
        night.turn(|desk, book, now, mint, out| {
            desk.hear(&owed, book, now, mint, out);
            assert!(round == 0 || out.is_empty(), "{out:?}");
        });
        if round == 1 {
            night.restart();
            night.tick();
        }
    }
    assert_eq!(night.said(), ["03:00:00 g1 raise"]);
}

#[test]
fn a_transition_of_which_nothing_is_left_is_known_all_the_same() {
    let mut night = night();
    let mut alarm = Alarm::critical();
    let owed = night.owed(&mut alarm, TransitionKind::Raise, Notice::Withheld(mcs_core::alarm::Withheld::Joined));
    for _ in 0..2 {
        night.turn(|desk, book, now, mint, out| desk.hear(&owed, book, now, mint, out));
    }
    assert_eq!(night.outcomes.len(), 1);
}

#[test]
fn what_was_told_unrecorded_is_settled_by_its_row() {
    let mut night = night();
    let mut alarm = Alarm::critical();
    night.unrecorded = true;
    let mut raise = night.owed(&mut alarm, TransitionKind::Raise, Notice::Announce);
    night.turn(|desk, book, now, mint, out| desk.hear(&raise, book, now, mint, out));
    assert!(night.items[0].1.facts.unrecorded);
    let mut back = night.owed(&mut alarm, TransitionKind::Return, Notice::Tell);
    night.turn(|desk, book, now, mint, out| desk.hear(&back, book, now, mint, out));
    night.until("03:03:00");
    night.restart();
    night.tick();
    assert!(night.items.last().is_some_and(|(_, item)| item.facts.unrecorded));
    raise.unrecorded = false;
    back.unrecorded = false;
    for owed in [&raise, &back, &raise] {
        night.turn(|desk, book, now, mint, out| {
            desk.hear(owed, book, now, mint, out);
            assert!(out.items.is_empty() && out.outcomes.is_empty(), "{out:?}");
        });
    }
    night.until("03:05:00");
    assert!(night.items.last().is_some_and(|(_, item)| !item.facts.unrecorded), "it is on record now");
    assert_eq!(night.items.len(), 5);
}

#[test]
fn nothing_is_kept_of_what_is_over() {
    let mut night = night();
    for point in 0..50 {
        let mut alarm = Alarm::of(point, Condition::HighHigh, Priority::Critical);
        night.raise(&mut alarm);
        night.give_back(&mut alarm);
        night.ack(&mut alarm);
        night.step(&mut alarm, TransitionKind::Reset, Notice::Tell);
    }
    assert_eq!(night.kept.len(), 50, "their windows are open");
    night.until("03:10:00");
    assert_eq!(night.kept.len(), 0);
    assert_eq!(night.desk.next_due(), None);
}

#[test]
fn what_is_kept_of_an_alarm_that_never_ends_does_not_grow() {
    let mut night = night();
    let mut alarm = Alarm::critical();
    let mut sizes = Vec::new();
    for _ in 0..40 {
        for _ in 0..50 {
            night.raise_anew(&mut alarm);
            night.pass(Span::secs(30));
            night.tick();
            night.give_back(&mut alarm);
        }
        sizes.push(night.kept.values().map(Vec::len).sum::<usize>());
    }
    assert!(sizes.iter().all(|size| *size < 4_000), "{sizes:?}");
}

#[test]
fn every_source_has_a_key_that_can_be_read_again() {
    let mut night = night();
    let mut sources = vec![Source::Zone(ZoneId(3))];
    sources.extend(SystemCause::ALL.map(Source::System));
    let all = sources.len() * Condition::ALL.len();
    for source in sources {
        for condition in Condition::ALL {
            let mut alarm = Alarm::of(1, condition, Priority::High);
            alarm.source = source;
            night.raise(&mut alarm);
        }
    }
    assert_eq!(night.kept.len(), all);
    assert!(night.kept.contains_key("zone-3/ZONE") && night.kept.contains_key("system-disk-low/SYSTEM"));
    night.restart();
    let before = night.items.len();
    night.until("03:10:00");
    assert_eq!(night.items.len(), before + all, "each escalates");
}

#[test]
fn a_damaged_track_is_named_and_costs_only_itself() {
    let mut night = night();
    night.raise(&mut Alarm::critical());
    for key in ["pump/HIGH", "point-x/HIGH", "zone-x/HIGH", "system-x/SYSTEM", "point-1", "point/HIGH", "point-1/HI"] {
        let error = Desk::restore(kept(key, b"{}"), night.now).expect_err(key);
        assert!(matches!(&error, RestoreError::Key { key: named } if named == key));
        assert_eq!(error.key(), key);
        assert!(error.to_string().contains("names no alarm"));
    }
    for key in ["desk", "point-2/HIGH_HIGH"] {
        let error = Desk::restore(kept(key, b"{"), night.now).expect_err(key);
        assert_eq!(error.key(), key);
        assert!(std::error::Error::source(&error).is_some() && error.to_string().contains("damaged"));
    }
}

#[test]
fn a_track_of_an_earlier_version_that_lacks_something_can_be_read() {
    let night = night();
    let desk = Desk::restore(kept("point-2/HIGH", b"{}"), night.now).expect("nothing is missing");
    assert!(desk.next_due().is_some_and(|due| due < night.now.mono), "what the system says is said again");
}

#[test]
fn a_wall_clock_that_went_back_over_a_restart_does_not_undo_what_was_done() {
    let mut night = night();
    night.raise(&mut Alarm::critical());
    night.until("03:05:30");
    night.now.utc = night.now.utc + Span::hours(-2);
    night.restart();
    night.said();
    night.until("01:10:30");
    assert_eq!(night.said(), ["01:10:30 g1 repeat", "01:10:30 g2 repeat"], "five minutes from the last one");
}

#[test]
fn everything_that_waits_survives_a_restart() {
    let mut night = night();
    let mut low = Alarm::low();
    night.raise(&mut low);
    night.until("03:01:00");
    night.give_back(&mut low);
    night.until("03:02:00");
    night.raise_anew(&mut low);
    let mut critical = Alarm::critical();
    night.raise(&mut critical);
    night.until("03:02:30");
    night.step(&mut critical, TransitionKind::Supersede, Notice::Nothing);
    night.restart();
    night.raise(&mut critical);
    night.said();
    night.until("03:10:00");
    assert_eq!(
        night.said(),
        ["03:05:00 g2 escalate", "03:07:00 g1 repeat", "03:07:00 g2 repeat", "03:10:00 g1 state x1"]
    );
}

#[test]
fn an_escalation_nobody_takes_over_is_forgotten() {
    let mut night = night();
    let mut critical = Alarm::critical();
    night.raise(&mut critical);
    night.step(&mut critical, TransitionKind::Supersede, Notice::Nothing);
    let later = night.now.utc + Span::hours(49);
    night.now.utc = night.now.utc + Span::hours(1);
    night.tick();
    night.run_to(later + Span::hours(1));
    assert_eq!(night.kept.len(), 0);
}

#[test]
fn a_desk_that_hears_nothing_keeps_nothing() {
    let mut night = night();
    night.providers = Providers::Silent;
    night.tick();
    assert!(night.kept.is_empty() && night.desk.next_due().is_none());
}

#[test]
fn a_transition_told_before_its_row_is_told_once_however_often_it_comes() {
    let mut night = night();
    night.unrecorded = true;
    let mut raise = night.owed(&mut Alarm::critical(), TransitionKind::Raise, Notice::Announce);
    for _ in 0..3 {
        night.turn(|desk, book, now, mint, out| desk.hear(&raise, book, now, mint, out));
    }
    assert_eq!((night.said().len(), night.outcomes.len()), (1, 1));
    night.until("03:03:00");
    assert!(night.items.last().is_some_and(|(_, item)| item.facts.unrecorded), "its row has not come");
    raise.unrecorded = false;
    night.turn(|desk, book, now, mint, out| desk.hear(&raise, book, now, mint, out));
    night.until("03:05:00");
    assert!(night.items.last().is_some_and(|(_, item)| !item.facts.unrecorded));
}

#[test]
fn what_was_withheld_before_its_row_is_forgotten_with_its_row() {
    let mut night = night();
    night.unrecorded = true;
    let why = Notice::Withheld(mcs_core::alarm::Withheld::Eclipsed);
    let mut raise = night.owed(&mut Alarm::high(), TransitionKind::Raise, why);
    night.turn(|desk, book, now, mint, out| desk.hear(&raise, book, now, mint, out));
    assert_eq!(night.kept.len(), 1, "its row is still to come");
    night.restart();
    night.tick();
    raise.unrecorded = false;
    night.turn(|desk, book, now, mint, out| desk.hear(&raise, book, now, mint, out));
    assert_eq!((night.kept.len(), night.outcomes.len()), (0, 1));
}
