//! Pages to read: one alarm, and the figures of the alarms.

use std::borrow::Cow;

use mcs_core::{
    alarm::{Occurrence, Response, Source},
    notice::text::cause as cause_words,
    performance::Performance,
    quantity::Resolution,
    sensor::SensorClass,
    sentence::told,
};
use ratatui::layout::Rect;

use super::story;
use crate::{
    say,
    state::{
        State,
        clock::short_age,
        face::{mask_words, number},
        page::Page,
    },
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
    words::{Words, named},
};

/// Cells of the names of facts.
const NAME: u16 = 16;
/// The widest page.
const WIDEST: u16 = 100;

/// Names and what they stand for.
pub(super) type Facts = Vec<(String, String)>;

/// Title and facts of a page.
fn facts(state: &State, page: &Page) -> (String, Facts) {
    let words = state.words();
    match page {
        Page::Alarm(id) => {
            let told = state.told.as_ref().filter(|told| told.id == *id);
            let told_alarm = told.and_then(|told| told.story.as_ref()?.as_ref().ok()).map(|story| &story.alarm);
            let alarm = state.plant.alarm(*id).or(told_alarm).or_else(|| state.history.alarm(*id));
            let mut facts = match alarm {
                Some(alarm) => alarm_facts(state, alarm),
                None => vec![(String::new(), say!(words, "page-over"))],
            };
            facts.extend(told.into_iter().flat_map(|told| story::facts(state, told)));
            (say!(words, "page-alarm", id = id.0), facts)
        }
        Page::Figures(None) => (say!(words, "page-figures"), vec![(String::new(), say!(words, "page-asking"))]),
        Page::Figures(Some(figures)) => (say!(words, "page-figures"), figures_facts(figures, words)),
    }
}

/// Draws it over the middle of the screen.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State, page: &Page) {
    let (title, facts) = facts(state, page);
    let screen = above_keys(pen.area());
    let width = screen.width.min(WIDEST);
    let lines = wrapped(&facts, width.saturating_sub(NAME + 2));
    let height = cells(lines.len()).saturating_add(2).min(screen.height);
    let area = Rect::new((screen.width - width) / 2, (screen.height - height) / 2, width, height);
    let mut pen = pen.within(area);
    pen.clear();
    let rows = height.saturating_sub(1);
    let first = state.scroll.min(cells(lines.len()).saturating_sub(rows));
    pen.title(&title, &more(state, first, rows, cells(lines.len())), true);
    for (row, (name, said)) in (1..=rows).zip(lines.iter().skip(first.into())) {
        pen.put(1, row, &text::fit(name, NAME - 1), Role::Key);
        pen.put(NAME + 1, row, said, Role::Text);
    }
}

/// The last row of the terminal stays for the keys.
pub(super) fn above_keys(screen: Rect) -> Rect {
    Rect { height: screen.height.saturating_sub(1), ..screen }
}

pub(super) fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// What lies above and below what is shown, where something does.
pub(super) fn more(state: &State, first: u16, rows: u16, all: u16) -> String {
    let below = all.saturating_sub(first.saturating_add(rows));
    if first == 0 && below == 0 {
        return String::new();
    }
    say!(state.words(), "list-more", above = first, below = below)
}

/// How far it can be scrolled in this terminal.
pub(in crate::ui) fn reach(state: &State, page: &Page) -> u16 {
    let width = state.size.0.min(WIDEST);
    let lines = wrapped(&facts(state, page).1, width.saturating_sub(NAME + 2)).len();
    cells(lines).saturating_sub(state.size.1.saturating_sub(2))
}

/// Facts as lines no wider than this.
fn wrapped(facts: &Facts, width: u16) -> Vec<(&str, String)> {
    let mut lines = Vec::new();
    for (name, said) in facts {
        let parts = text::wrap(said, width);
        lines.extend(
            parts.into_iter().enumerate().map(|(place, part)| (if place == 0 { name.as_str() } else { "" }, part)),
        );
    }
    lines
}

fn alarm_facts(state: &State, alarm: &Occurrence) -> Facts {
    let words = state.words();
    let point = alarm.sn.as_ref().and_then(|sn| state.plant.point(sn));
    let resolution = point.map_or(Resolution::DEFAULT, |point| point.resolution);
    let unit = alarm.unit.map_or("", mcs_core::quantity::Unit::as_str);
    let value = |value: Option<f64>| value.map(|_| format!("{} {unit}", number(value, resolution)));
    let at = |moment| {
        let age = short_age(state.clock.age(moment));
        say!(words, "page-ago", time = state.clock.local(moment), age = age)
    };
    let marks = [
        alarm.first_out.then(|| say!(words, "mark-first-of-zone")),
        alarm.chattering.then(|| say!(words, "mark-chattering")),
        alarm.held.then(|| say!(words, "mark-held")),
    ];
    let marks: Vec<_> = marks.into_iter().flatten().collect();
    let acked = alarm.acked.map(|acked| {
        let who = alarm.acked_by.as_deref().unwrap_or("?");
        say!(words, "page-acked-words", at = at(acked), who = who)
    });
    let class = point.map_or(SensorClass::Ambient, |point| point.sensor.class());
    let response = Response::of(alarm.condition, class, state.language);
    let priority = named(words, &format!("priority-{}", alarm.priority.as_str()));
    let what = format!("{} {}, {priority}", mcs_core::performance::subject(alarm), alarm.condition);
    let mask = alarm
        .mask
        .as_ref()
        .map(|mask| mask_words(mask, &state.clock, words))
        .or_else(|| alarm.masked.as_deref().map(|why| told(why, state.language).into_owned()));
    let text = alarm.text.as_deref().map(|text| told(text, state.language));
    let text = match (alarm.source, text) {
        (Source::System(cause), Some(text)) => Some(format!("{}, {text}", cause_words(cause, state.language))),
        (Source::System(_) | Source::Point(_) | Source::Zone(_), text) => text.map(Cow::into_owned),
    };
    let facts = [
        (String::new(), alarm.drill.then(|| say!(words, "page-drill"))),
        (say!(words, "page-what"), Some(what)),
        (say!(words, "page-called"), point.and_then(|point| point.name.clone())),
        (say!(words, "page-place"), place(point.and_then(|p| p.area.as_ref()), alarm.zone.as_ref())),
        (say!(words, "page-state"), Some(named(words, &format!("state-{}", alarm.state.as_str())))),
        (say!(words, "page-marks"), (!marks.is_empty()).then(|| marks.join(", "))),
        (say!(words, "page-value"), value(alarm.value)),
        (say!(words, "page-worst"), value(alarm.peak)),
        (say!(words, "page-limit"), value(alarm.limit)),
        (say!(words, "page-since"), Some(at(alarm.raised))),
        (say!(words, "page-back"), alarm.returned.map(at)),
        (say!(words, "page-acked"), acked),
        (say!(words, "page-comment"), alarm.comment.clone()),
        (say!(words, "page-said"), text),
        (say!(words, "page-means"), Some(response.means.to_owned())),
        (say!(words, "page-do"), Some(response.act.to_owned())),
        (say!(words, "page-time"), Some(response.time.to_owned())),
        (say!(words, "page-mask"), mask),
        (say!(words, "page-recorded"), (!alarm.recorded).then(|| say!(words, "page-recorded-late"))),
        (say!(words, "page-mcsctl"), Some(format!("mcsctl alarm show {}", alarm.id))),
    ];
    facts.into_iter().filter_map(|(name, said)| said.map(|said| (name, said))).collect()
}

fn place(area: Option<&mcs_core::id::ShortName>, zone: Option<&mcs_core::id::ShortName>) -> Option<String> {
    match (area, zone) {
        (None, None) => None,
        (area, zone) => {
            let word = |name: Option<&mcs_core::id::ShortName>| name.map_or("-".to_owned(), ToString::to_string);
            Some(format!("{}, {}", word(area), word(zone)))
        }
    }
}

fn figures_facts(figures: &Performance, words: Words) -> Facts {
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    let [low, medium, high, critical] = figures.split.map(percent);
    let seconds = |seconds: Option<f64>| seconds.map_or_else(|| "-".to_owned(), |s| format!("{s:.0} s"));
    let (median, p95) = (seconds(figures.ack_median_s), seconds(figures.ack_p95_s));
    let enough = if figures.enough { say!(words, "figures-enough-yes") } else { say!(words, "figures-enough-no") };
    let (count, grade) =
        (format!("{:.2}", figures.per_hour), named(words, &format!("grade-{}", figures.grade.as_str())));
    let (share, floods) = (percent(figures.flood_share), figures.floods);
    let (chattering, fleeting, stale) = (figures.chattering, figures.fleeting, figures.stale);
    let top = figures.top.iter().take(5).map(|top| format!("{} {} {}x", top.subject, top.condition, top.alarms));
    let blind = figures.blind.iter().take(5).map(|blind| {
        let hours = |seconds: f64| format!("{:.1}", seconds / 3600.0);
        let (unknown, masked) = (hours(blind.unknown_s), hours(blind.masked_s));
        say!(words, "figures-blind-words", sn = blind.sn.as_str(), unknown = unknown, masked = masked)
    });
    vec![
        (say!(words, "figures-enough"), enough),
        (say!(words, "figures-alarms"), figures.alarms.to_string()),
        (say!(words, "figures-hour"), say!(words, "figures-hour-words", count = count, grade = grade)),
        (say!(words, "figures-busiest"), figures.busiest.to_string()),
        (say!(words, "figures-flood"), say!(words, "figures-flood-words", share = share, floods = floods)),
        (say!(words, "figures-top"), say!(words, "figures-top-words", share = percent(figures.top_share))),
        (
            say!(words, "figures-chattering"),
            say!(words, "figures-chattering-words", chattering = chattering, fleeting = fleeting, stale = stale),
        ),
        (
            say!(words, "figures-priorities"),
            say!(words, "figures-priorities-words", low = low, medium = medium, high = high, critical = critical),
        ),
        (say!(words, "figures-acked"), say!(words, "figures-acked-words", median = median, p95 = p95)),
        (say!(words, "figures-frequent"), top.collect::<Vec<_>>().join("; ")),
        (say!(words, "figures-blind"), blind.collect::<Vec<_>>().join("; ")),
        (say!(words, "page-mcsctl"), "mcsctl alarm kpi".to_owned()),
    ]
}
