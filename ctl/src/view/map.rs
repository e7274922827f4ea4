//! The map: where points stand, what a change moves, the pages.

use mcs_core::{
    id::{SerialNumber, ShortName},
    map::{AreaPage, Background, Map, MapRevision, Placement},
    site::Position,
};
use serde::Serialize;

use super::size;
use crate::{
    output::{Cell, Column, Item, Tone},
    time::Zone,
};

/// Where a point stands, flat: its CSV is what an import reads.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Place {
    sn: SerialNumber,
    #[serde(flatten)]
    spot: Spot,
}

/// A place without its point.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Spot {
    area: Option<ShortName>,
    x: Option<f64>,
    y: Option<f64>,
}

impl From<&Placement> for Place {
    fn from(place: &Placement) -> Self {
        Self { sn: place.sn.clone(), spot: place.into() }
    }
}

impl From<&Placement> for Spot {
    fn from(place: &Placement) -> Self {
        let Position { x, y } = place.position.unwrap_or(Position { x: 0.0, y: 0.0 });
        let of = |percent| place.position.map(|_| percent);
        Self { area: place.area.clone(), x: of(x), y: of(y) }
    }
}

impl Item for Place {
    const COLUMNS: &'static [Column] =
        &[Column::text("SN"), Column::text("AREA"), Column::number("X"), Column::number("Y")];

    fn name(&self) -> String {
        self.sn.to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(&self.sn),
            Cell::or_dash(self.spot.area.as_ref()),
            Cell::or_dash(self.spot.x),
            Cell::or_dash(self.spot.y),
        ]
    }
}

/// A point that a change moves.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Moved {
    sn: SerialNumber,
    from: Spot,
    to: Spot,
}

impl Moved {
    /// What a change does to a point.
    pub(crate) fn new(before: &Placement, after: &Placement) -> Self {
        Self { sn: before.sn.clone(), from: before.into(), to: after.into() }
    }
}

impl Item for Moved {
    const COLUMNS: &'static [Column] = &[Column::text("SN"), Column::text("FROM"), Column::text("TO")];

    fn name(&self) -> String {
        self.sn.to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![Cell::new(&self.sn), spot(&self.from).tone(Tone::Bad), spot(&self.to).tone(Tone::Good)]
    }
}

/// A place in one text: `tank-farm 12.5,40`.
fn spot(spot: &Spot) -> Cell {
    let area = spot.area.as_ref().map(ToString::to_string);
    let at = spot.x.zip(spot.y).map(|(x, y)| format!("{x},{y}"));
    let words: Vec<String> = area.into_iter().chain(at).collect();
    Cell::or_dash((!words.is_empty()).then(|| words.join(" ")))
}

/// An area's page, and how many points stand on it.
#[expect(clippy::struct_field_names, reason = "they are the names programs read")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Area {
    area: ShortName,
    title: Option<String>,
    order: u16,
    background: Option<Background>,
    /// Points of the area.
    points: usize,
    /// Of these, those that have a place.
    placed: usize,
}

impl Area {
    /// A page as it is on this map.
    pub(crate) fn new(page: &AreaPage, map: &Map) -> Self {
        let AreaPage { area, title, order, background } = page.clone();
        let of = || map.places.iter().filter(|place| place.area.as_ref() == Some(&area));
        let (points, placed) = (of().count(), of().filter(|place| place.position.is_some()).count());
        Self { area, title, order, background, points, placed }
    }
}

impl Item for Area {
    const COLUMNS: &'static [Column] = &[
        Column::text("AREA"),
        Column::text("TITLE"),
        Column::number("ORDER"),
        Column::text("PICTURE"),
        Column::number("POINTS"),
        Column::number("PLACED"),
        Column::text("SHA-256").wide(),
    ];
    const OPTIONAL: &'static [(&'static str, &'static [&'static str])] =
        &[("background", &["kind", "sha256", "bytes", "width", "height"])];

    fn name(&self) -> String {
        self.area.to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let picture = self.background.map(|picture| {
            let Background { kind, bytes, width, height, .. } = picture;
            format!("{} {width}x{height}, {}", kind.as_str(), size(bytes))
        });
        vec![
            Cell::new(&self.area),
            Cell::or_dash(self.title.as_ref()),
            Cell::new(self.order),
            Cell::or_dash(picture),
            Cell::new(self.points),
            Cell::new(self.placed),
            Cell::or_dash(self.background.map(|picture| picture.sha256)),
        ]
    }
}

/// Which revision the map is at, and how much is on it.
#[expect(clippy::struct_field_names, reason = "they are the names programs read")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Revision {
    revision: MapRevision,
    areas: usize,
    points: usize,
    placed: usize,
}

impl From<&Map> for Revision {
    fn from(map: &Map) -> Self {
        let placed = map.places.iter().filter(|place| place.position.is_some()).count();
        Self { revision: map.revision, areas: map.areas.len(), points: map.places.len(), placed }
    }
}

impl Item for Revision {
    const COLUMNS: &'static [Column] =
        &[Column::number("REVISION"), Column::number("AREAS"), Column::number("POINTS"), Column::number("PLACED")];

    fn name(&self) -> String {
        self.revision.to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![Cell::new(self.revision), Cell::new(self.areas), Cell::new(self.points), Cell::new(self.placed)]
    }
}
