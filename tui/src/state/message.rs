//! The one line that answers what a person did.

use mcs_core::time::{Monotonic, Span};

use crate::event::Refusal;

/// How long an answer stays.
const STAYS: Span = Span::secs(15);

/// The answer to what a person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// In words.
    pub text: String,
    /// Whether it was not done.
    pub refused: bool,
    since: Monotonic,
}

impl Message {
    /// It was done.
    pub fn done(text: String, now: Monotonic) -> Self {
        Self { text, refused: false, since: now }
    }

    /// It was not done.
    pub fn refused(text: impl Into<String>, now: Monotonic) -> Self {
        Self { text: text.into(), refused: true, since: now }
    }

    /// The daemon did not do it.
    pub fn refusal(refusal: &Refusal, now: Monotonic) -> Self {
        let mut text = refusal.message.clone();
        if !refusal.advice.is_empty() {
            text = format!("{text}: {}", refusal.advice);
        }
        Self::refused(text, now)
    }

    /// Whether it has been there long enough.
    pub fn over(&self, now: Monotonic) -> bool {
        now - self.since > STAYS
    }
}
