//! Whatever stands in a row of summaries behind a right checksum: reading it never panics.
//!
//! From `daemon`: `RUSTC_BOOTSTRAP=1 cargo fuzz run summary_decode fuzz/corpus/summary_decode fuzz/seeds/summary_decode
//! --sanitizer none -- -max_total_time=60`.

#![no_main]

#[path = "../../src/store/sealed/mod.rs"]
#[expect(dead_code, unused_imports, reason = "one decoder of several is fuzzed")]
mod sealed;

use libfuzzer_sys::fuzz_target;
use sealed::DayTallies;
use xxhash_rust::xxh3::xxh3_64;

fuzz_target!(|body: &[u8]| {
    let mut row = body.to_vec();
    row.extend(xxh3_64(body).to_le_bytes());
    let _ = DayTallies::decode(&row);
});
