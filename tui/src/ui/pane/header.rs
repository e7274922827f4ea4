//! The status bar: site, connection and age of the data, clock; then the counts. Always visible.

use crate::{
    state::{State, clock::short_age, link::Standing, plant::Counts},
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
};

/// Draws it.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State) {
    let clock = if pen.area().width < 80 { state.clock.local_time() } else { state.clock.local_now() };
    let end = pen.put_right(0, &clock, Role::Strong);
    let (words, role) = connection(state);
    let site = state.plant.site.as_ref().map_or("mcstui", |site| site.name.as_str());
    let room = end.saturating_sub(text::width(&words) + 3);
    let column = pen.put(0, 0, &text::fit(site, room), Role::Strong);
    let column = pen.put(column + 2, 0, &words, role);
    if let Some(left) = state.silence() {
        let seconds = (left.as_micros() + 999_999) / 1_000_000;
        let words = format!("SILENT {}:{:02}", seconds / 60, seconds % 60);
        if column + 2 + text::width(&words) < end {
            pen.put(column + 2, 0, &words, Role::Bad);
        }
    }
    counts(pen, state);
}

fn connection(state: &State) -> (String, Role) {
    let now = state.clock.mono();
    let age = state.connection.data_age(now).map_or_else(|| "no data".into(), |age| format!("data {}", short_age(age)));
    let role = state.connection.access.as_ref().map_or("", |access| match access.role {
        mcs_core::site::Role::Viewer => ", viewer",
        mcs_core::site::Role::Operator | mcs_core::site::Role::Engineer | mcs_core::site::Role::Admin => "",
    });
    match state.connection.standing(now) {
        Standing::Connecting => ("connecting".into(), Role::Bad),
        Standing::Up => (format!("live, {age}{role}"), Role::Text),
        Standing::Lost { .. } => (format!("LOST, {age}"), Role::Bad),
    }
}

fn counts(pen: &mut Pen, state: &State) {
    let counts = state.plant.counts();
    let known = state.connection.up();
    let words = |short: bool| {
        let before = match (known, short) {
            (true, _) => None,
            (false, true) => Some(("?".to_owned(), Role::Bad)),
            (false, false) => Some(("last known:".to_owned(), Role::Bad)),
        };
        let cells = table(&counts).into_iter().map(|(name, abbreviation, number)| {
            let role = if number > 0 { Role::Bad } else { Role::Text };
            (format!("{} {number}", if short { abbreviation } else { name }), role)
        });
        before.into_iter().chain(cells).collect::<Vec<_>>()
    };
    let width = |words: &[(String, Role)]| words.iter().map(|(word, _)| text::width(word) + 2).sum::<u16>();
    let long = words(false);
    let (words, air) = if width(&long) <= pen.area().width + 2 { (long, 2) } else { (words(true), 1) };
    let mut column = 0;
    for (word, role) in words {
        column = pen.put(column, 1, &word, role) + air;
    }
    let points = format!("{} points", counts.points);
    if column + text::width(&points) < pen.area().width {
        pen.put_right(1, &points, Role::Text);
    }
}

fn table(counts: &Counts) -> Vec<(&'static str, &'static str, usize)> {
    let always = [
        ("unack", "un", counts.unacked),
        ("active", "act", counts.active),
        ("offline", "off", counts.offline),
        ("stale", "st", counts.stale),
        ("fault", "flt", counts.fault),
        ("not commissioned", "nc", counts.not_commissioned),
        ("masked", "msk", counts.masked),
    ];
    let hidden = [
        ("shelved", "shv", counts.shelved),
        ("inhibited", "inh", counts.inhibited),
        ("out of service", "oos", counts.out_of_service),
    ];
    always.into_iter().chain(hidden.into_iter().filter(|(_, _, count)| *count > 0)).collect()
}
