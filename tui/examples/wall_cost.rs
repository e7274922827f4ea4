//! What the pictures cost: a thousand points through the real update and the real view into the real bytes, counted;
//! then a simulated week. `cargo run --release -p mcstui --example wall_cost`.

#![expect(clippy::print_stdout, reason = "it prints what it measured")]

use std::{fs, time::Instant};

use mcs_core::{
    alarm::Occurrence,
    language::Language,
    live::{LiveMessage, PointLive},
    site::Role,
    time::{Monotonic, Now, Timestamp},
};
use mcstui::{
    event::{Access, Event, Link},
    state::{State, Wishes},
    terminal::ansi::Ansi,
    ui::{screen, theme::Theme},
};
use ratatui::Terminal;
use serde_json::{Value, json};

const SIZE: (u16, u16) = (120, 40);
const POINTS: i64 = 1000;
const WEEK: i64 = 7 * 24 * 3600;
/// 2026-11-21 02:00:00 UTC.
const START: i64 = 1_795_226_400;

fn utc(second: i64) -> Timestamp {
    Timestamp::from_micros((START + second) * 1_000_000)
}

/// A point with a value that moves.
fn point(number: i64, second: i64) -> PointLive {
    let value = (number % 40) as f64 + ((second + number) % 97) as f64 / 10.0;
    let made = json!({
        "sn": format!("P{number:04}"), "point": number + 1, "type": "CH4", "unit": "%LEL", "decimals": 1,
        "range": null, "limits": { "low": null, "high": 50.0 }, "area": format!("area-{}", number / 100),
        "position": { "x": (number % 10) as f64 * 10.0, "y": (number % 100) as f64 / 10.0 * 10.0 },
        "period_s": 1, "value": value, "value_unlimited": value, "quality": "good", "freshness": "live",
        "time": utc(second), "received": utc(second), "seq": 7, "err": 0, "recorded": true,
    });
    serde_json::from_value(made).expect("a point")
}

/// An alarm of a point as it is after so many steps of its life.
fn alarm(number: i64, second: i64, state: &str) -> Occurrence {
    let made = json!({
        "id": number + 1, "sn": format!("P{:04}", number % POINTS), "source": { "point": number % POINTS + 1 },
        "condition": "HIGH", "type": "HIGH", "priority": "high", "state": state, "held": false, "first_out": false,
        "chattering": false, "drill": false, "raised": utc(second), "value": 51.0, "limit": 50.0, "unit": "%LEL",
        "recorded": true,
    });
    serde_json::from_value(made).expect("an alarm")
}

struct Wall {
    state: State,
    terminal: Terminal<Ansi>,
    second: i64,
    rev: u64,
    bytes: usize,
    frames: usize,
}

impl Wall {
    fn new() -> Self {
        let wishes = Wishes { mouse: true, language: Language::English, theme: Theme::Dark };
        let Ok(terminal) = Terminal::new(Ansi::new(SIZE));
        let mut wall = Self { state: State::new(SIZE, wishes), terminal, second: 0, rev: 1, bytes: 0, frames: 0 };
        wall.tick();
        let access = Access { role: Role::Operator, version: "0.1.0".into(), newer: false };
        wall.state.update(Event::Daemon(Link::Connected(access)));
        let points: Vec<_> = (0..POINTS).map(|number| point(number, 0)).collect();
        let site = json!({ "name": "North plant", "tz": "Asia/Shanghai" });
        wall.hear(json!({ "snapshot": {
            "site": site, "now": utc(0), "points": points, "alarms": [], "map": mcs_core::map::MapRevision::default(),
        } }));
        wall
    }

    fn tick(&mut self) {
        let mono = Monotonic::from_micros(self.second * 1_000_000);
        self.state.update(Event::Tick(Now { utc: utc(self.second), mono }));
    }

    fn hear(&mut self, update: Value) {
        let message = json!({ "boot_id": "boot", "rev": self.rev, "update": update });
        let message: LiveMessage = serde_json::from_value(message).expect("a message");
        self.state.update(Event::Daemon(Link::Update(Box::new(message))));
    }

    fn delta(&mut self, points: Vec<PointLive>, alarms: Vec<Occurrence>) {
        self.second += 1;
        self.rev += 1;
        self.tick();
        let (removed, transitions) = (Vec::new(), Vec::new());
        let now = utc(self.second);
        let delta = mcs_core::live::Delta { now, points, removed, alarms, transitions, silent_until: None, map: None };
        let update = mcs_core::live::Update::Delta(Box::new(delta));
        let message = LiveMessage { boot_id: "boot".into(), rev: self.rev, update };
        self.state.update(Event::Daemon(Link::Update(Box::new(message))));
    }

    fn draw(&mut self) {
        let state = &self.state;
        let Ok(_) = self.terminal.draw(|frame| screen::draw(frame, state));
        self.bytes += self.terminal.backend_mut().take().len();
        self.frames += 1;
    }
}

/// Resident memory of this process in KiB.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("its figures");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("its memory");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number")
}

/// Processor time of this process in seconds.
fn cpu() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("its figures");
    let facts = stat.rsplit_once(')').expect("a name").1;
    let ticks = facts.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<f64>().expect("a number"));
    ticks.sum::<f64>() / 100.0
}

fn main() {
    let mut wall = Wall::new();
    wall.draw();
    println!("first frame: {} bytes; {} KiB resident", wall.bytes, memory());

    let points: Vec<Vec<_>> = (0..60).map(|second| (0..POINTS).map(|number| point(number, second)).collect()).collect();
    (wall.bytes, wall.frames) = (0, 0);
    let before = cpu();
    for points in points {
        // A second's readings come in ten messages, each of which makes a picture.
        for piece in points.chunks(100) {
            wall.delta(piece.to_vec(), Vec::new());
            wall.second -= 1;
            wall.draw();
        }
        wall.second += 1;
    }
    let (share, bytes) = (100.0 * (cpu() - before) / 60.0, wall.bytes / 60);
    println!("{POINTS} points a second: {share:.1} % of a core for update and view, {bytes} bytes a second");

    let begin = Instant::now();
    let mut after_an_hour = 0;
    for step in 0..WEEK {
        let points = (0..5).map(|i| point((step * 5 + i) % POINTS, wall.second)).collect();
        let number = step / 60;
        let alarms = match step % 60 {
            0 => vec![alarm(number, wall.second, "unack-active")],
            20 => vec![alarm(number, wall.second - 20, "acked-active")],
            40 => vec![alarm(number, wall.second - 40, "normal")],
            _ => Vec::new(),
        };
        wall.delta(points, alarms);
        if step % 30 == 0 {
            wall.draw();
        }
        if step == 3600 {
            after_an_hour = memory();
        }
    }
    let (memory, took) = (memory(), begin.elapsed().as_secs());
    println!("a week: {memory} KiB resident, {after_an_hour} KiB after its first hour; simulated in {took} s");
    assert!(memory < 40 << 10 && memory < after_an_hour + 4096, "it grows");
}
