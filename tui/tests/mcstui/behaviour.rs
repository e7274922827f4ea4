//! What events do to the state, and what they make the runner do.

use crossterm::event::{KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use mcs_core::{
    alarm::{Condition, LifeState, Priority},
    id::OccurrenceId,
    live::PointLive,
    time::Span,
};
use mcstui::{
    action::{Action, Sound},
    event::{AcknowledgedAll, Event, Link, Loss, Refusal, Reply},
    layout::Panes,
    state::{link::Standing, overlay::Overlay, screen::Screen, select::Pane, trend::Past},
};

use super::plant::{Hand, TEN, alarm, quiet, sn};

const SIZE: (u16, u16) = (80, 24);

fn a1(id: u64, state: LifeState) -> mcs_core::alarm::Occurrence {
    alarm(id, Condition::High, Priority::High, state)
}

fn leaking(alarms: Vec<mcs_core::alarm::Occurrence>) -> Hand {
    Hand::watching(SIZE, quiet(), alarms)
}

fn face(hand: &Hand, name: &str) -> mcstui::state::face::Face {
    hand.state.face(hand.state.plant.point(&sn(name)).expect("a point of the plant"))
}

fn said(hand: &Hand) -> &str {
    hand.state.message.as_ref().map_or("", |message| &message.text)
}

#[test]
fn a_acknowledges_the_selected_alarm() {
    let mut hand = leaking(vec![a1(41, LifeState::UnackActive)]);
    assert_eq!(hand.key(KeyCode::Char('a')), [Action::Acknowledge { id: OccurrenceId(41) }]);
    hand.delta(Vec::new(), vec![a1(41, LifeState::AckedActive)]);
    assert_eq!(hand.key(KeyCode::Char('a')), []);
    assert_eq!(said(&hand), "this alarm is acknowledged already");
}

#[test]
fn a_on_the_map_acknowledges_the_worst_alarm_of_the_point() {
    let worst = alarm(42, Condition::HighHigh, Priority::Critical, LifeState::LatchedUnack);
    let mut hand = leaking(vec![a1(41, LifeState::UnackActive), worst]);
    hand.key(KeyCode::Tab);
    assert_eq!(hand.key(KeyCode::Char('a')), [Action::Acknowledge { id: OccurrenceId(42) }]);
}

#[test]
fn nothing_is_acknowledged_while_the_daemon_is_lost() {
    let mut hand = leaking(vec![a1(41, LifeState::UnackActive)]);
    hand.lose();
    assert_eq!(hand.key(KeyCode::Char('a')), []);
    assert!(said(&hand).contains("nothing was done"));
    hand.key(KeyCode::Char('A'));
    assert!(matches!(hand.state.overlay, Overlay::Nothing));
}

#[test]
fn a_key_never_acknowledges_what_has_just_moved_under_it() {
    let mut hand = leaking(vec![a1(41, LifeState::UnackActive), a1(40, LifeState::UnackActive)]);
    assert_eq!(hand.state.selection.alarm, Some(OccurrenceId(41)));
    hand.delta(Vec::new(), vec![a1(41, LifeState::Normal)]);
    assert_eq!(hand.key(KeyCode::Char('a')), []);
    hand.wait(Span::secs(1));
    hand.heartbeat();
    assert_eq!(hand.key(KeyCode::Char('a')), [Action::Acknowledge { id: OccurrenceId(40) }]);
}

#[test]
fn the_alarm_a_person_selected_stays_selected_when_a_worse_one_comes() {
    let mut hand = leaking(vec![a1(41, LifeState::UnackActive)]);
    hand.key(KeyCode::Down);
    hand.delta(Vec::new(), vec![alarm(42, Condition::HighHigh, Priority::Critical, LifeState::UnackActive)]);
    assert_eq!(hand.key(KeyCode::Char('a')), [Action::Acknowledge { id: OccurrenceId(41) }]);
}

#[test]
fn until_a_person_selects_one_the_worst_alarm_is_selected() {
    let mut hand = leaking(vec![a1(41, LifeState::UnackActive)]);
    hand.delta(Vec::new(), vec![alarm(42, Condition::HighHigh, Priority::Critical, LifeState::UnackActive)]);
    assert_eq!(hand.key(KeyCode::Char('a')), [], "it has just moved under the key");
    hand.wait(Span::secs(1));
    hand.heartbeat();
    assert_eq!(hand.key(KeyCode::Char('a')), [Action::Acknowledge { id: OccurrenceId(42) }]);
}

#[test]
fn all_is_acknowledged_at_the_revision_that_was_seen() {
    let mut hand = leaking(vec![a1(41, LifeState::UnackActive)]);
    hand.key(KeyCode::Char('A'));
    hand.delta(Vec::new(), vec![a1(42, LifeState::UnackActive)]);
    let actions = hand.key(KeyCode::Enter);
    assert_eq!(actions, [Action::AcknowledgeAll { boot_id: "boot".into(), rev: 1, comment: None }]);
    hand.feed(Event::Reply(Reply::AcknowledgedAll(Ok(AcknowledgedAll {
        acknowledged: vec![a1(41, LifeState::AckedActive)],
        newer: 1,
    }))));
    assert_eq!(said(&hand), "acknowledged 1, 1 newer stay");
}

#[test]
fn with_a_critical_among_them_all_needs_a_comment() {
    let critical = alarm(42, Condition::HighHigh, Priority::Critical, LifeState::UnackActive);
    let mut hand = leaking(vec![critical]);
    hand.key(KeyCode::Char('A'));
    assert_eq!(hand.key(KeyCode::Enter), []);
    hand.type_text("  qa?");
    hand.feed(Event::Paste("\n on\tsite".into()));
    hand.key(KeyCode::Backspace);
    let comment = Some("qa? onsit".to_owned());
    assert_eq!(hand.key(KeyCode::Enter), [Action::AcknowledgeAll { boot_id: "boot".into(), rev: 1, comment }]);
    assert!(matches!(hand.state.overlay, Overlay::Nothing));
}

#[test]
fn escape_cancels_the_prompt() {
    let mut hand = leaking(vec![a1(41, LifeState::UnackActive)]);
    hand.key(KeyCode::Char('A'));
    assert_eq!(hand.key(KeyCode::Esc), []);
    assert_eq!(hand.key(KeyCode::Enter), []);
    assert!(matches!(hand.state.overlay, Overlay::Nothing));
}

#[test]
fn a_refusal_is_shown_with_its_advice() {
    let mut hand = leaking(vec![a1(41, LifeState::UnackActive)]);
    let refusal = Refusal::Said { message: "41 has a newer occurrence".into(), advice: "acknowledge 43".into() };
    hand.feed(Event::Reply(Reply::Acknowledged(Err(refusal))));
    assert_eq!(said(&hand), "41 has a newer occurrence: acknowledge 43");
    hand.wait(Span::secs(20));
    assert_eq!(said(&hand), "");
}

#[test]
fn the_bell_rings_once_for_each_raise() {
    let mut hand = leaking(Vec::new());
    let bells = |actions: Vec<Action>| actions.into_iter().filter(|action| matches!(action, Action::Sound(_))).count();
    assert_eq!(bells(hand.delta(Vec::new(), vec![a1(41, LifeState::UnackActive)])), 1);
    assert_eq!(bells(hand.delta(Vec::new(), vec![a1(41, LifeState::UnackActive)])), 0);
    assert_eq!(bells(hand.delta(Vec::new(), vec![a1(41, LifeState::AckedActive)])), 0);
    assert_eq!(bells(hand.wait(Span::secs(1))), 0);
    assert_eq!(bells(hand.delta(Vec::new(), vec![a1(41, LifeState::UnackActive)])), 1, "raised again");
    assert_eq!(bells(hand.snapshot(quiet(), vec![a1(41, LifeState::UnackActive)])), 0, "known already");
    assert_eq!(bells(hand.delta(Vec::new(), vec![a1(42, LifeState::UnackReturned)])), 0, "found in a back-fill");
    assert_eq!(bells(hand.wait(Span::secs(1))), 0);
    let mut masked = a1(43, LifeState::UnackActive);
    masked.masked = Some("A2 stands".into());
    assert_eq!(bells(hand.delta(Vec::new(), vec![masked.clone()])), 0);
    masked.masked = None;
    assert_eq!(bells(hand.delta(Vec::new(), vec![masked])), 1, "the mask ended");
    assert_eq!(bells(hand.wait(Span::secs(1))), 0);
    assert_eq!(bells(hand.lose()), 1, "a wall that lost its daemon says so with sound");
    assert_eq!(bells(hand.lose()), 0);
}

#[test]
fn a_lost_daemon_makes_every_value_unknown_and_a_word_from_it_heals() {
    let mut hand = leaking(Vec::new());
    assert_eq!(face(&hand, "A001").flag, [' ', ' ']);
    hand.lose();
    assert!(matches!(hand.state.connection.standing(hand.state.clock.mono()), Standing::Lost { .. }));
    for point in quiet() {
        let face = face(&hand, point.sn.as_str());
        assert_eq!((face.flag, face.look), (['?', ' '], mcstui::state::face::Look::Unknown));
        assert!(!face.age.is_empty());
    }
    hand.key(KeyCode::Tab);
    assert_eq!(hand.state.selection.pane, Pane::Map, "keys are alive");
    hand.snapshot(quiet(), Vec::new());
    assert_eq!(face(&hand, "A001").flag, [' ', ' ']);
}

#[test]
fn a_daemon_that_falls_silent_is_taken_for_lost() {
    let mut hand = leaking(Vec::new());
    for _ in 0..10 {
        hand.wait(Span::secs(1));
        hand.heartbeat();
    }
    assert!(hand.state.connection.up());
    let actions: Vec<_> = (0..4).flat_map(|_| hand.wait(Span::secs(1))).collect();
    assert!(!hand.state.connection.up());
    assert_eq!(actions, [Action::Sound(Sound::LOST)]);
}

#[test]
fn ages_grow_by_ticks_only() {
    let mut hand = leaking(Vec::new());
    assert_eq!(face(&hand, "A001").age, "4s");
    hand.key(KeyCode::Tab);
    assert_eq!(face(&hand, "A001").age, "4s");
    hand.wait(Span::secs(2));
    assert_eq!(face(&hand, "A001").age, "6s");
    hand.wait(Span::mins(3));
    assert_eq!(face(&hand, "A001").age, "3m");
}

#[test]
fn ticks_ask_for_a_picture_only_when_it_would_differ() {
    let mut hand = leaking(Vec::new());
    let after = |hand: &mut Hand, ms| {
        hand.wait(Span::millis(ms));
        let changed = hand.state.changed();
        hand.state.drawn();
        changed
    };
    assert!(after(&mut hand, 0));
    assert!(!after(&mut hand, 300), "quiet: nothing blinks");
    assert!(after(&mut hand, 700), "a second later");
    hand.delta(Vec::new(), vec![a1(41, LifeState::UnackActive)]);
    assert!(after(&mut hand, 0));
    assert!(!after(&mut hand, 100));
    assert!(after(&mut hand, 200), "2 Hz while an alarm waits");
    assert!(hand.state.until_tick() <= Span::millis(250));
    hand.delta(Vec::new(), vec![a1(41, LifeState::AckedActive)]);
    assert!(after(&mut hand, 0));
    assert!(!after(&mut hand, 250), "acknowledged: nothing blinks");
}

#[test]
fn the_trend_follows_the_selection_and_forgets_late_answers() {
    let mut hand = Hand::new(SIZE);
    let first = hand.snapshot(quiet(), Vec::new());
    assert!(matches!(&first[..], [Action::Trend { sn: of, request: 1, .. }] if *of == sn("A001")));
    hand.key(KeyCode::Tab);
    let second = hand.key(KeyCode::Right);
    assert!(matches!(&second[..], [Action::Trend { request: 2, .. }]));
    hand.answer_trend(&first);
    assert_eq!((hand.state.trend.past.clone(), hand.state.trend.samples().len()), (Past::Loading, 0));
    hand.answer_trend(&second);
    assert_eq!((hand.state.trend.past.clone(), hand.state.trend.samples().len()), (Past::Loaded, 240));
}

#[test]
fn live_values_go_on_where_the_past_ends_and_an_hour_is_kept() {
    let mut hand = Hand::new(SIZE);
    let actions = hand.snapshot(quiet(), Vec::new());
    hand.answer_trend(&actions);
    let mut newer: PointLive = quiet().swap_remove(0);
    for second in 1..=100 {
        hand.wait(Span::secs(30));
        newer.time = Some(TEN + Span::secs(30 * second));
        hand.delta(vec![newer.clone()], Vec::new());
    }
    let samples = hand.state.trend.samples();
    assert!(samples.windows(2).all(|pair| pair[0].time < pair[1].time));
    assert!(samples.first().is_some_and(|oldest| oldest.time >= TEN + Span::secs(3000) - Span::hours(1)));
    assert_eq!(samples.last().map(|newest| newest.time), Some(TEN + Span::secs(3000)));
}

#[test]
fn arrows_walk_the_map_and_come_back() {
    let mut hand = leaking(Vec::new());
    hand.key(KeyCode::Tab);
    let at = |hand: &Hand| hand.state.selection.point.clone().expect("a point is selected");
    assert_eq!(at(&hand), sn("A001"));
    hand.key(KeyCode::Char('l'));
    assert_eq!(at(&hand), sn("A002"));
    hand.key(KeyCode::Char('j'));
    assert_eq!(at(&hand), sn("A003"));
    hand.key(KeyCode::End);
    assert_eq!(at(&hand), sn("B002"));
    hand.key(KeyCode::Left);
    assert_eq!(at(&hand), sn("B001"));
}

#[test]
fn a_click_selects_what_is_under_it() {
    let mut hand = leaking(vec![a1(41, LifeState::UnackActive), a1(40, LifeState::AckedActive)]);
    let rows = Panes::of(&hand.state).alarm_rows();
    let click = |column, row| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
    };
    hand.feed(click(rows.x + 10, rows.y + 1));
    assert_eq!(hand.state.selection.alarm, Some(OccurrenceId(40)));
    let map = Panes::of(&hand.state).map_points();
    hand.feed(click(map.x + 5, map.y + 1));
    assert_eq!((hand.state.selection.pane, hand.state.selection.point.clone()), (Pane::Map, Some(sn("A001"))));
}

#[test]
fn the_mouse_can_be_given_back_to_the_terminal() {
    let mut hand = leaking(Vec::new());
    assert_eq!(hand.key(KeyCode::Char('m')), [Action::Mouse(false)]);
    assert_eq!(hand.key(KeyCode::Char('m')), [Action::Mouse(true)]);
}

#[test]
fn enter_goes_from_an_alarm_to_its_point_and_on_to_everything_about_it_and_escape_goes_back() {
    let mut hand = leaking(vec![a1(41, LifeState::UnackActive)]);
    hand.key(KeyCode::Enter);
    assert_eq!((hand.state.selection.pane, hand.state.selection.point.clone()), (Pane::Map, Some(sn("A003"))));
    let actions = hand.key(KeyCode::Enter);
    assert_eq!(hand.state.screens.shown(), Screen::Device);
    assert!(actions.iter().any(|action| matches!(action, Action::Study { sn: of, .. } if *of == sn("A003"))));
    hand.key(KeyCode::Esc);
    assert_eq!((hand.state.screens.shown(), hand.state.selection.pane), (Screen::Wall, Pane::Map));
    hand.key(KeyCode::Esc);
    assert_eq!(hand.state.selection.pane, Pane::Alarms);
}

#[test]
fn the_list_is_in_order_of_urgency() {
    let mut toxic = a1(12, LifeState::UnackActive);
    toxic.sn = Some(sn("A002"));
    toxic.raised = TEN - Span::mins(5);
    let mut newer = a1(14, LifeState::UnackActive);
    newer.raised = TEN;
    let mut masked = alarm(15, Condition::HighHigh, Priority::Critical, LifeState::UnackActive);
    masked.masked = Some("shelved".into());
    let acked = alarm(10, Condition::HighHigh, Priority::Critical, LifeState::AckedActive);
    let hand = leaking(vec![acked, a1(11, LifeState::UnackActive), toxic, newer, masked]);
    let order: Vec<_> = hand.state.plant.alarm_list().iter().map(|alarm| alarm.id.0).collect();
    assert_eq!(order, [12, 14, 11, 10, 15]);
}

#[test]
fn a_word_of_a_failed_attempt_changes_the_reason_and_not_the_beginning() {
    let mut hand = leaking(Vec::new());
    hand.lose();
    hand.wait(Span::secs(5));
    hand.feed(Event::Daemon(Link::Lost { why: Loss::Failed("no such file".into()) }));
    let standing = hand.state.connection.standing(hand.state.clock.mono());
    assert_eq!(standing, Standing::Lost { age: Span::secs(5), why: &Loss::Failed("no such file".into()) });
}
