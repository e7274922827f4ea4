//! Resets, masks, silence and the pages: what keys ask for, and how it looks.

use crossterm::event::KeyCode;
use mcs_core::{
    alarm::{Condition, LifeState, Mask, MaskKind, Occurrence, Priority, Source},
    id::{OccurrenceId, PointId},
    live::PointLive,
    performance::{Frequent, Grade, Performance},
    time::Span,
};
use mcstui::{
    action::{Action, Change},
    event::{Done, Event, Refusal, Reply},
    keymap::Place,
};

use super::{
    plant::{Hand, TEN, alarm, quiet, sn},
    screens::at_every_size,
};

const SIZE: (u16, u16) = (80, 24);

fn a2(state: LifeState) -> Occurrence {
    alarm(42, Condition::HighHigh, Priority::Critical, state)
}

fn a1(state: LifeState) -> Occurrence {
    alarm(41, Condition::High, Priority::High, state)
}

fn with(alarms: Vec<Occurrence>) -> Hand {
    Hand::watching(SIZE, quiet(), alarms)
}

fn said(hand: &Hand) -> &str {
    hand.state.message.as_ref().map_or("", |message| &message.text)
}

fn type_in(hand: &mut Hand, text: &str) {
    for c in text.chars() {
        assert_eq!(hand.key(KeyCode::Char(c)), [], "{c} is text, not a command");
    }
}

fn mask(kind: MaskKind, condition: Option<Condition>) -> Mask {
    Mask {
        sn: Some(sn("A003")),
        source: Source::Point(PointId(3)),
        condition,
        kind,
        by: "wang".into(),
        reason: "welding".into(),
        watcher: Some("li".into()),
        work_order: None,
        confirmed_by: None,
        since: TEN - Span::mins(1),
        until: TEN + Span::mins(59),
    }
}

fn shelved(mut alarm: Occurrence) -> Occurrence {
    alarm.mask = Some(mask(MaskKind::Shelved, Some(alarm.condition)));
    alarm.masked = Some("shelved".into());
    alarm
}

fn inhibited() -> Vec<PointLive> {
    let mut points = quiet();
    points[2].mask = Some(mask(MaskKind::Inhibited, None));
    points
}

#[test]
fn a_reset_is_asked_about_and_then_done() {
    let mut hand = with(vec![a2(LifeState::LatchedAcked)]);
    assert_eq!(hand.key(KeyCode::Char('r')), []);
    assert_eq!(hand.state.place(), Place::Form);
    type_in(&mut hand, "ventilated");
    let done = Change::Reset { id: OccurrenceId(42), comment: Some("ventilated".into()), verified: None };
    assert_eq!(hand.key(KeyCode::Enter), [Action::Change(done)]);
    hand.feed(Event::Reply(Reply::Changed(Ok(Done::Reset(Condition::HighHigh)))));
    assert_eq!(said(&hand), "reset HIGH_HIGH");
}

#[test]
fn over_range_is_not_reset_without_a_word_on_how_it_was_verified() {
    let mut hand = with(vec![alarm(42, Condition::OverRange, Priority::Critical, LifeState::LatchedAcked)]);
    hand.key(KeyCode::Char('r'));
    assert_eq!(hand.key(KeyCode::Enter), []);
    assert_eq!(hand.state.place(), Place::Form, "it stays open");
    type_in(&mut hand, "bump test");
    let done = Change::Reset { id: OccurrenceId(42), comment: None, verified: Some("bump test".into()) };
    assert_eq!(hand.key(KeyCode::Enter), [Action::Change(done)]);
}

#[test]
fn what_cannot_be_reset_is_not_asked_about() {
    for (state, why) in [
        (LifeState::UnackActive, "the condition is still present"),
        (LifeState::LatchedUnack, "acknowledge it first, then reset it"),
        (LifeState::UnackReturned, "it does not latch; acknowledge it"),
    ] {
        let mut hand = with(vec![a2(state)]);
        hand.key(KeyCode::Char('r'));
        assert_eq!((hand.state.place(), said(&hand)), (Place::Wall, why));
    }
}

#[test]
fn a_shelf_needs_a_reason_and_an_end_and_a_critical_one_who_watches() {
    let mut hand = with(vec![a2(LifeState::UnackActive)]);
    hand.key(KeyCode::Char('s'));
    type_in(&mut hand, "welding");
    assert_eq!(hand.key(KeyCode::Enter), [], "nobody watches");
    type_in(&mut hand, "li");
    hand.key(KeyCode::Up);
    hand.key(KeyCode::Backspace);
    assert_eq!(hand.key(KeyCode::Backspace), []);
    assert_eq!(hand.key(KeyCode::Enter), [], "no end");
    type_in(&mut hand, "481");
    assert_eq!(hand.key(KeyCode::Enter), [], "too long");
    hand.key(KeyCode::Backspace);
    let done = Change::Shelve {
        id: OccurrenceId(42),
        reason: "welding".into(),
        length: Span::mins(48),
        watcher: Some("li".into()),
    };
    assert_eq!(hand.key(KeyCode::Enter), [Action::Change(done)]);
}

#[test]
fn a_mask_is_ended_where_it_is_seen() {
    let mut hand = with(vec![shelved(a1(LifeState::AckedActive))]);
    assert_eq!(hand.key(KeyCode::Char('u')), [Action::Change(Change::Unshelve { id: OccurrenceId(41) })]);
    let mut hand = Hand::watching(SIZE, inhibited(), Vec::new());
    hand.state.selection.point = Some(sn("A003"));
    hand.key(KeyCode::Tab);
    assert_eq!(
        hand.key(KeyCode::Char('u')),
        [Action::Change(Change::Uninhibit { sn: sn("A003"), kind: MaskKind::Inhibited })]
    );
    hand.key(KeyCode::Char('i'));
    assert_eq!(said(&hand), "it is masked already; u ends that");
}

#[test]
fn nothing_is_changed_while_the_daemon_is_lost() {
    let mut hand = with(vec![a2(LifeState::LatchedAcked)]);
    hand.lose();
    assert_eq!(hand.key(KeyCode::Char('S')), []);
    assert!(said(&hand).contains("quiet here"), "only the sound of the loss, and only here");
    hand.key(KeyCode::Char('u'));
    assert!(said(&hand).contains("nothing was done") || said(&hand).contains("no mask"));
    hand.key(KeyCode::Char('r'));
    assert_eq!(hand.key(KeyCode::Enter), []);
    assert_eq!(hand.key(KeyCode::Char('K')), []);
}

#[test]
fn silence_stops_the_bell_until_it_is_over() {
    let mut hand = with(vec![a1(LifeState::AckedActive)]);
    assert_eq!(hand.key(KeyCode::Char('S')), [Action::Change(Change::Silence)]);
    hand.state.plant.silent_until = Some(TEN + Span::mins(5));
    assert!(hand.state.silence().is_some());
    assert!(
        !hand
            .delta(Vec::new(), vec![a2(LifeState::UnackActive)])
            .iter()
            .any(|action| matches!(action, Action::Sound(_)))
    );
    hand.state.plant.silent_until = Some(TEN - Span::secs(1));
    assert_eq!(hand.state.silence(), None);
}

#[test]
fn the_figures_are_asked_for_and_shown() {
    let mut hand = with(Vec::new());
    let asked = hand.key(KeyCode::Char('K'));
    assert!(matches!(&asked[..], [Action::Figures { from, to }] if *to - *from == Span::hours(720)), "{asked:?}");
    let refusal = Refusal::Said { message: "the store is busy".into(), advice: String::new() };
    hand.feed(Event::Reply(Reply::Figures(Err(refusal))));
    assert_eq!((hand.state.place(), said(&hand)), (Place::Wall, "the store is busy"));
}

#[test]
fn a_shelved_alarm_and_masked_points() {
    at_every_size("masked", |size| {
        let mut points = inhibited();
        points[0].mask = Some(Mask { work_order: Some("W-17".into()), ..mask(MaskKind::OutOfService, None) });
        points[1].mask = Some(mask(MaskKind::WarmUp, None));
        let mut first = a2(LifeState::UnackActive);
        (first.first_out, first.drill, first.sn) = (true, true, Some(sn("A004")));
        let mut hand = Hand::watching(size, points, vec![shelved(a1(LifeState::AckedActive)), first]);
        hand.state.plant.silent_until = Some(TEN + Span::mins(4));
        hand
    });
}

#[test]
fn the_form_before_a_critical_alarm_is_shelved() {
    at_every_size("shelve", |size| {
        let mut hand = Hand::watching(size, quiet(), vec![a2(LifeState::UnackActive)]);
        hand.key(KeyCode::Char('s'));
        type_in(&mut hand, "welding at the compressor");
        hand.key(KeyCode::Enter);
        hand
    });
}

#[test]
fn the_details_of_an_alarm() {
    at_every_size("details", |size| {
        let mut latched = a2(LifeState::LatchedAcked);
        latched.comment = Some("a long comment about what was found at the compressor and what was done there".into());
        let mut hand = Hand::watching(size, quiet(), vec![latched]);
        hand.key(KeyCode::Char('d'));
        hand
    });
}

#[test]
fn the_figures_of_the_alarms() {
    at_every_size("figures", |size| {
        let mut hand = Hand::watching(size, quiet(), Vec::new());
        hand.key(KeyCode::Char('K'));
        let figures = Performance {
            from: TEN - Span::hours(720),
            to: TEN,
            operators: 1,
            enough: true,
            alarms: 4321,
            per_hour: 6.0,
            per_ten_minutes: 1.0,
            grade: Grade::Good,
            busiest: 14,
            busy_share: 0.002,
            flood_share: 0.003,
            floods: 2,
            top: vec![Frequent { subject: "A003".into(), condition: Condition::High, alarms: 400, share: 0.1 }],
            top_share: 0.4,
            chattering: 3,
            fleeting: 17,
            stale: 0,
            split: [0.8, 0.15, 0.04, 0.01],
            acknowledged: 4300,
            ack_median_s: Some(31.0),
            ack_p95_s: Some(190.0),
            blind: Vec::new(),
            overrides: 0,
        };
        hand.feed(Event::Reply(Reply::Figures(Ok(Box::new(figures)))));
        hand
    });
}
