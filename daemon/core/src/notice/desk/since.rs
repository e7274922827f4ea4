//! A moment in the past that survives a restart.

use serde::{Deserialize, Serialize};

use crate::time::{Monotonic, Now, Span, Timestamp};

/// Since when something runs. The monotonic clock counts; the wall clock tells how long a restart took.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Since {
    at: Timestamp,
    #[serde(skip, default = "unplaced")]
    mono: Monotonic,
}

/// Until [`Since::resume`] has placed it on this run's clock.
const fn unplaced() -> Monotonic {
    Monotonic::from_micros(0)
}

impl Since {
    pub(super) const fn now(now: Now) -> Self {
        Self { at: now.utc, mono: now.mono }
    }

    /// Places it on this run's clock. At least `passed` has gone by, whatever the wall clock did meanwhile.
    pub(super) fn resume(&mut self, passed: Span, now: Now) {
        let passed = (now.utc - self.at).max(passed);
        self.mono = now.mono + (Span::ZERO - passed);
    }

    /// Follows a step of the wall clock.
    pub(super) fn shift(&mut self, step: Span) {
        self.at = self.at + step;
    }

    /// How long it has run.
    pub(super) fn passed(self, now: Now) -> Span {
        now.mono - self.mono
    }

    /// When it has run so long.
    pub(super) fn then(self, after: Span) -> Monotonic {
        self.mono + after
    }
}
