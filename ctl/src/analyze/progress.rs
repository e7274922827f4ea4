//! Tells how far a long look has come: a bar on a terminal, a plain line now and then elsewhere. Always on standard error.

use std::{
    io::{self, IsTerminal},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::output::note;

/// How often a plain line is written.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// The progress of one look.
pub(crate) struct Progress {
    total: u64,
    way: Way,
}

enum Way {
    Bar(ProgressBar),
    Lines(Instant),
}

impl Progress {
    /// Towards so many bytes.
    pub(crate) fn bytes(total: u64) -> Self {
        Self::new(total, "{elapsed_precise} {wide_bar} {bytes}/{total_bytes} {msg} {eta}")
    }

    /// Towards so many things.
    pub(crate) fn things(total: u64) -> Self {
        Self::new(total, "{elapsed_precise} {wide_bar} {pos}/{len} {msg} {eta}")
    }

    fn new(total: u64, template: &str) -> Self {
        if !io::stderr().is_terminal() {
            return Self { total, way: Way::Lines(Instant::now()) };
        }
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self { total, way: Way::Bar(bar) }
    }

    /// Tells where things stand.
    pub(crate) fn at(&mut self, position: u64, message: impl FnOnce() -> String) {
        match &mut self.way {
            Way::Bar(bar) => {
                bar.set_position(position);
                bar.set_message(message());
            }
            Way::Lines(last) if last.elapsed() >= LINE_EVERY => {
                *last = Instant::now();
                let percent = position.saturating_mul(100) / self.total.max(1);
                note(&format!("{percent} % {}", message()));
            }
            Way::Lines(_) => {}
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        match &self.way {
            Way::Bar(bar) => bar.finish_and_clear(),
            Way::Lines(_) => {}
        }
    }
}
