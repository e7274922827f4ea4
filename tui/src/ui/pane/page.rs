//! Pages to read: one alarm, and the figures of the alarms.

use mcs_core::{
    alarm::{Occurrence, Response},
    notice::Language,
    performance::Performance,
    quantity::Resolution,
    sensor::SensorClass,
};
use ratatui::layout::Rect;

use crate::{
    keymap::Place,
    state::{State, clock::short_age, face::mask_words, face::number, page::Page},
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
};

/// Cells of the names of facts.
const NAME: u16 = 16;
/// The widest page.
const WIDEST: u16 = 100;

type Facts = Vec<(&'static str, String)>;

/// Draws it over the middle of the screen.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State, page: &Page) {
    let (title, facts) = match page {
        Page::Alarm(id) => match state.plant.alarm(*id) {
            Some(alarm) => (format!("Alarm {id}"), alarm_facts(state, alarm)),
            None => (format!("Alarm {id}"), vec![("", "it is over".to_owned())]),
        },
        Page::Figures(None) => ("Alarms of 30 days".to_owned(), vec![("", "asking the daemon".to_owned())]),
        Page::Figures(Some(figures)) => ("Alarms of 30 days".to_owned(), figures_facts(figures)),
    };
    let screen = pen.area();
    let width = screen.width.min(WIDEST);
    let lines = wrapped(&facts, width.saturating_sub(NAME + 2));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(3).min(screen.height);
    let area = Rect::new((screen.width - width) / 2, (screen.height - height) / 2, width, height);
    let mut pen = pen.within(area);
    pen.clear();
    pen.title(&title, "", true);
    for (row, (name, words)) in (1..height - 1).zip(&lines) {
        pen.put(1, row, name, Role::Key);
        pen.put(NAME + 1, row, words, Role::Text);
    }
    super::footer::keys(&mut pen, Place::Page, height - 1, false);
}

/// Facts as lines no wider than this.
fn wrapped(facts: &Facts, width: u16) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    for (name, words) in facts {
        let parts = text::wrap(words, width);
        lines.extend(parts.into_iter().enumerate().map(|(place, part)| (if place == 0 { *name } else { "" }, part)));
    }
    lines
}

fn alarm_facts(state: &State, alarm: &Occurrence) -> Facts {
    let point = alarm.sn.as_ref().and_then(|sn| state.plant.point(sn));
    let resolution = point.map_or(Resolution::DEFAULT, |point| point.resolution);
    let unit = alarm.unit.map_or("", mcs_core::quantity::Unit::as_str);
    let value = |value: Option<f64>| value.map(|_| format!("{} {unit}", number(value, resolution)));
    let at = |moment| format!("{}, {} ago", state.clock.local(moment), short_age(state.clock.age(moment)));
    let marks = [(alarm.first_out, "first of its zone"), (alarm.chattering, "chattering"), (alarm.held, "held")];
    let marks: Vec<_> = marks.into_iter().filter_map(|(on, mark)| on.then_some(mark)).collect();
    let acked = alarm.acked.map(|acked| format!("{} by {}", at(acked), alarm.acked_by.as_deref().unwrap_or("?")));
    let class = point.map_or(SensorClass::Ambient, |point| point.sensor.class());
    let response = Response::of(alarm.condition, class, Language::English);
    let facts = [
        ("", alarm.drill.then(|| "THIS IS A DRILL".to_owned())),
        (
            "what",
            Some(format!("{} {}, {}", mcs_core::performance::subject(alarm), alarm.condition, alarm.priority.as_str())),
        ),
        ("called", point.and_then(|point| point.name.clone())),
        ("area, zone", place(point.and_then(|p| p.area.as_ref()), alarm.zone.as_ref())),
        ("state", Some(alarm.state.as_str().to_owned())),
        ("marks", (!marks.is_empty()).then(|| marks.join(", "))),
        ("value", value(alarm.value)),
        ("worst", value(alarm.peak)),
        ("limit", value(alarm.limit)),
        ("since", Some(at(alarm.raised))),
        ("back", alarm.returned.map(at)),
        ("acknowledged", acked),
        ("comment", alarm.comment.clone()),
        ("said", alarm.text.clone()),
        ("means", Some(response.means.to_owned())),
        ("do", Some(response.act.to_owned())),
        ("time", Some(response.time.to_owned())),
        ("mask", alarm.mask.as_ref().map(|mask| mask_words(mask, &state.clock)).or_else(|| alarm.masked.clone())),
        ("recorded", (!alarm.recorded).then(|| "not yet: the store is late".to_owned())),
        ("mcsctl", Some(format!("mcsctl alarm show {}", alarm.id))),
    ];
    facts.into_iter().filter_map(|(name, words)| words.map(|words| (name, words))).collect()
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

fn figures_facts(figures: &Performance) -> Facts {
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    let [low, medium, high, critical] = figures.split.map(percent);
    let seconds = |seconds: Option<f64>| seconds.map_or_else(|| "-".to_owned(), |s| format!("{s:.0} s"));
    let enough = if figures.enough { "yes" } else { "no: 30 days are needed, the figures say little" };
    let top = figures.top.iter().take(5).map(|top| format!("{} {} {}x", top.subject, top.condition, top.alarms));
    let blind = figures.blind.iter().take(5).map(|blind| {
        format!("{} unknown {:.1} h, masked {:.1} h", blind.sn, blind.unknown_s / 3600.0, blind.masked_s / 3600.0)
    });
    vec![
        ("enough data", enough.to_owned()),
        ("alarms", figures.alarms.to_string()),
        ("per hour", format!("{:.2}, {} (6 good, 12 the most)", figures.per_hour, figures.grade.as_str())),
        ("busiest 10 min", figures.busiest.to_string()),
        ("in flood", format!("{} in {} floods (below 1 %)", percent(figures.flood_share), figures.floods)),
        ("top 10", format!("{} of all", percent(figures.top_share))),
        ("chattering", format!("{}, fleeting {}, stale {}", figures.chattering, figures.fleeting, figures.stale)),
        ("priorities", format!("low {low}, medium {medium}, high {high}, critical {critical} (80/15/5)")),
        ("acknowledged", format!("median {}, 95 % {}", seconds(figures.ack_median_s), seconds(figures.ack_p95_s))),
        ("most frequent", top.collect::<Vec<_>>().join("; ")),
        ("unknown longest", blind.collect::<Vec<_>>().join("; ")),
        ("mcsctl", "mcsctl alarm kpi".to_owned()),
    ]
}
