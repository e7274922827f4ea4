//! The map of one area: each point with flag, glyph, serial number, tag, value, unit and age, as much of it as fits.

use mcs_core::id::ShortName;

use crate::{
    layout::{
        label::{AGE, Columns, Density, TAG},
        map::Spot,
    },
    say,
    state::{
        State,
        face::{Face, Look},
        select::Pane,
    },
    ui::{
        theme::Role,
        widget::{pen::Pen, picture, text},
    },
};

/// Draws it.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State) {
    let focused = state.selection.pane == Pane::Map;
    let arranged = state.arranged();
    let words = state.words();
    let (shown, hidden) = (arranged.spots.len(), arranged.hidden);
    let mut right = say!(words, "map-shown", shown = shown, all = shown + hidden);
    if state.filter.is_on() {
        right = format!("/{}  {right}", state.filter.text());
    }
    if state.edit.on {
        right = format!("{}  {right}", editing(state));
    }
    pen.title(&title(state), &right, focused);
    let page = state.selection.page(&state.plant);
    let size = (arranged.canvas.width, arranged.canvas.height);
    let behind = page.and_then(|area| state.backdrop.cells(area.as_str(), size));
    if let Some(cells) = &behind {
        picture::draw(&mut pen.within(arranged.canvas), cells);
    } else if shown + hidden == 0 {
        let heard = state.plant.site.is_some();
        let empty = if heard { say!(words, "map-no-devices") } else { say!(words, "map-waiting") };
        pen.put(2, 1, &empty, Role::Dim);
    }
    for spot in &arranged.spots {
        let mut pen = pen.within(spot.rect);
        if behind.is_some() {
            pen.clear();
        }
        label(&mut pen, state, spot, arranged.columns);
    }
}

/// That points are being placed, and how.
fn editing(state: &State) -> String {
    let (words, edit) = (state.words(), &state.edit);
    let grid = if edit.snap { say!(words, "edit-grid") } else { say!(words, "edit-free") };
    let mut more = String::new();
    if edit.waiting() > 0 {
        more += &say!(words, "edit-waiting", count = edit.waiting());
    }
    if edit.undoable() > 0 {
        more += &say!(words, "edit-undoable", count = edit.undoable());
    }
    say!(words, "edit-title", grid = grid, more = more)
}

/// The area's name and which of the others have alarms, so that nothing waits unseen on another map.
fn title(state: &State) -> String {
    let map = say!(state.words(), "map-title");
    let Some(index) = state.selection.area(&state.plant) else { return map };
    let areas = state.plant.areas();
    let without = say!(state.words(), "map-no-area");
    let called = |area: &ShortName| {
        let page = state.backdrop.page(area.as_str());
        page.map_or(area.as_str(), |page| page.name()).to_owned()
    };
    let name = |index: usize| areas[index].name.as_ref().map_or_else(|| without.clone(), called);
    if areas.len() == 1 {
        return format!("{map} {}", areas[0].name.as_ref().map_or_else(String::new, called)).trim_end().into();
    }
    let others = (0..areas.len()).filter(|other| *other != index && areas[*other].waits);
    let others: Vec<_> = others.map(|other| format!("  !! {}", name(other))).collect();
    format!("{map} {} {}/{}{}", name(index), index + 1, areas.len(), others.concat())
}

fn label(pen: &mut Pen, state: &State, spot: &Spot, columns: Columns) {
    let point = spot.point;
    let face = state.face(point);
    let selected = state.selection.point.as_ref() == Some(&point.sn);
    let role = if state.stands_back(point) { Role::Dim } else { Role::Look(face.look) };
    let mark = format!("{}{}{}", face.flag[0], face.flag[1], face.glyph);
    if spot.density == Density::Dot {
        let mark = if selected { format!("{}[]", face.flag[0]) } else { mark };
        pen.put(0, 0, &mark, role);
        return;
    }
    let brackets = if selected { ('[', ']') } else { (' ', ' ') };
    let sn = text::left(&format!("{}{}{}", brackets.0, point.sn, brackets.1), columns.sn + 2);
    let mut cells = vec![format!("{mark}{sn}{}", text::left(&face.tag, TAG))];
    if spot.density <= Density::Value {
        cells.push(text::right(&value(&face, spot.density), columns.value));
    }
    if spot.density == Density::Full {
        cells.push(text::left(point.unit.as_str(), columns.unit));
        cells.push(text::left(&face.age, AGE));
    }
    let words = cells.join(" ");
    pen.put(0, 0, &words, if selected && face.look == Look::Plain { Role::Strong } else { role });
}

/// A value without its age must not look fresh when it is not: then its age stands in its place.
fn value(face: &Face, density: Density) -> String {
    if density == Density::Value && face.old && !face.age.is_empty() {
        return format!("({})", face.age);
    }
    face.value.clone()
}
