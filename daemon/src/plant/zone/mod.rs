//! Zones in the plant: who belongs to which, and what each has counted.
//!
//! Every name that a device gives is a place; a place votes once somebody has set up the zone of that name.

mod settings;
mod view;
mod vote;

use std::collections::{BTreeSet, HashMap};

use mcs_core::{
    alarm::ZoneAlarms,
    id::{ShortName, ZoneId},
    zone::Zone,
};

/// A zone that votes.
#[derive(Debug)]
pub(super) struct Voting {
    pub(super) zone: Zone,
    pub(super) alarms: ZoneAlarms,
}

/// All that is said of one zone's name.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) name: ShortName,
    /// Where its points are in the plant's list, retired ones left out.
    pub(super) points: Vec<usize>,
    /// How they vote, if somebody set that up.
    pub(super) voting: Option<Voting>,
    /// Its judgement changed in this turn: its state goes into the commit.
    state_changed: bool,
    /// It looks different to live clients than when they were last told.
    shown_changed: bool,
}

/// Every zone anybody names. A place stays where it is in the list, so that points can refer to it.
#[derive(Debug)]
pub(super) struct Zones {
    pub(super) all: Vec<Place>,
    by_name: HashMap<ShortName, usize>,
    next: ZoneId,
    touched: Vec<usize>,
    shown: Vec<usize>,
    /// Of which nothing was known when it was last looked at; `None` before that.
    blind: Option<BTreeSet<ShortName>>,
}

impl Zones {
    /// No zone; the first to be made gets this number.
    pub(super) fn new(next: ZoneId) -> Self {
        Self { all: Vec::new(), by_name: HashMap::new(), next, touched: Vec::new(), shown: Vec::new(), blind: None }
    }

    /// The zones that vote.
    pub(super) fn voting(&self) -> impl Iterator<Item = &Voting> {
        self.all.iter().filter_map(|place| place.voting.as_ref())
    }

    /// Whether live clients have not been told everything.
    pub(super) fn has_something_to_show(&self) -> bool {
        !self.shown.is_empty()
    }

    /// Where a name stands in the list; it gets a place there if it has none.
    fn place(&mut self, name: &ShortName) -> usize {
        if let Some(&index) = self.by_name.get(name) {
            return index;
        }
        let index = self.all.len();
        self.by_name.insert(name.clone(), index);
        let name = name.clone();
        self.all.push(Place { name, points: Vec::new(), voting: None, state_changed: false, shown_changed: false });
        index
    }
}
