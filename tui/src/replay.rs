//! A recording played: the same events at the same times through the same state. Asks nobody and changes nothing.

use mcs_core::time::{Monotonic, Now, Span};

use ratatui::{buffer::Buffer, layout::Rect};
use unicode_width::UnicodeWidthStr as _;

use crate::{
    event::Event,
    record::Recording,
    state::{State, Wishes},
    ui::screen::render,
};

/// The screen at the end of a recording, as text.
pub fn last_screen(recording: Recording, wishes: Wishes) -> String {
    let mut player = Player::new(recording, wishes);
    player.play(player.length());
    let (width, height) = player.state.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    render(&mut buffer, &player.state);
    let row = |row: u16| {
        // What stands behind a wide character is not shown.
        let (mut text, mut column) = (String::new(), 0);
        while column < width {
            let cell = &buffer[(column, row)];
            text.push_str(cell.symbol());
            column += u16::try_from(cell.symbol().width()).unwrap_or(1).max(1);
        }
        text.trim_end().to_owned()
    };
    (0..height).map(row).collect::<Vec<_>>().join("\n")
}

/// A recording on its way.
#[derive(Debug)]
pub struct Player {
    recording: Recording,
    /// How many lines were played.
    played: usize,
    /// Where it is.
    at: Span,
    /// What it shows.
    pub state: State,
}

impl Player {
    /// At the beginning; in the language and the colours of whoever looks now.
    pub fn new(recording: Recording, wishes: Wishes) -> Self {
        let wishes = Wishes { mouse: recording.header.mouse, ..wishes };
        let state = State::new(recording.header.size, wishes);
        let mut player = Self { recording, played: 0, at: Span::ZERO, state };
        player.tick();
        player
    }

    /// How long it is.
    pub fn length(&self) -> Span {
        self.recording.lines.last().map_or(Span::ZERO, |line| line.now().mono - Monotonic::from_micros(0))
    }

    /// Where it is, from the beginning.
    pub fn at(&self) -> Span {
        self.at
    }

    /// How many events were played, and of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.played, self.recording.lines.len())
    }

    /// Until what is shown changes: by the next event, or by time.
    pub fn until_next(&self) -> Span {
        let tick = self.state.until_tick();
        self.next().map_or(tick, |next| (next - self.at).max(Span::ZERO).min(tick))
    }

    /// Goes on to this place. Never back.
    pub fn play(&mut self, to: Span) {
        let to = to.min(self.length()).max(self.at);
        while self.next().is_some_and(|next| next <= to) {
            self.step();
        }
        self.at = to;
        self.tick();
    }

    /// Plays the next event. Whether there was one.
    pub fn step(&mut self) -> bool {
        let Some(line) = self.recording.lines.get(self.played) else { return false };
        self.played += 1;
        self.at = line.now().mono - Monotonic::from_micros(0);
        self.state.update(Event::Tick(line.now()));
        // What it asks the world for was asked when it was recorded; the answers are among the events.
        self.state.update(line.event.clone());
        true
    }

    fn next(&self) -> Option<Span> {
        self.recording.lines.get(self.played).map(|line| line.now().mono - Monotonic::from_micros(0))
    }

    fn tick(&mut self) {
        let utc = self.recording.header.started + self.at;
        self.state.update(Event::Tick(Now { utc, mono: Monotonic::from_micros(self.at.as_micros()) }));
    }
}
