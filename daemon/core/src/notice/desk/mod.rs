//! Decides what people are told.
//!
//! ```text
//!  hear ──▶ follow ──▶ announce ─┬─ schedule closed ─▶ held ───────────▶ summary ─▶┐
//!                      tell      ├─ told just now ───▶ folded ─▶ state ───────────▶├─▶ items
//!                      once      └─ else ────────────────────────────────────────▶┘    │
//!                                     escalation: next group, repeat ◀── no ack ── accepted, failed
//! ```
//!
//! Each alarm (point or zone or cause × condition) has a [`Track`] of its own, a drill of it another; nothing is remembered of an
//! alarm of which nothing is left to be told.

mod case;
mod causes;
mod clockwork;
mod debounce;
mod escalation;
mod facts;
mod heard;
mod hearing;
mod held;
mod key;
mod reply;
mod restore;
mod simulate;
mod since;
mod store;
mod summary;
mod track;
mod turn;
mod unmet;

use std::collections::{BTreeMap, BTreeSet};

pub use restore::RestoreError;

use self::{
    case::Standing, causes::Causes, heard::Heard, key::Key, reply::named, summary::Summary, track::Track, turn::Asked,
    turn::Turn,
};
use super::{Book, Owed, Policy, Schedule, ScheduleOverride, Simulation, Told};
use crate::{
    id::{EventId, ShortName},
    time::{Monotonic, Now, Span, Timestamp},
};

/// Everything remembered of what people were told and are still to be told. Pure: the same calls lead to the same result.
#[derive(Debug, Default)]
pub struct Desk {
    tracks: BTreeMap<Key, Box<Track>>,
    due: BTreeSet<(Monotonic, Key)>,
    /// What is still to be announced, because there was nobody.
    unmet: BTreeSet<Key>,
    asked: Asked,
    heard: Heard,
    causes: Causes,
    /// The wall clock less the monotonic one, when they were read last.
    offset: Option<Span>,
    /// What was held and folded by, last.
    ruled: Option<Ruled>,
}

/// The part of the policy on which depends when something is due.
#[derive(Debug, Clone, PartialEq)]
struct Ruled {
    debounce: Span,
    schedule: Option<Schedule>,
    over: Option<ScheduleOverride>,
}

impl Ruled {
    fn of(policy: &Policy) -> Self {
        Self {
            debounce: debounce::Window::length(policy.debounce_s),
            schedule: policy.schedule,
            over: policy.schedule_override.clone(),
        }
    }
}

impl Desk {
    /// Nothing was ever told.
    pub fn new() -> Self {
        Self::default()
    }

    /// Hears a transition. The same event again changes nothing.
    pub fn hear(&mut self, owed: &Owed, book: &Book, now: Now, mint: &mut dyn FnMut() -> EventId, out: &mut Told) {
        self.look_around(book, now, mint, out);
        let step = &owed.transition;
        let key = Key::of(owed);
        let known = self.tracks.get(&key).is_some_and(|track| track.knows(step.event));
        if known || self.heard.knows(step.event) {
            self.heard.note(step.event);
            if !owed.unrecorded && self.tracks.contains_key(&key) {
                let mut track = self.take(key);
                if track.recorded(step.event, step.occurrence) {
                    self.settle(key, track, now, out);
                } else {
                    self.put_back(key, track);
                }
            }
            return;
        }
        self.heard.note(step.event);
        let mut track = self.take(key);
        track.note(step.event, owed.unrecorded, now);
        let turn = &mut Turn { book, now, mint, out, asked: &mut self.asked, causes: &mut self.causes, key };
        // What was due before it happened comes first, whenever the next tick is.
        track.run(turn);
        let outcome = track.hear(owed, turn);
        // What is held may have become something the schedule does not hold.
        track.reconsider(turn);
        out.outcomes.push((step.event, step.occurrence, outcome));
        self.settle(key, track, now, out);
        self.keep_causes(out);
    }

    /// A provider accepted this item for this group, over any of the group's channels, for the first time.
    pub fn accepted(&mut self, event: EventId, group: &ShortName, now: Now, out: &mut Told) {
        self.follow_clock(now, out);
        for key in self.asked.get(&event).cloned().unwrap_or_default() {
            let mut track = self.take(key);
            if track.answered(event, group, Standing::Accepted).is_empty() {
                self.put_back(key, track);
                continue;
            }
            self.forget_answered(event, key, &track);
            self.causes.reached(out);
            self.settle(key, track, now, out);
        }
        self.keep_causes(out);
    }

    /// Every channel of the group failed for this item, for good.
    pub fn failed(
        &mut self,
        event: EventId,
        group: &ShortName,
        book: &Book,
        now: Now,
        mint: &mut dyn FnMut() -> EventId,
        out: &mut Told,
    ) {
        self.look_around(book, now, mint, out);
        for key in self.asked.get(&event).cloned().unwrap_or_default() {
            let mut track = self.take(key);
            let failed = track.answered(event, group, Standing::Failed);
            if failed.is_empty() {
                self.put_back(key, track);
                continue;
            }
            let turn = &mut Turn { book, now, mint, out, asked: &mut self.asked, causes: &mut self.causes, key };
            for pending in &failed {
                track.fail_over(pending, group, turn);
            }
            self.forget_answered(event, key, &track);
            self.settle(key, track, now, out);
        }
        self.keep_causes(out);
    }

    /// Does what is due. Early is harmless; [`Desk::next_due`] says when it is needed, and it is when the settings have changed: what
    /// is held may go out now, and what nobody could be told.
    pub fn tick(&mut self, book: &Book, now: Now, mint: &mut dyn FnMut() -> EventId, out: &mut Told) {
        self.look_around(book, now, mint, out);
        self.causes.look(book, out);
        self.causes.say_again(out);
        self.make_up(book, now, mint, out);
        let mut summary = Summary::default();
        // Something that is due again at once waits for the next tick.
        let due: Vec<Key> = self.due.iter().take_while(|(due, _)| *due <= now.mono).map(|(_, key)| *key).collect();
        for key in due {
            let mut track = self.take(key);
            let turn = &mut Turn { book, now, mint, out, asked: &mut self.asked, causes: &mut self.causes, key };
            track.run(turn);
            track.release(&mut summary, turn);
            self.settle(key, track, now, out);
        }
        summary.send(now, out);
        self.keep_causes(out);
    }

    /// When [`Desk::tick`] has something to do.
    pub fn next_due(&self) -> Option<Monotonic> {
        let speak = self.causes.must_speak().then_some(Monotonic::from_micros(i64::MIN));
        speak.or_else(|| self.due.first().map(|(due, _)| *due))
    }

    /// Who would be told what, when, and why not, if this happened now.
    pub fn simulate(book: &Book, owed: &Owed, now: Timestamp) -> Simulation {
        simulate::simulate(book, owed, now)
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::{
        alarm::{Condition, Priority, Source},
        id::PointId,
        notice::Group,
        time::Span,
    };

    #[test]
    fn no_answer_is_waited_for_that_came_or_will_not_come() {
        let name = |text| ShortName::new(text).expect("a short name");
        let groups =
            ["g1", "g2"].map(|group| Group { name: name(group), contacts: vec![], channels: vec![name("robot")] });
        let book = Book {
            policy: Policy::default(),
            routes: vec![],
            groups: groups.to_vec(),
            channels: vec![name("robot")],
            tz: TimeZone::UTC,
        };
        let mut now = Now { utc: Timestamp::EPOCH, mono: Monotonic::from_micros(0) };
        let of = (Source::Point(PointId(1)), Condition::LowBat);
        let owed = Owed::supposed(of, Priority::Low, None, now.utc);
        for answered in [true, false] {
            let (mut desk, mut out) = (Desk::new(), Told::default());
            let mut ids = (1..).map(EventId);
            let mut mint = || ids.next().unwrap_or(EventId(0));
            desk.hear(&owed, &book, now, &mut mint, &mut out);
            let event = owed.transition.event;
            if answered {
                desk.accepted(event, &name("g1"), now, &mut out);
                assert!(desk.asked.contains_key(&event), "the other group has not answered");
                desk.accepted(event, &name("g2"), now, &mut out);
            } else {
                now.utc = now.utc + Span::hours(48);
                now.mono = now.mono + Span::hours(48);
                desk.tick(&book, now, &mut mint, &mut out);
            }
            assert!(desk.asked.is_empty(), "{:?}", desk.asked);
        }
    }
}
