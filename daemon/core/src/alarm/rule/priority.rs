//! How urgent a person wants conditions to be.

use std::collections::BTreeMap;

use crate::alarm::{Condition, Priority};

/// What was said of each condition; read with every reading, so it lies flat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Priorities([Option<Priority>; Condition::ALL.len() + 1]);

impl Priorities {
    pub(super) fn new(said: &BTreeMap<Condition, Priority>) -> Self {
        let mut priorities = [None; Condition::ALL.len() + 1];
        for (condition, priority) in said {
            priorities[*condition as usize] = Some(*priority);
        }
        Self(priorities)
    }

    /// What was said of this condition.
    pub(super) const fn said(&self, condition: Condition) -> Option<Priority> {
        self.0[condition as usize]
    }
}
