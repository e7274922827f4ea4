//! Where things stand at each size of the terminal. Pure geometry, used by the view to draw and by the state to know
//! what is under the mouse and what is next to the selection.
//!
//! | terminal | what it holds |
//! | --- | --- |
//! | below 40×15 | a page that says so |
//! | 40×15 | map above alarms |
//! | 80×24 | map, alarms, trend, one above the other |
//! | 120×40, 200×60 | map above; below it alarms and trend side by side |

pub mod keys;
pub mod label;
pub mod map;
pub mod tabs;

use ratatui::layout::Rect;

use crate::state::{State, link::Standing, screen::Screen};

/// The smallest terminal that holds the screen.
pub const SMALLEST: (u16, u16) = (40, 15);
const MEDIUM: (u16, u16) = (80, 24);
const WIDE: (u16, u16) = (120, 40);

/// Rows of status at the top.
const HEADER: u16 = 2;
/// Rows at the bottom: the answer line and the keys.
const FOOTER: u16 = 2;
/// An alarm list of this height has room for the names of its columns.
const WITH_COLUMN_NAMES: u16 = 8;

/// The places of the panes; those that are not on the screen are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Panes {
    /// Status.
    pub header: Rect,
    /// Rows that say that the daemon is lost, or that the picture is frozen; empty while neither is so.
    pub banner: Rect,
    /// The map with its title.
    pub map: Rect,
    /// The alarm list with its title.
    pub alarms: Rect,
    /// The trend with its title; empty where there is no room.
    pub trend: Rect,
    /// The table of points with its title and the names of its columns.
    pub table: Rect,
    /// What is known about one point, with the title of the screen.
    pub facts: Rect,
    /// The alarms of one point, with a title.
    pub events: Rect,
    /// The answer line and the keys.
    pub footer: Rect,
}

impl Panes {
    /// The places of the panes for this state.
    pub fn of(state: &State) -> Self {
        let lost = matches!(state.connection.standing(state.clock.mono()), Standing::Lost { .. });
        let banners = u16::from(lost) + u16::from(state.frozen.is_some());
        Self::at(state.size, banners, state.screens.shown())
    }

    /// The places of the panes of a screen in a terminal of this size; all empty below [`SMALLEST`].
    pub fn at((width, height): (u16, u16), banners: u16, screen: Screen) -> Self {
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return Self::default();
        }
        let top = HEADER + banners;
        let body = Rect::new(0, top, width, height - top - FOOTER);
        let panes = match screen {
            Screen::Wall => Self::wall(body, (width, height)),
            Screen::Devices => Self { table: body, ..Self::default() },
            Screen::Device => Self::device(body, (width, height)),
            Screen::Alarms => Self { alarms: body, ..Self::default() },
        };
        Self {
            header: Rect::new(0, 0, width, HEADER),
            banner: Rect::new(0, HEADER, width, banners),
            footer: Rect::new(0, height - FOOTER, width, FOOTER),
            ..panes
        }
    }

    fn wall(body: Rect, size: (u16, u16)) -> Self {
        if holds(size, WIDE) {
            let (map, lower) = above(body, body.height * 3 / 5);
            let (alarms, trend) = beside(lower, body.width * 3 / 5);
            Self { map, alarms, trend, ..Self::default() }
        } else if holds(size, MEDIUM) {
            let (map, lower) = above(body, body.height * 2 / 5);
            let (alarms, trend) = above(lower, lower.height / 2);
            Self { map, alarms, trend, ..Self::default() }
        } else {
            let (map, alarms) = above(body, body.height / 2);
            Self { map, alarms, ..Self::default() }
        }
    }

    fn device(body: Rect, size: (u16, u16)) -> Self {
        if holds(size, WIDE) {
            let (trend, lower) = above(body, body.height / 2);
            let (facts, events) = beside(lower, body.width * 2 / 5);
            Self { trend, facts, events, ..Self::default() }
        } else if holds(size, MEDIUM) {
            let (facts, lower) = above(body, 6);
            let (trend, events) = above(lower, lower.height * 3 / 5);
            Self { trend, facts, events, ..Self::default() }
        } else {
            let (facts, trend) = above(body, 4);
            Self { trend, facts, ..Self::default() }
        }
    }

    /// The table without title and names of columns.
    pub fn table_rows(&self) -> Rect {
        below(self.table, 2)
    }

    /// The map without its title.
    pub fn map_points(&self) -> Rect {
        below(self.map, 1)
    }

    /// The alarms without title and names of columns.
    pub fn alarm_rows(&self) -> Rect {
        below(self.alarms, if self.with_column_names() { 2 } else { 1 })
    }

    /// Whether the alarm list names its columns.
    pub fn with_column_names(&self) -> bool {
        self.alarms.height >= WITH_COLUMN_NAMES
    }

    /// The place in the list of the first alarm shown, so that the selected one is among them.
    pub fn first_alarm(&self, state: &State) -> usize {
        let rows = usize::from(self.alarm_rows().height);
        let chosen = state.chosen_row();
        let row = state.rows().iter().position(|alarm| Some(alarm.id) == chosen);
        row.map_or(0, |row| (row + 1).saturating_sub(rows))
    }
}

fn holds(size: (u16, u16), needed: (u16, u16)) -> bool {
    size.0 >= needed.0 && size.1 >= needed.1
}

fn above(rect: Rect, rows: u16) -> (Rect, Rect) {
    (Rect { height: rows.min(rect.height), ..rect }, below(rect, rows))
}

/// Two parts with a column of air between them.
fn beside(rect: Rect, columns: u16) -> (Rect, Rect) {
    let right = Rect { x: rect.x + columns + 1, width: rect.width - columns - 1, ..rect };
    (Rect { width: columns, ..rect }, right)
}

fn below(rect: Rect, rows: u16) -> Rect {
    let rows = rows.min(rect.height);
    Rect { y: rect.y + rows, height: rect.height - rows, ..rect }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_lie_within_the_terminal_and_never_overlap() {
        for (width, height) in (0..=210).flat_map(|width| (0..=65).map(move |height| (width, height))) {
            for (banners, screen) in (0..=2).flat_map(|banners| Screen::ALL.map(|screen| (banners, screen))) {
                let p = Panes::at((width, height), banners, screen);
                let all = [p.header, p.banner, p.map, p.alarms, p.trend, p.table, p.facts, p.events, p.footer];
                let terminal = Rect::new(0, 0, width, height);
                for (i, one) in all.iter().enumerate() {
                    assert_eq!(one.intersection(terminal), *one, "{width}x{height}");
                    assert!(all[i + 1..].iter().all(|other| !one.intersects(*other)), "{width}x{height} {p:?}");
                }
            }
        }
    }

    #[test]
    fn every_breakpoint_shows_points_and_alarms() {
        for size in [SMALLEST, MEDIUM, WIDE, (200, 60)] {
            for banners in 0..=2 {
                let wall = Panes::at(size, banners, Screen::Wall);
                assert!(wall.map_points().height >= 3 && wall.alarm_rows().height >= 4, "{size:?}");
                let device = Panes::at(size, banners, Screen::Device);
                assert!(device.trend.height >= 4 && device.facts.height >= 4, "{size:?}");
            }
        }
    }
}
