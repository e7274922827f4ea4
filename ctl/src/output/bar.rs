//! Tells how something long is getting on: a bar that moves on a terminal, a plain line now and then elsewhere. Always on
//! standard error.

use std::{
    cell::Cell,
    io::{self, IsTerminal},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::note;

/// How often a plain line is written.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// A bar, or lines where there is no terminal.
pub(crate) struct Bar {
    total: Option<u64>,
    way: Way,
}

enum Way {
    Bar(ProgressBar),
    Lines { last: Cell<Instant> },
}

impl Bar {
    /// Towards a total of any unit; without one it only tells that it goes on.
    pub(crate) fn new(total: Option<u64>) -> Self {
        if !io::stderr().is_terminal() {
            return Self { total, way: Way::Lines { last: Cell::new(Instant::now()) } };
        }
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
        let template =
            if total.is_some() { "{elapsed_precise} {bar:24} {percent:>3} % {msg}" } else { "{elapsed_precise} {msg}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self { total, way: Way::Bar(bar) }
    }

    /// Tells where things stand.
    pub(crate) fn at(&self, position: u64, message: impl FnOnce() -> String) {
        match &self.way {
            Way::Bar(bar) => {
                bar.set_position(position);
                bar.set_message(message());
            }
            Way::Lines { last } if last.get().elapsed() >= LINE_EVERY => {
                last.set(Instant::now());
                let percent = self.total.map(|total| position.saturating_mul(100) / total.max(1));
                let percent = percent.map(|percent| format!("{percent} % ")).unwrap_or_default();
                note(&format!("{percent}{}", message()));
            }
            Way::Lines { .. } => {}
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        match &self.way {
            Way::Bar(bar) => bar.finish_and_clear(),
            Way::Lines { .. } => {}
        }
    }
}
