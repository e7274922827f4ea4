//! A recording on the screen.

use std::{io, time::Duration};

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use mcs_core::time::Span;
use ratatui::{Frame, style::Style};
use tokio::time::{Instant, sleep_until};

use super::{
    Ended, RunError,
    pace::Frames,
    signals::{self, Asked, Signals},
};
use crate::{
    replay::Player,
    terminal::{Ready, Screen},
    ui::screen,
};

/// Fastest.
const FASTEST: u32 = 1024;

/// How fast a recording plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// So many times as fast.
    pub speed: u32,
    /// It waits for a key.
    pub halted: bool,
}

/// Plays a recording until a person leaves.
pub async fn play(player: Player, pace: Pace) -> Result<Ended, RunError> {
    let mut signals = Signals::hear()?;
    let screen = Screen::take(false)?;
    let mut table = Table { screen, player, pace, since: (Instant::now(), Span::ZERO), frames: Frames::new(None) };
    match table.work(&mut signals).await {
        Err(_) if table.screen.gone() => Ok(Ended::Signal(1)),
        ended => Ok(ended?),
    }
}

/// A recording that plays.
struct Table {
    screen: Screen,
    player: Player,
    pace: Pace,
    /// When it was at which place; it went on from there at its speed.
    since: (Instant, Span),
    frames: Frames,
}

impl Table {
    async fn work(&mut self, signals: &mut Signals) -> io::Result<Ended> {
        loop {
            let wake = self.draw()?;
            tokio::select! {
                asked = signals.next() => match asked {
                    Asked::End(number) => return Ok(Ended::Signal(number)),
                    Asked::Stop => {
                        self.screen.lend();
                        signals::stop();
                        self.screen.retake()?;
                    }
                    Asked::Continue => self.screen.retake()?,
                    Asked::Resize => self.screen.resize(self.screen.size()?),
                },
                ready = self.screen.ready() => match ready? {
                    Ready::Room => self.screen.send()?,
                    Ready::Input => {
                        let inputs = self.screen.read()?;
                        if self.take(inputs) {
                            return Ok(Ended::Left);
                        }
                    }
                },
                () = sleep_until(wake) => {
                    if self.screen.gone() {
                        return Ok(Ended::Signal(1));
                    }
                    let inputs = self.screen.settle(Instant::now());
                    if self.take(inputs) {
                        return Ok(Ended::Left);
                    }
                }
            }
        }
    }

    /// Plays up to now and draws. Until when there is nothing to do.
    fn draw(&mut self) -> io::Result<Instant> {
        let now = Instant::now();
        if !self.pace.halted {
            let (since, at) = self.since;
            let passed = i64::try_from((now - since).as_micros()).unwrap_or(i64::MAX);
            self.player.play(at + Span::micros(passed.saturating_mul(i64::from(self.pace.speed))));
        }
        if self.screen.clear() && now >= self.frames.next() {
            let (player, pace) = (&self.player, self.pace);
            let bytes = self.screen.draw(|frame| {
                screen::draw(frame, &player.state);
                place(frame, player, pace);
            })?;
            self.frames.drew(bytes, now);
        }
        let until = self.player.until_next().as_micros().unsigned_abs() / u64::from(self.pace.speed);
        let quiet = self.pace.halted || self.player.at() == self.player.length();
        let wait = if quiet { Duration::from_secs(1) } else { Duration::from_micros(until) };
        let wake = (now + wait).max(self.frames.next());
        Ok(self.screen.unfinished().map_or(wake, |until| wake.min(until)))
    }

    /// Whether to leave.
    fn take(&mut self, inputs: Vec<Input>) -> bool {
        inputs.into_iter().any(|input| match input {
            Input::Key(key) if key.kind != KeyEventKind::Release => self.key(key),
            Input::Key(_)
            | Input::Paste(_)
            | Input::Mouse(_)
            | Input::Resize(..)
            | Input::FocusGained
            | Input::FocusLost => false,
        })
    }

    fn key(&mut self, key: KeyEvent) -> bool {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('c') if ctrl => return true,
            KeyCode::Char('l') if ctrl => self.screen.forget(),
            KeyCode::Char('q') | KeyCode::Esc => return true,
            KeyCode::Char(' ') => self.pace.halted = !self.pace.halted,
            KeyCode::Char('+') => self.pace.speed = (self.pace.speed * 2).min(FASTEST),
            KeyCode::Char('-') => self.pace.speed = (self.pace.speed / 2).max(1),
            KeyCode::Enter => {
                self.pace.halted = true;
                self.player.step();
            }
            _ => {}
        }
        self.since = (Instant::now(), self.player.at());
        false
    }
}

/// Says over the last row where the recording is.
fn place(frame: &mut Frame, player: &Player, pace: Pace) {
    let time = |span: Span| {
        let seconds = span.as_micros() / 1_000_000;
        format!("{}:{:02}", seconds / 60, seconds % 60)
    };
    let (played, of) = player.progress();
    let how = if pace.halted { "halted".to_owned() } else { format!("x{}", pace.speed) };
    let (at, length) = (time(player.at()), time(player.length()));
    let text = format!(" replay {at}/{length}, event {played}/{of}, {how}: Space Enter + - q ");
    let area = frame.area();
    let x = area.right().saturating_sub(u16::try_from(text.len()).unwrap_or(u16::MAX));
    if let Some(y) = area.bottom().checked_sub(1) {
        frame.buffer_mut().set_stringn(x, y, text, area.width.into(), Style::new().reversed());
    }
}
