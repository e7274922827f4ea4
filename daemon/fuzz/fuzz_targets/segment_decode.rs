//! Whatever stands in a segment behind a right checksum: reading it never panics, and what it reads is written again without loss.
//!
//! From `daemon`: `RUSTC_BOOTSTRAP=1 cargo fuzz run segment_decode fuzz/corpus/segment_decode fuzz/seeds/segment_decode
//! --sanitizer none -- -max_len=20000 -max_total_time=60`.

#![no_main]

// The sources themselves: the whole daemon takes minutes to build and none of the rest of it is needed.
#[path = "../../src/store/sealed/mod.rs"]
#[expect(dead_code, unused_imports, reason = "one decoder of several is fuzzed")]
mod sealed;

use libfuzzer_sys::fuzz_target;
use mcs_core::time::Timestamp;
use sealed::{Header, decode, encode};
use xxhash_rust::xxh3::xxh3_64;

/// More readings than this cost time and memory and show nothing new.
const MOST: u32 = 20_000;

/// Slots outside this reach the ends of time, where a range holds nothing.
const SANE: std::ops::Range<i64> = -(1 << 60)..1 << 60;

fuzz_target!(|body: &[u8]| {
    let Ok(header) = Header::read(body) else { return };
    if header.count > MOST {
        return;
    }
    let mut segment = body.to_vec();
    segment.extend(xxh3_64(body).to_le_bytes());
    let ends = (Timestamp::from_micros(i64::MIN), Timestamp::from_micros(i64::MAX));
    let Ok(readings) = decode(&segment, ends.0, ends.1) else { return };
    assert!(readings.len() <= header.count as usize);
    if SANE.contains(&header.slot.start.as_micros()) {
        let again = encode(header.point, header.slot, &readings);
        let back = decode(&again, ends.0, ends.1).expect("it reads its own");
        assert_eq!(format!("{back:?}"), format!("{readings:?}"), "to the sign of zero");
    }
});
