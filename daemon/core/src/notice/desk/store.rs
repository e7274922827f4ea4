//! How the desk keeps its tracks: where they are, when they are due, and what must be written.

use super::{
    Desk, Ruled, Turn,
    causes::KEY,
    key::Key,
    named,
    track::{Track, forget},
};
use crate::{
    id::EventId,
    notice::{Book, Policy, Told},
    time::{Now, Span},
};

/// A difference between the clocks that grows by more than this at once is a step of the wall clock.
const STEP: Span = Span::secs(1);

impl Desk {
    pub(super) fn take(&mut self, key: Key) -> Box<Track> {
        let track = self.tracks.remove(&key).unwrap_or_default();
        if let Some(due) = track.due {
            self.due.remove(&(due, key));
        }
        self.unmet.remove(&key);
        track
    }

    /// Puts back a track that was only looked at.
    pub(super) fn put_back(&mut self, key: Key, track: Box<Track>) {
        if let Some(due) = track.due {
            self.due.insert((due, key));
        }
        if track.is_unmet() {
            self.unmet.insert(key);
        }
        self.tracks.insert(key, track);
    }

    /// Puts back a track that changed, and says what must be kept of it.
    pub(super) fn settle(&mut self, key: Key, mut track: Box<Track>, now: Now, out: &mut Told) {
        let debounce = self.debounce();
        track.tidy(key, debounce, now, &mut self.asked);
        let unanswered = key.wants_an_answer() && track.unanswered().is_some();
        if unanswered != track.counted {
            track.counted = unanswered;
            let what = track.unanswered().map(named).unwrap_or_default();
            self.causes.unanswered(unanswered, &what, out);
        }
        if track.is_idle() {
            if track.kept {
                out.tracks.push((key.to_string(), None));
            }
            return;
        }
        track.kept = true;
        out.tracks.extend(serde_json::to_vec(&track).map(|kept| (key.to_string(), Some(kept))));
        track.due = track.next(debounce, now);
        self.put_back(key, track);
    }

    pub(super) fn debounce(&self) -> Span {
        self.ruled.as_ref().map_or_else(|| Ruled::of(&Policy::default()).debounce, |ruled| ruled.debounce)
    }

    /// Writes down what must be kept of the desk as a whole.
    pub(super) fn keep_causes(&mut self, out: &mut Told) {
        if self.causes.take_changed() {
            let kept = if self.causes.is_quiet() { None } else { serde_json::to_vec(&self.causes).ok() };
            out.tracks.push((KEY.to_owned(), kept));
        }
    }

    /// Notices what has changed around it: the wall clock, the policy.
    pub(super) fn look_around(&mut self, book: &Book, now: Now, mint: &mut dyn FnMut() -> EventId, out: &mut Told) {
        self.follow_clock(now, out);
        let ruled = Ruled::of(&book.policy);
        if self.ruled.as_ref() == Some(&ruled) {
            return;
        }
        self.ruled = Some(ruled);
        let keys: Vec<Key> = self.tracks.keys().copied().collect();
        for key in keys {
            let mut track = self.take(key);
            let turn = Turn { book, now, mint, out, asked: &mut self.asked, causes: &mut self.causes, key };
            if track.reconsider(&turn) {
                self.settle(key, track, now, out);
            } else {
                track.due = track.next(self.debounce(), now);
                self.put_back(key, track);
            }
        }
    }

    /// Announces what there was nobody for, if there is somebody now.
    pub(super) fn make_up(&mut self, book: &Book, now: Now, mint: &mut dyn FnMut() -> EventId, out: &mut Told) {
        if self.unmet.is_empty() || !book.reaches_anybody() {
            return;
        }
        for key in std::mem::take(&mut self.unmet) {
            let mut track = self.take(key);
            track.run(&mut Turn { book, now, mint, out, asked: &mut self.asked, causes: &mut self.causes, key });
            self.settle(key, track, now, out);
        }
    }

    /// A step of the wall clock moves the moments that count time, and brings nearer or puts off what goes by it.
    pub(super) fn follow_clock(&mut self, now: Now, out: &mut Told) {
        let offset = Span::micros(now.utc.as_micros().saturating_sub(now.mono.as_micros()));
        let step = self.offset.map_or(Span::ZERO, |before| offset - before);
        self.offset = Some(offset);
        if step.abs() <= STEP {
            return;
        }
        let keys: Vec<Key> = self.tracks.keys().copied().collect();
        for key in keys {
            let mut track = self.take(key);
            track.shift(step);
            self.settle(key, track, now, out);
        }
    }

    /// Forgets that this alarm waits for an answer to the event, if it does not.
    pub(super) fn forget_answered(&mut self, event: EventId, key: Key, track: &Track) {
        if !track.pending.iter().any(|pending| pending.event == event) {
            forget(&mut self.asked, event, key);
        }
    }
}
