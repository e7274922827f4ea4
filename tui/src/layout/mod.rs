//! Where things stand at each size of the terminal. Pure geometry, used by the view to draw and by the state to know
//! what is under the mouse and what is next to the selection.
//!
//! | terminal | what it holds |
//! | --- | --- |
//! | below 40×15 | a page that says so |
//! | 40×15 | map above alarms |
//! | 80×24 | map, alarms, trend, one above the other |
//! | 120×40, 200×60 | map above; below it alarms and trend side by side |

pub mod label;
pub mod map;

use ratatui::layout::Rect;

use crate::state::{State, link::Standing};

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

/// The places of the panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Panes {
    /// Status.
    pub header: Rect,
    /// One row that says that the daemon is lost; empty while it is not.
    pub banner: Rect,
    /// The map with its title.
    pub map: Rect,
    /// The alarm list with its title.
    pub alarms: Rect,
    /// The trend with its title; empty where there is no room.
    pub trend: Rect,
    /// The answer line and the keys.
    pub footer: Rect,
}

impl Panes {
    /// The places of the panes for this state.
    pub fn of(state: &State) -> Self {
        let lost = matches!(state.connection.standing(state.clock.mono()), Standing::Lost { .. });
        Self::at(state.size, lost)
    }

    /// The places of the panes in a terminal of this size; all empty below [`SMALLEST`].
    pub fn at((width, height): (u16, u16), banner: bool) -> Self {
        let holds = |size: (u16, u16)| width >= size.0 && height >= size.1;
        let none = Rect::default();
        if !holds(SMALLEST) {
            return Self { header: none, banner: none, map: none, alarms: none, trend: none, footer: none };
        }
        let banner_height = u16::from(banner);
        let top = HEADER + banner_height;
        let body = height - top - FOOTER;
        let row = |y: u16, height: u16| Rect::new(0, y, width, height);
        let (map, alarms, trend);
        if holds(WIDE) {
            let upper = body * 3 / 5;
            let left = width * 3 / 5;
            map = row(top, upper);
            alarms = Rect::new(0, top + upper, left, body - upper);
            trend = Rect::new(left + 1, top + upper, width - left - 1, body - upper);
        } else if holds(MEDIUM) {
            let upper = body * 2 / 5;
            let middle = (body - upper) / 2;
            map = row(top, upper);
            alarms = row(top + upper, middle);
            trend = row(top + upper + middle, body - upper - middle);
        } else {
            let upper = body / 2;
            map = row(top, upper);
            alarms = row(top + upper, body - upper);
            trend = none;
        }
        Self {
            header: row(0, HEADER),
            banner: row(HEADER, banner_height),
            map,
            alarms,
            trend,
            footer: row(height - FOOTER, FOOTER),
        }
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
        state.selection.row_of(&state.plant).map_or(0, |row| (row + 1).saturating_sub(rows))
    }
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
        for width in 0..=210 {
            for height in 0..=65 {
                for banner in [false, true] {
                    let p = Panes::at((width, height), banner);
                    let all = [p.header, p.banner, p.map, p.alarms, p.trend, p.footer];
                    let screen = Rect::new(0, 0, width, height);
                    for (i, one) in all.iter().enumerate() {
                        assert_eq!(one.intersection(screen), *one, "{width}x{height}");
                        assert!(all[i + 1..].iter().all(|other| !one.intersects(*other)), "{width}x{height} {p:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_breakpoint_shows_points_and_alarms() {
        for size in [SMALLEST, MEDIUM, WIDE, (200, 60)] {
            for banner in [false, true] {
                let panes = Panes::at(size, banner);
                assert!(panes.map_points().height >= 3 && panes.alarm_rows().height >= 4, "{size:?}");
            }
        }
    }
}
