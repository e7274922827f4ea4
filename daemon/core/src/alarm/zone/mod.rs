//! `ZONE`: M of N points of a zone at once. The alarm has the same life as any other; it latches and is critical.

mod poll;

use serde::{Deserialize, Serialize};

pub use poll::{Ballot, Member, Poll};

use super::{
    Actor, Changes, Condition, LifeState, Mask, MaskChange, MaskStep, Mint, Occurrence, Priority, Refusal, Source,
    desk::{Cause, Desk, Finding, Moment, Subject},
    judge::{Delays, Edge, Judge},
    life::{Event, ResetCheck},
    standing::{Need, ended, remind},
    track::{Change, Track},
};
use crate::{
    id::{OccurrenceId, ShortName},
    time::{Monotonic, Now, Span, Timestamp},
    zone::Zone,
};
use poll::Words;

/// What must be kept of a zone's alarm so that a restart changes nothing. Opaque, and readable by later versions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ZoneSnapshot {
    version: u8,
    track: Track,
}

/// The alarm of one zone.
#[derive(Debug, Clone)]
pub struct ZoneAlarms {
    track: Track,
    /// The newest count; not kept: it is made anew from the members.
    poll: Poll,
}

impl ZoneAlarms {
    /// Nobody has voted yet.
    pub fn new() -> Self {
        Self { track: Track::default(), poll: Poll::default() }
    }

    /// What must be kept; differs from the one before only after [`Changes::state_changed`] was set.
    pub fn snapshot(&self) -> ZoneSnapshot {
        ZoneSnapshot { version: 1, track: self.track.clone() }
    }

    /// Continues after a restart. Let the members be heard again right after it.
    pub fn restore(snapshot: ZoneSnapshot, now: Now) -> Self {
        let mut track = snapshot.track;
        track.resume(now);
        Self { track, poll: Poll::default() }
    }

    /// Counts the votes, all of them, after something changed of a member. `measured` is the time of the reading or timer that
    /// changed it.
    pub fn hear<'a>(
        &mut self,
        zone: &Zone,
        members: impl Iterator<Item = Member<'a>> + Clone,
        measured: Timestamp,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) {
        let desk = &mut Desk { mint, out, now };
        self.poll = Poll::of(zone, members.clone());
        let evidence = self.poll.evidence();
        let (judge, edge) = self.track.judge.hear(evidence, measured, Delays::NONE, now);
        desk.out.state_changed |= judge != self.track.judge;
        self.track.judge = judge;
        if judge == Judge::Clear && edge.is_none() {
            return;
        }
        if evidence == super::judge::Evidence::Over
            && let Some(open) = &mut self.track.open
        {
            desk.out.state_changed |= open.change.take().is_some();
        }
        let words = Words { zone, poll: self.poll, members }.to_string();
        let held = self.poll.held > 0 || self.poll.known == 0;
        let finding = Finding { cause: Some(Cause::Said(&words)), held, ..Finding::plain(Priority::Critical) };
        let of = subject(zone);
        let with = Moment::found(measured, now.utc);
        let outcome = match edge {
            Some(Edge::Raise) => self.track.apply(&of, Event::Raise, &finding, &with, desk),
            Some(Edge::Return) => {
                let change = self.track.open.as_mut().and_then(|open| open.change.take());
                let comment = change.as_ref().map(|_| "the zone was changed");
                let with = Moment { by: change.as_ref().map(|change| &change.by), comment, ..with };
                self.track.apply(&of, Event::Return, &finding, &with, desk)
            }
            None => {
                self.track.see(&of, &finding, desk);
                Ok(())
            }
        };
        debug_assert!(outcome.is_ok(), "{outcome:?}");
        self.name(&zone.name, desk.out);
    }

    /// The zone, or who belongs to it, was changed by a person: if that ends the alarm, it says by whom.
    pub fn changed(&mut self, by: &Actor, out: &mut Changes) {
        if let Some(open) = self.track.open.as_mut().filter(|open| open.occurrence.state.active()) {
            open.change = Some(Change { by: by.clone(), level: None });
            out.state_changed = true;
        }
    }

    /// Does what has become due: an alarm that stands long since it was acknowledged is announced again, a mask ends.
    pub fn tick(&mut self, zone: &Zone, now: Now, mint: &mut dyn Mint, out: &mut Changes) {
        let desk = &mut Desk { mint, out, now };
        self.track.look_again(&subject(zone), None, desk);
        self.track.calm_down(desk);
        let Some(hidden) = &mut self.track.shelf else { return };
        match hidden.take_need(now.mono) {
            Need::Nothing => {}
            Need::Reminder => {
                let mask = hidden.mask.clone();
                remind(self.track.open.as_ref().map(|open| &open.occurrence), mask, desk);
            }
            Need::End => {
                let due = hidden.mask.until.min(now.utc);
                let outcome = self.unshelve(zone, &Moment::found(due, now.utc), desk);
                debug_assert!(outcome.is_ok(), "{outcome:?}");
            }
        }
    }

    /// Hides the alarm for a while, present or not. Who may do so, and for how long, was decided before.
    pub fn put_mask(
        &mut self,
        zone: &Zone,
        mask: Mask,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) -> Result<(), Refusal> {
        let desk = &mut Desk { mint, out, now };
        let by = Actor { name: mask.by.clone() };
        let words = mask.words();
        self.track.shelve(&subject(zone), mask.clone(), &Moment::command(&by, Some(&words), now), desk)?;
        desk.out.masks.push(MaskChange { mask, step: MaskStep::On });
        Ok(())
    }

    /// A person shows it again before its time.
    pub fn end_mask(
        &mut self,
        zone: &Zone,
        by: &Actor,
        comment: Option<&str>,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) -> Result<(), Refusal> {
        self.unshelve(zone, &Moment::command(by, comment, now), &mut Desk { mint, out, now })
    }

    /// The mask that stands.
    pub fn masks(&self) -> impl Iterator<Item = &Mask> {
        self.track.shelf.iter().map(|shelf| &shelf.mask)
    }

    fn unshelve(&mut self, zone: &Zone, with: &Moment<'_>, desk: &mut Desk<'_>) -> Result<(), Refusal> {
        let mask = self.track.unshelve(&subject(zone), with, desk)?;
        ended(mask, with, desk);
        Ok(())
    }

    /// When [`ZoneAlarms::tick`] will have something to do.
    pub fn next_due(&self) -> Option<Monotonic> {
        self.track.next_due()
    }

    /// The server's wall clock was moved by `step`. The snapshot differs.
    pub fn clock_stepped(&mut self, step: Span) {
        self.track.clock_stepped(step);
    }

    /// A person acknowledges the occurrence.
    #[expect(clippy::too_many_arguments, reason = "a command, the clocks, and where its outcome goes")]
    pub fn acknowledge(
        &mut self,
        zone: &Zone,
        occurrence: OccurrenceId,
        by: &Actor,
        comment: Option<&str>,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) -> Result<(), Refusal> {
        let with = Moment::command(by, comment, now);
        self.command(zone, occurrence, Event::Acknowledge, &with, &mut Desk { mint, out, now })
    }

    /// A person ends the latch: not while nothing is known of its members, a vote is held, or the over-range of a member stands.
    #[expect(clippy::too_many_arguments, reason = "a command, the clocks, and where its outcome goes")]
    pub fn reset(
        &mut self,
        zone: &Zone,
        occurrence: OccurrenceId,
        by: &Actor,
        comment: Option<&str>,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) -> Result<(), Refusal> {
        let check =
            ResetCheck { unknown: self.poll.unknown(), over_range_stands: self.poll.over_range > 0, unverified: false };
        let with = Moment::command(by, comment, now);
        self.command(zone, occurrence, Event::Reset(check), &with, &mut Desk { mint, out, now }).map_err(|refusal| {
            match refusal {
                Refusal::PointUnknown => Refusal::ZoneUnknown,
                Refusal::OverRangeStands => Refusal::ZoneOverRange,
                other => other,
            }
        })
    }

    /// The zone is gone: its alarm closes with the reason.
    pub fn withdraw(
        &mut self,
        zone: &Zone,
        by: &Actor,
        reason: &str,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) {
        self.track.judge = Judge::Clear;
        out.state_changed = true;
        let with = Moment::command(by, Some(reason), now);
        let desk = &mut Desk { mint, out, now };
        if self.track.life.state != LifeState::Normal {
            let finding = self.shown();
            let outcome = self.track.apply(&subject(zone), Event::Withdraw, &finding, &with, desk);
            debug_assert!(outcome.is_ok(), "{outcome:?}");
        }
        if self.track.shelf.is_some() {
            let outcome = self.unshelve(zone, &with, desk);
            debug_assert!(outcome.is_ok(), "{outcome:?}");
        }
    }

    /// The occurrence that is not over.
    pub fn open(&self) -> impl Iterator<Item = &Occurrence> {
        self.track.open.iter().map(|open| &open.occurrence)
    }

    /// The newest count.
    pub const fn poll(&self) -> &Poll {
        &self.poll
    }

    /// How the vote stands, in words.
    pub fn words<'a>(&self, zone: &Zone, members: impl Iterator<Item = Member<'a>> + Clone) -> String {
        Words { zone, poll: self.poll, members }.to_string()
    }

    fn command(
        &mut self,
        zone: &Zone,
        occurrence: OccurrenceId,
        event: Event,
        with: &Moment<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), Refusal> {
        if !self.track.names(occurrence)? {
            return Err(Refusal::Over);
        }
        let finding = self.shown();
        self.track.apply(&subject(zone), event, &finding, with, desk)
    }

    fn shown(&self) -> Finding<'static> {
        let held = self.open().any(|open| open.held);
        Finding { held, ..Finding::plain(Priority::Critical) }
    }

    /// Says in a new occurrence which zone it is about.
    fn name(&mut self, name: &ShortName, out: &mut Changes) {
        if let Some(open) = self.track.open.as_mut().filter(|open| open.occurrence.zone.is_none()) {
            open.occurrence.zone = Some(name.clone());
            out.touch(&open.occurrence);
        }
    }
}

impl Default for ZoneAlarms {
    fn default() -> Self {
        Self::new()
    }
}

const fn subject(zone: &Zone) -> Subject<'static> {
    Subject { source: Source::Zone(zone.id), sn: None, condition: Condition::Zone, drill: false, gas: true }
}
