//! Alarms of the monitoring system itself.

use serde::{Deserialize, Serialize};

use super::{
    Actor, Changes, Condition, Mint, Occurrence, Refusal, Source, SystemCause,
    desk::{Cause, Desk, Finding, Moment, Subject},
    judge::{Delays, Edge, Evidence},
    life::Event,
    track::Track,
};
use crate::{
    id::OccurrenceId,
    time::{Now, Timestamp},
};

/// What must be kept of the system's alarms so that a restart changes nothing. Opaque, and readable by later versions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SystemSnapshot {
    version: u8,
    alarms: Vec<Kept>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Kept {
    cause: SystemCause,
    track: Track,
}

/// The alarms of the monitoring system: one for each cause, with the same life as any other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SystemAlarms {
    tracks: Vec<Kept>,
}

impl SystemAlarms {
    /// Nothing is wrong.
    pub fn new() -> Self {
        Self::default()
    }

    /// What must be kept; differs from the one before only after [`Changes::state_changed`] was set.
    pub fn snapshot(&self) -> SystemSnapshot {
        let kept = self.tracks.iter().filter(|kept| kept.track != Track::default());
        SystemSnapshot { version: 1, alarms: kept.cloned().collect() }
    }

    /// Continues after a restart. Causes stay as they were until they are [`SystemAlarms::set`] again.
    pub fn restore(snapshot: SystemSnapshot) -> Self {
        Self { tracks: snapshot.alarms }
    }

    /// A cause is present or not. Saying the same again changes nothing but the text.
    pub fn set(
        &mut self,
        cause: SystemCause,
        present: bool,
        text: Option<&str>,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) {
        self.judge(cause, present, text, now.utc, &mut Desk { mint, out, now });
    }

    /// The daemon was down from `since` until now: raised and over, to be acknowledged.
    pub fn was_down(&mut self, since: Timestamp, text: Option<&str>, now: Now, mint: &mut dyn Mint, out: &mut Changes) {
        let desk = &mut Desk { mint, out, now };
        self.judge(SystemCause::WasDown, true, text, since, desk);
        self.judge(SystemCause::WasDown, false, text, now.utc, desk);
    }

    /// A person acknowledges an occurrence.
    pub fn acknowledge(
        &mut self,
        occurrence: OccurrenceId,
        by: &Actor,
        comment: Option<&str>,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) -> Result<(), Refusal> {
        let desk = &mut Desk { mint, out, now };
        for Kept { cause, track } in &mut self.tracks {
            if track.names(occurrence)? {
                let finding = shown(track);
                return track.apply(
                    &subject(*cause),
                    Event::Acknowledge,
                    &finding,
                    &Moment::command(by, comment, now),
                    desk,
                );
            }
        }
        Err(Refusal::Over)
    }

    /// A person wants to reset one; nothing here latches, and the refusal says what to do instead.
    pub fn reset(&self, occurrence: OccurrenceId) -> Result<(), Refusal> {
        let Some(open) = self.open().find(|open| open.id == occurrence) else { return Err(Refusal::Over) };
        Err(if open.state.active() { Refusal::StillPresent } else { Refusal::NotLatched })
    }

    /// Whether a cause is present.
    pub fn stands(&self, cause: SystemCause) -> bool {
        self.tracks.iter().any(|kept| kept.cause == cause && kept.track.judge.holds())
    }

    /// Every occurrence that is not over.
    pub fn open(&self) -> impl Iterator<Item = &Occurrence> {
        self.tracks.iter().filter_map(|kept| Some(&kept.track.open.as_ref()?.occurrence))
    }

    fn judge(
        &mut self,
        cause: SystemCause,
        present: bool,
        text: Option<&str>,
        measured: Timestamp,
        desk: &mut Desk<'_>,
    ) {
        let Some(track) = self.track(cause, present) else { return };
        let evidence = if present { Evidence::Over } else { Evidence::Clear };
        let (judge, edge) = track.judge.hear(evidence, measured, Delays::NONE, desk.now);
        desk.out.state_changed |= judge != track.judge;
        track.judge = judge;
        let finding = Finding { cause: text.map(Cause::Said), ..Finding::plain(cause.priority()) };
        let of = subject(cause);
        let with = Moment::found(measured, desk.now.utc);
        let outcome = match edge {
            Some(Edge::Raise) => track.apply(&of, Event::Raise, &finding, &with, desk),
            Some(Edge::Return) => track.apply(&of, Event::Return, &finding, &with, desk),
            None => {
                track.see(&of, &finding, desk);
                Ok(())
            }
        };
        debug_assert!(outcome.is_ok(), "{outcome:?}");
    }

    /// The track of a cause; made when it is first present.
    fn track(&mut self, cause: SystemCause, make: bool) -> Option<&mut Track> {
        if make && !self.tracks.iter().any(|kept| kept.cause == cause) {
            self.tracks.push(Kept { cause, track: Track::default() });
        }
        self.tracks.iter_mut().find(|kept| kept.cause == cause).map(|kept| &mut kept.track)
    }
}

const fn subject(cause: SystemCause) -> Subject<'static> {
    Subject { source: Source::System(cause), sn: None, condition: Condition::System, gas: false }
}

fn shown(track: &Track) -> Finding<'static> {
    Finding::plain(track.open.as_ref().map_or(super::Priority::Low, |open| open.occurrence.priority))
}
