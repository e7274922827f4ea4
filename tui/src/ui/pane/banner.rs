//! One row, impossible to overlook, while the daemon is lost.

use crate::{
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
            let words = format!(" DAEMON LOST {}: every value is unknown, retrying. {why}", short_age(age));
            pen.put(0, 0, &text::left(&words, pen.area().width), Role::Banner);
        }
        Standing::Connecting | Standing::Up => {}
    }
}
