//! The alarm list: unacknowledged first, then by priority, newest first. One row an alarm.

use mcs_core::{
    alarm::{LifeState, Occurrence, Source},
    notice::text::cause as cause_words,
    quantity::Resolution,
    sentence::told,
};

use crate::{
    layout::Panes,
    say,
    state::{
        State,
        clock::short_age,
        face::{list_flag, look, mask_words, number},
        flood::{Fold, Row},
        screen::Screen,
        select::Pane,
        trend::Past,
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
    /// The day matters.
    dated: bool,
}

impl Widths {
    /// In a terminal of this width; the record has days too.
    fn of(width: u16, record: bool) -> Self {
        let since = if record { 11 } else { 8 };
        match width {
            ..70 => Self { tag: 4, sn: 8, value: 8, unit: 0, limit: 0, since, dated: record },
            70..100 => Self { tag: 6, sn: 8, value: 8, unit: 5, limit: 8, since, dated: record },
            100.. => Self { tag: 12, sn: 12, value: 9, unit: 5, limit: 9, since: 11, dated: record },
        }
    }
}

/// The title, and what stands at its right: what the filter hides, else what lies above and below.
fn titles(state: &State, list: &[&Occurrence], first: usize, rows: u16) -> (String, String, Role) {
    let (words, plant) = (state.words(), &state.plant);
    let below = list.len().saturating_sub(first + usize::from(rows));
    let mut more =
        if below > 0 || first > 0 { say!(words, "list-more", above = first, below = below) } else { String::new() };
    if state.flood.on() {
        // On a narrow terminal the title itself needs the room.
        let more_fits = state.size.0 >= 80 && !more.is_empty();
        let flood = say!(words, "list-flood");
        more = if more_fits { format!("{flood}  {more}") } else { flood };
    }
    if state.screens.shown() == Screen::Alarms && state.history.shown {
        let title = match (&state.history.past, state.history.read_from()) {
            (Past::Failed(why), _) => say!(words, "history-failed", why = why.text(words)),
            (Past::Loading, _) | (Past::Unasked, None) => say!(words, "history-loading", count = list.len()),
            (_, _) if state.history.complete => say!(words, "history-complete", count = list.len()),
            (_, Some(from)) => say!(words, "history-title", count = list.len(), from = state.clock.local_full(from)),
            (Past::Loaded, None) => say!(words, "history-loading", count = list.len()),
        };
        let hidden = state.history.rows().len() - list.len();
        let right =
            if hidden > 0 { say!(words, "filter-on", filter = state.filter.text(), hidden = hidden) } else { more };
        return (title, right, Role::Title(true));
    }
    let title = match (plant.alarm_list().len(), plant.counts().unacked) {
        (0, _) => say!(words, "list-none"),
        (all, 0) => say!(words, "list-acked", all = all),
        (all, unacked) => say!(words, "list-unacked", all = all, unacked = unacked),
    };
    if state.screens.shown() == Screen::Wall || !state.filter.is_on() {
        return (title, more, Role::Title(true));
    }
    let hidden = state.hidden();
    let filter = state.filter.text();
    match hidden.unacked {
        0 => (title, say!(words, "filter-on", filter = filter, hidden = hidden.all), Role::Title(true)),
        unacked => {
            (title, say!(words, "filter-hides", filter = filter, hidden = hidden.all, unacked = unacked), Role::Banner)
        }
    }
}

/// Draws it.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State, panes: &Panes) {
    let folded = state.folded();
    let list: Vec<_> = folded.iter().map(Row::first).collect();
    let words = state.words();
    let rows = panes.alarm_rows();
    let first = panes.first_alarm(state);
    let (title, right, role) = titles(state, &list, first, rows.height);
    let whole = state.screens.shown() == Screen::Alarms;
    pen.title(&title, &right, whole || state.selection.pane == Pane::Alarms);
    if role == Role::Banner {
        pen.put_right(0, &format!(" {right} "), role);
    }
    let record = whole && state.history.shown;
    let widths = Widths::of(pen.area().width, record);
    if panes.with_column_names() {
        pen.put(0, 1, &names(&widths, words), Role::Dim);
    }
    let chosen = state.chosen_row();
    if whole && list.is_empty() && state.filter.is_on() {
        pen.put(rows.x + 2, 2, &say!(words, "filter-none"), Role::Dim);
    }
    let mut pen = pen.within(rows);
    for (row, folded) in (0..pen.area().height).zip(folded.iter().skip(first)) {
        let alarm = folded.first();
        let selected = chosen == Some(alarm.id);
        pen.put(0, row, if selected { ">" } else { " " }, Role::Strong);
        let cells = match folded {
            Row::Alarm(alarm) => cells(state, alarm, &widths),
            Row::Fold(fold) => fold_cells(fold, words),
        };
        let cells = text::fit(&cells, pen.area().width.saturating_sub(1));
        pen.put(1, row, &cells, Role::Look(look(alarm)));
    }
}

/// A fold: its zone, how many it holds, and of which kinds.
fn fold_cells(fold: &Fold, words: Words) -> String {
    let kinds: Vec<_> = fold.tags().into_iter().map(|(tag, count)| format!("{tag} {count}")).collect();
    let mark = if fold.unacked() > 0 { "+!" } else { "+ " };
    let (count, unacked) = (fold.alarms.len(), fold.unacked());
    let said = say!(words, "list-fold", count = count, unacked = unacked, kinds = kinds.join(", "));
    format!("{mark} {}: {said}", fold.group.name())
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
        &if widths.dated { state.clock.local_dated(alarm.raised) } else { state.clock.local(alarm.raised) },
    );
    let name = point.and_then(|point| point.name.as_deref());
    let words = state.words();
    let marks = [
        alarm.drill.then(|| say!(words, "mark-drill")),
        alarm.first_out.then(|| say!(words, "mark-first")),
        alarm.chattering.then(|| say!(words, "mark-chattering")),
    ];
    let words = marks.into_iter().chain([
        said(state, alarm, resolution),
        alarm.text.as_deref().map(|text| told(text, state.language).into_owned()),
        name.map(str::to_owned),
    ]);
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
        return Some(say!(words, "said-masked", why = told(why, state.language).into_owned()));
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
    let cause = match alarm.source {
        Source::System(cause) => Some(cause_words(cause, state.language)),
        Source::Point(_) | Source::Zone(_) => None,
    };
    let cause = cause.map(str::to_owned);
    // What was is plain from the flag; which of the system's alarms it was is not.
    let was = cause.clone().unwrap_or_else(|| say!(words, "said-was", tag = alarm.condition.tag()));
    let parts: Vec<Option<String>> = match alarm.state {
        LifeState::UnackActive => vec![cause, held],
        LifeState::Normal => vec![cause, peak, back, acked],
        LifeState::AckedActive => vec![cause, held, acked],
        LifeState::UnackReturned => vec![Some(was), peak, back],
        LifeState::LatchedUnack => vec![Some(was), Some(say!(words, "said-reset-needed")), peak, back],
        LifeState::LatchedAcked => vec![Some(was), Some(say!(words, "said-reset-needed")), acked],
    };
    let parts: Vec<_> = parts.into_iter().chain([unrecorded]).flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
