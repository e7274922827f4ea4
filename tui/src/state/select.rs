//! What is selected: a pane, an area's map, a point, an alarm. Selected things are named, not counted, so that a key
//! never acts on what has just moved under the cursor.

use mcs_core::{
    id::{OccurrenceId, SerialNumber, ShortName},
    live::PointLive,
    time::{Monotonic, Span},
};

use super::plant::Plant;

/// After the selection moved by itself, nothing is acknowledged for this long.
const SETTLE: Span = Span::secs(1);

/// Which pane takes the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pane {
    /// The alarm list.
    #[default]
    Alarms,
    /// The map.
    Map,
}

impl Pane {
    /// The one that does not.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Alarms => Self::Map,
            Self::Map => Self::Alarms,
        }
    }
}

/// What is selected.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Which pane takes the keys.
    pub pane: Pane,
    /// The point whose trend is shown.
    pub point: Option<SerialNumber>,
    /// The alarm that `a` acknowledges.
    pub alarm: Option<OccurrenceId>,
    area: Option<ShortName>,
    row: usize,
    moved: Option<Monotonic>,
    /// A person selected the alarm. Until one does, the selection stays on the first row: the worst alarm.
    chosen: bool,
    /// The page is turned by itself and follows nothing else.
    pub pinned: bool,
}

impl Selection {
    /// The place among all areas of the one whose map is shown; `None` before there are points.
    pub fn area(&self, plant: &Plant) -> Option<usize> {
        let areas = plant.areas();
        (!areas.is_empty()).then(|| areas.iter().position(|area| area.name == self.area).unwrap_or(0))
    }

    /// The points on the map shown, by serial number.
    pub fn points_here<'a>(&self, plant: &'a Plant) -> Vec<&'a PointLive> {
        let Some(index) = self.area(plant) else { return Vec::new() };
        plant.areas()[index].points.iter().filter_map(|sn| plant.point(sn)).collect()
    }

    /// Shows the area `by` places further, around the end.
    pub fn turn_area(&mut self, plant: &Plant, by: isize) {
        let Some(index) = self.area(plant) else { return };
        let next = (index.cast_signed() + by).rem_euclid(plant.areas().len().cast_signed()).cast_unsigned();
        if next != index {
            self.show_area(plant, next);
        }
    }

    /// Shows the area at this place, and selects its first point.
    pub fn show_area(&mut self, plant: &Plant, index: usize) {
        if let Some(area) = plant.areas().get(index) {
            self.area.clone_from(&area.name);
            self.point = area.points.first().cloned();
        }
    }

    /// The area whose map is shown; `None` is the page of those without one.
    pub fn page(&self, plant: &Plant) -> Option<ShortName> {
        plant.areas()[self.area(plant)?].name.clone()
    }

    /// Shows a page, and on it the point that wants a person most.
    pub fn show_page(&mut self, plant: &Plant, page: &Option<ShortName>) {
        let on_page = self.point.as_ref().and_then(|sn| plant.point(sn)).is_some_and(|point| point.area == *page);
        let turned = self.area != *page || !on_page;
        self.area.clone_from(page);
        let here = self.points_here(plant);
        let urgent = here.iter().filter_map(|point| Some((plant.worst_unacked(&point.sn)?, point)));
        let urgent = urgent.min_by_key(|(alarm, _)| (std::cmp::Reverse(alarm.priority), alarm.condition, alarm.id));
        if let Some((_, point)) = urgent {
            self.point = Some(point.sn.clone());
        } else if turned {
            self.point = here.first().map(|point| point.sn.clone());
        }
    }

    /// Selects a point and shows its area.
    pub fn show_point(&mut self, plant: &Plant, sn: &SerialNumber) {
        if let Some(point) = plant.point(sn) {
            self.area.clone_from(&point.area);
            self.point = Some(sn.clone());
        }
    }

    /// Selects a point of which nothing is known yet. An alarm that waits takes the selection along all the same.
    pub fn expect(&mut self, sn: SerialNumber) {
        self.point = Some(sn);
    }

    /// Shows the area of this name, once there is one.
    pub fn expect_area(&mut self, name: Option<&str>) {
        self.area = name.and_then(|name| ShortName::new(name).ok());
    }

    /// Selects an alarm, and its point.
    pub fn choose(&mut self, plant: &Plant, id: OccurrenceId) {
        let Some(alarm) = plant.alarm(id) else { return };
        self.alarm = Some(id);
        self.row = plant.place_of(id).unwrap_or(0);
        self.moved = None;
        self.chosen = true;
        if let Some(sn) = &alarm.sn {
            self.show_point(plant, sn);
        }
    }

    /// The row of the selected alarm.
    pub fn row_of(&self, plant: &Plant) -> Option<usize> {
        self.alarm.and_then(|id| plant.place_of(id))
    }

    /// Keeps the selection on things that exist. An alarm that left the list hands over to the one in its row, and
    /// the selection must settle before it can be acknowledged.
    pub fn settle(&mut self, plant: &Plant, now: Monotonic) {
        if self.point.as_ref().is_none_or(|sn| plant.point(sn).is_none()) {
            self.point = self.points_here(plant).first().map(|point| point.sn.clone());
        }
        let list = plant.alarm_list();
        if !self.chosen {
            self.row = 0;
        }
        let here = self.row_of(plant);
        if let Some(row) = here.filter(|&row| self.chosen || row == 0) {
            self.row = row;
            return;
        }
        let vanished = self.alarm.is_some();
        self.chosen &= !vanished;
        self.row = self.row.min(list.len().saturating_sub(1));
        let next = list.get(self.row);
        self.alarm = next.map(|alarm| alarm.id);
        self.moved = (vanished && next.is_some()).then_some(now);
        let follow = !self.pinned && !self.chosen && self.pane == Pane::Alarms;
        if follow && let Some(sn) = next.and_then(|alarm| alarm.sn.as_ref()) {
            self.show_point(plant, sn);
        }
    }

    /// Whether the selected alarm was selected by a person, or long enough ago to be noticed.
    pub fn settled(&self, now: Monotonic) -> bool {
        self.moved.is_none_or(|moved| now - moved >= SETTLE)
    }
}
