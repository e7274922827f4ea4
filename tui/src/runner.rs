//! The loop that joins the pure state with the world: events in, pictures and actions out.
//!
//! It blocks until something happens or until time alone changes the picture, and draws at most twenty times a second.

use std::{io, path::PathBuf, time::Duration};

use crossterm::event::Event as Input;
use mcs_core::{
    site::Role,
    time::{Monotonic, Now, Timestamp},
};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::mpsc,
    time::{Instant, sleep_until},
};

use crate::{
    action::Action,
    daemon::Daemon,
    event::Event,
    state::{State, Wishes, kiosk::Wish},
    terminal::{self, Screen},
    ui::screen,
};

/// Events waiting at most. Keys and updates wait for the picture, not the other way round; a burst of updates fits.
const EVENTS: usize = 256;
/// Shortest time between two pictures.
const FRAME: Duration = Duration::from_millis(50);

/// What the program was started with.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The daemon's socket.
    pub socket: PathBuf,
    /// How a person wants it from the start.
    pub wishes: Wishes,
    /// Nobody operates it: it turns its pages by itself.
    pub kiosk: Option<Wish>,
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
pub async fn run(settings: Settings) -> io::Result<Ended> {
    let mouse = settings.wishes.mouse && settings.kiosk.is_none();
    let mut screen = Screen::take(mouse)?;
    let (events, mut heard) = mpsc::channel(EVENTS);
    let (input_end, mut input_ended) = mpsc::channel(1);
    listen_to_input(events.clone(), input_end);
    let mut state = State::new(screen.size()?, settings.wishes);
    // Whoever runs a wall, it must not be able to change the plant: the daemon refuses too.
    let at_most = settings.kiosk.is_some().then_some(Role::Viewer);
    if let Some(wish) = settings.kiosk {
        state.become_kiosk(wish);
    }
    let mut daemon = Daemon::watch(settings.socket, at_most, events);
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let start = Instant::now();
    let mut drawn: Option<Instant> = None;
    loop {
        for action in state.update(Event::Tick(now(start))) {
            perform(action, &mut screen, &mut daemon)?;
        }
        let due = drawn.map_or(start, |drawn| drawn + FRAME);
        let mut wake = Instant::now() + Duration::from_micros(state.until_tick().as_micros().unsigned_abs());
        if state.changed() {
            if Instant::now() >= due {
                screen.draw(|frame| screen::draw(frame, &state))?;
                state.drawn();
                drawn = Some(Instant::now());
            } else {
                wake = wake.min(due);
            }
        }
        tokio::select! {
            event = heard.recv() => {
                // What has piled up is taken together: it makes one picture.
                let piled = std::iter::from_fn(|| heard.try_recv().ok()).take(EVENTS);
                for event in event.into_iter().chain(piled) {
                    state.update(Event::Tick(now(start)));
                    for action in state.update(event) {
                        if action == Action::Quit {
                            return Ok(Ended::Left);
                        }
                        perform(action, &mut screen, &mut daemon)?;
                    }
                }
            }
            () = sleep_until(wake) => {}
            _ = terminate.recv() => return Ok(Ended::Signal(15)),
            _ = interrupt.recv() => return Ok(Ended::Signal(2)),
            _ = hang_up.recv() => return Ok(Ended::Signal(1)),
            _ = input_ended.recv() => return Ok(Ended::Signal(1)),
        }
    }
}

fn perform(action: Action, screen: &mut Screen, daemon: &mut Daemon) -> io::Result<()> {
    match action {
        Action::Sound(sound) => screen.ring(sound.rings),
        Action::Quit | Action::Copy(_) | Action::Suspend => Ok(()),
        Action::Redraw => screen.forget(),
        Action::Mouse(on) => screen.mouse(on),
        Action::Acknowledge { .. }
        | Action::AcknowledgeAll { .. }
        | Action::Change(_)
        | Action::Map
        | Action::Picture(_)
        | Action::Place(_)
        | Action::Figures { .. }
        | Action::Trend { .. }
        | Action::Study { .. }
        | Action::Story { .. }
        | Action::History { .. } => {
            daemon.ask(action);
            Ok(())
        }
    }
}

fn listen_to_input(events: mpsc::Sender<Event>, ended: mpsc::Sender<()>) {
    terminal::read_input(move |input| {
        let event = match input {
            Ok(Input::Key(key)) => Event::Key(key),
            Ok(Input::Paste(text)) => Event::Paste(text),
            Ok(Input::Mouse(mouse)) => Event::Mouse(mouse),
            Ok(Input::Resize(width, height)) => Event::Resize { width, height },
            Ok(Input::FocusGained | Input::FocusLost) => return,
            Err(_) => {
                // Nobody listens only when the program ends anyway.
                let _ = ended.try_send(());
                return;
            }
        };
        let _ = events.blocking_send(event);
    });
}

/// Both clocks, read together.
fn now(start: Instant) -> Now {
    let micros = |micros: u128| i64::try_from(micros).unwrap_or(i64::MAX);
    let mono = Monotonic::from_micros(micros(start.elapsed().as_micros()));
    Now { utc: Timestamp::from_micros(jiff::Timestamp::now().as_microsecond()), mono }
}
