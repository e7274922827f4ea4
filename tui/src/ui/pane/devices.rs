//! The table of all points. Only the rows in sight are worked out:
//!
//! ```text
//! == Devices 6, by device ======================================= /area=tank-farm
//!    device     type  area       value      unit  age  state
//! >  A001       EX    tank-farm      0.4 %LEL  4s
//!  !!A003       EX    tank-farm     62.0 %LEL  4s   A2
//! ```

use mcs_core::live::PointLive;

use crate::{
    say,
    state::{State, devices::Column},
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
    words::named,
};

/// A column with its width; `true` where it ends at the right.
type Cell = (Column, u16, bool);

/// The columns in a terminal of this width; what is left is for the words of the state.
fn columns(width: u16) -> Vec<Cell> {
    use Column as C;
    match width {
        ..70 => vec![(C::Sn, 10, false), (C::Value, 14, true), (C::Age, 4, true)],
        70..100 => {
            vec![(C::Sn, 12, false), (C::Type, 6, false), (C::Area, 10, false), (C::Value, 14, true), (C::Age, 4, true)]
        }
        100.. => vec![
            (C::Sn, 14, false),
            (C::Name, 20, false),
            (C::Type, 6, false),
            (C::Area, 12, false),
            (C::Zone, 10, false),
            (C::Value, 15, true),
            (C::Age, 4, true),
            (C::Battery, 5, true),
            (C::Signal, 5, true),
        ],
    }
}

/// Draws it.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State) {
    let words = state.words();
    let (order, all) = (state.devices.order(), state.plant.counts().points);
    let sort = state.devices.sort;
    let by = named(words, sort.word());
    let title = if state.devices.reverse {
        say!(words, "devices-title-reverse", count = order.len(), by = by)
    } else {
        say!(words, "devices-title", count = order.len(), by = by)
    };
    let right = if state.filter.is_on() {
        say!(words, "filter-on", filter = state.filter.text(), hidden = all.saturating_sub(order.len()))
    } else {
        String::new()
    };
    pen.title(&title, &right, true);
    let columns = columns(pen.area().width);
    let mut names: Vec<_> = columns.iter().map(|cell| fitted(&named(words, cell.0.word()), *cell)).collect();
    names.push(say!(words, "device-state"));
    pen.put(4, 1, &names.join(" "), Role::Dim);
    let rows = pen.area().height.saturating_sub(2);
    if order.is_empty() {
        let empty = match (state.plant.site.is_some(), all) {
            (false, _) => say!(words, "map-waiting"),
            (true, 0) => say!(words, "map-no-devices"),
            (true, _) => say!(words, "filter-none"),
        };
        pen.put(2, 2, &empty, Role::Dim);
    }
    let first = state.devices.first(rows.into());
    let points = order.iter().skip(first).filter_map(|sn| state.plant.point(sn));
    for (row, point) in (2..2 + rows).zip(points) {
        line(pen, state, row, point, &columns);
    }
}

fn line(pen: &mut Pen, state: &State, row: u16, point: &PointLive, columns: &[Cell]) {
    let face = state.face(point);
    let selected = state.selection.point.as_ref() == Some(&point.sn);
    pen.put(0, row, if selected { ">" } else { " " }, Role::Strong);
    let short =
        |number: Option<f64>, unit: &str| number.map_or_else(|| "-".into(), |number| format!("{number:.0}{unit}"));
    let mut cells: Vec<_> = columns
        .iter()
        .map(|cell| {
            let text = match cell.0 {
                Column::Sn | Column::Urgency => point.sn.to_string(),
                Column::Name => point.name.clone().unwrap_or_default(),
                Column::Type => point.sensor.as_str().to_owned(),
                Column::Area => point.area.as_ref().map(ToString::to_string).unwrap_or_default(),
                Column::Zone => point.zone.as_ref().map(ToString::to_string).unwrap_or_default(),
                Column::Value => format!("{} {}", face.value, text::left(point.unit.as_str(), 5)),
                Column::Age => face.age.clone(),
                Column::Battery => short(point.bat, "%"),
                Column::Signal => short(point.rssi, ""),
            };
            fitted(&text, *cell)
        })
        .collect();
    let said = [face.tag.as_str(), &face.words].into_iter().filter(|said| !said.is_empty());
    cells.push(said.collect::<Vec<_>>().join(" "));
    let cells = format!("{}{} {}", face.flag[0], face.flag[1], cells.join(" "));
    pen.put(1, row, &text::fit(&cells, pen.area().width.saturating_sub(1)), Role::Look(face.look));
}

fn fitted(text: &str, (_, width, right): Cell) -> String {
    if right { text::right(text, width) } else { text::left(text, width) }
}
