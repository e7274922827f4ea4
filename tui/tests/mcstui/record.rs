//! A recording holds what came in, and plays to the same picture.

use std::{fs, os::unix::fs::PermissionsExt as _};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use mcs_core::{
    alarm::{Condition, LifeState, Priority},
    sensor::SensorType,
    site::Role,
    time::{Monotonic, Now, Span},
};
use mcstui::{
    event::{Access, Event, Link, Loss},
    record::{RecordError, Recorder, Recording},
    replay::Player,
    state::{State, form::Form, overlay::Overlay},
    ui::screen::render,
};
use ratatui::{buffer::Buffer, layout::Rect};

use crate::plant::{TEN, WISHES, alarm, point, quiet, snapshot_of};

const SIZE: (u16, u16) = (80, 24);

fn at(us: i64) -> Now {
    Now { utc: TEN + Span::micros(us), mono: Monotonic::from_micros(us) }
}

fn typed(c: char) -> Event {
    Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
}

fn picture(state: &State) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
    render(&mut buffer, state);
    buffer
}

#[test]
fn what_came_in_plays_to_the_same_picture() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("recording");
    let mut recorder = Recorder::begin(&path, SIZE, true, TEN).expect("a file");
    let access = Access { role: Role::Operator, version: "0.1.0".into(), newer: false };
    let leak = alarm(1, Condition::HighHigh, Priority::Critical, LifeState::UnackActive);
    let events = [
        Event::Daemon(Link::Connected(access)),
        Event::Daemon(Link::Update(Box::new(snapshot_of(quiet(), vec![leak])))),
        typed('j'),
        Event::Paste("压\u{1b}".into()),
        Event::Daemon(Link::Lost { why: Loss::Closed }),
    ];
    let mut state = State::new(SIZE, WISHES);
    state.update(Event::Tick(at(0)));
    for (us, event) in (0..).step_by(1_500_000).zip(&events) {
        recorder.take(at(us), &Event::Tick(at(us)), &state);
        recorder.take(at(us), event, &state);
        state.update(Event::Tick(at(us)));
        state.update(event.clone());
    }
    recorder.finish().expect("all was written");
    assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
    assert!(Recorder::begin(&path, SIZE, true, TEN).is_err(), "it would be written over");

    // The last line was cut when the program died.
    let text = fs::read_to_string(&path).expect("text");
    fs::write(&path, format!("{text}{{\"us\":4")).expect("written");
    let recording = Recording::read(&path).expect("a recording");
    let again: Vec<_> = recording.lines.iter().map(|line| line.event.clone()).collect();
    assert_eq!(again, events);

    let mut player = Player::new(recording, WISHES);
    assert_eq!((player.length(), player.progress()), (Span::secs(6), (0, 5)));
    player.play(Span::micros(5_999_999));
    assert_eq!(player.progress(), (4, 5));
    assert!(player.step() && !player.step());
    player.play(Span::secs(6));
    assert_eq!(picture(&player.state), picture(&state));
}

#[test]
fn what_is_typed_unseen_is_not_recorded() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("recording");
    let mut recorder = Recorder::begin(&path, SIZE, true, TEN).expect("a file");
    let mut state = State::new(SIZE, WISHES);
    let mut form = Form::inhibit(&point("A003", SensorType::EX, 62.0), true);
    form.at = form.fields.iter().position(|field| field.secret).expect("a secret field");
    state.overlay = Overlay::Form(form);
    recorder.take(at(1), &typed('p'), &state);
    recorder.take(at(2), &Event::Paste("word".into()), &state);
    let text = fs::read_to_string(&path).expect("text");
    assert!(text.contains("****") && !text.contains("word") && !text.contains("\"p\""), "{text}");
}

#[test]
fn other_files_are_refused_with_their_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("recording");
    assert!(matches!(Recording::read(&path), Err(RecordError::File { .. })));
    fs::write(&path, "{}\n").expect("written");
    assert!(matches!(Recording::read(&path), Err(RecordError::Format { .. })));
    fs::remove_file(&path).expect("removed");
    drop(Recorder::begin(&path, SIZE, true, TEN).expect("a file"));
    let text = fs::read_to_string(&path).expect("text");
    fs::write(&path, text + "{\"us\":1}\nmore\n").expect("written");
    assert!(matches!(Recording::read(&path), Err(RecordError::Line { line: 2, .. })));
}
