//! A form over the lower part of the screen.

use ratatui::layout::Rect;

use crate::{
    state::{State, form::Form},
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
};

/// Cells of the labels.
const LABEL: u16 = 14;

/// Draws it.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State, form: &Form) {
    let words = state.words();
    let screen = pen.area();
    let fields = u16::try_from(form.fields.len()).unwrap_or(u16::MAX);
    let height = fields.saturating_add(4).min(screen.height);
    let mut pen = pen.within(Rect::new(0, screen.height - height, screen.width, height));
    pen.clear();
    pen.title(&form.title(words), "", true);
    for (row, (place, field)) in (1..).zip(form.fields.iter().enumerate()) {
        let here = place == form.at;
        let role = if here { Role::Strong } else { Role::Text };
        pen.put(1, row, &text::fit(&field.asked.label(words), LABEL - 2), role);
        let room = pen.area().width.saturating_sub(LABEL + 2);
        let cursor = if here { "_" } else { "" };
        let shown = match (field.text.is_empty(), field.optional, here) {
            (true, true, false) => "-".to_owned(),
            _ if field.secret => format!("{}{cursor}", "*".repeat(field.text.chars().count().min(room.into()))),
            _ => format!("{}{cursor}", text::tail(&field.text, room.saturating_sub(1))),
        };
        pen.put(LABEL, row, &shown, role);
    }
    if let Some(complaint) = form.complaint {
        pen.put(1, fields + 1, &complaint.text(words), Role::Refused);
    }
    super::footer::keys(&mut pen, state, height - 1);
}
