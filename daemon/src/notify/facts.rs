//! What is said of no alarm: that the daemon lives, that a person tries a channel.

use mcs_core::{
    alarm::{LifeState, Priority},
    notice::{Facts, ItemKind},
    time::Timestamp,
};

/// Facts that say no more than why and when.
pub(super) const fn plain(kind: ItemKind, at: Timestamp) -> Facts {
    Facts {
        kind,
        occurrence: None,
        sn: None,
        name: None,
        area: None,
        zone: None,
        sensor: None,
        condition: None,
        cause: None,
        priority: Priority::Low,
        state: LifeState::Normal,
        value: None,
        peak: None,
        limit: None,
        unit: None,
        decimals: 0,
        raised: at,
        at,
        returned: None,
        by: None,
        text: None,
        folded: 0,
        held: false,
        mask: None,
        unrecorded: false,
        drill: false,
        late: false,
        lines: Vec::new(),
    }
}
