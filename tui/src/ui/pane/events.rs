//! The alarms of one point with the steps of their lives, newest first.

use super::story;
use crate::{
    say,
    state::{
        State,
        face::{look, number},
        trend::Past,
    },
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
};

/// Draws it.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State) {
    if pen.area().is_empty() {
        return;
    }
    let words = state.words();
    let point = state.selection.point.as_ref().and_then(|sn| state.plant.point(sn));
    let study = state.known.study.as_ref().filter(|study| Some(&study.device.sn) == state.selection.point.as_ref());
    let events = study.map_or(&[][..], |study| &study.events);
    pen.title(&say!(words, "device-events", count = events.len()), "", false);
    if events.is_empty() {
        let empty = match &state.known.past {
            Past::Loading => say!(words, "trend-loading"),
            Past::Failed(why) => why.text(words),
            Past::Unasked | Past::Loaded => say!(words, "device-no-events"),
        };
        pen.put(2, 1, &text::fit(&empty, pen.area().width.saturating_sub(2)), Role::Dim);
    }
    let width = pen.area().width.saturating_sub(1);
    let mut lines = Vec::new();
    for event in events {
        let alarm = &event.alarm;
        let peak =
            alarm.peak.and(point).map(|point| say!(words, "said-max", value = number(alarm.peak, point.resolution)));
        let said = [Some(alarm.condition.to_string()), peak, alarm.acked_by.clone(), alarm.comment.clone()];
        let said: Vec<_> = said.into_iter().flatten().collect();
        let head = format!("{} #{} {}", state.clock.local_full(alarm.raised), alarm.id, said.join(", "));
        lines.push((head, Role::Look(look(alarm))));
        lines.extend(
            event.transitions.iter().rev().map(|step| (format!("  {}", story::line(state, event, step)), Role::Dim)),
        );
    }
    for (row, (line, role)) in (1..pen.area().height).zip(lines) {
        pen.put(1, row, &text::fit(&line, width), role);
    }
}
