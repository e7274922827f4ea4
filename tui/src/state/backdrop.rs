//! The map's pages and the pictures behind them: what is known of them, what must be asked for.
//!
//! The live stream tells the revision of the map; whenever it is another one than that of the pages held here, they are
//! asked for anew. A picture is asked for when its page is shown.

use std::{
    cell::RefCell,
    collections::{BTreeMap, VecDeque},
    rc::Rc,
};

use mcs_core::map::{AreaPage, Map, MapRevision, PictureId};

use crate::picture::{Cells, Pixels};

/// Pictures kept: those of the pages shown last.
const KEPT: usize = 8;

/// How a picture stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// It was asked for.
    Asked,
    /// It is here.
    Here(Pixels),
    /// It cannot be had.
    Failed,
}

/// A picture fitted to a size.
#[derive(Debug, Clone)]
struct Fitted {
    id: PictureId,
    cells: Rc<Cells>,
}

/// Pages and pictures.
#[derive(Debug, Clone, Default)]
pub struct Backdrop {
    /// A person does not want to see pictures.
    pub hidden: bool,
    /// The map's revision by the live stream.
    live: MapRevision,
    /// That of the pages.
    held: MapRevision,
    asked: bool,
    pages: Vec<AreaPage>,
    pictures: BTreeMap<PictureId, Picture>,
    order: VecDeque<PictureId>,
    /// The picture drawn last, as it was drawn: frame after frame it is the same.
    fitted: RefCell<Option<Fitted>>,
}

impl Backdrop {
    /// The live stream told the map's revision.
    pub fn hear(&mut self, revision: MapRevision) {
        self.live = revision;
    }

    /// The connection is lost: nothing that was asked for comes.
    pub fn lose(&mut self) {
        self.asked = false;
        self.pictures.retain(|_, picture| *picture != Picture::Asked);
        self.order.retain(|id| self.pictures.contains_key(id));
    }

    /// The map's revision, as it is known here.
    pub fn revision(&self) -> MapRevision {
        self.live
    }

    /// Whether the map must be asked for. It is taken as asked then.
    pub fn want_map(&mut self) -> bool {
        let want = !self.asked && self.live != self.held;
        self.asked |= want;
        want
    }

    /// The answer: the map, or nothing.
    pub fn take_map(&mut self, map: Option<Map>) {
        self.asked = false;
        match map {
            Some(map) => {
                self.held = map.revision;
                // The answer may be newer than what the stream has told so far.
                self.live = self.live.max(map.revision);
                self.pages = map.areas;
            }
            // Asked again when it changes; what cannot be had now is only a title and a picture.
            None => self.held = self.live,
        }
    }

    /// The pages, in order.
    pub fn pages(&self) -> &[AreaPage] {
        &self.pages
    }

    /// The page of an area.
    pub fn page(&self, area: &str) -> Option<&AreaPage> {
        self.pages.iter().find(|page| page.area.as_str() == area)
    }

    /// The picture that must be asked for to show this page. It is taken as asked then.
    pub fn want_picture(&mut self, area: &str) -> Option<PictureId> {
        let id = self.background(area)?;
        if self.pictures.contains_key(&id) {
            self.order.retain(|other| *other != id);
            self.order.push_back(id);
            return None;
        }
        self.pictures.insert(id, Picture::Asked);
        self.order.push_back(id);
        if self.order.len() > KEPT
            && let Some(oldest) = self.order.pop_front()
        {
            self.pictures.remove(&oldest);
        }
        Some(id)
    }

    /// The answer to a request for a picture.
    pub fn take_picture(&mut self, id: PictureId, picture: Option<Pixels>) {
        // One that was put out meanwhile is not wanted any longer.
        if let Some(kept) = self.pictures.get_mut(&id) {
            *kept = picture.map_or(Picture::Failed, Picture::Here);
        }
    }

    /// The picture behind an area's points in so many cells, if there is one and it is here.
    pub fn cells(&self, area: &str, (columns, rows): (u16, u16)) -> Option<Rc<Cells>> {
        let id = self.background(area)?;
        let Some(Picture::Here(pixels)) = self.pictures.get(&id) else { return None };
        let mut fitted = self.fitted.borrow_mut();
        if let Some(same) = fitted.as_ref().filter(|fitted| fitted.id == id)
            && (same.cells.columns, same.cells.rows) == (columns, rows)
        {
            return Some(Rc::clone(&same.cells));
        }
        let cells = Rc::new(pixels.cells(columns, rows));
        *fitted = Some(Fitted { id, cells: Rc::clone(&cells) });
        Some(cells)
    }

    fn background(&self, area: &str) -> Option<PictureId> {
        let page = self.page(area).filter(|_| !self.hidden)?;
        Some(page.background?.sha256)
    }
}

#[cfg(test)]
mod tests {
    use mcs_core::{
        id::ShortName,
        map::{Background, PictureKind},
    };

    use super::*;

    fn id(number: u8) -> PictureId {
        PictureId([number; 32])
    }
    fn page(area: &str, picture: Option<u8>) -> AreaPage {
        let background = picture.map(|number| Background {
            kind: PictureKind::Png,
            sha256: id(number),
            bytes: 1,
            width: 1,
            height: 1,
        });
        AreaPage { background, ..AreaPage::plain(ShortName::new(area).expect("a name")) }
    }
    fn map(revision: u64, areas: Vec<AreaPage>) -> Map {
        Map { revision: MapRevision(revision), areas, places: Vec::new() }
    }
    fn pixels() -> Pixels {
        Pixels::of(4, 4, |_, _| [9; 3])
    }

    #[test]
    fn the_map_is_asked_for_once_for_each_revision() {
        let mut backdrop = Backdrop::default();
        assert!(!backdrop.want_map(), "nobody has changed it");
        backdrop.hear(MapRevision(3));
        assert!(backdrop.want_map() && !backdrop.want_map());
        backdrop.take_map(Some(map(4, vec![page("a", None)])));
        backdrop.hear(MapRevision(4));
        assert!(!backdrop.want_map());
        backdrop.hear(MapRevision(5));
        assert!(backdrop.want_map());
        backdrop.lose();
        assert!(backdrop.want_map(), "the answer was lost");
        backdrop.take_map(None);
        assert!(!backdrop.want_map() && backdrop.pages().len() == 1);
    }

    #[test]
    fn a_picture_is_asked_for_when_its_page_is_shown_and_fitted_once_a_size() {
        let mut backdrop = Backdrop::default();
        backdrop.take_map(Some(map(1, vec![page("a", Some(1)), page("b", None)])));
        assert_eq!((backdrop.want_picture("a"), backdrop.want_picture("a")), (Some(id(1)), None));
        assert_eq!((backdrop.want_picture("b"), backdrop.want_picture("nowhere")), (None, None));
        assert!(backdrop.cells("a", (2, 2)).is_none());
        backdrop.take_picture(id(1), Some(pixels()));
        let first = backdrop.cells("a", (2, 2)).expect("a picture");
        assert!(Rc::ptr_eq(&first, &backdrop.cells("a", (2, 2)).expect("a picture")));
        assert_eq!(backdrop.cells("a", (3, 2)).expect("a picture").columns, 3);
        backdrop.hidden = true;
        assert!(backdrop.cells("a", (2, 2)).is_none());
    }

    #[test]
    fn the_oldest_picture_goes_and_one_that_failed_is_not_asked_for_again_and_again() {
        let mut backdrop = Backdrop::default();
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
        let pages = (1..).zip(names).map(|(number, name)| page(name, Some(number))).collect();
        backdrop.take_map(Some(map(1, pages)));
        assert!(backdrop.want_picture("a").is_some());
        backdrop.take_picture(id(1), None);
        assert_eq!(backdrop.want_picture("a"), None);
        for name in &names[1..] {
            assert!(backdrop.want_picture(name).is_some(), "{name}");
        }
        assert!(backdrop.want_picture("a").is_some(), "it was put out");
        assert_eq!(backdrop.pictures.len(), KEPT);
        backdrop.take_picture(id(99), Some(pixels()));
        assert_eq!(backdrop.pictures.len(), KEPT);
    }
}
