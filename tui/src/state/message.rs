//! The one line that answers what a person did.

use mcs_core::{
    alarm::Condition,
    time::{Monotonic, Span},
};

use crate::{
    event::{Done, Refusal},
    say,
    words::Words,
};

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
    pub fn refusal(refusal: &Refusal, words: Words, now: Monotonic) -> Self {
        Self::refused(refusal.text(words), now)
    }

    /// The daemon did it.
    pub fn changed(done: &Done, words: Words, now: Monotonic) -> Self {
        let it = |condition: &Option<Condition>| condition.map_or("-", Condition::as_str);
        let text = match done {
            Done::Reset(what) => say!(words, "done-reset", what = what.as_str()),
            Done::Shelved(what) => say!(words, "done-shelved", what = it(what)),
            Done::Unshelved(what) => say!(words, "done-unshelved", what = it(what)),
            Done::Inhibited(sn) => say!(words, "done-inhibited", sn = sn.as_str()),
            Done::Judged(sn) => say!(words, "done-judged", sn = sn.as_str()),
            Done::InService(sn) => say!(words, "done-in-service", sn = sn.as_str()),
            Done::Silent => say!(words, "done-silent"),
        };
        Self::done(text, now)
    }

    /// Whether it has been there long enough.
    pub fn over(&self, now: Monotonic) -> bool {
        now - self.since > STAYS
    }
}
