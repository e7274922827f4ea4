//! What devices send, and what is made of it.

use super::{MAX_BATCH, MAX_PAYLOAD, decode};
use crate::{
    family::{DecodeError, json::MAX_DEPTH},
    observation::{Anomaly, Channel, Measure, Observation, Presence, Sample},
    time::Timestamp,
    topic::Leaf,
};

fn samples(payload: &str) -> (Vec<Sample>, bool) {
    match decode(Leaf::Up, payload.as_bytes()) {
        Ok(Observation::Samples { samples, array }) => (samples.into_vec(), array),
        other => panic!("{payload} gave {other:?}"),
    }
}

fn sample(payload: &str) -> Sample {
    let (mut samples, array) = samples(payload);
    assert!(!array, "{payload} is one object");
    samples.remove(0)
}

fn error(payload: &str) -> DecodeError {
    decode(Leaf::Up, payload.as_bytes()).expect_err(payload)
}

#[test]
fn the_documented_frame_is_read_in_full() {
    let frame = r#"{"ts":1734320000,"seq":1024,"v_raw":2350.5,"temp":25.4,"humi":65.2,"bat":85,"rssi":-75,"net":"4G","ver":"1.0.2","err":0}"#;
    let read = sample(frame);
    assert_eq!(read.ts, Some(Timestamp::from_micros(1_734_320_000_000_000)));
    assert_eq!(read.seq, Some(1024));
    let channels = Channel::ALL.map(|channel| read.channels.finite(channel));
    assert_eq!(channels, [Some(2350.5), Some(25.4), Some(65.2), Some(85.0), Some(-75.0)]);
    assert_eq!((read.net.as_deref(), read.ver.as_deref(), read.err), (Some("4G"), Some("1.0.2"), 0));
    assert!(read.anomalies.is_empty());
}

#[test]
fn an_array_keeps_its_order_and_says_that_it_is_one() {
    let (read, array) = samples(r#" [ {"seq":1,"v_raw":1} , {"seq":2,"v_raw":2} ] "#);
    assert!(array);
    assert_eq!(read.iter().map(|sample| sample.seq).collect::<Vec<_>>(), [Some(1), Some(2)]);
}

#[test]
fn a_batch_of_a_whole_buffer_is_accepted_and_one_more_is_not() {
    let batch = |count: usize| format!("[{}]", vec![r#"{"v_raw":1}"#; count].join(","));
    assert_eq!(samples(&batch(MAX_BATCH)).0.len(), MAX_BATCH);
    assert_eq!(error(&batch(MAX_BATCH + 1)), DecodeError::TooMany { max: MAX_BATCH });
    assert_eq!(error("[]"), DecodeError::Empty);
}

#[test]
fn numbers_that_are_not_finite_are_a_fact_and_not_a_gap() {
    for token in [
        "NaN",
        "nan",
        "-nan",
        "Infinity",
        "-Infinity",
        "+Infinity",
        "inf",
        "-INF",
        "1e999",
        "-1e999",
        "9e308",
        "1e2147483648",
    ] {
        let read = sample(&format!(r#"{{"v_raw":{token},"temp":25}}"#));
        assert_eq!(read.channels.get(Channel::VRaw), Measure::NonFinite, "{token}");
        assert_eq!(read.anomalies.as_slice(), [Anomaly::NonFinite("v_raw")], "{token}");
        assert_eq!(read.channels.finite(Channel::Temp), Some(25.0));
    }
}

#[test]
fn what_is_not_a_possible_measurement_is_missing_and_said() {
    for (field, value) in [
        ("v_raw", r#""2350.5""#),
        ("v_raw", "true"),
        ("v_raw", "[2350.5]"),
        ("v_raw", "1e11"),
        ("temp", "-999"),
        ("humi", r#"{"x":1}"#),
        ("bat", "255"),
        ("rssi", "-999"),
        ("err", "-1"),
        ("err", "65536"),
        ("err", "NaN"),
        ("seq", "65536"),
        ("seq", "1.5"),
        ("seq", r#""7""#),
        ("net", "4"),
        ("ver", r#""0123456789012345678901234567890123""#),
        ("ver", r#""\ud800""#),
    ] {
        let read = sample(&format!(r#"{{"err":0,"{field}":{value}}}"#));
        assert!(read.anomalies.contains(&Anomaly::BadField(field)), "{field}: {value} gave {read:?}");
        let measured = Channel::ALL.iter().any(|channel| read.channels.get(*channel) != Measure::Missing);
        assert!(!measured && read.seq.is_none() && read.err == 0 && read.net.is_none() && read.ver.is_none());
    }
}

#[test]
fn null_is_missing_without_a_complaint() {
    let read = sample(r#"{"ts":null,"seq":null,"v_raw":null,"temp":null,"net":null,"err":null}"#);
    assert_eq!(read, Sample::default());
}

#[test]
fn of_a_field_that_stands_twice_the_last_one_counts() {
    let read = sample(r#"{"v_raw":1,"seq":5,"v_raw":2,"v_raw":3}"#);
    assert_eq!(read.channels.finite(Channel::VRaw), Some(3.0));
    assert_eq!(read.anomalies.as_slice(), [Anomaly::DuplicateField("v_raw")]);
    let read = sample(r#"{"v_raw":1,"v_raw":null,"ver":"1","ver":2}"#);
    assert_eq!((read.channels.get(Channel::VRaw), read.ver), (Measure::Missing, None));
}

#[test]
fn anomalies_are_bounded_whatever_is_sent() {
    let read = sample(&format!(r#"{{{}"v_raw":1}}"#, r#""ts":"x","net":1,"#.repeat(2000)));
    assert_eq!(read.anomalies.len(), 4);
}

#[test]
fn times_are_exact_to_the_microsecond() {
    for (text, micros) in [
        ("0", 0),
        ("-0.0", 0),
        ("1734320000", 1_734_320_000_000_000),
        ("1734320000.5", 1_734_320_000_500_000),
        ("1734320000.123456", 1_734_320_000_123_456),
        ("1734320000.1234569999999999999999", 1_734_320_000_123_456),
        ("1.73432e9", 1_734_320_000_000_000),
        ("1734320000123", 1_734_320_000_123_000),
        ("1734320000123.456", 1_734_320_000_123_456),
        ("100000000000", 100_000_000_000_000_000),
        ("100000000001", 100_000_000_001_000),
        ("253402300799999", 253_402_300_799_999_000),
    ] {
        let read = sample(&format!(r#"{{"ts":{text},"v_raw":1}}"#));
        assert_eq!(read.ts, Some(Timestamp::from_micros(micros)), "{text}");
        assert!(read.anomalies.is_empty());
    }
}

#[test]
fn a_time_that_cannot_be_one_is_an_anomaly() {
    for text in ["NaN", "-1", "-1734320000", r#""1734320000""#, "1e999", "253402300800000", "true", "[]"] {
        let read = sample(&format!(r#"{{"ts":{text},"v_raw":1}}"#));
        assert_eq!((read.ts, read.anomalies.as_slice()), (None, &[Anomaly::UnusableTime][..]), "{text}");
    }
}

#[test]
fn zero_has_no_sign_and_whole_numbers_may_be_written_as_fractions() {
    let read = sample(r#"{"v_raw":-0.0,"seq":1024.0,"err":5e1}"#);
    assert_eq!(read.channels.finite(Channel::VRaw).map(f64::to_bits), Some(0));
    assert_eq!((read.seq, read.err), (Some(1024), 50));
}

#[test]
fn unknown_fields_are_kept_out_however_they_nest() {
    let read = sample(r#"{"x":{"v_raw":[1,{"y":"}\"]"}],"z":null},"v_raw":7,"vendor":[[],{}]}"#);
    assert_eq!(read.channels.finite(Channel::VRaw), Some(7.0));
    assert!(read.anomalies.is_empty());
}

#[test]
fn nesting_beyond_the_bound_is_an_error_and_not_a_crash() {
    let nested = |depth: usize| format!(r#"{{"v_raw":1,"x":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
    assert_eq!(sample(&nested(MAX_DEPTH - 1)).channels.finite(Channel::VRaw), Some(1.0));
    assert!(matches!(error(&nested(MAX_DEPTH)), DecodeError::TooDeep { .. }));
    assert!(matches!(error(&"[".repeat(MAX_PAYLOAD)), DecodeError::Malformed { .. }));
    assert!(matches!(error(&r#"{"a":"#.repeat(MAX_PAYLOAD / 5)), DecodeError::TooDeep { .. }));
}

#[test]
fn names_and_texts_may_be_escaped() {
    let read = sample(r#"{"v\u005fraw":1,"net":"\u0034G\n","ver":"\ud83d\ude00\u00b5\/"}"#);
    assert_eq!(read.channels.finite(Channel::VRaw), Some(1.0));
    assert_eq!((read.net.as_deref(), read.ver.as_deref()), (Some("4G\n"), Some("😀µ/")));
}

#[test]
fn a_text_that_is_not_utf_8_is_a_bad_field() {
    let payload = [&br#"{"v_raw":1,"ver":""#[..], &[0xff, 0xfe], br#""}"#].concat();
    let Ok(Observation::Samples { samples, .. }) = decode(Leaf::Up, &payload) else { panic!("still a reading") };
    assert_eq!(samples[0].anomalies.as_slice(), [Anomaly::BadField("ver")]);
}

#[test]
fn a_frame_that_measures_nothing_is_refused() {
    assert_eq!(error("{}"), DecodeError::NoMeasurement { element: 0 });
    assert_eq!(error(r#"{"ts":1734320000,"seq":4,"net":"4G"}"#), DecodeError::NoMeasurement { element: 0 });
    assert_eq!(error(r#"[{"v_raw":1},{"x":1}]"#), DecodeError::NoMeasurement { element: 1 });
    // A sensor that could not be read has a reason to leave its voltage out.
    assert_eq!(sample(r#"{"seq":4,"err":1}"#).err, 1);
}

#[test]
fn what_is_not_json_is_refused() {
    for payload in [
        "",
        " ",
        "null",
        "7",
        "\"v_raw\"",
        "{",
        "{\"v_raw\"",
        "{\"v_raw\":",
        "{\"v_raw\":1",
        "{\"v_raw\":1,",
        "{\"v_raw\":1,}",
        "{v_raw:1}",
        "{'v_raw':1}",
        "{\"v_raw\":01}",
        "{\"v_raw\":.5}",
        "{\"v_raw\":5.}",
        "{\"v_raw\":+5}",
        "{\"v_raw\":1e}",
        "{\"v_raw\":-}",
        "{\"v_raw\":nanx}",
        "{\"v_raw\":-null}",
        "{\"v_raw\":nul}",
        "{\"v_raw\":1}{}",
        "{\"v_raw\":1} x",
        "[{\"v_raw\":1},]",
        "[{\"v_raw\":1}",
        "[1]",
        "[[{\"v_raw\":1}]]",
        "{\"v_raw\":1,\"x\":\"\\q\"}",
        "{\"v_raw\":1,\"x\":\"\\u12g4\"}",
        "{\"v_raw\":1,\"x\":\"\u{1}\"}",
        "{\"v_raw\":1,\"x\":\"",
        "{\"v_raw\":1,\"x\":\"\\",
    ] {
        assert!(matches!(error(payload), DecodeError::Malformed { .. }), "{payload} gave {:?}", error(payload));
    }
}

#[test]
fn a_payload_that_is_too_long_is_not_read_at_all() {
    let payload = vec![b' '; MAX_PAYLOAD + 1];
    assert_eq!(decode(Leaf::Up, &payload), Err(DecodeError::TooLong { len: MAX_PAYLOAD + 1, max: MAX_PAYLOAD }));
}

#[test]
fn a_status_says_online_or_offline_and_nothing_else() {
    let status = |payload: &str| decode(Leaf::Status, payload.as_bytes());
    assert_eq!(status(r#"{"status":"online","ts":1}"#), Ok(Observation::Status(Presence::Online)));
    assert_eq!(status(r#"{"ts":1,"status":"offline"}"#), Ok(Observation::Status(Presence::Offline)));
    for payload in [r#"{"status":"Online!"}"#, r#"{"status":1}"#, "{}", r#"{"status":"a very long word"}"#] {
        assert_eq!(status(payload), Err(DecodeError::MissingField { name: "status" }), "{payload}");
    }
    assert!(status("online").is_err());
}

#[test]
fn an_answer_needs_an_id_and_a_verdict() {
    let answer = |payload: &str| decode(Leaf::Ack, payload.as_bytes());
    let full = Observation::Answer { id: "01J9".into(), ok: true, err: 0 };
    assert_eq!(answer(r#"{"id":"01J9","ok":true,"err":0}"#), Ok(full.clone()));
    assert_eq!(answer(r#"{"ok":true,"id":"01J9","more":[1]}"#), Ok(full));
    assert_eq!(answer(r#"{"ok":true}"#), Err(DecodeError::MissingField { name: "id" }));
    assert_eq!(answer(r#"{"id":"","ok":true}"#), Err(DecodeError::MissingField { name: "id" }));
    assert_eq!(answer(r#"{"id":"1","ok":"true"}"#), Err(DecodeError::MissingField { name: "ok" }));
    assert_eq!(answer(r#"{"id":"1","ok":false,"err":-3}"#), Err(DecodeError::MissingField { name: "err" }));
}

#[test]
fn devices_do_not_publish_commands() {
    for leaf in [Leaf::Cmd, Leaf::Down] {
        assert_eq!(decode(leaf, b"{}"), Err(DecodeError::NotFromDevice { leaf: leaf.as_str() }));
    }
}
