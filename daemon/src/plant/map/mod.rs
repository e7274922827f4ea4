//! The map: pages, and where points stand on them. One revision counts what changes.
//!
//! Where a point stands is said by its device; pages and the revision live here. Pictures are the store's.

mod change;
mod error;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use mcs_core::{
    alarm::Actor,
    device::Device,
    id::ShortName,
    map::{AreaPage, Background, Map, MapRevision, Placement},
};

use super::{Reply, handle::tell, state::Plant};
use crate::store::Change;

pub use error::MapError;

/// Things whose last changes are remembered, so that whoever comes too late is told what was changed meanwhile.
const REMEMBERED: usize = 256;

/// A question about the map, or a change of it for the revision that was seen; without one for whatever it is.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are those of the contract")]
pub enum MapAsk {
    Get {
        reply: Reply<Map>,
    },
    PlacePoints {
        seen: Option<MapRevision>,
        placements: Vec<Placement>,
        by: Actor,
        reply: Reply<MapRevision>,
    },
    SetPage {
        seen: Option<MapRevision>,
        page: AreaPage,
        by: Actor,
        reply: Reply<MapRevision>,
    },
    RemovePage {
        seen: Option<MapRevision>,
        area: ShortName,
        by: Actor,
        reply: Reply<MapRevision>,
    },
    /// Whether a background could be set now. Its picture is stored only then.
    MaySetBackground {
        seen: Option<MapRevision>,
        area: ShortName,
        reply: Reply<()>,
    },
    SetBackground {
        seen: Option<MapRevision>,
        area: ShortName,
        background: Option<Background>,
        by: Actor,
        reply: Reply<MapRevision>,
    },
}

/// Answers one; changes are answered once they are durable.
pub(super) fn answer(plant: &mut Plant, ask: MapAsk) {
    match ask {
        MapAsk::Get { reply } => tell(reply, Ok(plant.map())),
        MapAsk::PlacePoints { seen, placements, by, reply } => {
            let answer = plant.place_points(seen, &placements, &by);
            plant.answer_when_durable(reply, answer);
        }
        MapAsk::SetPage { seen, page, by, reply } => {
            let answer = plant.set_page(seen, page, &by);
            plant.answer_when_durable(reply, answer);
        }
        MapAsk::RemovePage { seen, area, by, reply } => {
            let answer = plant.remove_page(seen, &area, &by);
            plant.answer_when_durable(reply, answer);
        }
        MapAsk::MaySetBackground { seen, area, reply } => tell(reply, plant.may_set_background(seen, &area)),
        MapAsk::SetBackground { seen, area, background, by, reply } => {
            let answer = plant.set_background(seen, &area, background, &by);
            plant.answer_when_durable(reply, answer);
        }
    }
}

/// Pages and the revision.
#[derive(Debug)]
pub(super) struct Pages {
    revision: MapRevision,
    set_up: BTreeMap<ShortName, AreaPage>,
    /// What was changed last, oldest first; since the start only.
    changed: VecDeque<(MapRevision, String)>,
}

impl Pages {
    pub(super) fn new((revision, pages): (MapRevision, Vec<AreaPage>)) -> Self {
        let set_up = pages.into_iter().map(|page| (page.area.clone(), page)).collect();
        Self { revision, set_up, changed: VecDeque::new() }
    }

    pub(super) const fn revision(&self) -> MapRevision {
        self.revision
    }

    /// Refuses what was decided on another revision, and says what has changed since.
    fn check(&self, seen: Option<MapRevision>) -> Result<(), MapError> {
        match seen {
            Some(seen) if seen != self.revision => {
                let since = self.changed.iter().filter(|(revision, _)| *revision > seen);
                let changed: BTreeSet<String> = since.map(|(_, what)| what.clone()).collect();
                Err(MapError::Conflict { seen, now: self.revision, changed: changed.into_iter().collect() })
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Counts a change and remembers of what.
    fn turn(&mut self, what: Vec<String>) -> MapRevision {
        self.revision = self.revision.next();
        self.changed.extend(what.into_iter().map(|what| (self.revision, what)));
        let too_many = self.changed.len().saturating_sub(REMEMBERED);
        self.changed.drain(..too_many);
        self.revision
    }
}

impl Plant {
    /// The map as it is.
    fn map(&self) -> Map {
        let mut places: Vec<Placement> = self.registered().map(|point| placement(&point.device)).collect();
        places.sort_by(|a, b| a.sn.cmp(&b.sn));
        let named: BTreeSet<&ShortName> = places.iter().filter_map(|place| place.area.as_ref()).collect();
        let plain = named.into_iter().filter(|area| !self.pages.set_up.contains_key(*area)).cloned();
        let mut areas: Vec<AreaPage> = self.pages.set_up.values().cloned().chain(plain.map(AreaPage::plain)).collect();
        areas.sort_by(|a, b| a.rank().cmp(&b.rank()));
        Map { revision: self.pages.revision, areas, places }
    }

    /// The map is another one now: the commit and live clients hear of it.
    fn map_changed(&mut self, what: Vec<String>) -> MapRevision {
        let revision = self.pages.turn(what);
        self.commit.changes.push(Change::MapRevision(revision));
        self.feed.map(revision);
        revision
    }

    /// A device was added, changed or removed, and the map with it if it says something else of where its point stands.
    pub(super) fn device_changed(&mut self, before: Option<&Device>, after: Option<&Device>) {
        let on_map = |device: &Device| device.area.is_some() || device.position.is_some();
        let before = before.filter(|device| on_map(device));
        let after = after.filter(|device| on_map(device));
        let moved = match (before, after) {
            (Some(before), Some(after)) => placement(before) != placement(after),
            (None, None) => false,
            (Some(_), None) | (None, Some(_)) => true,
        };
        if let Some(device) = before.or(after).filter(|_| moved) {
            let what = device.sn.to_string();
            self.map_changed(vec![what]);
        }
    }
}

/// Where the point of a device stands.
fn placement(device: &Device) -> Placement {
    Placement { sn: device.sn.clone(), area: device.area.clone(), position: device.position }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(pages: &Pages, seen: u64) -> String {
        pages.check(Some(MapRevision(seen))).expect_err("another revision").to_string()
    }

    #[test]
    fn whoever_comes_too_late_is_told_what_was_changed() {
        let mut pages = Pages::new((MapRevision(7), Vec::new()));
        assert_eq!(pages.turn(vec!["A001".into(), "A002".into()]), MapRevision(8));
        assert_eq!(pages.turn(vec!["the page tank-farm".into()]), MapRevision(9));
        assert_eq!(pages.check(Some(MapRevision(9))), Ok(()));
        assert_eq!(pages.check(None), Ok(()));
        let meanwhile = "the map was changed meanwhile: it is at revision 9, you saw";
        assert_eq!(refusal(&pages, 8), format!("{meanwhile} 8; changed: the page tank-farm"));
        assert_eq!(refusal(&pages, 7), format!("{meanwhile} 7; changed: A001, A002, the page tank-farm"));
        assert_eq!(refusal(&pages, 10), format!("{meanwhile} 10"));
    }

    #[test]
    fn what_is_remembered_of_changes_is_bounded() {
        let mut pages = Pages::new((MapRevision(0), Vec::new()));
        for n in 0..1000 {
            pages.turn(vec![format!("A{n}")]);
        }
        assert_eq!(pages.changed.len(), REMEMBERED);
        let told = refusal(&pages, 0);
        assert!(told.len() < 300 && told.ends_with("and 248 more"), "{told}");
    }
}
