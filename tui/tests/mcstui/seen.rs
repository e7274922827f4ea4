//! Keys act on what is seen only, and what matters most is seen.

use crossterm::event::KeyCode;
use mcs_core::{
    alarm::{Condition, LifeState, Occurrence, Priority, SystemCause},
    id::OccurrenceId,
    language::Language,
    live::PointLive,
    sensor::SensorType,
    site::Role,
};
use mcstui::{
    action::Action,
    keymap::{Place, bindings},
    layout::label::Density,
    session::Session,
    state::{Wishes, keeping::AskedFor, overlay::Overlay},
    ui::{screen, theme::Theme},
    words::named,
};
use ratatui::{Terminal, backend::TestBackend};

use super::plant::{Hand, TEN, WISHES, alarm, placed, point, quiet, sn, system};

fn waits() -> Occurrence {
    alarm(42, Condition::HighHigh, Priority::Critical, LifeState::UnackActive)
}

/// A plant as `mcsctl sim run` makes it: eight rows of five, on a map of six rows.
fn dense() -> Vec<PointLive> {
    let place = |i: u16| (10.0 + 20.0 * f64::from(i % 5), 5.0 + 12.0 * f64::from(i / 5));
    (0..40).map(|i| placed(point(&format!("A{:03}", i + 1), SensorType::EX, 0.4), place(i).0, place(i).1)).collect()
}

#[test]
fn nothing_is_acknowledged_behind_the_figures() {
    let mut hand = Hand::watching((80, 24), quiet(), vec![waits()]);
    hand.key(KeyCode::Char('K'));
    assert_eq!(hand.state.place(), Place::Page);
    assert_eq!(hand.key(KeyCode::Char('a')), []);
    assert!(hand.state.message.as_ref().is_some_and(|message| message.refused));
    hand.key(KeyCode::Esc);
    hand.key(KeyCode::Char('d'));
    let asked = hand.key(KeyCode::Char('a'));
    assert_eq!(asked, [Action::Acknowledge { id: OccurrenceId(42) }], "the page of the alarm shows it");
}

#[test]
fn all_are_not_acknowledged_where_the_filter_hides_some() {
    let alarms = vec![waits(), system(7, SystemCause::DiskWarning)];
    let mut hand = Hand::watching((80, 24), quiet(), alarms);
    hand.key(KeyCode::Char('4'));
    hand.key(KeyCode::Char('/'));
    hand.type_text("sn=A001");
    hand.key(KeyCode::Enter);
    hand.key(KeyCode::Char('A'));
    assert!(matches!(hand.state.overlay, Overlay::Nothing), "it is refused");
    assert!(hand.state.message.as_ref().is_some_and(|message| message.refused && message.text.contains("(2)")));
    hand.key(KeyCode::Esc);
    hand.key(KeyCode::Esc);
    hand.key(KeyCode::Char('A'));
    assert!(matches!(&hand.state.overlay, Overlay::AckAll(ask) if ask.count == 2));
}

#[test]
fn the_prompt_before_all_are_acknowledged_counts_what_a_worse_one_hides_too() {
    let hidden = Occurrence {
        masked: Some("eclipsed".into()),
        ..alarm(41, Condition::OverRange, Priority::Critical, LifeState::UnackActive)
    };
    let less = alarm(42, Condition::Offline, Priority::High, LifeState::UnackActive);
    let mut hand = Hand::watching((80, 24), quiet(), vec![less, hidden.clone()]);
    hand.key(KeyCode::Char('A'));
    // The daemon acknowledges both, and for the hidden critical one it wants a comment.
    assert!(matches!(&hand.state.overlay, Overlay::AckAll(ask) if ask.count == 2 && !ask.complete()));
    let mut hand = Hand::watching((80, 24), quiet(), vec![hidden]);
    hand.key(KeyCode::Char('A'));
    assert!(matches!(hand.state.overlay, Overlay::Nothing), "nothing that is shown waits");
}

#[test]
fn on_a_small_map_dots_go_aside_and_all_are_seen() {
    let hand = Hand::watching((80, 24), dense(), Vec::new());
    let arranged = hand.state.arranged();
    assert_eq!((arranged.spots.len(), arranged.hidden), (40, 0));
    assert!(arranged.spots.iter().all(|spot| spot.density == Density::Dot));
}

#[test]
fn where_there_is_no_room_alarms_and_what_is_selected_are_seen_before_the_rest() {
    // All at one place: most have no room even as dots.
    let crowd: Vec<_> = (0..90).map(|i| placed(point(&format!("A{i:03}"), SensorType::EX, 0.4), 50.0, 50.0)).collect();
    let mut leaking = waits();
    leaking.sn = Some(sn("A089"));
    let mut hand = Hand::watching((40, 15), crowd, vec![leaking]);
    hand.select("A088");
    let arranged = hand.state.arranged();
    assert!(arranged.hidden > 0);
    for seen in ["A088", "A089"] {
        assert!(arranged.spots.iter().any(|spot| spot.point.sn == sn(seen)), "{seen}");
    }
}

#[test]
fn the_help_says_every_key_in_full_at_every_width() {
    for (width, height) in [(40, 200), (60, 200), (80, 200), (120, 200)] {
        let mut hand = Hand::watching((width, height), quiet(), Vec::new());
        hand.connect(Role::Engineer);
        hand.key(KeyCode::Char('e'));
        hand.key(KeyCode::Char('?'));
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
        terminal.draw(|frame| screen::draw(frame, &hand.state)).expect("drawn");
        let cells = terminal.backend().buffer();
        let row = |y: u16| (0..width).map(|x| cells[(x, y)].symbol()).collect::<String>();
        let shown: String = (0..height).map(row).collect::<Vec<_>>().join("\n");
        assert!(!shown.contains("Shift-Tabthe"), "{shown}");
        // A sentence may go on in the next line, beside the signs.
        for binding in bindings(Place::Edit) {
            for word in named(hand.state.words(), binding.help).split(' ') {
                assert!(shown.contains(word), "{word} of {} at {width}:\n{shown}", binding.help);
            }
        }
    }
}

#[test]
fn alarms_of_the_system_say_which_in_the_language_of_the_screen_before_all_else() {
    let back = |id, cause| Occurrence { state: LifeState::UnackReturned, ..system(id, cause) };
    let alarms = vec![
        back(7, SystemCause::DiskLow),
        back(8, SystemCause::WasDown),
        system(9, SystemCause::Overload),
        Occurrence { state: LifeState::AckedActive, acked: Some(TEN), ..system(10, SystemCause::DiskWarning) },
    ];
    let mut hand = Hand::watching((80, 24), quiet(), alarms);
    hand.state.language = Language::Chinese;
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("a terminal");
    terminal.draw(|frame| screen::draw(frame, &hand.state)).expect("drawn");
    let cells = terminal.backend().buffer();
    let row = |y: u16| (0..80).map(|x| cells[(x, y)].symbol()).collect::<String>();
    let shown: String = (0..24).map(row).collect::<Vec<_>>().join("\n").replace(' ', "");
    for said in ["磁盘空间低,", "曾停止运行,", "主机过载", "磁盘空间偏低"] {
        assert!(shown.contains(said), "{said}:\n{shown}");
    }
}

#[test]
fn what_was_asked_for_once_is_not_kept_for_ever_and_what_was_chosen_is() {
    let asked = AskedFor { theme: true, language: true, mouse: true };
    let once = Wishes { mouse: false, language: Language::Chinese, theme: Theme::Mono };
    // NO_COLOR=1 mcstui --lang zh --no-mouse, or a first start under another LANG.
    let hand = Hand::watching((80, 24), quiet(), Vec::new());
    let mut state = hand.state.clone();
    (state.theme, state.language, state.mouse) = (once.theme, once.language, once.mouse);
    let nothing = Session { screen: state.session().screen, zoom: state.session().zoom, ..Session::default() };
    for asked_for in [asked, AskedFor::default()] {
        let kept = state.session_after(once, asked_for, Session::default());
        assert_eq!((kept.theme, kept.language, kept.mouse), (None, None, None));
        assert_eq!((kept.screen, kept.zoom), (nothing.screen.clone(), nothing.zoom.clone()));
    }
    // What a person chose before is there again when nothing else is asked for.
    let before = Session { language: Some("en".into()), mouse: Some(true), ..Session::default() };
    let kept = state.session_after(once, asked, before.clone());
    assert_eq!((kept.theme, kept.language.as_deref(), kept.mouse), (None, Some("en"), Some(true)));
    // What a person chose now is kept.
    let kept = state.session_after(WISHES, AskedFor::default(), before);
    assert_eq!((kept.theme.as_deref(), kept.language.as_deref(), kept.mouse), (Some("mono"), Some("zh"), Some(false)));
}
