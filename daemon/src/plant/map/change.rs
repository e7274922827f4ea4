//! What engineers do to the map. Every change is audited and answered once it is durable.

use std::collections::BTreeSet;

use mcs_core::{
    alarm::Actor,
    id::ShortName,
    map::{AreaPage, Background, MapRevision, Placement},
};

use super::{
    super::{PlantError, state::Plant},
    MapError, placement,
};
use crate::store::Change;

impl Plant {
    /// Places points, all or none.
    pub(super) fn place_points(
        &mut self,
        seen: Option<MapRevision>,
        placements: &[Placement],
        by: &Actor,
    ) -> Result<MapRevision, PlantError> {
        self.now();
        self.pages.check(seen)?;
        if placements.len() > Placement::MOST {
            return Err(MapError::TooManyPoints { count: placements.len() }.into());
        }
        let mut sns = BTreeSet::new();
        if let Some(twice) = placements.iter().find(|place| !sns.insert(&place.sn)) {
            return Err(MapError::Twice { sn: twice.sn.clone() }.into());
        }
        let unknown = placements.iter().filter(|place| !self.by_sn.contains_key(&place.sn));
        let unknown: Vec<_> = unknown.map(|place| place.sn.clone()).collect();
        if !unknown.is_empty() {
            return Err(MapError::NoSuchDevices { sns: unknown }.into());
        }
        let mut moved = Vec::new();
        for wanted in placements {
            let place = self.place(&wanted.sn)?;
            let device = &mut self.points[place].device;
            let before = placement(device);
            if before == *wanted {
                continue;
            }
            (device.area, device.position) = (wanted.area.clone(), wanted.position);
            device.revision += 1;
            let device = device.clone();
            self.commit.changes.push(Change::Device(Box::new(device)));
            self.audit("map.place", &wanted.sn, Some(&before), Some(wanted), None, by);
            self.show(place);
            moved.push(wanted.sn.to_string());
        }
        // Everything stands where it shall already.
        if moved.is_empty() {
            return Ok(self.pages.revision);
        }
        Ok(self.map_changed(moved))
    }

    /// Gives a page its title and order; its background stays.
    pub(super) fn set_page(
        &mut self,
        seen: Option<MapRevision>,
        wanted: AreaPage,
        by: &Actor,
    ) -> Result<MapRevision, PlantError> {
        self.now();
        self.pages.check(seen)?;
        if wanted.title.as_deref().is_some_and(|title| !AreaPage::is_title(title)) {
            return Err(MapError::Title.into());
        }
        let before = self.room_for(&wanted.area)?;
        let background = before.as_ref().and_then(|page| page.background);
        Ok(self.put_page("map.page.set", before.as_ref(), AreaPage { background, ..wanted }, by))
    }

    /// Forgets a page's title, order and background; its points stay where they are.
    pub(super) fn remove_page(
        &mut self,
        seen: Option<MapRevision>,
        area: &ShortName,
        by: &Actor,
    ) -> Result<MapRevision, PlantError> {
        self.now();
        self.pages.check(seen)?;
        let page = self.pages.set_up.remove(area).ok_or_else(|| MapError::NoSuchPage { area: area.clone() })?;
        self.audit("map.page.remove", area, Some(&page), None, None, by);
        self.commit.changes.push(Change::NoMapPage(area.clone()));
        Ok(self.map_changed(vec![format!("the page {area}")]))
    }

    /// Whether a background could be set now.
    pub(super) fn may_set_background(&self, seen: Option<MapRevision>, area: &ShortName) -> Result<(), PlantError> {
        self.pages.check(seen)?;
        self.room_for(area)?;
        Ok(())
    }

    /// Puts a picture behind the points of an area, or takes it away.
    pub(super) fn set_background(
        &mut self,
        seen: Option<MapRevision>,
        area: &ShortName,
        background: Option<Background>,
        by: &Actor,
    ) -> Result<MapRevision, PlantError> {
        self.now();
        self.pages.check(seen)?;
        let before = self.room_for(area)?;
        if before.is_none() && background.is_none() {
            return Err(MapError::NoSuchPage { area: area.clone() }.into());
        }
        let page = before.clone().unwrap_or_else(|| AreaPage::plain(area.clone()));
        let action = if background.is_some() { "map.background.set" } else { "map.background.clear" };
        Ok(self.put_page(action, before.as_ref(), AreaPage { background, ..page }, by))
    }

    /// The page of an area if somebody set it up, or that one more may be set up.
    fn room_for(&self, area: &ShortName) -> Result<Option<AreaPage>, MapError> {
        let page = self.pages.set_up.get(area).cloned();
        if page.is_none() && self.pages.set_up.len() >= AreaPage::MOST {
            return Err(MapError::TooManyPages);
        }
        Ok(page)
    }

    fn put_page(&mut self, action: &'static str, before: Option<&AreaPage>, page: AreaPage, by: &Actor) -> MapRevision {
        if before == Some(&page) {
            return self.pages.revision;
        }
        let area = page.area.clone();
        self.audit(action, &area, before, Some(&page), None, by);
        self.commit.changes.push(Change::MapPage(page.clone()));
        self.pages.set_up.insert(area.clone(), page);
        self.map_changed(vec![format!("the page {area}")])
    }
}
