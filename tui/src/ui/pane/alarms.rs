//! The alarm list: unacknowledged first, then by priority, newest first. One row an alarm.

use mcs_core::{
    alarm::{LifeState, Occurrence},
    quantity::Resolution,
};

use crate::{
    layout::Panes,
    say,
    state::{
        State,
        clock::short_age,
        face::{list_flag, look, mask_words, number},
        select::Pane,
    },
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
    words::Words,
};

/// The widths of the columns; 0 leaves a column out.
struct Widths {
    tag: u16,
    sn: u16,
    value: u16,
    unit: u16,
    limit: u16,
    since: u16,
}

impl Widths {
    fn of(width: u16) -> Self {
        match width {
            ..70 => Self { tag: 4, sn: 8, value: 8, unit: 0, limit: 0, since: 8 },
            70..100 => Self { tag: 6, sn: 8, value: 8, unit: 5, limit: 8, since: 8 },
            100.. => Self { tag: 12, sn: 12, value: 9, unit: 5, limit: 9, since: 11 },
        }
    }
}

/// Draws it.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State, panes: &Panes) {
    let list = state.plant.alarm_list();
    let counts = state.plant.counts();
    let words = state.words();
    let title = match (list.len(), counts.unacked) {
        (0, _) => say!(words, "list-none"),
        (all, 0) => say!(words, "list-acked", all = all),
        (all, unacked) => say!(words, "list-unacked", all = all, unacked = unacked),
    };
    let rows = panes.alarm_rows();
    let first = panes.first_alarm(state);
    let below = list.len().saturating_sub(first + usize::from(rows.height));
    let hidden = below > 0 || first > 0;
    let more = if hidden { say!(words, "list-more", above = first, below = below) } else { String::new() };
    pen.title(&title, &more, state.selection.pane == Pane::Alarms);
    let widths = Widths::of(pen.area().width);
    if panes.with_column_names() {
        pen.put(0, 1, &names(&widths, words), Role::Dim);
    }
    let mut pen = pen.within(rows);
    for (row, alarm) in (0..pen.area().height).zip(list.iter().skip(first)) {
        let selected = state.selection.alarm == Some(alarm.id);
        pen.put(0, row, if selected { ">" } else { " " }, Role::Strong);
        let cells = text::fit(&cells(state, alarm, &widths), pen.area().width.saturating_sub(1));
        pen.put(1, row, &cells, Role::Look(look(alarm)));
    }
}

fn line(w: &Widths, flag: &str, tag: &str, priority: &str, sn: &str, numbers: [&str; 3], since: &str) -> String {
    let [value, unit, limit] = numbers;
    let mut cells = vec![
        flag.to_owned(),
        text::left(tag, w.tag),
        priority.to_owned(),
        text::left(sn, w.sn),
        text::right(value, w.value),
    ];
    cells.extend((w.unit > 0).then(|| text::left(unit, w.unit)));
    cells.extend((w.limit > 0).then(|| text::right(limit, w.limit)));
    cells.push(text::left(since, w.since));
    cells.join(" ")
}

fn names(widths: &Widths, words: Words) -> String {
    let numbers = [say!(words, "list-value"), say!(words, "list-unit"), say!(words, "list-limit")];
    let numbers = [numbers[0].as_str(), numbers[1].as_str(), numbers[2].as_str()];
    let (tag, device, since) = (say!(words, "list-tag"), say!(words, "list-device"), say!(words, "list-since"));
    let line = line(widths, "  ", &tag, "P", &device, numbers, &since);
    format!(" {line} {}", say!(words, "list-text"))
}

fn cells(state: &State, alarm: &Occurrence, widths: &Widths) -> String {
    let point = alarm.sn.as_ref().and_then(|sn| state.plant.point(sn));
    let resolution = point.map_or(Resolution::DEFAULT, |point| point.resolution);
    let flag = list_flag(alarm, state.connection.up());
    let line = line(
        widths,
        &format!("{}{}", flag[0], flag[1]),
        alarm.condition.tag(),
        &alarm.priority.letter().to_string(),
        &subject(alarm, state.words()),
        [
            &number(alarm.value, resolution),
            alarm.unit.map_or("", mcs_core::quantity::Unit::as_str),
            &number(alarm.limit, resolution),
        ],
        &state.clock.local(alarm.raised),
    );
    let name = point.and_then(|point| point.name.as_deref());
    let words = state.words();
    let marks = [
        alarm.drill.then(|| say!(words, "mark-drill")),
        alarm.first_out.then(|| say!(words, "mark-first")),
        alarm.chattering.then(|| say!(words, "mark-chattering")),
    ];
    let words = marks.into_iter().chain([said(state, alarm, resolution), alarm.text.clone(), name.map(str::to_owned)]);
    let words: Vec<_> = words.flatten().filter(|words| !words.is_empty()).collect();
    format!("{line} {}", words.join(", "))
}

/// The device, the zone, or that it is about the system itself.
fn subject(alarm: &Occurrence, words: Words) -> String {
    match (&alarm.sn, &alarm.zone) {
        (Some(sn), _) => sn.to_string(),
        (None, Some(zone)) => zone.to_string(),
        (None, None) => say!(words, "list-system"),
    }
}

/// The state in words; `None` where the flag says it all.
fn said(state: &State, alarm: &Occurrence, resolution: Resolution) -> Option<String> {
    let words = state.words();
    if let Some(mask) = &alarm.mask {
        return Some(mask_words(mask, &state.clock, words));
    }
    if let Some(why) = &alarm.masked {
        return Some(say!(words, "said-masked", why = why.as_str()));
    }
    let back = alarm.returned.map(|at| say!(words, "said-back", time = state.clock.local_minute(at)));
    let peak = alarm.peak.map(|_| say!(words, "said-max", value = number(alarm.peak, resolution)));
    let acked = alarm.acked.map(|at| {
        let who = alarm.acked_by.as_deref().unwrap_or("?");
        say!(words, "said-acked", who = who, time = state.clock.local_minute(at))
    });
    let held = alarm.held.then(|| {
        let time = alarm.sn.as_ref().and_then(|sn| state.plant.point(sn)).and_then(|point| point.time);
        match time {
            Some(time) => say!(words, "said-last", age = short_age(state.clock.age(time))),
            None => say!(words, "said-last-unknown"),
        }
    });
    let unrecorded = (!alarm.recorded).then(|| say!(words, "said-unrecorded"));
    let was = say!(words, "said-was", tag = alarm.condition.tag());
    let parts: Vec<Option<String>> = match alarm.state {
        LifeState::UnackActive | LifeState::Normal => vec![held],
        LifeState::AckedActive => vec![held, acked],
        LifeState::UnackReturned => vec![Some(was), peak, back],
        LifeState::LatchedUnack => vec![Some(was), Some(say!(words, "said-reset-needed")), peak, back],
        LifeState::LatchedAcked => vec![Some(was), Some(say!(words, "said-reset-needed")), acked],
    };
    let parts: Vec<_> = parts.into_iter().chain([unrecorded]).flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
