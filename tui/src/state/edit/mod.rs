//! Placing points on the map: what is held, what is on its way to the daemon, what can be undone.
//!
//! ```text
//!  point ──take──▶ held ──carry, nudge──▶ held ──release──▶ queue ──one at a time──▶ daemon ──yes──▶ can be undone
//!                   │ Esc                                     ▲                         │
//!                   ▼                                         └────────── undo ◀────────┤
//!               as it was                      conflict: everything not yet made is dropped, and said
//! ```
//!
//! The daemon decides: each change names the revision of the map that was seen when it began. Positions are percent of
//! the map and stay within 0 to 100.

mod entry;

use std::collections::VecDeque;

use mcs_core::{
    id::SerialNumber,
    map::{MapRevision, Placement},
    site::Position,
    time::{Monotonic, Span},
};

pub use entry::{Entry, EntryError, parse};

use crate::keymap::Direction;

/// The grid to which positions snap, in percent.
pub const SNAP: f64 = 2.5;
/// Changes that can be undone.
const UNDO: usize = 50;
/// A point moved by keys is put down after so long a rest.
const REST: Span = Span::secs(1);
/// Where an unplaced point is put when keys take it up.
const MIDDLE: Position = Position { x: 50.0, y: 50.0 };

/// A point that goes from one place to another.
#[derive(Debug, Clone, PartialEq)]
struct Step {
    from: Placement,
    to: Placement,
}

impl Step {
    /// The way back.
    fn back(self) -> Self {
        Self { from: self.to, to: self.from }
    }
}

/// The point in the hand.
#[derive(Debug, Clone, PartialEq)]
struct Held {
    step: Step,
    seen: MapRevision,
    /// Keys hold it, and moved it last at this time.
    keys: Option<Monotonic>,
    /// How far the pointer is from the point, in cells.
    grip: (i32, i32),
}

/// A change for the daemon.
#[derive(Debug, Clone, PartialEq)]
struct Order {
    step: Step,
    seen: MapRevision,
    /// It takes back an earlier change.
    undoes: bool,
}

/// What is sent to the daemon.
#[derive(Debug, Clone, PartialEq)]
pub struct Moves {
    /// The revision of the map it was made for.
    pub expected: MapRevision,
    /// Where points shall stand.
    pub placements: Vec<Placement>,
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It was made.
    Placed(Placement),
    /// It was taken back.
    Undone(Placement),
    /// It was not made, and neither were so many that waited behind it.
    Dropped {
        /// Whose point it was.
        sn: SerialNumber,
        /// How many waited.
        waiting: usize,
    },
}

/// Why nothing was undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotUndone {
    /// Nothing was changed from here.
    Nothing,
    /// Somebody else has moved it since.
    Moved(SerialNumber),
}

/// The state of the edit mode.
#[derive(Debug, Clone)]
pub struct Edit {
    /// Whether points are being placed. What is on its way goes on when they no longer are.
    pub on: bool,
    /// Whether positions snap to the grid.
    pub snap: bool,
    /// What is typed for a position in numbers; `None`: nothing is.
    pub entry: Option<Entry>,
    held: Option<Held>,
    sent: Option<Order>,
    queue: VecDeque<Order>,
    done: Vec<Step>,
    /// The revision our last change made.
    own: MapRevision,
    /// Made by the daemon, not yet heard in the live stream.
    landing: Vec<Placement>,
}

impl Default for Edit {
    fn default() -> Self {
        Self {
            on: false,
            snap: true,
            entry: None,
            held: None,
            sent: None,
            queue: VecDeque::new(),
            done: Vec::new(),
            own: MapRevision::default(),
            landing: Vec::new(),
        }
    }
}

impl Edit {
    /// Takes a point up with the mouse; `grip` is how far the pointer is from it, in cells.
    pub fn take(&mut self, place: Placement, seen: MapRevision, grip: (i32, i32)) {
        self.release();
        let step = Step { from: place.clone(), to: place };
        self.held = Some(Held { step, seen, keys: None, grip });
    }

    /// Carries the point in the hand to where the pointer is.
    pub fn carry(&mut self, to: Position) {
        let to = if self.snap { snapped(to) } else { fine(to) };
        if let Some(held) = &mut self.held {
            held.step.to.position = Some(to);
        }
    }

    /// Moves a point by so many steps. A step is the grid's, or without it one cell of this size in percent. An unplaced
    /// point begins in the middle.
    pub fn nudge(
        &mut self,
        place: Placement,
        seen: MapRevision,
        (direction, steps): (Direction, u8),
        cell: (f64, f64),
        now: Monotonic,
    ) {
        if self.holding() != Some(&place.sn) {
            self.take(place, seen, (0, 0));
        }
        let (width, height) = if self.snap { (SNAP, SNAP) } else { cell };
        let steps = f64::from(steps);
        let by = match direction {
            Direction::Left => (-width * steps, 0.0),
            Direction::Right => (width * steps, 0.0),
            Direction::Up => (0.0, -height * steps),
            Direction::Down => (0.0, height * steps),
        };
        let from = self.held.as_ref().and_then(|held| held.step.to.position);
        let to = from.map_or(MIDDLE, |from| Position { x: from.x + by.0, y: from.y + by.1 });
        self.carry(to);
        if let Some(held) = &mut self.held {
            held.keys = Some(now);
        }
    }

    /// Puts a point somewhere at once.
    pub fn put(&mut self, from: Placement, seen: MapRevision, to: Placement) {
        self.release();
        self.held = Some(Held { step: Step { from, to }, seen, keys: None, grip: (0, 0) });
        self.release();
    }

    /// Puts down what is in the hand: it goes to the daemon. What is where it was is not sent.
    pub fn release(&mut self) {
        if let Some(Held { step, seen, .. }) = self.held.take()
            && step.from != step.to
        {
            self.queue.push_back(Order { step, seen, undoes: false });
        }
    }

    /// Puts down what keys hold and have not moved for a while.
    pub fn rest(&mut self, now: Monotonic) {
        if self.until_rest(now).is_some_and(|left| left <= Span::ZERO) {
            self.release();
        }
    }

    /// Until what keys hold is put down by itself.
    pub fn until_rest(&self, now: Monotonic) -> Option<Span> {
        let moved = self.held.as_ref()?.keys?;
        Some((moved + REST - now).max(Span::ZERO))
    }

    /// Leaves what is in the hand where it was. Whether there was something.
    pub fn cancel(&mut self) -> bool {
        self.held.take().is_some()
    }

    /// Takes the last change back. `now_at` tells where a point stands.
    pub fn undo(
        &mut self,
        seen: MapRevision,
        now_at: impl Fn(&SerialNumber) -> Option<Placement>,
    ) -> Result<(), NotUndone> {
        if self.cancel() {
            return Ok(());
        }
        // What has not left yet needs nobody's leave.
        if self.queue.back().is_some_and(|order| !order.undoes) {
            self.queue.pop_back();
            return Ok(());
        }
        let under_way = self.sent.as_ref().filter(|order| !order.undoes && self.queue.is_empty());
        let step = if let Some(order) = under_way {
            order.step.clone()
        } else {
            let step = self.done.pop().ok_or(NotUndone::Nothing)?;
            let here = self.shown(&step.to.sn).cloned().or_else(|| now_at(&step.to.sn));
            if here.as_ref() != Some(&step.to) {
                return Err(NotUndone::Moved(step.to.sn));
            }
            step
        };
        let step = step.back();
        self.queue.push_back(Order { step, seen, undoes: true });
        Ok(())
    }

    /// The next change for the daemon, if it waits for none.
    pub fn send(&mut self) -> Option<Moves> {
        if self.sent.is_some() {
            return None;
        }
        let order = self.queue.pop_front()?;
        // What was seen includes what we changed ourselves meanwhile, and nothing else.
        let expected = order.seen.max(self.own);
        let placements = vec![order.step.to.clone()];
        self.sent = Some(order);
        Some(Moves { expected, placements })
    }

    /// The daemon answered: with the revision it made, or not.
    pub fn answered(&mut self, made: Option<MapRevision>) -> Option<Outcome> {
        let Order { step, undoes, .. } = self.sent.take()?;
        let Some(made) = made else {
            let waiting = self.queue.len() + usize::from(self.held.take().is_some());
            // What was not undone can be undone still, except the change that was not made.
            let undone = self.queue.drain(..).rev().filter(|order| order.undoes).map(|order| order.step.back());
            self.done.extend(undone.filter(|original| undoes || *original != step));
            if undoes {
                self.done.push(step.clone().back());
            }
            return Some(Outcome::Dropped { sn: step.from.sn, waiting });
        };
        self.own = made;
        self.landing.retain(|place| place.sn != step.to.sn);
        self.landing.push(step.to.clone());
        let placed = step.to.clone();
        if undoes {
            // A change that was undone before its answer came is not undone again.
            if self.done.last() == Some(&step.back()) {
                self.done.pop();
            }
            return Some(Outcome::Undone(placed));
        }
        self.done.push(step);
        let too_many = self.done.len().saturating_sub(UNDO);
        self.done.drain(..too_many);
        Some(Outcome::Placed(placed))
    }

    /// The live stream has come to this revision, and has points where `now_at` tells. The revision may come before the
    /// points do: what we changed is drawn until the mirror has it, or somebody else has changed the map again.
    pub fn heard(&mut self, revision: MapRevision, now_at: impl Fn(&SerialNumber) -> Option<Placement>) {
        let own = self.own;
        self.landing.retain(|place| revision <= own && now_at(&place.sn).as_ref() != Some(place));
    }

    /// Where a point is drawn, if that is not where the mirror has it.
    pub fn shown(&self, sn: &SerialNumber) -> Option<&Placement> {
        let held = self.held.iter().map(|held| &held.step.to);
        let queued = self.queue.iter().rev().chain(&self.sent).map(|order| &order.step.to);
        held.chain(queued).chain(self.landing.iter().rev()).find(|place| place.sn == *sn)
    }

    /// Whether any point is drawn elsewhere than the mirror has it.
    pub fn busy(&self) -> bool {
        self.held.is_some() || self.sent.is_some() || !self.queue.is_empty() || !self.landing.is_empty()
    }

    /// Whose point is in the hand.
    pub fn holding(&self) -> Option<&SerialNumber> {
        self.held.as_ref().map(|held| &held.step.to.sn)
    }

    /// Whether the mouse holds it, and how far its pointer is from it.
    pub fn grip(&self) -> Option<(i32, i32)> {
        self.held.as_ref().filter(|held| held.keys.is_none()).map(|held| held.grip)
    }

    /// How many changes wait for the daemon's answer.
    pub fn waiting(&self) -> usize {
        self.queue.len() + usize::from(self.sent.is_some())
    }

    /// How many changes can be undone.
    pub fn undoable(&self) -> usize {
        self.done.len()
    }
}

/// On the grid.
fn snapped(at: Position) -> Position {
    on_map(at, |x| (x / SNAP).round() * SNAP)
}

/// As fine as positions are kept: a tenth of a percent is less than a cell of the widest terminal.
fn fine(at: Position) -> Position {
    on_map(at, |x| (x * 10.0).round() / 10.0)
}

fn on_map(at: Position, round: impl Fn(f64) -> f64) -> Position {
    let on = |x: f64| round(x.clamp(0.0, 100.0)).clamp(0.0, 100.0);
    Position { x: on(at.x), y: on(at.y) }
}

#[cfg(test)]
mod tests;
