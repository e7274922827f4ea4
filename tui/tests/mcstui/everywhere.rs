//! What is common to all screens: going there and back, filter, palette, freeze, copy, mouse, and what is kept.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use mcs_core::{
    alarm::{Condition, LifeState, Priority},
    id::OccurrenceId,
    language::Language,
    live::PointLive,
    sensor::SensorType,
    time::Span,
};
use mcstui::{
    action::Action,
    event::{Event, Reply},
    layout::{Panes, keys, tabs::tabs},
    session::Session,
    state::{
        State,
        keeping::AskedFor,
        overlay::Overlay,
        screen::Screen,
        trend::{View, WINDOWS},
    },
    ui::{self, theme::Theme},
};

use super::{
    matrix::{answer, closed, plant, story},
    plant::{Hand, TEN, WISHES, alarm, point, quiet, sn},
};

const SIZE: (u16, u16) = (80, 24);

fn press(hand: &mut Hand, keys: &str) -> Vec<Action> {
    let code = |c| if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) };
    keys.chars().flat_map(|c| hand.key(code(c))).collect()
}

fn ctrl(hand: &mut Hand, c: char) -> Vec<Action> {
    hand.feed(Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)))
}

fn click(hand: &mut Hand, column: u16, row: u16) -> Vec<Action> {
    let kind = MouseEventKind::Down(MouseButton::Left);
    hand.feed(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
}

fn said(hand: &Hand) -> &str {
    hand.state.message.as_ref().map_or("", |message| &message.text)
}

fn many(count: u32) -> Vec<PointLive> {
    (0..count).map(|i| point(&format!("P{i:05}"), SensorType::EX, f64::from(i % 100))).collect()
}

#[test]
fn numbers_show_screens_and_escape_goes_back_through_them() {
    let mut hand = plant(SIZE);
    press(&mut hand, "2");
    assert_eq!(hand.state.screens.shown(), Screen::Devices);
    press(&mut hand, "\n");
    assert_eq!(hand.state.screens.shown(), Screen::Device);
    press(&mut hand, "4");
    assert_eq!(hand.state.screens.shown(), Screen::Alarms);
    for below in [Screen::Device, Screen::Devices, Screen::Wall, Screen::Wall] {
        hand.key(KeyCode::Esc);
        assert_eq!(hand.state.screens.shown(), below);
    }
}

#[test]
fn ten_thousand_rows_are_sorted_once_and_the_selection_is_a_name() {
    let mut hand = Hand::watching((120, 40), many(10_000), Vec::new());
    press(&mut hand, "2");
    hand.key(KeyCode::End);
    assert_eq!(hand.state.selection.point, Some(sn("P09999")));
    press(&mut hand, "O");
    assert_eq!((hand.state.devices.row(), hand.state.selection.point.clone()), (Some(0), Some(sn("P09999"))));
    hand.delta(vec![point("P10000", SensorType::EX, 1.0)], Vec::new());
    assert_eq!((hand.state.devices.row(), hand.state.selection.point.clone()), (Some(1), Some(sn("P09999"))));
    let rows = usize::from(Panes::of(&hand.state).table_rows().height);
    assert!(hand.state.devices.first(rows) <= 1, "it stays in sight");
}

#[test]
fn sorted_by_urgency_what_needs_a_person_stands_first() {
    let mut hand = plant(SIZE);
    press(&mut hand, "2o");
    let order: Vec<_> = hand.state.devices.order().iter().map(ToString::to_string).collect();
    assert_eq!(order[..2], ["A003", "A001"]);
}

#[test]
fn a_point_out_of_sight_draws_nothing() {
    let mut hand = Hand::watching(SIZE, many(500), Vec::new());
    press(&mut hand, "2");
    hand.state.drawn();
    hand.delta(vec![point("P00499", SensorType::EX, 3.0)], Vec::new());
    assert!(!hand.state.changed());
    hand.heartbeat();
    assert!(!hand.state.changed());
    hand.delta(vec![point("P00003", SensorType::EX, 4.0)], Vec::new());
    assert!(hand.state.changed());
}

#[test]
fn the_device_screen_asks_for_trend_and_facts_and_anew_when_its_alarms_change() {
    let mut hand = plant(SIZE);
    let asked = press(&mut hand, "3");
    assert!(asked.iter().any(|action| matches!(action, Action::Study { sn: of, .. } if *of == sn("A003"))));
    answer(&mut hand, &asked);
    assert_eq!(hand.state.known.study.as_ref().map(|study| study.events.len()), Some(2));
    assert_eq!(hand.delta(vec![point("A003", SensorType::EX, 60.0)], Vec::new()), []);
    let known = alarm(42, Condition::HighHigh, Priority::Critical, LifeState::AckedActive);
    assert!(matches!(hand.delta(Vec::new(), vec![known])[..], [Action::Study { .. }]));
}

#[test]
fn the_trend_zooms_and_pans_and_the_wall_shows_the_last_hour_all_the_same() {
    let mut hand = plant(SIZE);
    press(&mut hand, "3");
    let wider = press(&mut hand, "-");
    assert!(matches!(&wider[..], [Action::Trend { from, to, .. }] if *to - *from == WINDOWS[2]));
    let back = hand.key(KeyCode::Left);
    assert!(matches!(&back[..], [Action::Trend { to, .. }] if *to == TEN - Span::hours(2)));
    let forward = hand.key(KeyCode::Right);
    assert!(matches!(&forward[..], [Action::Trend { to, .. }] if *to == TEN));
    assert_eq!(hand.state.known.view.end, None, "it follows the present again");
    press(&mut hand, "----");
    assert_eq!(hand.state.known.view.window, WINDOWS[4]);
    let wall = press(&mut hand, "1");
    assert!(matches!(&wall[..], [Action::Trend { from, to, .. }] if *to - *from == View::default().window));
}

#[test]
fn a_trend_that_ends_in_the_past_takes_no_live_values() {
    let mut hand = plant(SIZE);
    press(&mut hand, "3");
    hand.key(KeyCode::Left);
    let before = hand.state.trend.samples().len();
    let mut newer = point("A003", SensorType::EX, 60.0);
    newer.time = Some(TEN + Span::secs(10));
    hand.delta(vec![newer], Vec::new());
    assert_eq!(hand.state.trend.samples().len(), before);
}

#[test]
fn the_record_is_read_page_by_page_and_nothing_stands_twice() {
    let mut hand = plant(SIZE);
    let first = press(&mut hand, "4h");
    assert!(matches!(first[..], [Action::History { .. }]));
    answer(&mut hand, &first);
    assert_eq!(hand.state.rows().len(), 10);
    let more = hand.key(KeyCode::End);
    assert!(matches!(&more[..], [Action::History { before, .. }] if *before < TEN));
    assert_eq!(hand.key(KeyCode::End), [], "it is on its way");
    answer(&mut hand, &more);
    assert_eq!(hand.state.rows().len(), 10, "the same ones again");
    assert_eq!(press(&mut hand, "a"), [], "what is over is not acknowledged");
    let story_of = press(&mut hand, "\n");
    assert!(matches!(story_of[..], [Action::Story { .. }]));
    press(&mut hand, "q");
    assert_eq!(press(&mut hand, "h"), []);
    assert_eq!(hand.state.rows().len(), 3);
}

#[test]
fn a_late_page_of_an_older_record_is_thrown_away() {
    let mut hand = plant(SIZE);
    let first = press(&mut hand, "4h");
    press(&mut hand, "hh");
    answer(&mut hand, &first);
    assert!(hand.state.rows().is_empty());
}

#[test]
fn on_the_wall_a_filter_hides_no_alarm() {
    let mut hand = plant(SIZE);
    press(&mut hand, "/type=CO\n");
    assert_eq!(hand.state.rows().len(), 3);
    let back = |hand: &Hand, name: &str| {
        let point = hand.state.plant.point(&sn(name)).expect("a point");
        hand.state.stands_back(point)
    };
    assert!(back(&hand, "A002"));
    assert!(!back(&hand, "A003"), "it has an alarm");
    assert!(!back(&hand, "B002"), "it fits");
}

#[test]
fn what_a_filter_hides_is_counted_and_not_acknowledged() {
    let mut hand = plant(SIZE);
    press(&mut hand, "4/type=CO\n");
    let hidden = hand.state.hidden();
    assert_eq!((hidden.all, hidden.unacked, hand.state.rows().len()), (3, 2, 0));
    assert_eq!(press(&mut hand, "a"), [], "it cannot be seen");
    hand.key(KeyCode::Esc);
    hand.key(KeyCode::Esc);
    assert_eq!((hand.state.hidden().all, hand.state.rows().len()), (0, 3));
    assert_eq!(press(&mut hand, "a"), [Action::Acknowledge { id: OccurrenceId(42) }]);
}

#[test]
fn on_the_table_keys_act_on_what_the_filter_leaves() {
    let mut hand = plant(SIZE);
    press(&mut hand, "2/type=CO\n");
    assert_eq!(hand.state.chosen_sn(), Some(&sn("B002")), "the first that is left");
    ctrl(&mut hand, 'l');
    press(&mut hand, "/");
    ctrl(&mut hand, 'u');
    press(&mut hand, "sn=nobody\n");
    assert_eq!(hand.state.chosen_sn(), None);
    for key in ["a", "i", "\n"] {
        assert_eq!(press(&mut hand, key), [], "{key:?} acts on nothing");
        assert_eq!(hand.state.screens.shown(), Screen::Devices, "{key:?}");
        assert!(matches!(hand.state.overlay, Overlay::Nothing), "{key:?}");
    }
    assert_eq!(hand.state.equivalent(), None, "nothing is copied");
}

#[test]
fn a_filter_that_cannot_be_read_stays_to_be_mended() {
    let mut hand = plant(SIZE);
    press(&mut hand, "/colour=red\n");
    assert!(matches!(hand.state.overlay, Overlay::Filter(_)));
    ctrl(&mut hand, 'u');
    press(&mut hand, "sn~A\n");
    assert_eq!((hand.state.filter.text(), hand.state.place()), ("sn~A", hand.state.place_below()));
    press(&mut hand, "/");
    ctrl(&mut hand, 'u');
    press(&mut hand, "\n");
    assert!(!hand.state.filter.is_on());
}

#[test]
fn the_palette_finds_commands_by_their_words_in_both_languages() {
    let hand = plant(SIZE);
    let names = |text: &str| hand.state.entries(text).into_iter().map(|entry| entry.name).collect::<Vec<_>>();
    assert_eq!(names("freeze"), ["freeze"]);
    assert_eq!(names("冻结"), ["freeze"]);
    assert!(names("acknowl").contains(&"ack".to_owned()));
    assert_eq!(names("theme tri"), ["theme tritanopia"]);
    assert_eq!(names("device a00")[0], "device A001");
    assert_eq!(names("no such thing"), Vec::<String>::new());
}

#[test]
fn the_palette_does_what_it_names() {
    let mut hand = plant(SIZE);
    press(&mut hand, ":lang zh\n");
    assert_eq!(hand.state.language, Language::Chinese);
    press(&mut hand, ":theme mono\n");
    assert_eq!(hand.state.theme, Theme::Mono);
    press(&mut hand, ":device B001\n");
    assert_eq!((hand.state.screens.shown(), hand.state.selection.point.clone()), (Screen::Device, Some(sn("B001"))));
    press(&mut hand, ":area tank\n");
    assert_eq!((hand.state.screens.shown(), hand.state.selection.point.clone()), (Screen::Wall, Some(sn("A001"))));
    press(&mut hand, ":alarms\n");
    assert_eq!(hand.state.screens.shown(), Screen::Alarms);
    press(&mut hand, ":the");
    hand.key(KeyCode::Tab);
    assert!(matches!(&hand.state.overlay, Overlay::Palette(palette) if palette.text == "theme "));
    hand.key(KeyCode::Down);
    press(&mut hand, "\n");
    assert_eq!(hand.state.theme, Theme::ALL[1]);
    press(&mut hand, ":rubbish\n");
    assert!(said(&hand).contains("rubbish"));
    assert_eq!(press(&mut hand, ":quit\n"), [Action::Quit]);
}

#[test]
fn a_frozen_picture_stands_sounds_go_on_and_nothing_is_acknowledged() {
    let mut hand = plant(SIZE);
    press(&mut hand, "f");
    let a1 = || alarm(60, Condition::High, Priority::High, LifeState::UnackActive);
    let mut actions = hand.delta(vec![point("A003", SensorType::EX, 99.0)], vec![a1()]);
    // A worse one rings already, in its own time.
    actions.extend(hand.wait(mcs_core::time::Span::secs(2)));
    assert!(actions.iter().any(|action| matches!(action, Action::Sound(_))));
    assert_eq!(hand.state.frozen.as_ref().map(|frozen| frozen.came), Some(1));
    let value = |hand: &Hand| hand.state.plant.point(&sn("A003")).and_then(|point| point.value);
    assert_eq!((value(&hand), hand.state.plant.alarm(OccurrenceId(60))), (Some(62.0), None));
    for key in ["a", "A", "r", "s", "i", "u", "e"] {
        assert_eq!(press(&mut hand, key), [], "{key}");
        assert!(said(&hand).contains("frozen"), "{key}");
    }
    press(&mut hand, "f");
    assert_eq!((value(&hand), hand.state.plant.alarm(OccurrenceId(60))), (Some(99.0), Some(&a1())));
    assert!(hand.state.frozen.is_none());
}

#[test]
fn what_is_selected_is_copied_as_a_command() {
    let mut hand = plant(SIZE);
    let copied = |hand: &mut Hand, keys: &str| match &press(hand, keys)[..] {
        [.., Action::Copy(line)] => line.clone(),
        other => panic!("{keys} gave {other:?}"),
    };
    assert_eq!(copied(&mut hand, "y"), "mcsctl alarm ack 42");
    assert_eq!(said(&hand), "copied: mcsctl alarm ack 42");
    hand.key(KeyCode::Tab);
    assert_eq!(copied(&mut hand, "y"), "mcsctl device show A003");
    assert_eq!(copied(&mut hand, "3y"), "mcsctl reading history A003 --since 1h");
    hand.key(KeyCode::Left);
    let line = "mcsctl reading history A003 --from 2026-11-21T00:31:00Z --to 2026-11-21T01:31:00Z";
    assert_eq!(copied(&mut hand, "y"), line);
    assert_eq!(copied(&mut hand, "2/area=pumps\nY"), "mcsctl device list -l area=pumps");
    assert_eq!(copied(&mut hand, "4Y"), "mcsctl alarm list");
}

#[test]
fn what_a_form_would_do_is_copied_without_its_password() {
    let mut hand = plant(SIZE);
    press(&mut hand, "s");
    hand.type_text("hot work, it's li");
    let copied = ctrl(&mut hand, 'y');
    assert_eq!(copied, [Action::Copy(r"mcsctl alarm shelve 42 --for 60m --reason 'hot work, it'\''s li'".into())]);
    hand.key(KeyCode::Esc);
    press(&mut hand, "i");
    for text in ["test", "", "li", "secret"] {
        hand.type_text(text);
        hand.key(KeyCode::Tab);
    }
    let copied = ctrl(&mut hand, 'y');
    assert_eq!(copied, [Action::Copy("mcsctl alarm inhibit A003 --for 60m --reason test --second li".into())]);
}

#[test]
fn tabs_keys_and_rows_can_be_clicked() {
    let mut hand = plant((120, 40));
    let tab = tabs(&hand.state, ui::clock_width(&hand.state)).remove(1);
    click(&mut hand, tab.rect.x, 0);
    assert_eq!(hand.state.screens.shown(), Screen::Devices);
    let rows = Panes::of(&hand.state).table_rows();
    click(&mut hand, 5, rows.y + 2);
    assert_eq!(hand.state.selection.point, Some(sn("A003")));
    let key = keys::row(&hand.state, 120).into_iter().find(|key| key.binding.shown == "?").expect("a key for help");
    click(&mut hand, key.column, 39);
    assert!(matches!(hand.state.overlay, Overlay::Help));
    let scroll = MouseEvent { kind: MouseEventKind::ScrollDown, column: 9, row: 9, modifiers: KeyModifiers::NONE };
    hand.feed(Event::Resize { width: 60, height: 16 });
    hand.feed(Event::Mouse(scroll));
    assert_eq!(hand.state.scroll, 1);
}

#[test]
fn a_long_page_scrolls_to_its_end_and_no_further() {
    let mut hand = plant((60, 16));
    let asked = press(&mut hand, "d");
    assert!(matches!(asked[..], [Action::Story { id: OccurrenceId(42) }]));
    hand.feed(Event::Reply(Reply::Story { id: OccurrenceId(42), result: Ok(Box::new(story())) }));
    for _ in 0..50 {
        hand.key(KeyCode::Down);
    }
    assert_eq!(hand.state.scroll, ui::reach(&hand.state));
    hand.key(KeyCode::Up);
    assert_eq!(hand.state.scroll + 1, ui::reach(&hand.state));
}

#[test]
fn what_was_kept_is_there_again() {
    let mut hand = plant(SIZE);
    press(&mut hand, ":theme light\n:lang zh\n2/area=pumps\n3-m");
    let kept = hand.state.session();
    let mut state = State::new(SIZE, WISHES);
    state.resume(&kept, AskedFor::default());
    assert_eq!(Session { area: None, ..state.session() }, Session { area: None, ..kept.clone() });
    let mut state = State::new(SIZE, WISHES);
    state.resume(&kept, AskedFor { theme: true, language: true, mouse: true });
    assert_eq!((state.theme, state.language, state.mouse), (WISHES.theme, WISHES.language, WISHES.mouse));
}

#[test]
fn rubbish_that_was_kept_is_let_be() {
    let word = || Some("\u{7f}no such thing".to_owned());
    let rubbish = Session {
        screen: word(),
        area: word(),
        point: word(),
        filter: word(),
        zoom: word(),
        theme: word(),
        language: word(),
        mouse: None,
    };
    let mut hand = Hand::new(SIZE);
    hand.state.resume(&rubbish, AskedFor::default());
    hand.snapshot(quiet(), vec![closed(3, Span::hours(1))]);
    assert_eq!((hand.state.screens.shown(), hand.state.selection.point.clone()), (Screen::Wall, Some(sn("A001"))));
}
