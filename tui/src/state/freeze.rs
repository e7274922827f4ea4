//! A picture that stands still, so that it can be read or shown to somebody. The plant is heard on, sounds go on, and
//! the banner says how old the picture is and what came since. On a frozen picture nothing is acknowledged or changed.

use mcs_core::time::{Monotonic, Span};

use super::{State, plant::Plant};
use crate::{action::Action, say};

/// What is true while the picture stands.
#[derive(Debug, Clone)]
pub struct Frozen {
    /// The plant as it is now.
    live: Plant,
    since: Monotonic,
    /// So many alarms came since that somebody must look at.
    pub came: usize,
}

impl Frozen {
    /// How old the picture is.
    pub fn age(&self, now: Monotonic) -> Span {
        now - self.since
    }
}

impl State {
    /// The plant as it is now, which is not what a frozen picture shows.
    pub fn live(&self) -> &Plant {
        self.frozen.as_ref().map_or(&self.plant, |frozen| &frozen.live)
    }

    pub(super) fn live_mut(&mut self) -> &mut Plant {
        self.frozen.as_mut().map_or(&mut self.plant, |frozen| &mut frozen.live)
    }

    /// Lets the picture stand, or go on.
    pub(super) fn freeze(&mut self) -> Vec<Action> {
        match self.frozen.take() {
            None => {
                let live = self.plant.clone();
                self.frozen = Some(Box::new(Frozen { live, since: self.clock.mono(), came: 0 }));
                Vec::new()
            }
            Some(frozen) => {
                self.plant = frozen.live;
                self.selection.settle(&self.plant, self.clock.mono());
                self.devices.outdated = true;
                self.refresh()
            }
        }
    }

    /// Refuses where the picture is frozen: what it shows may be over. Whether it did.
    pub(super) fn refuse_frozen(&mut self) -> bool {
        if self.frozen.is_some() {
            self.refuse(say!(self.words(), "refuse-frozen"));
        }
        self.frozen.is_some()
    }
}
