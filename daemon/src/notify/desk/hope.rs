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
    /// A channel cannot bring this to the group; true if none of the group's can, said once for each channel. A group that is gone,
    /// or all of whose channels are off, has none that can.
    pub(super) fn lost(&mut self, event: EventId, group: &ShortName, channel: &ShortName, book: &Book) -> bool {
        self.lost_but_for(event, group, channel, channels_of(book, group))
    }

    /// The same when the channel was removed: what the others of the group were to bring is known from the book before. A channel
    /// that is new to the group brings nothing of what was owed before.
    pub(super) fn lost_with(
        &mut self,
        event: EventId,
        group: &ShortName,
        channel: &ShortName,
        (before, book): (&Book, &Book),
    ) -> bool {
        let known: BTreeSet<&ShortName> = channels_of(before, group).collect();
        self.lost_but_for(event, group, channel, channels_of(book, group).filter(|other| known.contains(other)))
    }

    fn lost_but_for<'a>(
        &mut self,
        event: EventId,
        group: &ShortName,
        channel: &ShortName,
        mut others: impl Iterator<Item = &'a ShortName>,
    ) -> bool {
        let failed = self.0.entry((event, group.clone())).or_default();
        let news = failed.insert(channel.clone());
        let none = news && others.all(|other| failed.contains(other));
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

/// The enabled channels of a group.
fn channels_of<'a>(book: &'a Book, group: &'a ShortName) -> impl Iterator<Item = &'a ShortName> {
    let members = book.groups.iter().filter(move |known| known.name == *group).flat_map(|known| &known.channels);
    members.filter(|channel| book.channels.contains(channel))
}

#[cfg(test)]
mod tests {
    use mcs_core::notice::{Group, Policy};

    use super::*;

    fn name(text: &str) -> ShortName {
        text.parse().expect("a name")
    }

    /// One group with these channels, of which these are enabled.
    fn book(channels: &[&str], enabled: &[&str]) -> Book {
        let names = |all: &[&str]| all.iter().map(|text| name(text)).collect();
        Book {
            policy: Policy::default(),
            routes: Vec::new(),
            groups: vec![Group { name: name("night"), contacts: Vec::new(), channels: names(channels) }],
            channels: names(enabled),
            tz: jiff::tz::TimeZone::UTC,
        }
    }

    #[test]
    fn a_group_is_lost_when_each_of_its_enabled_channels_is_and_it_is_said_once() {
        let book = book(&["mail", "robot", "off"], &["mail", "robot"]);
        let mut hopes = Hopes::default();
        let (event, night) = (EventId(1), name("night"));
        assert!(!hopes.lost(event, &night, &name("mail"), &book));
        assert!(!hopes.lost(event, &night, &name("mail"), &book), "the same channel again");
        assert!(hopes.lost(event, &night, &name("robot"), &book));
        assert!(!hopes.lost(event, &night, &name("robot"), &book), "said already");
        hopes.arrived(event, &night);
        assert!(!hopes.lost(event, &night, &name("robot"), &book), "the mail may still do");
    }

    #[test]
    fn a_group_whose_last_channel_is_off_or_which_is_gone_is_lost() {
        let book = book(&["mail"], &[]);
        let mut hopes = Hopes::default();
        assert!(hopes.lost(EventId(1), &name("night"), &name("mail"), &book), "it was switched off");
        assert!(!hopes.lost(EventId(1), &name("night"), &name("mail"), &book), "said already");
        assert!(hopes.lost(EventId(1), &name("gone"), &name("mail"), &book));
    }

    #[test]
    fn a_removed_channel_loses_what_no_other_channel_was_to_bring() {
        let before = book(&["mail", "robot"], &["mail", "robot"]);
        let (mut hopes, night, mail) = (Hopes::default(), name("night"), name("mail"));
        let left = book(&["robot"], &["robot"]);
        assert!(!hopes.lost_with(EventId(1), &night, &mail, (&before, &left)), "the robot brings it");
        assert!(hopes.lost(EventId(1), &night, &name("robot"), &left), "until it cannot");
        let replaced = book(&["hook"], &["hook"]);
        assert!(hopes.lost_with(EventId(2), &night, &mail, (&before, &replaced)), "a new one was not asked");
    }
}
