//! Rows impossible to overlook, while the daemon is lost or the picture is frozen.

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
    let words = state.words();
    let now = state.clock.mono();
    let lost = match state.connection.standing(now) {
        Standing::Lost { age, why } => {
            let why = match why {
                Loss::Silent => say!(words, "link-silent"),
                Loss::Closed => say!(words, "link-closed"),
                Loss::Failed(why) => why.clone(),
            };
            Some(say!(words, "link-banner", age = short_age(age), why = why))
        }
        Standing::Connecting | Standing::Up => None,
    };
    let frozen = state.frozen.as_ref().map(|frozen| {
        let age = short_age(frozen.age(now));
        match frozen.came {
            0 => say!(words, "frozen-quiet", age = age),
            came => say!(words, "frozen-came", age = age, count = came),
        }
    });
    for (row, said) in (0..).zip(lost.into_iter().chain(frozen)) {
        pen.put(0, row, &text::left(&format!(" {said}"), pen.area().width), Role::Banner);
    }
}
