//! Tells how a long run is getting on: a bar on a terminal, a plain line now and then elsewhere. Always on standard error.

use std::{
    io::{self, IsTerminal},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::output::note;

/// How often a bar moves.
pub(crate) const TICK: Duration = Duration::from_millis(250);
/// How often a plain line is written.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// The progress of one run.
pub(crate) struct Progress {
    way: Way,
}

enum Way {
    Bar(ProgressBar),
    Lines { last: Instant },
    Silent,
}

impl Progress {
    /// Shows progress towards a number of steps; `None` has no end.
    pub(crate) fn new(total: Option<u64>) -> Self {
        if !io::stderr().is_terminal() {
            return Self { way: Way::Lines { last: Instant::now() } };
        }
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
        let template = if total.is_some() {
            "{elapsed_precise} {bar:24} {pos}/{len} {msg}"
        } else {
            "{elapsed_precise} {pos} {msg}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self { way: Way::Bar(bar) }
    }

    /// Shows nothing: the terminal belongs to somebody else.
    pub(crate) const fn silent() -> Self {
        Self { way: Way::Silent }
    }

    /// Tells where things stand.
    pub(crate) fn at(&mut self, position: u64, message: impl FnOnce() -> String) {
        match &mut self.way {
            Way::Bar(bar) => {
                bar.set_position(position);
                bar.set_message(message());
            }
            Way::Lines { last } if last.elapsed() >= LINE_EVERY => {
                *last = Instant::now();
                note(&format!("{position} {}", message()));
            }
            Way::Lines { .. } | Way::Silent => {}
        }
    }

    /// Says one thing at once.
    pub(crate) fn note(&self, message: &str) {
        match &self.way {
            Way::Bar(bar) => bar.suspend(|| note(message)),
            Way::Lines { .. } => note(message),
            Way::Silent => {}
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        match &self.way {
            Way::Bar(bar) => bar.finish_and_clear(),
            Way::Lines { .. } | Way::Silent => {}
        }
    }
}
