//! What people and programs see of each noun, from canned values, in every format.

use std::{
    cell::RefCell,
    io::{self, Write},
    rc::Rc,
};

use mcs_core::{
    alarm::{Condition, LifeState, Occurrence, Priority, Source, SystemCause},
    calibration::{Calibration, Coefficients},
    device::{Credential, Device, Limits, PointSettings},
    id::{CalibrationRevision, OccurrenceId, PointId, SerialNumber, ShortName, UserName},
    ledger::{Counts, LedgerDay},
    quantity::Unit,
    reading::{Flags, Quality, ReadingRecord},
    sensor::SensorType,
    site::Position,
    status::{Status, StoreState},
    time::Timestamp,
};

mod broker;
mod history;
mod house;
mod life;
mod map;
mod notify;
mod zone;

use super::{device::Issued, reading::Latest};
use crate::{
    output::{Colour, Format, Item, OutputError, Printer},
    time::Zone,
};

/// Somewhere to print to and look at afterwards.
#[derive(Clone, Default)]
struct Paper(Rc<RefCell<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is printed in this format, on the site's clocks.
pub(super) fn printed(format: Option<Format>, print: impl FnOnce(&mut Printer) -> Result<(), OutputError>) -> String {
    let paper = Paper::default();
    let zone = Zone::named("Asia/Shanghai").expect("a zone of the table");
    let mut printer = Printer::into(format, Colour::Off, Box::new(paper.clone())).in_zone(zone);
    print(&mut printer).expect("it prints");
    drop(printer);
    String::from_utf8(paper.0.take()).expect("text")
}

fn one(format: Format, item: &impl Item) -> String {
    printed(Some(format), |printer| printer.one(item))
}

fn list<T: Item>(format: Format, items: &[T]) -> String {
    printed(Some(format), |printer| printer.list(items))
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("RFC 3339")
}

fn sn(text: &str) -> SerialNumber {
    SerialNumber::new(text).expect("a serial number")
}

fn device(number: u32, name: Option<&str>) -> Device {
    Device {
        sn: sn(&format!("A00{number}")),
        point: PointId(number),
        name: name.map(ToOwned::to_owned),
        area: None,
        zone: None,
        instrument: None,
        position: None,
        settings: PointSettings::proposed(SensorType::CH4),
        revision: 1,
        added: at("2026-11-01T00:00:00Z"),
        retired: None,
    }
}

fn devices() -> Vec<Device> {
    let mut first = device(1, Some("北罐区一号"));
    first.area = Some(ShortName::new("tank-farm").expect("a short name"));
    first.position = Position::new(12.5, 40.0);
    first.settings.rules.limits = Limits { high: Some(1000.0), high_high: Some(2000.0), ..Limits::default() };
    let second = device(2, Some("pump room"));
    let mut third = device(3, None);
    third.settings = PointSettings::proposed(SensorType::H2S);
    vec![first, second, third]
}

fn reading() -> ReadingRecord {
    ReadingRecord {
        sn: sn("A001"),
        ts: Some(at("2026-11-01T00:00:00Z")),
        time: at("2026-11-01T00:00:00Z"),
        received: at("2026-11-01T00:00:00.250Z"),
        seq: Some(1),
        value: Some(3516.1),
        value_unlimited: Some(3516.1),
        unit: Unit::Ppm,
        quality: Quality::Good,
        late: false,
        v_raw: Some(2350.5),
        temp: Some(28.5),
        humi: None,
        bat: Some(85.0),
        rssi: Some(-75.0),
        err: 0,
        flags: Flags::default(),
        calibration: Some(CalibrationRevision(1)),
    }
}

fn alarm() -> Occurrence {
    Occurrence {
        sn: Some(sn("A001")),
        state: LifeState::UnackActive,
        value: Some(3516.1),
        peak: Some(3600.0),
        limit: Some(1000.0),
        unit: Some(Unit::Ppm),
        ..Occurrence::raised(
            OccurrenceId(42),
            Source::Point(PointId(1)),
            Condition::High,
            Priority::High,
            at("2026-11-01T02:00:10Z"),
        )
    }
}

fn system_alarm() -> Occurrence {
    Occurrence {
        id: OccurrenceId(7),
        sn: None,
        source: Source::System(SystemCause::DiskLow),
        condition: Condition::System,
        state: LifeState::AckedActive,
        acked: Some(at("2026-11-01T02:05:00Z")),
        acked_by: Some("王伟".to_owned()),
        value: None,
        peak: None,
        limit: None,
        unit: None,
        text: Some("less than 10 % of the disk is free".to_owned()),
        ..alarm()
    }
}

fn status() -> Status {
    Status {
        site: "滨海气站".to_owned(),
        tz: "Asia/Shanghai".to_owned(),
        version: "0.1.0".to_owned(),
        started: at("2026-10-31T20:00:00Z"),
        now: at("2026-11-01T02:00:00Z"),
        devices: 50,
        connections: 49,
        live: 48,
        stale: 1,
        offline: 1,
        not_commissioned: 0,
        fault: 0,
        unacked: 2,
        active: 3,
        discovered: 0,
        readings: 108_000,
        committed: 108_000,
        unrecorded: 0,
        store: StoreState::Ok,
        commit_us: 1_240,
        store_bytes: 12 << 20,
        disk_free_percent: 81.4,
        mqtt: vec!["127.0.0.1:1883".to_owned()],
        failing_jobs: Vec::new(),
    }
}

#[test]
fn wide_characters_line_up_in_the_list_of_devices() {
    insta::assert_snapshot!(list(Format::Table, &devices()));
}

#[test]
fn wide_characters_line_up_in_a_stream_too() {
    let text = printed(Some(Format::Table), |printer| {
        let mut rows = printer.watch()?;
        for device in &devices() {
            rows.push(device)?;
        }
        rows.finish()
    });
    insta::assert_snapshot!(text);
}

#[test]
fn the_wide_table_has_every_column() {
    insta::assert_snapshot!(list(Format::Wide, &devices()));
}

#[test]
fn one_device_shows_every_fact() {
    insta::assert_snapshot!(one(Format::Table, &devices()[0]));
}

#[test]
fn a_new_device_comes_with_its_credential_in_one_flat_object() {
    let credential = Credential { user: UserName::new("device_A001").expect("a user"), password: "secret".to_owned() };
    let json = one(Format::Json, &Issued { device: device(1, None), credential: Some(credential) });
    assert!(json.starts_with("{\"sn\":\"A001\","), "{json}");
    assert!(json.ends_with(",\"credential\":{\"user\":\"device_A001\",\"password\":\"secret\"}}\n"), "{json}");
    insta::assert_snapshot!(json);
}

#[test]
fn without_a_new_credential_there_is_none_in_the_object() {
    let json = one(Format::Json, &Issued { device: device(1, None), credential: None });
    assert!(!json.contains("credential"), "{json}");
}

#[test]
fn csv_has_the_same_columns_whatever_is_set() {
    let text = list(Format::Csv, &devices());
    let widths: Vec<usize> = text.lines().map(|line| line.split(',').count()).collect();
    assert!(widths.iter().all(|width| *width == widths[0]), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn the_latest_reading_is_one_object_with_its_age() {
    let latest = Latest::new(reading(), at("2026-11-01T00:00:01.500Z"));
    insta::assert_snapshot!(one(Format::Json, &latest));
    insta::assert_snapshot!("latest_table", list(Format::Table, &[latest]));
}

#[test]
fn an_age_is_never_negative() {
    assert_eq!(Latest::new(reading(), at("2026-10-31T23:59:59Z")).age_ms, 0);
}

#[test]
fn history_is_one_reading_a_line() {
    let mut doubtful = reading();
    doubtful.value = None;
    doubtful.quality = Quality::Fault;
    insta::assert_snapshot!(list(Format::Jsonl, &[reading(), doubtful]));
}

#[test]
fn alarms_are_a_table_for_people_and_an_array_for_programs() {
    let alarms = [alarm(), system_alarm()];
    insta::assert_snapshot!("alarms_table", list(Format::Table, &alarms));
    insta::assert_snapshot!("alarms_json", list(Format::Json, &alarms));
    insta::assert_snapshot!("alarms_name", list(Format::Name, &alarms));
}

#[test]
fn the_status_fits_a_screen() {
    insta::assert_snapshot!("status_table", one(Format::Table, &status()));
    insta::assert_snapshot!("status_yaml", one(Format::Yaml, &status()));
}

#[test]
fn calibrations_and_the_ledger_are_tables() {
    let calibration = Calibration {
        revision: CalibrationRevision(2),
        valid_from: at("2026-11-01T00:00:00Z"),
        coefficients: Coefficients::new(1.5, -10.0, 25.0, 0.1).expect("usable"),
        due: Some(at("2027-05-01T00:00:00Z")),
        by: "王伟".to_owned(),
        recorded: at("2026-11-01T00:00:00Z"),
        comment: Some("标气 50 %LEL".to_owned()),
    };
    insta::assert_snapshot!("calibrations", list(Format::Table, &[calibration]));
    let counts = Counts { received: 8640, missing: 3, recovered: 1, ..Counts::default() };
    let day = |complete, no_identity| LedgerDay {
        sn: sn("A001"),
        day: "2026-11-01".to_owned(),
        counts,
        complete,
        no_identity,
    };
    insta::assert_snapshot!("ledger", list(Format::Table, &[day(false, false), day(true, true), day(true, false)]));
}

#[test]
fn an_empty_list_is_still_what_was_asked_for() {
    let none: [Device; 0] = [];
    assert_eq!(list(Format::Json, &none), "[]\n");
    assert_eq!(list(Format::Jsonl, &none), "");
    assert_eq!(list(Format::Name, &none), "");
    assert!(list(Format::Table, &none).starts_with("SN"));
}

#[test]
fn without_a_word_and_a_terminal_a_list_is_jsonl_and_one_thing_is_json() {
    let devices = devices();
    assert_eq!(printed(None, |printer| printer.list(&devices)), list(Format::Jsonl, &devices));
    assert_eq!(printed(None, |printer| printer.one(&devices[0])), one(Format::Json, &devices[0]));
}

#[test]
fn a_stream_without_an_end_is_never_an_array() {
    let text = printed(Some(Format::Json), |printer| {
        let mut rows = printer.watch()?;
        rows.push(&alarm())?;
        rows.finish()
    });
    assert_eq!(text, list(Format::Jsonl, &[alarm()]));
}

#[test]
fn templates_are_filled_in_once_for_each_and_unknown_fields_are_faults() {
    let template = |text: &str| Format::Template(text.to_owned());
    let text = list(template("{{ sn }} {{ limits.high }}"), &devices()[..1]);
    assert_eq!(text, "A001 1000.0\n");
    let paper = Paper::default();
    let mut printer = Printer::into(Some(template("{{ colour }}")), Colour::Off, Box::new(paper));
    assert!(matches!(printer.list(&devices()), Err(OutputError::Template { .. })));
}

#[test]
fn what_a_device_calls_itself_cannot_move_the_cursor() {
    let text = list(Format::Table, &[device(1, Some("evil\u{1b}[2J\r\nname"))]);
    assert!(!text.contains('\u{1b}') && !text.contains('\r'), "{text:?}");
    assert_eq!(text.lines().count(), 2);
}

#[test]
fn colour_repeats_what_the_text_says() {
    let paper = Paper::default();
    let mut printer = Printer::into(Some(Format::Table), Colour::On, Box::new(paper.clone()));
    printer.list(&[alarm()]).expect("it prints");
    let text = String::from_utf8(paper.0.take()).expect("text");
    assert!(text.contains("\u{1b}[") && text.contains("unack-active"), "{text:?}");
}
