//! Where each point of an area stands in the map pane: placed points at their percent coordinates, the others in a grid
//! below. All labels of a part have the same density, the richest with which none is left out. Where even dots are too
//! many, the most urgent ones take their places first.

use std::cmp::Reverse;

use mcs_core::{id::SerialNumber, live::PointLive, site::Position};
use ratatui::layout::Rect;

use super::label::{Columns, Density, MARK};
use crate::keymap::Direction;

/// A label may stand this many rows away from its coordinate when the place is taken.
const ROWS_AWAY: [i32; 5] = [0, 1, -1, 2, -2];
/// A dot also this many dots to the side, rather than not at all.
const DOTS_ASIDE: [i32; 7] = [0, 1, -1, 2, -2, 3, -3];

/// A point and where it stands on the map: where the daemon has it, or where a hand just moves it.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// The point.
    pub point: &'a PointLive,
    /// In percent of the map; `None`: it is not placed.
    pub position: Option<Position>,
}

/// A point and its label's place.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a> {
    /// The point.
    pub point: &'a PointLive,
    /// Its label's place, one row high.
    pub rect: Rect,
    /// How much of the label is shown.
    pub density: Density,
}

/// All labels.
#[derive(Debug, Clone)]
pub struct Arrangement<'a> {
    /// Widths of their columns.
    pub columns: Columns,
    /// Where placed points stand; positions are percent of it.
    pub canvas: Rect,
    /// Those that found a place.
    pub spots: Vec<Spot<'a>>,
    /// How many did not.
    pub hidden: usize,
}

/// Finds a place for each point. Where even dots do not fit, the grid shows the page that holds the selected point.
///
/// Where `open` is true there is room for placed points even if none is. Where there is no room for all placed points,
/// those of the least urgency are left out.
pub fn arrange<'a>(
    points: &[Placed<'a>],
    selected: Option<&SerialNumber>,
    area: Rect,
    open: bool,
    urgency: impl Fn(&PointLive) -> u8,
) -> Arrangement<'a> {
    let columns = Columns::of(points.iter().map(|placed| placed.point));
    let (placed, unplaced): (Vec<Placed>, Vec<Placed>) = points.iter().partition(|placed| placed.position.is_some());
    let unplaced: Vec<_> = unplaced.iter().map(|unplaced| unplaced.point).collect();
    let strip = strip_height(columns, unplaced.len(), placed.is_empty() && !open, area);
    let upper = Rect { height: area.height - strip, ..area };
    let lower = Rect { y: area.y + upper.height, height: strip, ..area };
    let mut spots = on_map(columns, &placed, upper, urgency);
    spots.extend(in_grid(columns, &unplaced, selected, lower));
    Arrangement { columns, canvas: upper, hidden: points.len() - spots.len(), spots }
}

fn strip_height(columns: Columns, count: usize, alone: bool, area: Rect) -> u16 {
    if alone {
        return area.height;
    }
    let across = across(columns.width(Density::Value), area).max(1);
    let needed = u16::try_from(count.div_ceil(across)).unwrap_or(u16::MAX);
    needed.min((area.height / 3).max(1)).min(area.height)
}

fn across(width: u16, area: Rect) -> usize {
    usize::from((area.width + 1) / (width + 1))
}

fn on_map<'a>(
    columns: Columns,
    points: &[Placed<'a>],
    area: Rect,
    urgency: impl Fn(&PointLive) -> u8,
) -> Vec<Spot<'a>> {
    for density in Density::ALL {
        let spots = at_density(density, columns.width(density), points, area);
        if spots.len() == points.len() {
            return spots;
        }
    }
    // Only now, so that nothing jumps where there is room for all.
    let mut urgent = points.to_vec();
    urgent.sort_by_cached_key(|placed| Reverse(urgency(placed.point)));
    at_density(Density::Dot, columns.width(Density::Dot), &urgent, area)
}

fn at_density<'a>(density: Density, width: u16, points: &[Placed<'a>], area: Rect) -> Vec<Spot<'a>> {
    if width > area.width || area.height == 0 {
        return Vec::new();
    }
    let mut taken = vec![false; usize::from(area.width) * usize::from(area.height)];
    let mut spots = Vec::new();
    for Placed { point, position } in points {
        let Some(position) = *position else { continue };
        let (x, y) = cell(position, width, area);
        let asides = if density == Density::Dot { &DOTS_ASIDE[..] } else { &DOTS_ASIDE[..1] };
        let places = asides.iter().flat_map(|aside| ROWS_AWAY.map(|away| (aside * i32::from(width + 1), away)));
        let free = places.into_iter().find_map(|(aside, away)| {
            let x = u16::try_from(i32::from(x) + aside).ok().filter(|x| x + width <= area.width)?;
            let y = u16::try_from(i32::from(y) + away).ok().filter(|y| *y < area.height)?;
            let start = usize::from(y) * usize::from(area.width) + usize::from(x);
            // One cell of air to the right, except at the edge.
            let end = start + usize::from((width + 1).min(area.width - x));
            let cells = &mut taken[start..end];
            cells.iter().all(|taken| !taken).then(|| cells.fill(true)).map(|()| (x, y))
        });
        if let Some((x, y)) = free {
            spots.push(Spot { point, rect: Rect::new(area.x + x, area.y + y, width, 1), density });
        }
    }
    spots
}

/// The cell of a label, relative to the area, such that its glyph stands at the position, moved inwards at the edges.
fn cell(position: Position, width: u16, area: Rect) -> (u16, u16) {
    let (x, y) = cell_of(position, area);
    (x.saturating_sub(MARK - 1).min(area.width - width), y)
}

/// The cell of a position, relative to the canvas.
pub fn cell_of(position: Position, canvas: Rect) -> (u16, u16) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a small length")]
    let share = |percent: f64, length: u16| {
        (percent.clamp(0.0, 100.0) / 100.0 * f64::from(length.saturating_sub(1))).round() as u16
    };
    (share(position.x, canvas.width), share(position.y, canvas.height))
}

/// The position of a cell relative to the canvas, which may lie outside of it; the inverse of [`cell_of`].
pub fn position_of((x, y): (i32, i32), canvas: Rect) -> Position {
    let (width, height) = cell_size(canvas);
    Position { x: (f64::from(x) * width).clamp(0.0, 100.0), y: (f64::from(y) * height).clamp(0.0, 100.0) }
}

/// How much of the map one cell is, in percent.
pub fn cell_size(canvas: Rect) -> (f64, f64) {
    let part = |length: u16| 100.0 / f64::from(length.saturating_sub(1).max(1));
    (part(canvas.width), part(canvas.height))
}

fn in_grid<'a>(
    columns: Columns,
    points: &[&'a PointLive],
    selected: Option<&SerialNumber>,
    area: Rect,
) -> Vec<Spot<'a>> {
    let room = |density| across(columns.width(density), area) * usize::from(area.height);
    let density = Density::ALL.into_iter().find(|density| room(*density) >= points.len()).unwrap_or(Density::Dot);
    let room = room(density);
    if room == 0 {
        return Vec::new();
    }
    let width = columns.width(density);
    let across = across(width, area);
    let chosen = points.iter().position(|point| Some(&point.sn) == selected).unwrap_or(0);
    let page = points.iter().skip(chosen / room * room).take(room);
    let place = |index: usize| {
        let (row, column) = (index / across, index % across);
        let cells = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        Rect::new(area.x + cells(column) * (width + 1), area.y + cells(row), width, 1)
    };
    page.enumerate().map(|(index, point)| Spot { point, rect: place(index), density }).collect()
}

/// The next spot in a direction. Left and right go in reading order, over the ends of rows, so that every spot is
/// reached; up and down go to the nearest one, and a step aside counts more than one along.
pub fn neighbour<'s, 'a>(spots: &'s [Spot<'a>], here: &Spot<'a>, direction: Direction) -> Option<&'s Spot<'a>> {
    let order = |spot: &Spot<'a>| (spot.rect.y, spot.rect.x);
    let from = order(here);
    let distance = |there: &&Spot<'a>| {
        let aside = u32::from(there.rect.x.abs_diff(here.rect.x));
        // A cell is about twice as high as wide.
        u32::from(there.rect.y.abs_diff(here.rect.y)) * 2 + aside * 3
    };
    match direction {
        Direction::Left => spots.iter().filter(|there| order(there) < from).max_by_key(|there| order(there)),
        Direction::Right => spots.iter().filter(|there| order(there) > from).min_by_key(|there| order(there)),
        Direction::Up => spots.iter().filter(|there| there.rect.y < here.rect.y).min_by_key(distance),
        Direction::Down => spots.iter().filter(|there| there.rect.y > here.rect.y).min_by_key(distance),
    }
}
