//! The map of one area: each point with flag, glyph, serial number, tag, value, unit and age, as much of it as fits.

use crate::{
    layout::{
        label::{AGE, Columns, Density, TAG},
        map::{Spot, arrange},
    },
    say,
    state::{
        State,
        face::{Face, Look},
        select::Pane,
    },
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
};

/// Draws it.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State) {
    let focused = state.selection.pane == Pane::Map;
    let points = state.selection.points_here(&state.plant);
    let area = ratatui::layout::Rect { y: pen.area().y + 1, height: pen.area().height.saturating_sub(1), ..pen.area() };
    let arranged = arrange(&points, state.selection.point.as_ref(), area);
    let words = state.words();
    let shown = say!(words, "map-shown", shown = points.len() - arranged.hidden, all = points.len());
    pen.title(&title(state), &shown, focused);
    if points.is_empty() {
        let heard = state.plant.site.is_some();
        let empty = if heard { say!(words, "map-no-devices") } else { say!(words, "map-waiting") };
        pen.put(2, 1, &empty, Role::Dim);
    }
    for spot in &arranged.spots {
        label(&mut pen.within(spot.rect), state, spot, arranged.columns);
    }
}

/// The area's name and which of the others have alarms, so that nothing waits unseen on another map.
fn title(state: &State) -> String {
    let map = say!(state.words(), "map-title");
    let Some((index, areas)) = state.selection.area(&state.plant) else { return map };
    let without = say!(state.words(), "map-no-area");
    let name = |index: usize| areas[index].as_ref().map_or(without.as_str(), |area| area.as_str());
    if areas.len() == 1 {
        return format!("{map} {}", areas[0].as_ref().map_or("", |area| area.as_str())).trim_end().into();
    }
    let waiting = |index: usize| {
        state.plant.points().any(|point| point.area == areas[index] && state.plant.worst_unacked(&point.sn).is_some())
    };
    let others = (0..areas.len()).filter(|other| *other != index && waiting(*other));
    let others: Vec<_> = others.map(|other| format!("  !! {}", name(other))).collect();
    format!("{map} {} {}/{}{}", name(index), index + 1, areas.len(), others.concat())
}

fn label(pen: &mut Pen, state: &State, spot: &Spot, columns: Columns) {
    let point = spot.point;
    let face = state.face(point);
    let selected = state.selection.point.as_ref() == Some(&point.sn);
    let role = Role::Look(face.look);
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
