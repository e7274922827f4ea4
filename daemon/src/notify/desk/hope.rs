//! Which channels have failed for what: when all of a group's have, the next group is told at once.

use std::collections::{BTreeMap, BTreeSet};

use mcs_core::{
    id::{EventId, ShortName},
    notice::Book,
};

/// Things remembered at most; the oldest leave first.
const MOST: usize = 10_000;

/// For each thing owed to a group, the channels that cannot bring it there.
#[derive(Debug, Default)]
pub(super) struct Hopes(BTreeMap<(EventId, ShortName), BTreeSet<ShortName>>);

impl Hopes {
    /// A channel cannot bring this to the group; true if none of the group's can, said once.
    pub(super) fn lost(&mut self, event: EventId, group: &ShortName, channel: &ShortName, book: &Book) -> bool {
        let Some(members) = book.reachable(group) else { return false };
        let failed = self.0.entry((event, group.clone())).or_default();
        let news = failed.insert(channel.clone());
        let enabled = members.channels.iter().filter(|channel| book.channels.contains(channel));
        let none = news && enabled.clone().count() > 0 && enabled.clone().all(|channel| failed.contains(channel));
        if self.0.len() > MOST {
            self.0.pop_first();
        }
        none
    }

    /// It arrived.
    pub(super) fn arrived(&mut self, event: EventId, group: &ShortName) {
        self.0.remove(&(event, group.clone()));
    }
}

#[cfg(test)]
mod tests {
    use mcs_core::notice::{Group, Policy};

    use super::*;

    #[test]
    fn a_group_is_lost_when_each_of_its_enabled_channels_is_and_it_is_said_once() {
        let name = |text: &str| -> ShortName { text.parse().expect("a name") };
        let book = Book {
            policy: Policy::default(),
            routes: Vec::new(),
            groups: vec![Group {
                name: name("night"),
                contacts: Vec::new(),
                channels: vec![name("mail"), name("robot"), name("off")],
            }],
            channels: vec![name("mail"), name("robot")],
            tz: jiff::tz::TimeZone::UTC,
        };
        let mut hopes = Hopes::default();
        let (event, night) = (EventId(1), name("night"));
        assert!(!hopes.lost(event, &night, &name("mail"), &book));
        assert!(!hopes.lost(event, &night, &name("mail"), &book), "the same channel again");
        assert!(hopes.lost(event, &night, &name("robot"), &book));
        assert!(!hopes.lost(event, &night, &name("robot"), &book), "said already");
        hopes.arrived(event, &night);
        assert!(!hopes.lost(event, &night, &name("robot"), &book), "the mail may still do");
        assert!(!hopes.lost(event, &name("nobody"), &name("mail"), &book));
    }
}
