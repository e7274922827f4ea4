//! The readings a load generator sends: like a detector's, of a chosen size, and cheap to write.

use std::io::Write;

/// Clean air on the simulated CH4 calibration, in hundredths of a millivolt.
pub(super) const CLEAN: u32 = 40_030;
/// Far over the high limit of that point.
pub(super) const LEAKING: u32 = 45_000;

/// A text without content, behind the last field.
const FILLER: &[u8] = br#","note":"""#;

/// Writes one reading. Shorter than this many bytes, it is filled up with a text that no decoder wants.
pub(super) fn write(payload: &mut Vec<u8>, ts_ms: i64, seq: u16, hundredths: u32, bytes: usize) {
    payload.clear();
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    write_all(payload, format_args!("{{\"ts\":{ts_ms},\"seq\":{seq},\"v_raw\":{whole}.{rest:02},"));
    payload.extend_from_slice(br#""temp":25.4,"humi":65.2,"bat":85,"rssi":-75,"net":"4G","ver":"1.0.2","err":0"#);
    let room = bytes.saturating_sub(payload.len() + 1);
    if room >= FILLER.len() {
        payload.extend_from_slice(&FILLER[..FILLER.len() - 1]);
        payload.resize(payload.len() + room - FILLER.len(), b'x');
        payload.push(b'"');
    }
    payload.push(b'}');
}

/// Writes one element of a large batch: what is needed and nothing else.
pub(super) fn write_short(payload: &mut Vec<u8>, ts_s: i64, seq: u16, hundredths: u32) {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    write_all(payload, format_args!("{{\"ts\":{ts_s},\"seq\":{seq},\"v_raw\":{whole}.{rest:02},\"temp\":25.4}}"));
}

fn write_all(payload: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    payload.write_fmt(text).expect("a vector takes every byte");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_is_json_of_exactly_the_size_asked_for() {
        let mut payload = Vec::new();
        for bytes in [130, 150, 200, 1000] {
            write(&mut payload, 1_734_320_000_123, 7, CLEAN, bytes);
            assert_eq!(payload.len(), bytes, "{}", String::from_utf8_lossy(&payload));
            let json: serde_json::Value = serde_json::from_slice(&payload).expect("well formed");
            assert_eq!((json["ts"].as_i64(), json["seq"].as_u64()), (Some(1_734_320_000_123), Some(7)));
            assert!(json["v_raw"].as_f64().is_some_and(|v| (v - 400.3).abs() < 1e-9));
        }
    }

    #[test]
    fn a_reading_is_never_cut_to_fit() {
        let mut payload = Vec::new();
        write(&mut payload, 1_734_320_000_123, 65_535, 40_005, 10);
        let json: serde_json::Value = serde_json::from_slice(&payload).expect("well formed");
        assert!(json["v_raw"].as_f64().is_some_and(|v| (v - 400.05).abs() < 1e-9));
        payload.clear();
        write_short(&mut payload, 1_734_320_000, 3, CLEAN);
        assert!(serde_json::from_slice::<serde_json::Value>(&payload).is_ok());
    }
}
