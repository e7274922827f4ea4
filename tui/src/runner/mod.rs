//! The loop that joins the pure state with the world: events in, pictures and actions out.
//!
//! It blocks until something happens or until time alone changes the picture, and draws at most twenty times a second.
//! It never waits for the terminal: while the terminal has not taken a picture there is no next one, and keys, signals
//! and the daemon are heard meanwhile.

mod bell;
mod effects;
mod pace;
mod play;
mod signals;
mod speaker;

use std::{io, path::PathBuf, time::Duration};

use bell::Bell;
use crossterm::event::Event as Input;
use effects::{Effects, Next};
use mcs_core::{
    site::Role,
    time::{Monotonic, Now, Timestamp},
};
use pace::Frames;
use signals::{Asked, Signals};
use speaker::Speaker;
use thiserror::Error;
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until},
};

pub use play::{Pace, play};

use crate::{
    daemon::Daemon,
    event::Event,
    record::{RecordError, Recorder},
    session::Session,
    state::{State, Wishes, keeping::AskedFor, kiosk::Wish},
    terminal::{Ready, Screen},
    ui::screen,
};

/// Events waiting at most. Updates wait for the picture, not the other way round; a burst of updates fits.
const EVENTS: usize = 256;

/// What the program was started with.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The daemon's socket.
    pub socket: PathBuf,
    /// How a person wants it from the start.
    pub wishes: Wishes,
    /// Nobody operates it: it turns its pages by itself.
    pub kiosk: Option<Wish>,
    /// The command that makes a sound.
    pub sound_command: Option<PathBuf>,
    /// Bytes a second for the terminal at most, in the mean.
    pub bytes_per_second: Option<u32>,
    /// Where what comes in is recorded. A recording begins like a first start, so that it can be played anywhere.
    pub record: Option<PathBuf>,
    /// Where it is kept what a person had open, and what of it is not taken from there.
    pub session: Option<(PathBuf, AskedFor)>,
}

/// Why the program could not go on.
#[derive(Debug, Error)]
pub enum RunError {
    /// The terminal.
    #[error("cannot use the terminal")]
    Terminal(#[from] io::Error),
    /// The recording.
    #[error(transparent)]
    Record(#[from] RecordError),
}

/// Why the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// A person left.
    Left,
    /// A signal with this number told it to, or the terminal went away (1).
    Signal(u8),
}

impl Ended {
    /// The exit code, as a shell counts signals.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Left => 0,
            Self::Signal(number) => 128 + number,
        }
    }
}

/// Runs until a person leaves, a signal comes or the terminal goes away.
pub async fn run(settings: Settings) -> Result<Ended, RunError> {
    let mut signals = Signals::hear()?;
    let mouse = settings.wishes.mouse && settings.kiosk.is_none();
    let screen = Screen::take(mouse)?;
    let size = screen.size()?;
    let (events, mut heard) = mpsc::channel(EVENTS);
    let start = Instant::now();
    let recorder = settings.record.map(|path| Recorder::begin(&path, size, mouse, clock(start).utc));
    let wishes = settings.wishes;
    let mut state = State::new(size, wishes);
    // Whoever runs a wall, it must not be able to change the plant: the daemon refuses too.
    let at_most = settings.kiosk.is_some().then_some(Role::Viewer);
    if let Some(wish) = settings.kiosk {
        state.become_kiosk(wish);
    }
    let effects = Effects {
        screen,
        bell: Bell::default(),
        speaker: Speaker::new(settings.sound_command),
        daemon: Daemon::watch(settings.socket, at_most, events),
    };
    let mut desk =
        Desk { state, effects, frames: Frames::new(settings.bytes_per_second), recorder: recorder.transpose()?, start };
    // Nobody left a wall as it is, and none is left for the next.
    let session = settings.session.filter(|_| desk.recorder.is_none() && at_most.is_none());
    let before = session.as_ref().map(|(file, _)| Session::read(file)).unwrap_or_default();
    if let Some((_, asked_for)) = &session {
        for action in desk.state.resume(&before, *asked_for) {
            desk.effects.perform(action)?;
        }
    }
    let ended = match desk.work(&mut signals, &mut heard).await {
        // Whatever failed first: without a terminal that is why.
        Err(_) if desk.effects.screen.gone() => Ok(Ended::Signal(1)),
        ended => ended,
    };
    if let Some((file, asked_for)) = &session {
        // It is a convenience: nothing else fails with it.
        let _ = desk.state.session_after(wishes, *asked_for, before).write(file);
    }
    desk.recorder.as_mut().map_or(Ok(()), Recorder::finish)?;
    Ok(ended?)
}

/// The state with everything around it.
struct Desk {
    state: State,
    effects: Effects,
    frames: Frames,
    recorder: Option<Recorder>,
    start: Instant,
}

impl Desk {
    async fn work(&mut self, signals: &mut Signals, heard: &mut mpsc::Receiver<Event>) -> io::Result<Ended> {
        loop {
            let wake = self.draw()?;
            #[cfg(debug_assertions)]
            panic_for_a_test();
            let next = tokio::select! {
                asked = signals.next() => match asked {
                    Asked::End(number) => return Ok(Ended::Signal(number)),
                    Asked::Stop => self.suspend(),
                    Asked::Continue => self.retake(),
                    Asked::Resize => self.resize(),
                },
                ready = self.effects.screen.ready() => match ready? {
                    Ready::Input => self.read(),
                    Ready::Room => self.effects.screen.send().map(|()| Next::Go),
                },
                event = heard.recv() => {
                    // What has piled up is taken together: it makes one picture.
                    let piled = std::iter::from_fn(|| heard.try_recv().ok()).take(EVENTS);
                    self.take_all(event.into_iter().chain(piled))
                }
                () = sleep_until(wake) => self.time(),
            };
            match next? {
                Next::Go => {}
                Next::Leave => return Ok(Ended::Left),
                Next::Suspend => {
                    self.suspend()?;
                }
            }
        }
    }

    /// Draws if there is something new and it is time. Until when there is nothing to do.
    fn draw(&mut self) -> io::Result<Instant> {
        let now = Instant::now();
        self.take(Event::Tick(clock(self.start)))?;
        self.effects.tick(now)?;
        let mut wake = now + Duration::from_micros(self.state.until_tick().as_micros().unsigned_abs());
        let state = &self.state;
        if state.changed() && self.effects.screen.clear() {
            if now >= self.frames.next() {
                let bytes = self.effects.screen.draw(|frame| screen::draw(frame, state))?;
                self.state.drawn();
                self.frames.drew(bytes, now);
            } else {
                wake = wake.min(self.frames.next());
            }
        }
        wake = self.effects.screen.unfinished().map_or(wake, |until| wake.min(until));
        Ok(self.effects.bell.due(now).map_or(wake, |due| wake.min(due)))
    }

    /// Nothing happened for a while.
    fn time(&mut self) -> io::Result<Next> {
        if self.effects.screen.gone() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        // A terminal that is not ours by session sends no signal.
        self.resize()?;
        let late = self.effects.screen.settle(Instant::now());
        self.take_inputs(late)
    }

    fn read(&mut self) -> io::Result<Next> {
        let inputs = self.effects.screen.read()?;
        self.take_inputs(inputs)
    }

    fn take_inputs(&mut self, inputs: Vec<Input>) -> io::Result<Next> {
        self.take_all(inputs.into_iter().filter_map(|input| match input {
            Input::Key(key) => Some(Event::Key(key)),
            Input::Paste(text) => Some(Event::Paste(text)),
            Input::Mouse(mouse) => Some(Event::Mouse(mouse)),
            Input::Resize(..) | Input::FocusGained | Input::FocusLost => None,
        }))
    }

    fn take_all(&mut self, events: impl Iterator<Item = Event>) -> io::Result<Next> {
        for event in events {
            self.take(Event::Tick(clock(self.start)))?;
            match self.take(event)? {
                Next::Go => {}
                next @ (Next::Leave | Next::Suspend) => return Ok(next),
            }
        }
        Ok(Next::Go)
    }

    fn take(&mut self, event: Event) -> io::Result<Next> {
        if let Some(recorder) = &mut self.recorder {
            recorder.take(clock(self.start), &event, &self.state);
        }
        let mut next = Next::Go;
        for action in self.state.update(event) {
            match self.effects.perform(action)? {
                Next::Go => {}
                other @ (Next::Leave | Next::Suspend) => next = other,
            }
        }
        Ok(next)
    }

    fn resize(&mut self) -> io::Result<Next> {
        let (width, height) = self.effects.screen.size()?;
        if (width, height) == self.state.size {
            return Ok(Next::Go);
        }
        self.effects.screen.resize((width, height));
        self.take(Event::Resize { width, height })
    }

    /// Gives the terminal to the shell and stops; goes on when somebody continues the program.
    fn suspend(&mut self) -> io::Result<Next> {
        self.effects.screen.lend();
        signals::stop();
        self.retake()
    }

    /// Takes the terminal back, as it is now.
    fn retake(&mut self) -> io::Result<Next> {
        self.effects.screen.retake()?;
        let (width, height) = self.effects.screen.size()?;
        self.take(Event::Resize { width, height })
    }
}

/// Both clocks, read together.
fn clock(start: Instant) -> Now {
    let micros = |micros: u128| i64::try_from(micros).unwrap_or(i64::MAX);
    let mono = Monotonic::from_micros(micros(start.elapsed().as_micros()));
    Now { utc: Timestamp::from_micros(jiff::Timestamp::now().as_microsecond()), mono }
}

/// Panics once something is on the screen, where a test wants it.
#[cfg(debug_assertions)]
fn panic_for_a_test() {
    const WORDS: &str = "a panic for a test";
    match std::env::var("MCSTUI_TEST_PANIC").as_deref() {
        Ok("main") => panic!("{WORDS}"),
        Ok("task") => drop(tokio::spawn(async { panic!("{WORDS}") })),
        Ok("thread") => drop(std::thread::spawn(|| panic!("{WORDS}"))),
        Ok(_) | Err(_) => {}
    }
}
