//! What the state wants done in the world, done.

use std::io;

use tokio::time::Instant;

use super::{bell::Bell, speaker::Speaker};
use crate::{action::Action, daemon::Daemon, terminal::Screen};

/// The hands of the program.
pub(super) struct Effects {
    pub(super) screen: Screen,
    pub(super) bell: Bell,
    pub(super) speaker: Speaker,
    pub(super) daemon: Daemon,
}

/// What the loop has to do itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Go on.
    Go,
    /// Leave.
    Leave,
    /// Stop until continued.
    Suspend,
}

impl Effects {
    /// Does it, without waiting for anything.
    pub(super) fn perform(&mut self, action: Action) -> io::Result<Next> {
        match action {
            Action::Quit => return Ok(Next::Leave),
            Action::Suspend => return Ok(Next::Suspend),
            Action::Sound(sound) => {
                self.bell.ring(sound.rings);
                self.speaker.say(sound.why);
            }
            Action::Copy(text) => self.screen.copy(&text)?,
            Action::Redraw => self.screen.forget(),
            Action::Mouse(on) => self.screen.mouse(on)?,
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
                self.daemon.ask(action);
            }
        }
        Ok(Next::Go)
    }

    /// Does what is due by time.
    pub(super) fn tick(&mut self, now: Instant) -> io::Result<()> {
        if self.bell.take(now) {
            self.screen.ring()?;
        }
        self.speaker.reap();
        Ok(())
    }
}
