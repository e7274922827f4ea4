//! Alarms of the monitoring system itself.

use serde::{Deserialize, Serialize};

use super::{
    Actor, Changes, Condition, Mask, MaskChange, MaskStep, Mint, Occurrence, Refusal, Source, SystemCause,
    desk::{Cause, Desk, Finding, Moment, Subject},
    judge::{Delays, Edge, Evidence},
    life::Event,
    standing::{Need, ended, remind},
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
    pub fn restore(snapshot: SystemSnapshot, now: Now) -> Self {
        let mut tracks = snapshot.alarms;
        for kept in &mut tracks {
            kept.track.resume(now);
        }
        Self { tracks }
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

    /// Hides the alarm of a cause for a while, present or not. Who may do so, and for how long, was decided before.
    pub fn put_mask(
        &mut self,
        cause: SystemCause,
        mask: Mask,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) -> Result<(), Refusal> {
        let desk = &mut Desk { mint, out, now };
        let by = Actor { name: mask.by.clone() };
        let words = mask.words();
        let with = Moment::command(&by, Some(&words), now);
        let Some(track) = self.track(cause, true) else { return Err(Refusal::NoSuchCondition) };
        track.shelve(&subject(cause), mask.clone(), &with, desk)?;
        desk.out.masks.push(MaskChange { mask, step: MaskStep::On });
        Ok(())
    }

    /// A person shows it again before its time.
    pub fn end_mask(
        &mut self,
        cause: SystemCause,
        by: &Actor,
        comment: Option<&str>,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) -> Result<(), Refusal> {
        self.unshelve(cause, &Moment::command(by, comment, now), &mut Desk { mint, out, now })
    }

    /// Ends masks whose time is over, and takes marks off. Call it now and then; when nothing is due it does nothing.
    pub fn tick(&mut self, now: Now, mint: &mut dyn Mint, out: &mut Changes) {
        let desk = &mut Desk { mint, out, now };
        let mut over = Vec::new();
        for Kept { cause, track } in &mut self.tracks {
            track.calm_down(desk);
            let Some(hidden) = &mut track.shelf else { continue };
            match hidden.take_need(now.mono) {
                Need::Nothing => {}
                Need::Reminder => {
                    let mask = hidden.mask.clone();
                    remind(track.open.as_ref().map(|open| &open.occurrence), mask, desk);
                }
                Need::End => over.push((*cause, hidden.mask.until.min(now.utc))),
            }
        }
        for (cause, due) in over {
            let outcome = self.unshelve(cause, &Moment::found(due, now.utc), desk);
            debug_assert!(outcome.is_ok(), "{outcome:?}");
        }
    }

    /// A cause that stands became worse: it holds of more than before. It must be looked at again, whoever acknowledged it.
    pub fn worse(&mut self, cause: SystemCause, why: &str, now: Now, mint: &mut dyn Mint, out: &mut Changes) {
        let desk = &mut Desk { mint, out, now };
        if let Some(track) = self.track(cause, false) {
            track.worse(&subject(cause), &Moment { comment: Some(why), ..Moment::found(now.utc, now.utc) }, desk);
        }
    }

    /// Every mask that stands.
    pub fn masks(&self) -> impl Iterator<Item = &Mask> {
        self.tracks.iter().filter_map(|kept| Some(&kept.track.shelf.as_ref()?.mask))
    }

    /// Which cause this is the open occurrence of.
    pub fn cause_of(&self, occurrence: OccurrenceId) -> Option<SystemCause> {
        let open = |kept: &&Kept| kept.track.open.as_ref().is_some_and(|open| open.occurrence.id == occurrence);
        self.tracks.iter().find(open).map(|kept| kept.cause)
    }

    fn unshelve(&mut self, cause: SystemCause, with: &Moment<'_>, desk: &mut Desk<'_>) -> Result<(), Refusal> {
        let track = self.track(cause, false).ok_or(Refusal::NotMasked)?;
        let mask = track.unshelve(&subject(cause), with, desk)?;
        ended(mask, with, desk);
        Ok(())
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
    Subject { source: Source::System(cause), sn: None, condition: Condition::System, gas: false, drill: false }
}

fn shown(track: &Track) -> Finding<'static> {
    Finding::plain(track.open.as_ref().map_or(super::Priority::Low, |open| open.occurrence.priority))
}
