//! Whatever a gas detector sends: the decoder never panics, keeps its bounds, and agrees with a general JSON reader.
//!
//! From `daemon/core`: `RUSTC_BOOTSTRAP=1 cargo fuzz run gas_decode fuzz/corpus/gas_decode fuzz/seeds/gas_decode
//! --sanitizer none -- -max_total_time=20`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mcs_core::{
    family::{DecodeError, gas},
    identity::fingerprint,
    observation::{Anomaly, Channel, Measure, Observation, Sample},
    topic::Leaf,
};
use serde_json::{Map, Value};

fuzz_target!(|payload: &[u8]| {
    let _ = gas::decode(Leaf::Status, payload);
    let _ = gas::decode(Leaf::Ack, payload);
    let general: Option<Value> = serde_json::from_slice(payload).ok();
    match gas::decode(Leaf::Up, payload) {
        Ok(Observation::Samples { samples, array }) => {
            assert!((1..=gas::MAX_BATCH).contains(&samples.len()));
            assert!(array || samples.len() == 1);
            samples.iter().for_each(bounded);
            match general {
                Some(Value::Array(elements)) => {
                    assert!(array && elements.len() == samples.len());
                    elements.iter().zip(&samples).for_each(|(element, sample)| agree(element, sample));
                }
                Some(object) => agree(&object, &samples[0]),
                None => {}
            }
        }
        Ok(other) => panic!("a reading decoded as {other:?}"),
        Err(DecodeError::Malformed { .. }) => {
            assert!(!general.is_some_and(|value| is_frame(&value)), "refused what is JSON of the right shape");
        }
        Err(_) => {}
    }
});

/// What holds for every sample.
fn bounded(sample: &Sample) {
    assert_eq!(fingerprint(sample), fingerprint(&sample.clone()));
    assert!(sample.anomalies.len() <= 32, "anomalies are noted once each");
    for text in [&sample.net, &sample.ver].into_iter().flatten() {
        assert!(text.len() <= Sample::MAX_TEXT);
    }
    for channel in Channel::ALL {
        if let Measure::Finite(x) = sample.channels.get(channel) {
            assert!(x.is_finite() && x.to_bits() != (-0.0_f64).to_bits());
        }
    }
}

fn is_frame(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(elements) => elements.iter().all(Value::is_object),
        _ => false,
    }
}

/// Compares with the general reader, which knows no anomalies and keeps the last of equal names too.
fn agree(value: &Value, sample: &Sample) {
    let fields = value.as_object().expect("only objects are samples");
    for channel in Channel::ALL {
        let name = channel.as_str();
        match (fields.get(name), sample.channels.get(channel)) {
            (Some(Value::Number(number)), Measure::Finite(x)) => {
                let expected = number.as_f64().expect("a number of JSON is one") + 0.0;
                assert_eq!(expected.to_bits(), x.to_bits(), "{name}");
            }
            (Some(Value::Number(_)), Measure::Missing) => assert!(complains(sample, Anomaly::BadField(name))),
            (None | Some(Value::Null), measure) => assert_eq!(measure, Measure::Missing),
            (Some(_), measure) => {
                assert_eq!(measure, Measure::Missing);
                assert!(complains(sample, Anomaly::BadField(name)));
            }
        }
    }
    agree_on_whole(fields, "seq", sample.seq);
    agree_on_whole(fields, "err", Some(sample.err).filter(|err| *err != 0));
    for (name, kept) in [("net", &sample.net), ("ver", &sample.ver)] {
        let expected = fields.get(name).and_then(Value::as_str).filter(|text| text.len() <= Sample::MAX_TEXT);
        assert_eq!(kept.as_deref(), expected, "{name}");
    }
    if let Some(seconds @ 0..=100_000_000_000) = fields.get("ts").and_then(Value::as_u64) {
        let micros = sample.ts.map(|ts| i128::from(ts.as_micros()));
        assert_eq!(micros, Some(i128::from(seconds) * 1_000_000));
    }
}

/// Compares a whole number of 16 bits. Of one written with a fraction a float cannot always tell that it is not whole.
fn agree_on_whole(fields: &Map<String, Value>, name: &str, read: Option<u16>) {
    let Some(Value::Number(number)) = fields.get(name) else {
        assert_eq!(read, None, "{name}");
        return;
    };
    let expected = number.as_u64().and_then(|whole| u16::try_from(whole).ok());
    match (number.is_f64(), number.as_f64()) {
        (true, Some(x)) => assert!(read.is_none_or(|read| f64::from(read) == x), "{name}"),
        (true, None) | (false, _) => assert_eq!(read, expected.filter(|n| *n != 0 || name != "err"), "{name}"),
    }
}

fn complains(sample: &Sample, anomaly: Anomaly) -> bool {
    sample.anomalies.contains(&anomaly)
}
