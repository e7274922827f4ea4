//! The prompt before all alarms are acknowledged: what it covers, and a comment.

use ratatui::layout::Rect;

use crate::{
    say,
    state::{State, overlay::AckAll},
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
};

/// Names of critical alarms listed at most.
const LISTED: usize = 5;

/// Draws it over the lower part of the screen.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State, ask: &AckAll) {
    let words = state.words();
    let screen = pen.area();
    let listed = ask.criticals.len().min(LISTED);
    let more = ask.criticals.len() - listed;
    let height = u16::try_from(listed + usize::from(more > 0)).unwrap_or(0) + 4;
    let height = height.min(screen.height);
    let mut pen = pen.within(Rect::new(0, screen.height - height, screen.width, height));
    pen.clear();
    pen.title(&say!(words, "ask-all", count = ask.count), "", true);
    let mut row = 1;
    for what in ask.criticals.iter().take(listed) {
        pen.put(1, row, &say!(words, "ask-critical", what = what.as_str()), Role::Bad);
        row += 1;
    }
    if more > 0 {
        pen.put(1, row, &say!(words, "ask-more", count = more), Role::Bad);
        row += 1;
    }
    let hint = match (ask.criticals.is_empty(), ask.complete()) {
        (true, _) => say!(words, "ask-may"),
        (false, true) => say!(words, "ask-comment"),
        (false, false) => say!(words, "ask-must"),
    };
    let column = pen.put(1, row, &hint, Role::Text) + 1;
    // The end of a long comment is what is being typed.
    let room = pen.area().width.saturating_sub(column + 1);
    pen.put(column, row, &format!("{}_", text::tail(&ask.comment, room.saturating_sub(1))), Role::Strong);
    super::footer::keys(&mut pen, state, height - 1);
}
