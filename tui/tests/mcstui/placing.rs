//! Points are placed on the map: with the mouse, with keys, with numbers; and what the daemon says to it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEventKind};
use mcs_core::{
    map::{MapRevision, Placement},
    site::{Position, Role},
    time::Span,
};
use mcstui::{
    action::Action,
    event::{Event, Refusal, Reply},
    keymap::Place,
    layout::map::cell_of,
    state::edit::Moves,
};
use ratatui::layout::Rect;

use super::{
    plant::{Hand, quiet, sn},
    screens::at_every_size,
};

const SIZE: (u16, u16) = (120, 40);
const SEEN: MapRevision = MapRevision(7);
const DOWN: MouseEventKind = MouseEventKind::Down(MouseButton::Left);
const DRAG: MouseEventKind = MouseEventKind::Drag(MouseButton::Left);
const UP: MouseEventKind = MouseEventKind::Up(MouseButton::Left);

/// An engineer in the edit mode, with this point selected.
fn editing(size: (u16, u16), point: &str) -> Hand {
    let mut hand = Hand::new(size);
    hand.connect(Role::Engineer);
    hand.map = SEEN;
    hand.snapshot(quiet(), Vec::new());
    hand.feed(Event::Reply(Reply::Map(Ok(Box::new(mcs_core::map::Map { revision: SEEN, ..Default::default() })))));
    hand.key(KeyCode::Char('e'));
    hand.state.selection.point = Some(sn(point));
    hand
}

fn place(name: &str, x: f64, y: f64) -> Placement {
    Placement { sn: sn(name), area: None, position: Position::new(x, y) }
}

fn placing(actions: &[Action]) -> Vec<Moves> {
    actions
        .iter()
        .filter_map(|action| if let Action::Place(moves) = action { Some(moves.clone()) } else { None })
        .collect()
}

fn sent(actions: &[Action], expected: u64, placement: Placement) {
    assert_eq!(placing(actions), [Moves { expected: MapRevision(expected), placements: vec![placement] }]);
}

fn said(hand: &Hand) -> &str {
    hand.state.message.as_ref().map_or("", |message| &message.text)
}

fn canvas(hand: &Hand) -> Rect {
    hand.state.arranged().canvas
}

/// The cell of a place on the map.
fn cell(hand: &Hand, x: f64, y: f64) -> (u16, u16) {
    let canvas = canvas(hand);
    let (column, row) = cell_of(Position { x, y }, canvas);
    (canvas.x + column, canvas.y + row)
}

fn answer(hand: &mut Hand, revision: u64) -> Vec<Action> {
    hand.feed(Event::Reply(Reply::Placed(Ok(MapRevision(revision)))))
}

#[test]
fn only_engineers_and_admins_may() {
    for (role, may) in [(Role::Viewer, false), (Role::Operator, false), (Role::Engineer, true), (Role::Admin, true)] {
        let mut hand = Hand::new(SIZE);
        hand.connect(role);
        hand.snapshot(quiet(), Vec::new());
        hand.key(KeyCode::Char('e'));
        assert_eq!(hand.state.place() == Place::Edit, may, "{role:?}");
        assert_eq!(said(&hand).is_empty(), may, "{role:?}");
    }
}

#[test]
fn a_drag_moves_a_point_and_undo_brings_it_back() {
    let mut hand = editing(SIZE, "B001");
    let (from, to) = (cell(&hand, 5.0, 10.0), cell(&hand, 75.0, 50.0));
    assert_eq!(hand.mouse(DOWN, from), []);
    assert_eq!(hand.state.selection.point, Some(sn("A001")));
    hand.mouse(DRAG, to);
    assert_eq!(hand.state.edit.holding(), Some(&sn("A001")));
    sent(&hand.mouse(UP, to), 7, place("A001", 75.0, 50.0));
    assert_eq!(hand.key(KeyCode::Char('u')), [], "it waits for the answer");
    let back = answer(&mut hand, 8);
    sent(&back, 8, place("A001", 5.0, 10.0));
    assert!(said(&hand).contains("A001 stands at 75.0 50.0"), "{}", said(&hand));
    answer(&mut hand, 9);
    assert!(said(&hand).contains("A001 is back at 5.0 10.0"), "{}", said(&hand));
}

#[test]
fn escape_leaves_the_point_where_it_was_and_then_the_mode() {
    let mut hand = editing(SIZE, "A001");
    let (from, to) = (cell(&hand, 5.0, 10.0), cell(&hand, 75.0, 50.0));
    hand.mouse(DOWN, from);
    hand.mouse(DRAG, to);
    hand.key(KeyCode::Esc);
    assert_eq!(hand.mouse(UP, to), []);
    assert_eq!(hand.state.place(), Place::Edit);
    hand.key(KeyCode::Esc);
    assert_eq!(hand.state.place(), Place::Wall);
}

#[test]
fn a_point_is_picked_up_from_the_strip() {
    let mut hand = editing(SIZE, "A001");
    let strip = hand.state.arranged().spots.iter().find(|spot| spot.point.sn == sn("B001")).map(|spot| spot.rect);
    let strip = strip.expect("an unplaced point is shown");
    let to = cell(&hand, 40.0, 40.0);
    hand.mouse(DOWN, (strip.x + 2, strip.y));
    hand.mouse(DRAG, to);
    let moves = placing(&hand.mouse(UP, to));
    let position = moves[0].placements[0].position.expect("it is placed");
    assert!((position.x - 40.0).abs() <= 2.5 && (position.y - 40.0).abs() <= 5.0, "{position:?}");
}

#[test]
fn keys_nudge_and_a_rest_puts_down() {
    let mut hand = editing(SIZE, "A001");
    hand.key(KeyCode::Right);
    hand.key(KeyCode::Char('J'));
    hand.feed(Event::Key(KeyEvent::new(KeyCode::Right, KeyModifiers::SHIFT)));
    assert_eq!(placing(&hand.wait(Span::millis(900))), []);
    assert!(hand.state.until_tick() <= Span::millis(100));
    sent(&hand.wait(Span::millis(100)), 7, place("A001", 20.0, 22.5));
    hand.key(KeyCode::Char('g'));
    hand.key(KeyCode::Left);
    hand.key(KeyCode::Tab);
    let free = placing(&answer(&mut hand, 8));
    let x = free[0].placements[0].position.map(|at| at.x).expect("a position");
    assert!(x < 20.0 && x > 19.0, "one cell of 120: {x}");
}

#[test]
fn numbers_place_and_an_area_moves_to_its_page() {
    let mut hand = editing(SIZE, "A001");
    hand.key(KeyCode::Char('#'));
    hand.type_text("12.3 200");
    assert_eq!((hand.key(KeyCode::Enter), hand.state.place()), (Vec::new(), Place::Entry));
    for _ in 0..3 {
        hand.key(KeyCode::Backspace);
    }
    hand.type_text("4 pumps");
    let area = mcs_core::id::ShortName::new("pumps").ok();
    sent(&hand.key(KeyCode::Enter), 7, Placement { area, ..place("A001", 12.3, 4.0) });
    assert_eq!(hand.state.place(), Place::Edit);
}

#[test]
fn a_point_is_taken_off_the_map() {
    let mut hand = editing(SIZE, "A001");
    sent(&hand.key(KeyCode::Char('x')), 7, Placement { position: None, ..place("A001", 0.0, 0.0) });
    answer(&mut hand, 8);
    assert_eq!(placing(&hand.key(KeyCode::Char('x'))), [], "it is nowhere already");
}

#[test]
fn a_conflict_is_said_and_nothing_is_kept() {
    let mut hand = editing(SIZE, "A001");
    sent(&hand.key(KeyCode::Char('x')), 7, Placement { position: None, ..place("A001", 0.0, 0.0) });
    hand.state.selection.point = Some(sn("A002"));
    hand.key(KeyCode::Char('x'));
    let why = Refusal::Said { message: "the map was changed: A004 by li".into(), advice: String::new() };
    hand.feed(Event::Reply(Reply::Placed(Err(why))));
    assert!(
        said(&hand).contains("A001 was not moved, nor 1 after it") && said(&hand).contains("by li"),
        "{}",
        said(&hand)
    );
    assert_eq!((hand.state.edit.waiting(), hand.state.edit.undoable()), (0, 0));
    let here = hand.state.placed_here();
    assert!(here.iter().any(|placed| placed.point.sn == sn("A001") && placed.position.is_some()));
}

#[test]
fn a_change_of_somebody_else_is_fetched_and_seen() {
    let mut hand = editing(SIZE, "A001");
    let mut moved = quiet().swap_remove(0);
    moved.position = Position::new(90.0, 90.0);
    assert_eq!(hand.map_changed(MapRevision(8), vec![moved]), [Action::Map]);
    hand.key(KeyCode::Char('x'));
    let placed = hand.state.edit.shown(&sn("A001")).cloned();
    assert_eq!(placed.and_then(|place| place.position), None);
}

#[test]
fn nothing_is_sent_while_the_daemon_is_lost() {
    let mut hand = editing(SIZE, "A001");
    hand.lose();
    assert_eq!(placing(&hand.key(KeyCode::Char('x'))), []);
}

#[test]
fn placing_at_every_size() {
    at_every_size("placing", |size| {
        let mut hand = editing(size, "A001");
        hand.key(KeyCode::Char('L'));
        hand
    });
    at_every_size("placing_numbers", |size| {
        let mut hand = editing(size, "B001");
        hand.key(KeyCode::Char('#'));
        hand.type_text("12.5 4");
        hand
    });
}
