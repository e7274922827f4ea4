//! A bar that moves while something long goes on. On standard error, and only on a terminal.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar, or nothing where nobody looks.
pub(crate) struct Bar {
    bar: Option<ProgressBar>,
}

impl Bar {
    /// Towards a total of any unit; without one it only tells that it goes on.
    pub(crate) fn new(total: Option<u64>) -> Self {
        if !io::stderr().is_terminal() {
            return Self { bar: None };
        }
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
        let template =
            if total.is_some() { "{elapsed_precise} {bar:24} {percent:>3} % {msg}" } else { "{elapsed_precise} {msg}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self { bar: Some(bar) }
    }

    /// Tells where things stand.
    pub(crate) fn at(&self, position: u64, message: impl FnOnce() -> String) {
        if let Some(bar) = &self.bar {
            bar.set_position(position);
            bar.set_message(message());
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
