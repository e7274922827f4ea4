//! The wall that nobody operates: it turns, it goes where it is dangerous, and nothing that is typed changes it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use mcs_core::{
    alarm::{Condition, LifeState, Occurrence, Priority},
    id::ShortName,
    live::PointLive,
    sensor::SensorType,
    site::Role,
    time::Span,
};
use mcstui::{action::Action, event::Event, state::kiosk::Wish, ui::screen};
use proptest::{collection::vec, prelude::*};
use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    plant::{Hand, alarm, in_area, placed, point, sn},
    screens::at_every_size,
};

const SIZE: (u16, u16) = (80, 24);

fn site() -> Vec<PointLive> {
    vec![
        in_area(placed(point("A001", SensorType::EX, 1.0), 10.0, 10.0), "east"),
        in_area(placed(point("A003", SensorType::EX, 62.0), 50.0, 50.0), "north"),
        placed(point("B001", SensorType::H2S, 0.4), 80.0, 20.0),
    ]
}

fn critical(state: LifeState) -> Occurrence {
    alarm(42, Condition::HighHigh, Priority::Critical, state)
}

fn kiosk(size: (u16, u16), wish: Wish, alarms: Vec<Occurrence>) -> Hand {
    let mut hand = Hand::new(size);
    hand.state.become_kiosk(wish);
    hand.connect(Role::Viewer);
    hand.snapshot(site(), alarms);
    hand
}

fn page(hand: &Hand) -> String {
    hand.state.selection.page(&hand.state.plant).map_or_else(String::new, |page| page.to_string())
}

fn seconds(hand: &mut Hand, count: i64) -> Vec<Action> {
    let mut actions = Vec::new();
    for _ in 0..count {
        actions.extend(hand.wait(Span::secs(1)));
        actions.extend(hand.heartbeat());
    }
    actions
}

#[test]
fn pages_turn_and_the_trend_follows() {
    let mut hand = kiosk(SIZE, Wish::default(), Vec::new());
    assert_eq!(page(&hand), "east");
    let actions = seconds(&mut hand, 15);
    assert_eq!(page(&hand), "north");
    assert!(actions.iter().any(|action| matches!(action, Action::Trend { sn: of, .. } if *of == sn("A003"))));
    seconds(&mut hand, 15);
    assert_eq!(page(&hand), "", "points without an area have a page too");
    seconds(&mut hand, 15);
    assert_eq!(page(&hand), "east");
}

#[test]
fn it_goes_to_a_new_critical_alarm_stays_and_comes_back() {
    let mut hand = kiosk(SIZE, Wish::default(), Vec::new());
    hand.delta(Vec::new(), vec![critical(LifeState::UnackActive)]);
    assert_eq!((page(&hand).as_str(), hand.state.selection.point.clone()), ("north", Some(sn("A003"))));
    seconds(&mut hand, 100);
    assert_eq!(page(&hand), "north");
    hand.delta(Vec::new(), vec![critical(LifeState::AckedActive)]);
    assert_eq!(page(&hand), "east");
}

#[test]
fn alarms_that_are_not_critical_do_not_turn_the_page() {
    let mut hand = kiosk(SIZE, Wish::default(), Vec::new());
    hand.delta(Vec::new(), vec![alarm(41, Condition::High, Priority::High, LifeState::UnackActive)]);
    assert_eq!(page(&hand), "east");
}

#[test]
fn a_named_page_is_shown_and_kept() {
    let page_named = |name: &str| Wish { rotate: None, page: ShortName::new(name).ok() };
    let mut hand = kiosk(SIZE, page_named("north"), Vec::new());
    seconds(&mut hand, 60);
    assert_eq!(page(&hand), "north");
}

#[test]
fn a_wall_without_its_daemon_sounds_even_if_it_never_had_one() {
    let mut hand = Hand::new(SIZE);
    hand.state.become_kiosk(Wish::default());
    assert!(hand.lose().iter().any(|action| matches!(action, Action::Sound(_))));
}

#[test]
fn the_kiosk_at_every_size() {
    at_every_size("kiosk", |size| {
        let mut hand = kiosk(size, Wish::default(), Vec::new());
        seconds(&mut hand, 4);
        hand
    });
    at_every_size("kiosk_held", |size| kiosk(size, Wish::default(), vec![critical(LifeState::UnackActive)]));
}

fn picture(hand: &Hand) -> Buffer {
    let (width, height) = hand.state.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    screen::render(&mut buffer, &hand.state);
    buffer
}

fn hostile() -> impl Strategy<Value = Event> {
    let code = prop_oneof![
        any::<char>().prop_map(KeyCode::Char),
        "[ -~]".prop_map(|text| KeyCode::Char(text.chars().next().unwrap_or(' '))),
        (0..13u8).prop_map(KeyCode::F),
        proptest::sample::select(vec![
            KeyCode::Enter,
            KeyCode::Esc,
            KeyCode::Tab,
            KeyCode::BackTab,
            KeyCode::Backspace,
            KeyCode::Delete,
            KeyCode::Up,
            KeyCode::Down,
            KeyCode::Left,
            KeyCode::Right,
            KeyCode::Home,
            KeyCode::End,
            KeyCode::PageUp,
            KeyCode::PageDown,
            KeyCode::Insert,
            KeyCode::Menu,
        ]),
    ];
    let key = (code, any::<u8>()).prop_map(|(code, bits)| KeyEvent::new(code, KeyModifiers::from_bits_truncate(bits)));
    let kind = proptest::sample::select(vec![
        MouseEventKind::Down(MouseButton::Left),
        MouseEventKind::Up(MouseButton::Left),
        MouseEventKind::Drag(MouseButton::Left),
        MouseEventKind::Down(MouseButton::Right),
        MouseEventKind::ScrollUp,
        MouseEventKind::ScrollDown,
    ]);
    prop_oneof![
        8 => key.prop_map(Event::Key),
        3 => (kind, 0..200u16, 0..60u16).prop_map(|(kind, column, row)| {
            Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
        }),
        1 => ".{0,40}".prop_map(Event::Paste),
    ]
}

proptest! {
    #[test]
    fn whatever_is_typed_or_pointed_at_changes_nothing(script in vec(hostile(), 1..60)) {
        let mut hand = kiosk(SIZE, Wish::default(), vec![critical(LifeState::UnackActive)]);
        let before = picture(&hand);
        hand.state.drawn();
        for event in script {
            for action in hand.feed(event.clone()) {
                let harmless = matches!(action, Action::Redraw)
                    || matches!(action, Action::Sound(sound) if sound.why == "test");
                prop_assert!(harmless, "{action:?} after {event:?}");
            }
            prop_assert!(!hand.state.changed(), "{event:?}");
        }
        prop_assert_eq!(picture(&hand), before);
    }
}
