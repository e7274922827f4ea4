//! The line in which a filter is typed: what is wrong with it while it is typed, or how much it would show.

use ratatui::layout::Rect;

use crate::{
    say,
    state::{
        State,
        filter::{Filter, Line, complaint},
    },
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
};

/// Title, line, what it would do, keys.
const HEIGHT: u16 = 4;

/// Draws it over the lower part of the screen.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State, line: &Line) {
    let words = state.words();
    let screen = pen.area();
    let height = HEIGHT.min(screen.height);
    let mut pen = pen.within(Rect::new(0, screen.height - height, screen.width, height));
    pen.clear();
    pen.title(&say!(words, "filter-title"), "", true);
    let room = pen.area().width.saturating_sub(3);
    pen.put(1, 1, &format!("/{}_", text::tail(&line.text, room.saturating_sub(1))), Role::Strong);
    let room = pen.area().width.saturating_sub(1);
    match Filter::read(&line.text) {
        Err(error) => {
            pen.put(1, 2, &text::fit(&complaint(&error, words), room), Role::Refused);
        }
        Ok(filter) if filter.is_on() => {
            let all = state.plant.counts().points;
            let shown = state.plant.points().filter(|point| filter.point(point)).count();
            pen.put(1, 2, &text::fit(&say!(words, "filter-fits", shown = shown, all = all), room), Role::Text);
        }
        Ok(_) => {
            pen.put(1, 2, &text::fit(&say!(words, "filter-hint"), room), Role::Dim);
        }
    }
    super::footer::keys(&mut pen, state, height - 1);
}
