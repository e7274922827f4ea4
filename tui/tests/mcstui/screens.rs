//! The whole screen at every size, as characters; once also with its styles.

use crossterm::event::KeyCode;
use mcs_core::{
    alarm::{Condition, LifeState, Priority, SystemCause},
    live::{Freshness, Pending, PointLive},
    reading::Quality,
    sensor::SensorType,
    time::Span,
};
use mcstui::{
    event::{Event, Refusal, Reply},
    ui::{screen, theme::Theme},
};
use ratatui::{Terminal, backend::TestBackend, buffer::Buffer};

use super::plant::{Hand, TEN, alarm, in_area, placed, point, quiet, sn, system};

const SIZES: [(u16, u16); 5] = [(20, 5), (40, 15), (80, 24), (120, 40), (200, 60)];

fn drawn(hand: &Hand, theme: Theme) -> Terminal<TestBackend> {
    let mut state = hand.state.clone();
    state.theme = theme;
    let (width, height) = state.size;
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal in memory");
    terminal.draw(|frame| screen::draw(frame, &state)).expect("memory does not fail");
    terminal
}

/// Draws what `scene` shows at every size.
pub(crate) fn at_every_size(name: &str, scene: impl Fn((u16, u16)) -> Hand) {
    for size in SIZES {
        let terminal = drawn(&scene(size), Theme::Dark);
        insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), terminal.backend());
    }
}

fn a2(state: LifeState) -> mcs_core::alarm::Occurrence {
    alarm(42, Condition::HighHigh, Priority::Critical, state)
}

/// The quiet plant with A003 at this value.
fn with_a003(value: f64) -> Vec<PointLive> {
    let mut points = quiet();
    points[2].value = Some(value);
    points[2].value_unlimited = Some(value);
    points
}

#[test]
fn before_the_first_snapshot() {
    at_every_size("connecting", Hand::new);
}

#[test]
fn a_quiet_plant() {
    at_every_size("quiet", |size| {
        let mut hand = Hand::watching(size, quiet(), Vec::new());
        let actions = hand.snapshot(quiet(), Vec::new());
        hand.answer_trend(&actions);
        hand
    });
}

#[test]
fn a_leak_nobody_has_acknowledged() {
    at_every_size("leak", |size| {
        let mut eclipsed = alarm(41, Condition::High, Priority::High, LifeState::UnackActive);
        eclipsed.masked = Some("A2 stands".into());
        let mut hand = Hand::new(size);
        let actions = hand.snapshot(with_a003(62.0), vec![eclipsed, a2(LifeState::UnackActive)]);
        hand.answer_trend(&actions);
        hand
    });
}

#[test]
fn a_leak_acknowledged() {
    at_every_size("acked", |size| {
        let mut hand = Hand::watching(size, with_a003(62.0), vec![a2(LifeState::AckedActive)]);
        hand.feed(Event::Reply(Reply::Acknowledged(Ok(vec![a2(LifeState::AckedActive)]))));
        hand
    });
}

#[test]
fn an_alarm_returned_before_anybody_acknowledged() {
    let returned = || alarm(41, Condition::High, Priority::High, LifeState::UnackReturned);
    at_every_size("returned", |size| Hand::watching(size, quiet(), vec![returned()]));
}

#[test]
fn a_latch_acknowledged_and_one_not() {
    at_every_size("latched", |size| {
        let mut other = a2(LifeState::LatchedUnack);
        other.id = mcs_core::id::OccurrenceId(43);
        other.sn = Some(sn("A001"));
        Hand::watching(size, quiet(), vec![a2(LifeState::LatchedAcked), other])
    });
}

/// Every way in which a point can be less than good.
fn troubled() -> Vec<PointLive> {
    let mut points = quiet();
    points[0].freshness = Freshness::Offline;
    points[0].time = Some(TEN - Span::mins(4));
    points[1].freshness = Freshness::Stale;
    points[1].time = Some(TEN - Span::secs(40));
    points[2].freshness = Freshness::CatchingUp;
    points[3].quality = Some(Quality::Fault);
    points[3].value = None;
    points[3].err = 1;
    let mut add = |name: &str, change: &dyn Fn(&mut PointLive)| {
        let mut new = point(name, SensorType::EX, 12.0);
        change(&mut new);
        points.push(new);
    };
    add("C001", &|p| {
        p.freshness = Freshness::NotCommissioned;
        (p.value, p.quality, p.time) = (None, None, None);
    });
    add("C002", &|p| (p.quality, p.value) = (Some(Quality::Uncalibrated), None));
    add("C003", &|p| p.limits = mcs_core::device::Limits::default());
    add("C004", &|p| {
        p.quality = Some(Quality::OutOfRange);
        (p.value, p.value_unlimited) = (Some(100.0), Some(131.0));
    });
    add("C005", &|p| {
        p.quality = Some(Quality::OutOfRange);
        (p.value, p.value_unlimited) = (Some(0.0), Some(-12.0));
    });
    add("C006", &|p| p.pending = Some(Pending { condition: Condition::High, due: TEN + Span::secs(12) }));
    add("C007", &|p| (p.quality, p.err) = (Some(Quality::Doubtful), 50));
    points
}

#[test]
fn unknown_in_every_way_and_a_held_alarm() {
    at_every_size("unknown", |size| {
        let mut offline = alarm(50, Condition::Offline, Priority::High, LifeState::UnackActive);
        offline.sn = Some(sn("A001"));
        (offline.value, offline.limit, offline.unit) = (None, None, None);
        let mut held = alarm(48, Condition::HighHigh, Priority::Critical, LifeState::AckedActive);
        held.sn = Some(sn("A001"));
        held.held = true;
        let mut fault = alarm(51, Condition::Fault, Priority::High, LifeState::UnackActive);
        fault.sn = Some(sn("A004"));
        fault.text = Some("err 1".into());
        let alarms = vec![offline, held, fault, system(52, SystemCause::DiskLow)];
        Hand::watching(size, troubled(), alarms)
    });
}

#[test]
fn the_daemon_is_lost() {
    at_every_size("lost", |size| {
        let mut hand = Hand::watching(size, with_a003(62.0), vec![a2(LifeState::UnackActive)]);
        hand.wait(Span::secs(1));
        hand.lose();
        hand.wait(Span::secs(12));
        hand
    });
}

#[test]
fn the_help_page() {
    at_every_size("help", |size| {
        let mut hand = Hand::watching(size, quiet(), Vec::new());
        hand.key(KeyCode::Char('?'));
        hand
    });
}

#[test]
fn the_prompt_before_all_alarms_are_acknowledged() {
    at_every_size("prompt", |size| {
        let alarms = vec![a2(LifeState::UnackActive), system(52, SystemCause::DiskLow)];
        let mut hand = Hand::watching(size, with_a003(62.0), alarms);
        hand.key(KeyCode::Char('A'));
        hand.type_text("on site");
        hand
    });
}

#[test]
fn a_refused_acknowledgement() {
    at_every_size("refused", |size| {
        let mut hand = Hand::watching(size, with_a003(62.0), vec![a2(LifeState::UnackActive)]);
        hand.feed(Event::Reply(Reply::Acknowledged(Err(Refusal::Said {
            message: "viewers may not acknowledge".into(),
            advice: "ask an operator".into(),
        }))));
        hand
    });
}

#[test]
fn two_areas_of_which_one_is_shown() {
    at_every_size("areas", |size| {
        let mut points: Vec<_> = quiet().into_iter().map(|point| in_area(point, "tank-farm")).collect();
        points.push(in_area(placed(point("D001", SensorType::H2S, 11.0), 30.0, 30.0), "pumps"));
        let mut leak = alarm(60, Condition::High, Priority::Critical, LifeState::UnackActive);
        leak.sn = Some(sn("D001"));
        let mut hand = Hand::watching(size, points, vec![leak]);
        hand.key(KeyCode::Char(']'));
        hand
    });
}

#[test]
fn five_hundred_points_without_a_place() {
    at_every_size("many", |size| {
        let points = (0..500).map(|i| point(&format!("S{i:03}"), SensorType::EX, f64::from(i) / 10.0)).collect();
        Hand::watching(size, points, Vec::new())
    });
}

#[test]
fn without_colour_bold_reverse_underline_and_dim_remain() {
    let mut masked = alarm(41, Condition::High, Priority::High, LifeState::UnackActive);
    masked.masked = Some("A2 stands".into());
    let hand = Hand::watching((80, 24), troubled(), vec![masked, a2(LifeState::UnackActive)]);
    let terminal = drawn(&hand, Theme::Mono);
    insta::assert_snapshot!("mono_styles_80x24", styled(terminal.backend().buffer()));
}

/// The screen, and under each line the modifiers of its cells as letters.
fn styled(buffer: &Buffer) -> String {
    use std::fmt::Write;

    use ratatui::style::{Color, Modifier};
    let letters = [
        (Modifier::REVERSED | Modifier::BOLD, 'R'),
        (Modifier::REVERSED, 'r'),
        (Modifier::BOLD, 'b'),
        (Modifier::UNDERLINED, 'u'),
        (Modifier::DIM, 'd'),
    ];
    let mut text = String::new();
    for row in buffer.content().chunks(usize::from(buffer.area.width)) {
        let line: String = row.iter().map(ratatui::buffer::Cell::symbol).collect();
        let marks = row.iter().map(|cell| {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "no colour without colour");
            letters.iter().find(|(modifier, _)| cell.modifier.contains(*modifier)).map_or(' ', |(_, letter)| *letter)
        });
        let marks: String = marks.collect();
        writeln!(text, "{}\n{}", line.trim_end(), marks.trim_end()).expect("memory does not fail");
    }
    text
}

#[test]
fn the_borders_hold_when_names_are_wide() {
    let hand = Hand::watching((80, 24), with_a003(62.0), vec![a2(LifeState::UnackActive)]);
    let terminal = drawn(&hand, Theme::Dark);
    for row in terminal.backend().buffer().content().chunks(80) {
        let mut cells = 0;
        let mut column = 0;
        while column < row.len() {
            let width = unicode_width::UnicodeWidthStr::width(row[column].symbol()).max(1);
            cells += width;
            column += width;
        }
        assert_eq!(cells, 80);
    }
}

#[test]
fn every_sign_on_the_screen_has_one_width_everywhere() {
    use unicode_width::UnicodeWidthStr;
    let mut hand = Hand::watching((200, 60), troubled(), vec![a2(LifeState::UnackActive)]);
    let actions = hand.snapshot(troubled(), vec![a2(LifeState::UnackActive)]);
    hand.answer_trend(&actions);
    for cell in drawn(&hand, Theme::Dark).backend().buffer().content() {
        assert_eq!(cell.symbol().width(), cell.symbol().width_cjk(), "{:?} is ambiguous", cell.symbol());
    }
}
