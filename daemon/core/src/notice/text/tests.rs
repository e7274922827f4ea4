//! Every kind of message in both languages, compared with `samples.txt` word for word.

use std::fmt::Write as _;

use jiff::tz::{Offset, TimeZone};

use super::*;
use crate::{
    alarm::{Condition, LifeState, Mask, MaskKind, Priority, SystemCause},
    id::{OccurrenceId, PointId, SerialNumber, ShortName},
    notice::ItemKind,
    quantity::Unit,
    sensor::SensorType,
    time::{Span, Timestamp},
};

/// 18:00:50 in Shanghai.
fn ten() -> Timestamp {
    Timestamp::parse("2026-11-21T10:00:50Z").expect("a time")
}

fn short_name(name: &str) -> ShortName {
    ShortName::new(name).expect("a name")
}

/// The climb of a combustible gas past its second limit.
fn climb() -> Facts {
    Facts {
        kind: ItemKind::Raise,
        occurrence: Some(OccurrenceId(42)),
        sn: Some(SerialNumber::new("A001").expect("a number")),
        name: Some("3号泵房".into()),
        area: Some(short_name("tank-farm")),
        zone: Some(short_name("z1")),
        sensor: Some(SensorType::CH4),
        condition: Some(Condition::HighHigh),
        cause: None,
        priority: Priority::Critical,
        state: LifeState::UnackActive,
        value: Some(62.0),
        peak: Some(62.0),
        limit: Some(50.0),
        unit: Some(Unit::PercentLel),
        decimals: 1,
        raised: ten(),
        at: ten(),
        returned: None,
        by: None,
        text: None,
        folded: 0,
        held: false,
        mask: None,
        unrecorded: false,
        drill: false,
        late: false,
        lines: Vec::new(),
    }
}

/// What is about no alarm.
fn word(kind: ItemKind) -> Facts {
    Facts {
        kind,
        occurrence: None,
        sn: None,
        name: None,
        area: None,
        zone: None,
        sensor: None,
        condition: None,
        priority: Priority::Low,
        state: LifeState::Normal,
        value: None,
        peak: None,
        limit: None,
        unit: None,
        ..climb()
    }
}

fn mask(kind: MaskKind, minutes: i64) -> Mask {
    Mask {
        sn: Some(SerialNumber::new("A001").expect("a number")),
        source: crate::alarm::Source::Point(PointId(1)),
        condition: None,
        kind,
        by: "li".into(),
        reason: "更换传感器".into(),
        watcher: Some("wang".into()),
        work_order: Some("WO-7".into()),
        confirmed_by: Some("zhao".into()),
        since: ten(),
        until: ten() + Span::mins(minutes),
    }
}

/// A message by name.
type Sample = (&'static str, Vec<Facts>, u32);

fn over(kind: ItemKind, state: LifeState) -> Facts {
    Facts { kind, state, value: Some(45.0), peak: Some(71.5), returned: Some(ten() + Span::secs(80)), ..climb() }
}

fn realarm_at(value: f64) -> Facts {
    Facts { kind: ItemKind::Realarm, value: Some(value), peak: Some(value), ..climb() }
}

fn lives() -> Vec<Sample> {
    let acked = Facts {
        kind: ItemKind::Ack,
        state: LifeState::AckedActive,
        by: Some("wang".into()),
        at: ten() + Span::secs(15),
        text: Some("正在\n通风".into()),
        ..climb()
    };
    let reset = Facts { by: Some("wang".into()), ..over(ItemKind::Reset, LifeState::Normal) };
    let withdrawn =
        Facts { by: Some("li".into()), text: Some("拆除".into()), ..over(ItemKind::Withdraw, LifeState::Normal) };
    vec![
        ("raise", vec![climb()], 0),
        ("again", vec![realarm_at(88.0)], 0),
        ("returned, latched", vec![over(ItemKind::Return, LifeState::LatchedUnack)], 0),
        ("returned, acknowledged", vec![over(ItemKind::Return, LifeState::LatchedAcked)], 0),
        ("acknowledged", vec![acked], 0),
        ("reset", vec![reset], 0),
        ("withdrawn", vec![withdrawn], 0),
        ("escalated", vec![Facts { kind: ItemKind::Escalate, ..climb() }], 0),
        ("repeated, late", vec![Facts { kind: ItemKind::Repeat, late: true, ..climb() }], 0),
        ("state after folding", vec![Facts { folded: 5, ..over(ItemKind::State, LifeState::LatchedUnack) }], 0),
        ("during an outage", vec![over(ItemKind::Once, LifeState::UnackReturned)], 0),
        ("folded once", vec![Facts { folded: 1, ..over(ItemKind::State, LifeState::LatchedUnack) }], 0),
        (
            "returned at its limit",
            vec![Facts { value: Some(50.0), ..over(ItemKind::Return, LifeState::UnackReturned) }],
            0,
        ),
        ("present again", vec![Facts { returned: Some(ten()), ..realarm_at(62.0) }], 0),
        ("last value known", vec![Facts { value: Some(49.0), held: true, ..climb() }], 0),
        ("unrecorded drill", vec![Facts { unrecorded: true, drill: true, ..climb() }], 0),
    ]
}

fn conditions() -> Vec<Sample> {
    let oxygen = Facts {
        sensor: Some(SensorType::O2),
        condition: Some(Condition::LowLow),
        value: Some(16.95),
        peak: Some(16.95),
        limit: Some(18.0),
        unit: Some(Unit::PercentVol),
        decimals: 2,
        ..climb()
    };
    let latch = Facts { condition: Some(Condition::OverRange), ..over(ItemKind::Ack, LifeState::LatchedAcked) };
    let fault = Facts {
        condition: Some(Condition::Fault),
        priority: Priority::High,
        text: Some("err 2".into()),
        limit: None,
        value: None,
        ..climb()
    };
    let offline =
        Facts { condition: Some(Condition::Offline), held: true, value: Some(3.0), limit: None, peak: None, ..climb() };
    let unlimited = Facts {
        condition: Some(Condition::NoLimit),
        priority: Priority::Low,
        name: Some("A001".into()),
        sensor: Some(SensorType::Custom),
        value: Some(7.0),
        peak: Some(9.0),
        limit: None,
        unit: Some(Unit::One),
        ..climb()
    };
    let zone = Facts {
        condition: Some(Condition::Zone),
        text: Some("2oo3, A001 A002".into()),
        sn: None,
        name: None,
        sensor: None,
        value: None,
        limit: None,
        ..climb()
    };
    let system = Facts {
        condition: Some(Condition::System),
        cause: Some(SystemCause::DiskCritical),
        text: Some(crate::sentence::DISK_FREE.with(&[&"4.0"])),
        ..zone.clone()
    };
    vec![
        ("oxygen", vec![oxygen], 0),
        ("a latch of over-range", vec![latch], 0),
        ("fault", vec![fault], 0),
        ("offline", vec![offline], 0),
        ("a point without unit, limit and name of its own", vec![unlimited], 0),
        ("zone", vec![zone], 0),
        ("system", vec![Facts { zone: None, area: None, ..system }], 0),
    ]
}

fn others() -> Vec<Sample> {
    let medium = Facts {
        occurrence: Some(OccurrenceId(41)),
        condition: Some(Condition::Offline),
        priority: Priority::Medium,
        value: None,
        limit: None,
        ..climb()
    };
    let drill = Facts { occurrence: Some(OccurrenceId(43)), drill: true, ..climb() };
    let shelf = Facts { kind: ItemKind::Mask, mask: Some(mask(MaskKind::Shelved, 10)), ..climb() };
    let inhibit = Facts {
        mask: Some(mask(MaskKind::Inhibited, 120)),
        name: climb().name,
        sn: climb().sn,
        ..word(ItemKind::Mask)
    };
    let alive = Facts { lines: vec!["points 20, online 20".into(), "open alarms 1".into()], ..word(ItemKind::Alive) };
    let lines = ["M 2026-11-21 06:00–06:12 A002 HIGH 31.0 %LEL (25.0) ×3", "L 2026-11-21 04:00– A001 LOW_BAT"];
    let summary =
        Facts { priority: Priority::Medium, lines: lines.map(String::from).to_vec(), ..word(ItemKind::Summary) };
    let shown_again = Facts { kind: ItemKind::Mask, ..climb() };
    vec![
        ("several", vec![medium.clone(), climb(), drill], 7),
        ("two", vec![climb(), medium], 0),
        ("one and more", vec![climb()], 299),
        ("nothing but more", vec![], 12),
        ("a shelf ends", vec![shelf], 0),
        ("a shelf ended", vec![shown_again], 0),
        ("inhibited", vec![inhibit], 0),
        ("summary", vec![summary], 0),
        ("alive", vec![alive], 0),
        (
            "words about no alarm",
            vec![word(ItemKind::Test), Facts { text: Some("for you".into()), ..word(ItemKind::Alive) }],
            0,
        ),
        ("words of a test", vec![Facts { text: Some("to all".into()), ..word(ItemKind::Test) }], 0),
        ("test", vec![Facts { by: Some("admin".into()), ..word(ItemKind::Test) }], 0),
    ]
}

fn shanghai() -> TimeZone {
    TimeZone::fixed(Offset::from_hours(8).expect("an offset"))
}

#[test]
fn every_message_reads_as_it_was_written_down() {
    let tz = shanghai();
    let mut written = String::new();
    for (name, facts, more) in [lives(), conditions(), others()].concat() {
        let letter = Letter { site: "南厂", tz: &tz, facts: &facts, more };
        writeln!(written, "## {name}").expect("memory");
        for language in [Language::Chinese, Language::English] {
            let Short { device, what, value } = short(&letter, language);
            writeln!(written, "{}\n({device} | {what} | {value})\n", compose(&letter, language).plain())
                .expect("memory");
        }
    }
    let expected = include_str!("samples.txt");
    assert_eq!(written.trim_end(), expected.trim_end(), "\nwritten now:\n{written}");
}

#[test]
fn a_cause_is_called_the_same_on_a_list_and_in_a_title() {
    let (tz, facts) =
        (shanghai(), conditions().into_iter().find(|(name, ..)| *name == "system").expect("it is there").1);
    let letter = Letter { site: "South", tz: &tz, facts: &facts, more: 0 };
    for (language, name) in [(Language::Chinese, "磁盘将满"), (Language::English, "disk almost full")] {
        assert_eq!(cause(facts[0].cause.expect("a cause"), language), name);
        assert!(compose(&letter, language).title.contains(name));
    }
}

#[test]
fn a_message_says_what_where_how_much_and_since_when_in_its_first_line() {
    let (tz, facts) = (shanghai(), [climb()]);
    let letter = Letter { site: "South", tz: &tz, facts: &facts, more: 0 };
    for language in [Language::Chinese, Language::English] {
        let title = compose(&letter, language).title;
        for vital in ["A2", "62.0 %LEL ≥ 50.0", "3号泵房 A001", "11-21 18:00:50 UTC+8", "South"] {
            assert!(title.contains(vital), "{vital}: {title}");
        }
        assert!(title.chars().count() < 100, "{title}");
    }
}

#[test]
fn what_people_typed_breaks_no_line_and_no_markdown() {
    let tz = shanghai();
    let facts = [Facts {
        name: Some("a\r\nBcc: x@y **[b](http://c)** <at>".into()),
        text: Some("x\n\n# y".repeat(100)),
        ..climb()
    }];
    let letter = Letter { site: "s\nt", tz: &tz, facts: &facts, more: 0 };
    let text = compose(&letter, Language::English);
    assert_eq!(text.title.lines().count(), 1);
    assert!(text.lines.iter().all(|line| line.lines().count() == 1));
    assert!(text.lines.iter().all(|line| line.chars().count() < 260), "{text:?}");
    let markdown = text.markdown();
    let inside = markdown.trim_start_matches("**").replace("\\*", "").replace("\\[", "").replace("\\<", "");
    assert!(!["[b", "<at"].iter().any(|mark| inside.contains(mark)), "{markdown}");
    assert_eq!(inside.matches("**").count(), 1, "only the end of the title: {markdown}");
}

#[test]
fn a_site_without_a_name_is_not_named() {
    let (tz, facts) = (shanghai(), [climb()]);
    let letter = Letter { site: " \n", tz: &tz, facts: &facts, more: 0 };
    for language in [Language::Chinese, Language::English] {
        let named = compose(&Letter { site: "South", ..letter }, language).title;
        assert_eq!(format!("{} · South", compose(&letter, language).title), named);
    }
}

#[test]
fn what_fits_to_the_byte_is_whole_and_a_title_is_never_cut() {
    let (tz, facts) = (shanghai(), [climb()]);
    let letter = Letter { site: "South", tz: &tz, facts: &facts, more: 0 };
    let whole = compose(&letter, Language::English);
    let room = whole.plain().len();
    assert_eq!(compose_within(&letter, Language::English, room), whole);
    assert_eq!(compose_within(&letter, Language::English, room - 1).title, whole.title);
    assert_ne!(compose_within(&letter, Language::English, room - 1), whole);
    let lines = vec![format!("… {} lines left out, see mcsctl alarm list", whole.lines.len())];
    assert_eq!(compose_within(&letter, Language::English, 10), Text { lines, ..whole });
    let facts = [word(ItemKind::Test)];
    let only = compose_within(&Letter { facts: &facts, ..letter }, Language::English, 10).lines;
    assert_eq!(only, ["… 1 lines left out, see mcsctl alarm list"]);
}

#[test]
fn a_mark_is_no_mark_where_it_was_typed() {
    let text = Text { title: "- a + b".into(), lines: vec!["= c*d".into(), "e-f".into()] };
    assert_eq!(text.markdown(), "**\\- a + b**\n\n\\= c\\*d\n\ne-f");
}

#[test]
fn a_title_has_room_for_half_a_sentence_of_what_was_typed() {
    let long = "x".repeat(300);
    let half = format!("{}…", "x".repeat(99));
    let tz = shanghai();
    let fault = Facts { condition: Some(Condition::Fault), text: Some(long.clone()), ..climb() };
    let summary = Facts { lines: vec![long], ..word(ItemKind::Summary) };
    for facts in [fault, summary] {
        let title = compose(&Letter { site: "South", tz: &tz, facts: &[facts], more: 0 }, Language::English).title;
        assert!(title.contains(&half), "{title}");
        assert!(!title.contains("more"), "{title}");
    }
}

#[test]
fn in_little_room_the_most_urgent_stay_and_the_rest_is_counted() {
    let tz = shanghai();
    let facts: Vec<Facts> = (0..60_u64)
        .map(|n| Facts {
            occurrence: Some(OccurrenceId(n)),
            priority: if n == 59 { Priority::Critical } else { Priority::High },
            ..climb()
        })
        .collect();
    let letter = Letter { site: "南厂", tz: &tz, facts: &facts, more: 5 };
    for room in [600, 2_048, 4_000] {
        let text = compose_within(&letter, Language::Chinese, room);
        assert!(text.plain().len() <= room, "{room}: {}", text.plain().len());
        assert!(text.lines[0].contains("危急"), "{text:?}");
        assert!(text.lines[0].ends_with("#59"), "{text:?}");
        let listed = text.lines.iter().filter(|line| line.contains('#')).count();
        let left_out = format!("未列 {} 条", 65 - listed);
        assert!(text.lines.iter().any(|line| line.contains(&left_out)), "{left_out}: {text:?}");
        assert!(text.title.contains("另有 64 条"), "{}", text.title);
    }
    let summary = [Facts { lines: (0..500).map(|n| format!("line {n}")).collect(), ..word(ItemKind::Summary) }];
    let letter = Letter { facts: &summary, more: 0, ..letter };
    let text = compose_within(&letter, Language::Chinese, 1_000);
    assert_eq!(compose_within(&letter, Language::Chinese, text.plain().len()), text, "it fits to the byte");
    let shown = text.lines.len() - 1;
    assert_eq!(text.lines[shown], format!("……此处省略 {} 行，查看：mcsctl alarm list", 501 - shown));
    let text = compose_within(&letter, Language::English, 1_000);
    assert!(text.plain().len() <= 1_000, "{}", text.plain().len());
    assert!(text.lines.len() > 50, "{}", text.lines.len());
    let shown = text.lines.len() - 1;
    assert_eq!(text.lines[shown], format!("… {} lines left out, see mcsctl alarm list", 501 - shown), "with the zone");
}
