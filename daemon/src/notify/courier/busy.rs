//! Deliveries that are in a message already though their rows do not say so yet.

use std::collections::HashMap;

use crate::store::DeliveryKey;

/// Each with the place in the journal from which on its row is right.
#[derive(Debug, Default)]
pub(super) struct Busy(HashMap<DeliveryKey, u64>);

impl Busy {
    /// The rows of these are right once the journal is written up to here.
    pub(super) fn until<'a>(&mut self, keys: impl IntoIterator<Item = &'a DeliveryKey>, number: u64) {
        for key in keys {
            self.0.insert(key.clone(), number);
        }
    }

    /// The journal is written up to here.
    pub(super) fn written(&mut self, upto: u64) {
        self.0.retain(|_, number| *number > upto);
    }

    /// Whether it is in a message, or settled.
    pub(super) fn has(&self, key: &DeliveryKey) -> bool {
        self.0.contains_key(key)
    }
}
