//! The status bar: site, connection and age of the data, clock; then the counts. Always visible.

use crate::{
    layout::tabs::tabs,
    say,
    state::{State, clock::short_age, kiosk::Standing as Turning, link::Standing, plant::Counts},
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
    words::named,
};

/// Cells kept for the site's name, with the air after it.
const SITE: u16 = 10;

/// Draws it.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State) {
    let end = pen.put_right(0, &clock(state), Role::Strong);
    let tabs = tabs(state, pen.area().width.saturating_sub(end));
    for tab in &tabs {
        let role = if tab.screen == state.screens.shown() { Role::Title(true) } else { Role::Key };
        pen.put(tab.rect.x, 0, &tab.text, role);
    }
    let end = tabs.first().map_or(end, |tab| tab.rect.x);
    let (mut words, role) = connection(state);
    if let Some(rotation) = rotation(state) {
        let both = format!("{words}, {rotation}");
        // Where there is no room for it here the footer says it.
        words = if text::width(&both) + SITE <= end { both } else { words };
    }
    let site = state.plant.site.as_ref().map_or("mcstui", |site| site.name.as_str());
    let room = end.saturating_sub(text::width(&words) + 3);
    let column = pen.put(0, 0, &text::fit(site, room), Role::Strong);
    let column = pen.put(column + 2, 0, &words, role);
    let hushed = state.siren.hushed(state.clock.mono());
    if let Some(left) = state.silence().or(hushed) {
        let seconds = (left.as_micros() + 999_999) / 1_000_000;
        let left = format!("{}:{:02}", seconds / 60, seconds % 60);
        let words = match state.silence() {
            Some(_) => say!(state.words(), "head-silent", left = left),
            None => say!(state.words(), "head-hushed", left = left),
        };
        if column + 2 + text::width(&words) < end {
            pen.put(column + 2, 0, &words, Role::Bad);
        }
    }
    counts(pen, state);
}

/// How the pages turn, where nobody operates it.
pub(super) fn rotation(state: &State) -> Option<String> {
    let (kiosk, words) = (state.kiosk.as_ref()?, state.words());
    let standing = match kiosk.standing(state.clock.mono()) {
        Turning::Held => say!(words, "kiosk-held"),
        Turning::Turning(left) => {
            let seconds = (left.as_micros() + 999_999) / 1_000_000;
            say!(words, "kiosk-turning", seconds = seconds)
        }
        Turning::Fixed => say!(words, "kiosk-fixed"),
    };
    let missing = kiosk.missing().map(|page| say!(words, "kiosk-missing", page = page.as_str()));
    Some(missing.into_iter().chain([standing]).collect::<Vec<_>>().join(", "))
}

fn clock(state: &State) -> String {
    if state.size.0 < 80 { state.clock.local_time() } else { state.clock.local_now() }
}

/// Cells of the clock.
pub(in crate::ui) fn clock_width(state: &State) -> u16 {
    text::width(&clock(state))
}

fn connection(state: &State) -> (String, Role) {
    let now = state.clock.mono();
    let words = state.words();
    let age = match state.connection.data_age(now) {
        None => say!(words, "link-no-data"),
        Some(age) => say!(words, "link-data", age = short_age(age)),
    };
    // That a wall changes nothing is no news.
    let viewer = state.kiosk.is_none()
        && state.connection.access.as_ref().is_some_and(|access| access.role == mcs_core::site::Role::Viewer);
    match state.connection.standing(now) {
        Standing::Connecting => (say!(words, "link-connecting"), Role::Bad),
        Standing::Up if viewer => (say!(words, "link-up-viewer", age = age), Role::Text),
        Standing::Up => (say!(words, "link-up", age = age), Role::Text),
        Standing::Lost { .. } => (say!(words, "link-lost", age = age), Role::Bad),
    }
}

fn counts(pen: &mut Pen, state: &State) {
    let counts = state.plant.counts();
    let known = state.connection.up();
    let table_words = state.words();
    let words = |short: bool| {
        let before = match (known, short) {
            (true, _) => None,
            (false, true) => Some(("?".to_owned(), Role::Bad)),
            (false, false) => Some((say!(table_words, "head-last-known"), Role::Bad)),
        };
        let cells = table(counts).into_iter().map(|(name, number)| {
            let role = if number > 0 { Role::Bad } else { Role::Text };
            let word = named(table_words, &format!("{}-{name}", if short { "short" } else { "count" }));
            (format!("{word} {number}"), role)
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
    let points = say!(table_words, "head-points", count = counts.points);
    if column + text::width(&points) < pen.area().width {
        pen.put_right(1, &points, Role::Text);
    }
}

/// The counts by the names of their words. What hides something is named only where something is hidden.
fn table(counts: &Counts) -> Vec<(&'static str, usize)> {
    let always = [
        ("unacked", counts.unacked),
        ("active", counts.active),
        ("offline", counts.offline),
        ("stale", counts.stale),
        ("fault", counts.fault),
        ("not-commissioned", counts.not_commissioned),
        ("masked", counts.masked),
    ];
    let hidden = [
        ("blind", counts.blind),
        ("shelved", counts.shelved),
        ("inhibited", counts.inhibited),
        ("out-of-service", counts.out_of_service),
    ];
    always.into_iter().chain(hidden.into_iter().filter(|(_, count)| *count > 0)).collect()
}
