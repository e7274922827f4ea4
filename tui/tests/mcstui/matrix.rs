//! Every screen at every size, in both languages: one picture of each screen and size, English above Chinese. And the
//! styles of each theme.

use crossterm::event::KeyCode;
use mcs_core::{
    alarm::{
        Actor, Condition, LifeState, Notice, Occurrence, Priority, Source, SystemCause, Transition, TransitionKind,
    },
    calibration::{Calibration, Coefficients},
    device::{Device, PointSettings},
    id::{CalibrationRevision, EventId, OccurrenceId, PointId},
    language::Language,
    ledger::{Counts, LedgerDay},
    reading::DamagedSpan,
    sensor::SensorType,
    time::Span,
};
use mcstui::{
    action::Action,
    event::{Event, HistoryPage, Reply, Story, Study},
    state::{State, face::Look},
    ui::{
        screen,
        theme::{Role, Theme},
    },
};
use ratatui::{buffer::Buffer, layout::Rect};

use super::plant::{Hand, TEN, alarm, in_area, quiet, sn, system};

const SIZES: [(u16, u16); 5] = [(20, 5), (40, 15), (80, 24), (120, 40), (200, 60)];

pub(crate) fn picture(state: &State) -> Buffer {
    let (width, height) = state.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    screen::render(&mut buffer, state);
    buffer
}

pub(crate) fn text(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut x = 0;
        let mut line = String::new();
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(unicode_width::UnicodeWidthStr::width(symbol)).unwrap_or(1).max(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Both languages of what `scene` shows, at every size.
fn at_every_size(name: &str, scene: impl Fn(&mut Hand)) {
    for size in SIZES {
        let mut hand = plant(size);
        scene(&mut hand);
        let of = |language| {
            let mut state = hand.state.clone();
            state.language = language;
            text(&picture(&state))
        };
        let both = format!("{}\n{}", of(Language::English), of(Language::Chinese));
        insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), both);
    }
}

/// Two areas, a leak, one latch and a full disk.
pub(crate) fn plant(size: (u16, u16)) -> Hand {
    let mut points: Vec<_> = quiet().into_iter().map(|point| in_area(point, "tank-farm")).collect();
    points[4] = in_area(points[4].clone(), "pumps");
    points[2].value = Some(62.0);
    points[2].value_unlimited = Some(62.0);
    let mut latched = alarm(40, Condition::HighHigh, Priority::Critical, LifeState::LatchedAcked);
    latched.sn = Some(sn("A001"));
    let leak = alarm(42, Condition::HighHigh, Priority::Critical, LifeState::UnackActive);
    let mut hand = Hand::watching(size, points, vec![latched, leak, system(52, SystemCause::DiskLow)]);
    hand.select("A003");
    hand
}

pub(crate) fn step(kind: TransitionKind, state: LifeState, ago: i64, by: Option<&str>) -> Transition {
    Transition {
        event: EventId(u128::from(ago.unsigned_abs())),
        source: Source::Point(PointId(3)),
        condition: Condition::HighHigh,
        occurrence: OccurrenceId(42),
        kind,
        state,
        priority: Priority::Critical,
        measured: TEN - Span::secs(ago),
        received: TEN - Span::secs(ago),
        value: Some(62.0),
        limit: Some(50.0),
        rules: Some(1),
        notice: Notice::Announce,
        by: by.map(|name| Actor { name: name.into() }),
        comment: by.map(|_| "on site".into()),
    }
}

pub(crate) fn story() -> Story {
    let alarm = alarm(42, Condition::HighHigh, Priority::Critical, LifeState::AckedActive);
    let raised = step(TransitionKind::Raise, LifeState::UnackActive, 10, None);
    let acked = step(TransitionKind::Ack, LifeState::AckedActive, 5, Some("wang"));
    Story { alarm, transitions: vec![raised, acked] }
}

/// An alarm that is over.
pub(crate) fn closed(id: u64, ago: Span) -> Occurrence {
    let mut alarm = alarm(id, Condition::High, Priority::High, LifeState::Normal);
    (alarm.raised, alarm.returned) = (TEN - ago, Some(TEN - ago + Span::mins(3)));
    (alarm.acked, alarm.acked_by) = (Some(TEN - ago + Span::mins(4)), Some("li".into()));
    alarm
}

fn study() -> Study {
    let calibration = |revision: u32, k: f64| Calibration {
        revision: CalibrationRevision(revision),
        valid_from: TEN - Span::hours(24 * 30),
        coefficients: Coefficients { k, b: -10.0, t_ref: 25.0, t_comp: 0.1 },
        due: Some(TEN - Span::hours(24)),
        by: "li".into(),
        recorded: TEN - Span::hours(24 * 30),
        comment: None,
    };
    Study {
        device: Device {
            sn: sn("A003"),
            point: PointId(3),
            name: None,
            area: None,
            zone: None,
            instrument: None,
            position: None,
            settings: PointSettings::proposed(SensorType::EX),
            revision: 1,
            added: TEN - Span::hours(1000),
            retired: None,
        },
        calibrations: vec![calibration(2, 1.5), calibration(1, 1.4)],
        ledger: Some(LedgerDay {
            sn: sn("A003"),
            day: "2026-11-21".into(),
            counts: Counts { received: 3600, missing: 4, recovered: 1, late: 7, ..Counts::default() },
            complete: false,
            no_identity: false,
        }),
        events: vec![story(), Story { alarm: closed(17, Span::mins(40)), transitions: Vec::new() }],
    }
}

/// Answers what was asked, as a daemon would.
pub(crate) fn answer(hand: &mut Hand, actions: &[Action]) {
    hand.answer_trend(actions);
    for action in actions {
        let reply = match action {
            Action::Study { request, .. } => Reply::Study { request: *request, result: Ok(Box::new(study())) },
            Action::Story { id } => Reply::Story { id: *id, result: Ok(Box::new(story())) },
            Action::History { request, before } => {
                let ids = 10..20_u64;
                let ago = |id: u64| Span::hours(i64::try_from(20 - id).unwrap_or(0) * 5);
                let alarms = ids.rev().map(|id| closed(id, ago(id))).collect();
                let page = HistoryPage { alarms, from: *before - Span::hours(72), complete: false };
                Reply::History { request: *request, result: Ok(page) }
            }
            _ => continue,
        };
        hand.feed(Event::Reply(reply));
    }
}

pub(crate) fn press(hand: &mut Hand, keys: &str) {
    for c in keys.chars() {
        let actions = hand.key(if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) });
        answer(hand, &actions);
    }
}

#[test]
fn the_wall() {
    at_every_size("wall", |hand| press(hand, "1"));
}

#[test]
fn the_table_of_devices() {
    at_every_size("devices", |hand| press(hand, "2o"));
}

#[test]
fn everything_about_a_device() {
    at_every_size("device", |hand| press(hand, "3"));
}

#[test]
fn a_device_a_while_ago_with_damage() {
    at_every_size("device_past", |hand| {
        press(hand, "3-");
        let actions = hand.key(KeyCode::Left);
        hand.answer_trend(&actions);
        if let Some(Action::Trend { sn, request, from, .. }) = actions.first() {
            let from = *from + Span::mins(60);
            let damaged = vec![DamagedSpan { sn: sn.clone(), from, to: from + Span::mins(30), why: "checksum".into() }];
            let reply = Reply::Trend { sn: sn.clone(), request: *request, result: Ok(Vec::new()), damaged };
            hand.feed(Event::Reply(reply));
        }
    });
}

#[test]
fn the_alarms() {
    at_every_size("alarms", |hand| press(hand, "4"));
}

#[test]
fn the_record_of_alarms() {
    at_every_size("record", |hand| press(hand, "4h"));
}

#[test]
fn an_alarm_with_the_steps_of_its_life() {
    at_every_size("steps", |hand| press(hand, "4d"));
}

#[test]
fn the_palette_of_commands() {
    at_every_size("palette", |hand| press(hand, "4:s"));
}

#[test]
fn a_filter_that_hides_an_unacknowledged_alarm() {
    at_every_size("filtered", |hand| press(hand, "4/sn~^B0\n"));
}

#[test]
fn a_filter_that_cannot_be_read() {
    at_every_size("filter", |hand| press(hand, "2/colour=red"));
}

#[test]
fn a_frozen_picture() {
    at_every_size("frozen", |hand| {
        press(hand, "f");
        hand.wait(Span::secs(12));
        hand.delta(Vec::new(), vec![alarm(60, Condition::High, Priority::High, LifeState::UnackActive)]);
    });
}

#[test]
fn the_keys_of_a_screen() {
    at_every_size("keys", |hand| press(hand, "3?"));
}

/// A letter for each style of the picture, and what each letter stands for.
pub(crate) fn styles(state: &State) -> String {
    let buffer = picture(state);
    let mut known: Vec<String> = Vec::new();
    let mut map = String::new();
    for row in buffer.content().chunks(usize::from(buffer.area.width)) {
        let mut line = String::new();
        for cell in row {
            let style = format!("{:?} on {:?} {:?}", cell.fg, cell.bg, cell.modifier);
            let plain = style == "Reset on Reset NONE";
            let place = known.iter().position(|known| *known == style).unwrap_or_else(|| {
                known.push(style);
                known.len() - 1
            });
            let letter = u8::try_from(place).map_or('?', |place| char::from(b'A' + place));
            line.push(if plain { '.' } else { letter });
        }
        map.push_str(&line);
        map.push('\n');
    }
    let legend: Vec<_> =
        (b'A'..).zip(&known).map(|(letter, style)| format!("{} {style}", char::from(letter))).collect();
    format!("{map}\n{}\n", legend.join("\n"))
}

#[test]
fn the_styles_of_the_wall_and_of_the_alarms_in_every_theme() {
    for (name, keys) in [("wall", "1"), ("alarms", "4")] {
        let mut hand = plant((80, 24));
        press(&mut hand, keys);
        for theme in Theme::ALL {
            let mut state = hand.state.clone();
            state.theme = theme;
            insta::assert_snapshot!(format!("styles_{name}_{}", theme.as_str()), styles(&state));
        }
    }
}

#[test]
fn in_every_theme_each_state_looks_like_no_other() {
    let alarms = LifeState::ALL.into_iter().filter(|state| *state != LifeState::Normal);
    let alarms: Vec<_> = alarms.map(|state| Look::Alarm(state, Priority::Critical)).collect();
    for theme in Theme::ALL {
        // What needs the same from a person looks the same: a return and an acknowledged latch are told apart by flags.
        let mut seen: Vec<(Look, String)> = Vec::new();
        for look in alarms.iter().copied().chain([Look::Plain, Look::Unknown, Look::Pending, Look::Masked]) {
            let blink = [true, false].map(|bright| format!("{:?}", theme.style(Role::Look(look), bright)));
            let style = blink.join("/");
            let same = seen.iter().find(|(_, known)| *known == style);
            let told_by_flag = [Look::Alarm(LifeState::UnackReturned, Priority::Critical), Look::Unknown];
            assert!(
                same.is_none_or(|(other, _)| told_by_flag.contains(other)),
                "{look:?} looks like {same:?} in {}",
                theme.as_str()
            );
            seen.push((look, style));
        }
    }
}
