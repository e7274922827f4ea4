//! A history with what stands between its readings.

use mcs_core::{
    alarm::{LifeState, Notice, TransitionKind},
    reading::{Interval, ReadingRecord},
    time::{Span, Timestamp},
};

use super::{
    super::{
        aside::{Gap, Mark},
        reading::{Shown, Summary},
    },
    alarm, at,
    life::transition,
    printed, reading, sn,
};
use crate::output::Format;

fn history(format: Format, gaps: bool) -> String {
    let mut second = reading();
    second.time = second.time + Span::secs(330);
    let gap = |from: Timestamp, to| Gap { sn: sn("A001"), from, to };
    let step = transition(TransitionKind::Ack, LifeState::AckedActive, Notice::Tell, Some("wang"));
    let mark = Mark::new(&sn("A001"), &alarm(), step);
    printed(Some(format), |printer| {
        let mut rows = printer.stream::<ReadingRecord>()?;
        rows.beside(&gap(at("2026-10-31T22:00:00Z"), reading().time), gaps)?;
        rows.push(&reading())?;
        rows.beside(&mark, true)?;
        rows.beside(&gap(reading().time + Span::secs(10), second.time), gaps)?;
        rows.push(&second)?;
        rows.finish()
    })
}

#[test]
fn a_table_shows_gaps_and_marks_as_lines_of_their_own() {
    insta::assert_snapshot!(history(Format::Table, false));
}

#[test]
fn json_tells_marks_and_where_asked_gaps_as_objects_of_their_own() {
    insta::assert_snapshot!(history(Format::Jsonl, true));
    assert_eq!(history(Format::Jsonl, false).lines().count(), 3);
    let array: serde_json::Value = serde_json::from_str(&history(Format::Json, true)).expect("one array");
    assert_eq!(array.as_array().map(Vec::len), Some(5));
    let yaml: serde_json::Value = serde_yaml_ng::from_str(&history(Format::Yaml, true)).expect("one list");
    assert_eq!(yaml, array);
}

#[test]
fn csv_and_names_have_no_place_for_them() {
    assert_eq!(history(Format::Csv, true).lines().count(), 3);
    assert_eq!(history(Format::Name, true), "A001\nA001\n");
}

#[test]
fn a_summary_tells_what_was_asked_for_in_every_format() {
    let interval = Interval {
        sn: sn("A001"),
        start: at("2026-11-01T00:00:00Z"),
        count: 30,
        mean: Some(12.345_678),
        min: Some(12.0),
        max: Some(13.5),
        last: None,
        unit: reading().unit,
    };
    let shown = Shown { count: true, mean: false, min: false, max: true, last: false };
    let text: Vec<String> = [Format::Table, Format::Jsonl, Format::Csv]
        .map(|format| {
            printed(Some(format), |printer| {
                let mut rows = printer.stream::<Summary>()?.without(&shown.hidden());
                rows.push(&Summary { interval: interval.clone(), shown })?;
                rows.finish()
            })
        })
        .into();
    insta::assert_snapshot!(text.join("\n"));
}
