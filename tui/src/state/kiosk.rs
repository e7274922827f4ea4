//! A wall that nobody operates: it turns its pages by itself, and goes where it is dangerous.
//!
//! ```text
//!            every ROTATE                         a new critical alarm
//!  page ──────────────────▶ next page      page ─────────────────────▶ its page
//!                                            ▲                            │ while any critical is unacknowledged: turns
//!                                            └────────────────────────────┘ among the pages that have one, if several
//! ```
//!
//! No key and no mouse has a part in it.

use std::collections::BTreeSet;

use mcs_core::{
    id::{OccurrenceId, ShortName},
    time::{Monotonic, Span},
};

/// How long a page stays unless something else is wanted.
pub const ROTATE: Span = Span::secs(15);

/// A page of the map: an area, or the points that have none.
pub type Page = Option<ShortName>;

/// A critical alarm that nobody has acknowledged, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Danger {
    /// Which alarm.
    pub id: OccurrenceId,
    /// On which page it is.
    pub page: Page,
}

/// How the wall was started.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wish {
    /// How long a page stays; `None`: [`ROTATE`], or for ever where a page was named.
    pub rotate: Option<Span>,
    /// The page to begin with, and to stay at unless `rotate` is given too.
    pub page: Option<ShortName>,
}

/// Why the page shown is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is the only one, or the one that was asked for.
    Fixed,
    /// The next one follows in this time.
    Turning(Span),
    /// There is danger.
    Held,
}

/// Which page the wall shows.
#[derive(Debug, Clone)]
pub struct Kiosk {
    wish: Wish,
    shown: Option<Page>,
    since: Monotonic,
    /// Where it was before the danger.
    before: Option<Page>,
    known: BTreeSet<OccurrenceId>,
    pages: usize,
    held: bool,
    /// The page that was asked for is not there.
    missing: bool,
}

impl Kiosk {
    /// Before anything is shown.
    pub fn new(wish: Wish) -> Self {
        let since = Monotonic::from_micros(0);
        Self { wish, shown: None, since, before: None, known: BTreeSet::new(), pages: 0, held: false, missing: false }
    }

    /// The page to show now, of these in their order; `None` while there is none.
    pub fn turn(&mut self, pages: &[Page], dangers: &[Danger], now: Monotonic) -> Option<&Page> {
        let dangers: Vec<_> = dangers.iter().filter(|danger| pages.contains(&danger.page)).collect();
        let new = dangers.iter().filter(|danger| !self.known.contains(&danger.id)).max_by_key(|danger| danger.id);
        let threatened: Vec<_> =
            pages.iter().filter(|page| dangers.iter().any(|danger| danger.page == **page)).collect();
        self.pages = pages.len();
        self.missing = self.wish.page.is_some() && !pages.contains(&self.wish.page);
        self.held = !threatened.is_empty();
        let stale = |stays: Span| now - self.since >= stays;
        let to = match (new, &threatened[..], &self.shown) {
            (Some(new), _, _) => Some(&new.page),
            (None, [], _) if self.before.as_ref().is_some_and(|before| pages.contains(before)) => self.before.as_ref(),
            (None, [], Some(shown))
                if pages.contains(shown) && (self.stays().is_some() || self.home(pages) == Some(shown)) =>
            {
                self.stays().is_some_and(stale).then(|| after(pages.iter(), shown)).flatten()
            }
            (None, [], Some(_) | None) => self.home(pages),
            (None, [first, ..], Some(shown)) if !threatened.contains(&shown) => Some(*first),
            (None, [_, ..], Some(shown)) => {
                let stays = self.wish.rotate.unwrap_or(ROTATE);
                stale(stays).then(|| after(threatened.iter().copied(), shown)).flatten()
            }
            (None, [first, ..], None) => Some(*first),
        };
        let to = to.cloned();
        self.before = match self.before.take() {
            _ if threatened.is_empty() => None,
            Some(before) => Some(before),
            None => self.shown.clone().or_else(|| self.home(pages).cloned()),
        };
        self.known = dangers.iter().map(|danger| danger.id).collect();
        if let Some(to) = to {
            self.shown = Some(to);
            self.since = now;
        }
        self.shown.as_ref().filter(|shown| pages.contains(shown))
    }

    /// Why it shows what it shows.
    pub fn standing(&self, now: Monotonic) -> Standing {
        match self.stays() {
            _ if self.held => Standing::Held,
            Some(stays) if self.pages > 1 => Standing::Turning((stays - (now - self.since)).max(Span::ZERO)),
            Some(_) | None => Standing::Fixed,
        }
    }

    /// How long a page stays without danger; `None`: for ever.
    fn stays(&self) -> Option<Span> {
        self.wish.rotate.or_else(|| (self.wish.page.is_none() || self.missing).then_some(ROTATE))
    }

    /// The page that was asked for, if it is not there.
    pub fn missing(&self) -> Option<&ShortName> {
        self.wish.page.as_ref().filter(|_| self.missing)
    }

    fn home<'p>(&self, pages: &'p [Page]) -> Option<&'p Page> {
        let wished = pages.iter().find(|page| page.is_some() && **page == self.wish.page);
        wished.or_else(|| pages.first())
    }
}

/// The page after this one, around the end.
fn after<'p>(mut pages: impl Iterator<Item = &'p Page> + Clone, page: &Page) -> Option<&'p Page> {
    let later = pages.clone().skip_while(|other| *other != page).nth(1);
    later.or_else(|| pages.next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(name: &str) -> Page {
        (!name.is_empty()).then(|| ShortName::new(name).expect("a name"))
    }
    fn pages(names: &[&str]) -> Vec<Page> {
        names.iter().map(|name| page(name)).collect()
    }
    fn danger(id: u64, on: &str) -> Danger {
        Danger { id: OccurrenceId(id), page: page(on) }
    }

    /// Feeds a kiosk second by second and tells which page it showed when.
    fn script(wish: Wish, names: &[&str], until: i64, dangers: impl Fn(i64) -> Vec<Danger>) -> Vec<(i64, String)> {
        let (mut kiosk, pages) = (Kiosk::new(wish), pages(names));
        let mut shown: Vec<(i64, String)> = Vec::new();
        for second in 0..until {
            let now = Monotonic::from_micros(second * 1_000_000);
            let page = kiosk.turn(&pages, &dangers(second), now).cloned().flatten();
            let name = page.map_or_else(String::new, |page| page.to_string());
            if shown.last().is_none_or(|(_, last)| *last != name) {
                shown.push((second, name));
            }
        }
        shown
    }
    fn told(shown: &[(i64, String)]) -> Vec<(i64, &str)> {
        shown.iter().map(|(second, name)| (*second, name.as_str())).collect()
    }
    fn every(seconds: i64) -> Wish {
        Wish { rotate: Some(Span::secs(seconds)), page: None }
    }

    #[test]
    fn pages_follow_each_other_and_begin_again() {
        let shown = script(every(10), &["a", "b", ""], 41, |_| Vec::new());
        assert_eq!(told(&shown), [(0, "a"), (10, "b"), (20, ""), (30, "a"), (40, "b")]);
        assert_eq!(told(&script(Wish::default(), &["a", "b"], 20, |_| Vec::new())), [(0, "a"), (15, "b")]);
        assert_eq!(told(&script(Wish::default(), &[], 20, |_| Vec::new())), [(0, "")]);
    }

    #[test]
    fn a_named_page_stays_unless_turning_was_asked_for_too() {
        let named = |rotate| Wish { rotate, page: page("b") };
        assert_eq!(told(&script(named(None), &["a", "b"], 60, |_| Vec::new())), [(0, "b")]);
        let turning = script(named(Some(Span::secs(5))), &["a", "b"], 12, |_| Vec::new());
        assert_eq!(told(&turning), [(0, "b"), (5, "a"), (10, "b")]);
        let missing = Wish { rotate: None, page: page("nowhere") };
        assert_eq!(told(&script(missing, &["a", "b"], 16, |_| Vec::new())), [(0, "a"), (15, "b")]);
    }

    #[test]
    fn it_goes_where_a_critical_alarm_is_new_stays_and_comes_back() {
        let shown = script(every(10), &["a", "b", "c"], 70, |second| match second {
            12..50 => vec![danger(7, "c")],
            _ => Vec::new(),
        });
        assert_eq!(told(&shown), [(0, "a"), (10, "b"), (12, "c"), (50, "b"), (60, "c")]);
    }

    #[test]
    fn of_two_dangers_the_new_one_comes_first_and_then_both_in_turn() {
        let shown = script(every(10), &["a", "b", "c"], 60, |second| match second {
            5..20 | 45..55 => vec![danger(7, "c")],
            20..45 => vec![danger(7, "c"), danger(8, "b")],
            _ => Vec::new(),
        });
        assert_eq!(told(&shown), [(0, "a"), (5, "c"), (20, "b"), (30, "c"), (40, "b"), (45, "c"), (55, "a")]);
    }

    #[test]
    fn a_danger_on_no_page_and_one_that_is_there_from_the_start() {
        let shown = script(every(10), &["a", "b"], 25, |_| vec![danger(1, "z")]);
        assert_eq!(told(&shown), [(0, "a"), (10, "b"), (20, "a")]);
        let shown =
            script(every(10), &["a", "b"], 25, |second| if second < 12 { vec![danger(1, "b")] } else { vec![] });
        assert_eq!(told(&shown), [(0, "b"), (12, "a"), (22, "b")]);
    }

    #[test]
    fn it_says_why_it_shows_what_it_shows() {
        let mut kiosk = Kiosk::new(every(10));
        let at = |second: i64| Monotonic::from_micros(second * 1_000_000);
        kiosk.turn(&pages(&["a", "b"]), &[], at(0));
        assert_eq!(kiosk.standing(at(4)), Standing::Turning(Span::secs(6)));
        kiosk.turn(&pages(&["a", "b"]), &[danger(1, "b")], at(4));
        assert_eq!(kiosk.standing(at(5)), Standing::Held);
        kiosk.turn(&pages(&["a"]), &[], at(6));
        assert_eq!(kiosk.standing(at(6)), Standing::Fixed);
    }
}
