//! One row, impossible to overlook, while the daemon is lost.

use crate::{
    event::Loss,
    say,
    state::{State, clock::short_age, link::Standing},
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
};

/// Draws it.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State) {
    match state.connection.standing(state.clock.mono()) {
        Standing::Lost { age, why } => {
            let words = state.words();
            let why = match why {
                Loss::Silent => say!(words, "link-silent"),
                Loss::Closed => say!(words, "link-closed"),
                Loss::Failed(why) => why.clone(),
            };
            let lost = say!(words, "link-banner", age = short_age(age), why = why);
            pen.put(0, 0, &text::left(&format!(" {lost}"), pen.area().width), Role::Banner);
        }
        Standing::Connecting | Standing::Up => {}
    }
}
