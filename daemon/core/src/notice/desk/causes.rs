//! Alarms of the system about telling itself: nobody can be reached, nobody answers.

use serde::{Deserialize, Serialize};

use crate::{
    alarm::SystemCause,
    notice::{Book, Told},
    sentence,
};

/// Under this key it is kept.
pub(super) const KEY: &str = "desk";

/// Why nobody can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Unreachable {
    /// There is no group, or none of their channels is enabled.
    Unconfigured,
    /// Every channel of every group failed.
    Failed,
}

/// What the system is to say.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Causes {
    unreachable: Option<Unreachable>,
    /// Alarms that everybody was told of and nobody has acknowledged. Counted from their tracks.
    #[serde(skip)]
    unanswered: usize,
    #[serde(skip)]
    changed: bool,
    /// After a restart it is said again: what the daemon was told last may have been lost with it.
    #[serde(skip)]
    say_again: bool,
}

impl Causes {
    /// Nobody could be told of this.
    pub(super) fn nobody(&mut self, out: &mut Told) {
        self.unreach(Unreachable::Unconfigured, sentence::NO_CHANNEL.plain().to_owned(), out);
    }

    /// All who could be told of this could not be reached.
    pub(super) fn all_failed(&mut self, what: &str, out: &mut Told) {
        self.unreach(Unreachable::Failed, sentence::ALL_FAILED.with(&[&what]), out);
    }

    fn unreach(&mut self, why: Unreachable, words: String, out: &mut Told) {
        if self.unreachable != Some(why) {
            self.unreachable = Some(why);
            self.changed = true;
            out.causes.push((SystemCause::NobodyReachable, true, words));
        }
    }

    /// Somebody was reached.
    pub(super) fn reached(&mut self, out: &mut Told) {
        if self.unreachable.take().is_some() {
            self.changed = true;
            out.causes.push((SystemCause::NobodyReachable, false, sentence::SOMEBODY_REACHED.plain().to_owned()));
        }
    }

    /// The settings may have changed.
    pub(super) fn look(&mut self, book: &Book, out: &mut Told) {
        if self.unreachable == Some(Unreachable::Unconfigured) && book.reaches_anybody() {
            self.reached(out);
        }
    }

    /// An alarm has gone unanswered, or was answered.
    pub(super) fn unanswered(&mut self, more: bool, what: &str, out: &mut Told) {
        if more {
            self.unanswered += 1;
            if self.unanswered == 1 {
                let words = sentence::NOBODY_ACKNOWLEDGED.with(&[&what]);
                out.causes.push((SystemCause::NobodyAnswered, true, words));
            }
        } else {
            self.unanswered = self.unanswered.saturating_sub(1);
            if self.unanswered == 0 {
                out.causes.push((SystemCause::NobodyAnswered, false, sentence::ACKNOWLEDGED.plain().to_owned()));
            }
        }
    }

    /// Continues after a restart.
    pub(super) fn resume(&mut self, unanswered: usize) {
        self.unanswered = unanswered;
        self.say_again = true;
    }

    /// Whether there is something to say though nothing happened.
    pub(super) const fn must_speak(&self) -> bool {
        self.say_again
    }

    /// Says once more what holds.
    pub(super) fn say_again(&mut self, out: &mut Told) {
        if std::mem::take(&mut self.say_again) {
            let words = sentence::AS_BEFORE.plain().to_owned();
            out.causes.push((SystemCause::NobodyReachable, self.unreachable.is_some(), words.clone()));
            out.causes.push((SystemCause::NobodyAnswered, self.unanswered > 0, words));
        }
    }

    /// Whether it must be kept anew; says so once.
    pub(super) fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// Whether there is nothing to keep.
    pub(super) const fn is_quiet(&self) -> bool {
        self.unreachable.is_none()
    }
}
