//! What an analysis looks like, from written pasts with planted faults: the text under snapshot, the page by its structure.

use mcs_core::{
    analysis::{Analysis, Known, Sample},
    device::Limits,
    id::SerialNumber,
    quantity::Unit,
    reading::Flags,
    time::{Span, Timestamp},
};

use super::{text::Look, *};
use crate::{
    analyze::{Given, Options, analyze},
    output::Format,
    sim::write_past,
};

const FAULTS: [&str; 4] = ["stuck:A003", "battery:A002", "gap:A004", "leak:A002"];

fn answer() -> (Answer, Zone) {
    let folder = tempfile::tempdir().expect("a folder");
    write_past(folder.path(), 3, 16, &FAULTS.map(str::to_owned));
    let given = Given { high: vec!["A002=5".parse().expect("well written")], ..Given::default() };
    let outcome = analyze(Options { files: vec![folder.path().to_owned()], zone: None, given }).expect("archives");
    (Answer::of_files(outcome.report, outcome.sources, &outcome.zone), outcome.zone)
}

fn shown(width: usize, wide: bool) -> String {
    let (answer, zone) = answer();
    text::text(&answer, &zone, Look { width, colour: Colour::Off, wide })
}

/// A live plant of one sensor with a name that means harm.
fn hostile() -> (Answer, Zone) {
    let known = Known {
        name: Some("</td><script>alert('1 & 2')</script>\u{1b}[31m".to_owned()),
        limits: Limits { high: Some(20.0), ..Limits::default() },
        ..Known::default()
    };
    let mut analysis = Analysis::new(Zone::UTC.inner(), move |_| known.clone());
    let sn = SerialNumber::new("A001").expect("a serial number");
    let start = Timestamp::parse("2026-11-01T00:00:00Z").expect("RFC 3339");
    for n in 0..2000 {
        analysis.add(
            &sn,
            &Sample {
                time: start + Span::secs(60).times(n),
                seq: None,
                v_raw: Some(400.0),
                value: Some(12.5),
                unit: Some(Unit::PercentLel),
                temp: None,
                bat: Some(5.0),
                rssi: Some(-70.0),
                err: 1,
                flags: Flags::default(),
            },
        );
    }
    let site = "<b>Plant & \"Sons\"</b>".to_owned();
    (Answer::of_plant(analysis.report(None), site, &Zone::UTC), Zone::UTC)
}

#[test]
fn the_terminal_shows_the_worst_first_with_reasons() {
    insta::assert_snapshot!("analysis", shown(110, false));
}

#[test]
fn a_narrow_terminal_loses_columns_and_no_line_is_wider() {
    let text = shown(60, false);
    let widest = text.lines().map(unicode_width::UnicodeWidthStr::width).max();
    assert!(widest.is_some_and(|widest| widest <= 60), "{widest:?}\n{text}");
    insta::assert_snapshot!("analysis_narrow", text);
}

#[test]
fn wide_shows_every_sensor() {
    let text = shown(200, true);
    for n in 1..=16 {
        assert!(text.contains(&format!("A{n:03} ")), "A{n:03}");
    }
    assert!(!text.contains("more, all healthy"));
}

#[test]
fn colour_never_says_what_the_text_does_not() {
    let (answer, zone) = answer();
    let look = |colour| text::text(&answer, &zone, Look { width: 110, colour, wide: false });
    let mut plain = String::new();
    let coloured = look(Colour::On);
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    assert_eq!(plain, look(Colour::Off));
}

#[test]
fn nothing_from_outside_reaches_the_terminal_as_an_order() {
    let (answer, zone) = hostile();
    let text = text::text(&answer, &zone, Look { width: 110, colour: Colour::Off, wide: true });
    assert!(!text.contains('\u{1b}'));
}

fn printed(format: Format) -> String {
    let (answer, _) = answer();
    crate::view::tests::printed(Some(format), |printer| answer.print(printer, Colour::Off))
}

#[test]
fn json_is_one_object_with_everything() {
    let told: serde_json::Value = serde_json::from_str(&printed(Format::Json)).expect("one object");
    assert_eq!(told["sensors"][0]["severity"], "act");
    assert_eq!(told["sensors"][0]["findings"][0]["kind"], "battery");
    assert_eq!(told["sensors"].as_array().map(Vec::len), Some(16));
    assert_eq!(told["heat"][0]["counts"].as_array().map(Vec::len), Some(7));
    assert_eq!(told["source"]["files"].as_array().map(Vec::len), Some(10));
    assert_eq!(told["sensors"][3]["days"][0]["expected"], 288);
}

#[test]
fn csv_is_a_line_for_each_sensor_and_names_are_of_those_that_need_somebody() {
    assert_eq!(printed(Format::Csv).lines().count(), 17);
    assert_eq!(printed(Format::Name), "A002\nA003\nA004\n");
}

#[test]
fn the_page_is_well_formed_needs_nothing_from_elsewhere_and_has_all_its_parts() {
    let (answer, zone) = answer();
    let page = html::page(&answer, &zone).expect("a page");
    well_formed(&page);
    for foreign in ["http:", "https:", "//", "src=", "url(", "@import", "<script", "<link", "<iframe", "NaN", "inf"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert_eq!(page.matches("<figure").count(), 16);
    assert_eq!(page.matches("class=\"small\"").count(), 16);
    assert_eq!(page.matches("<table class=\"heat\"").count(), 1, "maps without an event are but a line");
    for part in ["Findings", "Sensors, the worst first", "When things happened", "Completeness", "Trends"] {
        assert!(page.contains(&format!("<h2>{part}</h2>")), "{part}");
    }
}

#[test]
fn what_names_hold_is_text_on_the_page() {
    let (answer, zone) = hostile();
    let page = html::page(&answer, &zone).expect("a page");
    well_formed(&page);
    assert!(!page.contains("<script") && !page.contains("<b>Plant"));
    assert!(page.contains("&lt;script&gt;"), "it is shown, escaped");
}

#[test]
fn an_analysis_without_readings_has_a_page_too() {
    let report = Analysis::new(Zone::UTC.inner(), |_| Known::default()).report(None);
    let answer = Answer::of_plant(report, "Site".to_owned(), &Zone::UTC);
    well_formed(&html::page(&answer, &Zone::UTC).expect("a page"));
    let text = text::text(&answer, &Zone::UTC, Look { width: 80, colour: Colour::Off, wide: false });
    assert!(text.starts_with("There are no readings."), "{text}");
}

/// Whether every tag is closed in its order, attributes are quoted, and no bare sign stands where it has a meaning: enough of
/// XML for a page that holds no comments and no CDATA.
fn well_formed(page: &str) {
    let body = page.strip_prefix("<!DOCTYPE html>").expect("a document type").trim_start();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = body;
    while let Some((text, after)) = rest.split_once('<') {
        // Style sheets use > and & as they like; ours use neither.
        assert!(!text.contains('>'), "a bare > in {text:?}");
        entities(text);
        let (tag, after) = after.split_once('>').expect("a tag is closed");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closed in order");
            continue;
        }
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(name.bytes().all(|b| b.is_ascii_alphanumeric()), "{name:?}");
        assert_eq!(attributes.matches('"').count() % 2, 0, "{tag}");
        for attribute in attributes.split('"').step_by(2).filter(|key| !key.trim().is_empty()) {
            let key = attribute.trim().strip_suffix('=').unwrap_or_default();
            assert!(!key.is_empty() && key.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-'), "{tag}");
        }
        attributes.split('"').skip(1).step_by(2).for_each(entities);
        if !empty {
            open.push(name);
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{open:?} {rest:?}");
}

/// Every & begins an entity that XML knows.
fn entities(text: &str) {
    for after in text.split('&').skip(1) {
        let (name, _) = after.split_once(';').expect("an entity ends");
        assert!(["lt", "gt", "amp", "quot", "apos"].contains(&name) || name.starts_with('#'), "&{name};");
    }
}
