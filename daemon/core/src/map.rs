//! The map of the site: a page for each area, a picture behind it, and where the points stand on it.
//!
//! One revision counts every change of it: of a point's area or position, of a page, of a background. Whoever changes it may
//! name the revision seen, and is refused when somebody else was faster. Positions are kept with the devices, so there is
//! one truth about where a point stands.

mod picture;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use picture::{Background, PictureError, PictureId, PictureKind};

use crate::{
    id::{SerialNumber, ShortName},
    site::Position,
};

/// Counts changes of the map since it is counted; 0 is before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MapRevision(pub u64);

impl MapRevision {
    /// The one after it.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for MapRevision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// What an area's page is called and where it comes among the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaPage {
    /// The area.
    pub area: ShortName,
    /// What people call it; its short name if nobody has said.
    pub title: Option<String>,
    /// Pages of a lower number come first, those of the same number by their area's name.
    pub order: u16,
    /// The picture behind its points.
    pub background: Option<Background>,
}

impl AreaPage {
    /// Most pages people can set up: each may hold a picture, and a wall has to turn them all.
    pub const MOST: usize = 64;
    /// The order of a page nobody has put in order: there is room before it and after it.
    pub const ORDER: u16 = 100;
    /// The longest title, in characters.
    pub const TITLE: usize = 64;

    /// The page of an area that devices name and nobody has set up.
    pub const fn plain(area: ShortName) -> Self {
        Self { area, title: None, order: Self::ORDER, background: None }
    }

    /// Whether a text can be a title: one line, not a page, not nothing.
    pub fn is_title(text: &str) -> bool {
        !text.trim().is_empty() && text.chars().count() <= Self::TITLE && !text.chars().any(char::is_control)
    }

    /// What people call the area.
    pub fn name(&self) -> &str {
        self.title.as_deref().unwrap_or(self.area.as_str())
    }

    /// Where it comes among the others.
    pub fn rank(&self) -> (u16, &ShortName) {
        (self.order, &self.area)
    }
}

/// Where a point stands, or shall stand: all of it, so what is missing is taken away.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    /// The device of the point.
    pub sn: SerialNumber,
    /// The area whose page it is on; `None` is the page of those without an area.
    pub area: Option<ShortName>,
    /// Where on the page; `None` is nowhere yet.
    pub position: Option<Position>,
}

impl Placement {
    /// Most points that can be placed at once.
    pub const MOST: usize = 10_000;
}

/// The map as it is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Map {
    /// Its revision.
    pub revision: MapRevision,
    /// Every page in order: those people set up, and plain ones of areas that only devices name.
    pub areas: Vec<AreaPage>,
    /// Every point of a device that is not retired, by serial number.
    pub places: Vec<Placement>,
}

impl Map {
    /// The page of an area.
    pub fn page(&self, area: &ShortName) -> Option<&AreaPage> {
        self.areas.iter().find(|page| page.area == *area)
    }

    /// Where a point stands.
    pub fn place(&self, sn: &SerialNumber) -> Option<&Placement> {
        self.places.iter().find(|place| place.sn == *sn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_line_that_says_something() {
        for good in ["Tank farm", "储罐区", &"é".repeat(AreaPage::TITLE)] {
            assert!(AreaPage::is_title(good), "{good}");
        }
        for bad in ["", "  ", "a\nb", &"x".repeat(AreaPage::TITLE + 1)] {
            assert!(!AreaPage::is_title(bad), "{bad}");
        }
    }

    #[test]
    fn a_page_nobody_set_up_is_called_by_its_short_name() {
        let area = ShortName::new("tank-farm").expect("a name");
        assert_eq!(AreaPage::plain(area.clone()).name(), "tank-farm");
        assert_eq!(AreaPage { title: Some("Tanks".into()), ..AreaPage::plain(area) }.name(), "Tanks");
    }
}
