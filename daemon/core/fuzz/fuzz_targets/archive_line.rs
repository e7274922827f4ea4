//! Whatever stands in a file of readings: reading it never panics, and what was read is written and reads back the same.
//!
//! From `daemon/core`: `RUSTC_BOOTSTRAP=1 cargo fuzz run archive_line fuzz/corpus/archive_line fuzz/seeds/archive_line
//! --sanitizer none -- -max_total_time=20`.

#![no_main]

use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;
use mcs_core::archive::{Line, LineWriter, Lines};

fuzz_target!(|file: &[u8]| {
    let writer = LineWriter::new(TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("a rule"));
    let mut lines = Lines::new();
    for bytes in file.split_inclusive(|byte| *byte == b'\n') {
        match lines.take(bytes) {
            Ok(Some(line)) => agree(&line, &writer),
            Ok(None) => {}
            Err(error) => {
                assert_eq!(error.number, lines.number());
                assert!(!error.advice().is_empty() && error.to_string().len() < 1_000);
                if lines.header().is_none() {
                    return;
                }
            }
        }
    }
    if let Ok(line) = serde_json::from_slice::<Line>(file) {
        agree(&line, &writer);
    }
});

fn agree(line: &Line, writer: &LineWriter) {
    let mut out = Vec::new();
    writer.write(line, &mut out);
    assert_eq!(Line::parse(&out).as_ref(), Ok(line), "{}", String::from_utf8_lossy(&out));
    out.clear();
    writer.write_json(line, &mut out);
    assert_eq!(&serde_json::from_slice::<Line>(&out).expect("a line"), line);
}
