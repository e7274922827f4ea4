//! What the system says of telling itself: that nobody can be reached, that nobody answers.

use mcs_core::{
    alarm::{LifeState, Notice, Source, SystemCause, TransitionKind},
    notice::{Outcome, Owed},
    time::Span,
};

use crate::{
    replies::{REACHED, UNREACHABLE, silent},
    stage::{Alarm, Stage, book, name},
};

#[test]
fn the_system_says_of_what_nobody_was_told_or_nobody_answered() {
    let words = |know: fn(&mut Owed)| {
        let mut night = silent(&["g1"]);
        let mut raise = night.owed(&mut Alarm::critical(), TransitionKind::Raise, Notice::Announce);
        know(&mut raise);
        let event = raise.transition.event;
        night.turn(|desk, book, now, mint, out| desk.hear(&raise, book, now, mint, out));
        let mut words = Vec::new();
        night.turn(|desk, book, now, mint, out| {
            desk.failed(event, &name("g1"), book, now, mint, out);
            words.extend(out.causes.drain(..).map(|(_, _, words)| words));
        });
        night.pass(Span::mins(3));
        night.turn(|desk, book, now, mint, out| {
            desk.tick(book, now, mint, out);
            words.extend(out.causes.drain(..).map(|(_, _, words)| words));
        });
        words
    };
    for (know, named) in [
        ((|_| {}) as fn(&mut Owed), "HIGH_HIGH of A002"),
        (|owed| (owed.occurrence.sn, owed.occurrence.text) = (None, Some("2oo3".into())), "HIGH_HIGH (2oo3)"),
        (|owed| owed.occurrence.sn = None, "HIGH_HIGH"),
    ] {
        assert_eq!(
            words(know),
            [
                format!("every channel of every group failed for {named}"),
                format!("everybody was told of {named} and nobody acknowledged"),
            ]
        );
    }
}

#[test]
fn that_nobody_answers_ends_with_the_alarm() {
    let mut night = Stage::at(book(&["g1"]), "2026-11-20T19:00:00Z");
    let mut alarm = Alarm::high();
    night.raise(&mut alarm);
    night.until("03:30:00");
    night.give_back(&mut alarm);
    night.step(&mut alarm, TransitionKind::Ack, Notice::Nothing);
    assert_eq!(night.causes, [(SystemCause::NobodyAnswered, true), (SystemCause::NobodyAnswered, false)]);
    assert_eq!(night.kept.len(), 0);
}

#[test]
fn that_nobody_answers_is_said_again_after_a_restart() {
    let mut night = Stage::at(book(&["g1"]), "2026-11-20T19:00:00Z");
    let mut alarm = Alarm::critical();
    alarm.sn = None;
    alarm.source = Source::System(SystemCause::ZoneBlind);
    night.raise(&mut alarm);
    night.until("03:04:00");
    night.restart();
    night.tick();
    let answered = |present| (SystemCause::NobodyAnswered, present);
    assert_eq!(night.causes, [answered(true), REACHED, answered(true)]);
    night.ack(&mut alarm);
    assert_eq!(night.causes[3..], [answered(false)]);
}

#[test]
fn that_somebody_can_be_reached_is_said_though_there_is_nothing_to_tell() {
    let mut night = Stage::at(book(&["g1"]), "2026-11-20T19:00:00Z");
    let channels = std::mem::take(&mut night.book.channels);
    let mut alarm = Alarm::low();
    night.raise(&mut alarm);
    night.give_back(&mut alarm);
    night.ack(&mut alarm);
    night.tick();
    assert_eq!(night.causes, [UNREACHABLE]);
    night.book.channels = channels;
    night.tick();
    assert_eq!(night.causes, [UNREACHABLE, REACHED]);
    assert_eq!(night.said(), [""; 0]);
}

#[test]
fn without_groups_or_channels_there_is_nobody_and_the_system_says_so() {
    for groups in [true, false] {
        let mut night = Stage::at(book(&["g1"]), "2026-11-20T19:00:00Z");
        let whole = night.book.clone();
        night.book.channels.clear();
        if !groups {
            night.book.groups.clear();
        }
        let (mut alarm, mut other) = (Alarm::critical(), Alarm::of(7, Alarm::high().condition, Alarm::high().priority));
        let event = night.raise(&mut alarm);
        night.raise(&mut other);
        let mut once = Alarm::of(8, other.condition, other.priority);
        once.state = LifeState::UnackReturned;
        let found = night.step(&mut once, TransitionKind::MaskOff, Notice::Once);
        for event in [event, found] {
            assert_eq!(night.outcome(event), Some(&Outcome::Nobody));
        }
        assert_eq!(night.causes, [UNREACHABLE], "once");
        night.until("03:02:00");
        night.book = whole;
        night.tick();
        assert_eq!(night.causes, [UNREACHABLE, REACHED]);
        assert_eq!(night.said(), ["03:02:00 g1 raise late", "03:02:00 g1 raise late", "03:02:00 g1 once late"]);
        night.until("03:07:00");
        assert_eq!(night.said(), ["03:07:00 g1 repeat"], "people have as long to answer as ever");
    }
}

#[test]
fn an_escalation_that_finds_nobody_says_so() {
    let mut night = Stage::at(book(&["g1", "g2"]), "2026-11-20T19:00:00Z");
    night.raise(&mut Alarm::critical());
    night.book.channels.clear();
    night.until("03:03:00");
    assert_eq!(night.causes, [UNREACHABLE]);
    night.book = book(&["g2"]);
    night.until("03:05:00");
    assert_eq!(night.said(), ["03:00:00 g1 raise", "03:05:00 g2 escalate"]);
    assert_eq!(night.causes, [UNREACHABLE, REACHED]);
}
