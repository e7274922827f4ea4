//! The silence of the sound: a person's, everywhere, for a few minutes. It changes no alarm, ends with the next
//! announcement, and is forgotten by a restart.

use mcs_core::{
    alarm::{Actor, Notice, Priority},
    time::{Monotonic, Now, Span, Timestamp},
};

use super::state::Plant;

/// How long the sound is silent.
const SILENT: Span = Span::mins(5);
/// The same with a critical alarm unacknowledged.
const CRITICAL: Span = Span::mins(2);

/// Until when the sound is silent, on both clocks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Silence {
    until: Timestamp,
    ends: Monotonic,
}

impl Plant {
    pub(super) fn silence(&mut self, by: &Actor) -> Timestamp {
        let now = self.now();
        let critical = self.open_alarms().any(|o| o.priority == Priority::Critical && o.state.unacknowledged());
        let span = if critical { CRITICAL } else { SILENT };
        let until = now.utc + span;
        self.silence = Some(Silence { until, ends: now.mono + span });
        self.feed.silent(Some(until));
        self.note(("sound.silence", "the sound".to_owned()), None, by, None);
        until
    }

    /// Until when it is silent.
    pub(super) fn silent_until(&self, now: Now) -> Option<Timestamp> {
        self.silence.filter(|silence| now.mono < silence.ends).map(|silence| silence.until)
    }

    /// The next announcement ends it; before what is announced becomes a step of the commit.
    pub(super) fn break_silence(&mut self) {
        if self.silence.is_some() && self.changes.transitions.iter().any(|t| t.notice == Notice::Announce) {
            self.silence = None;
            self.feed.silent(None);
        }
    }

    /// Its time is over.
    pub(super) fn watch_silence(&mut self, now: Now) {
        if self.silence.take_if(|silence| now.mono >= silence.ends).is_some() {
            self.feed.silent(None);
        }
    }
}
