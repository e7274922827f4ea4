//! Readings as bytes.

use mcs_core::{
    observation::Channel,
    reading::Reading,
    time::{Span, Timestamp},
};
use proptest::prelude::*;

use super::{
    super::{Damage, Header, Level, Slot, decode, encode},
    any, detector,
};

const EVER: (Timestamp, Timestamp) = (Timestamp::from_micros(i64::MIN), Timestamp::from_micros(i64::MAX));

/// Also the sign of a zero.
fn to_the_bit(readings: &[Reading]) -> Vec<(Reading, [u64; Channel::COUNT])> {
    let bits = |r: &Reading| Channel::ALL.map(|channel| r.channels.finite(channel).map_or(0, f64::to_bits));
    readings.iter().map(|r| (r.clone(), bits(r))).collect()
}

fn there_and_back(slot: Slot, readings: &[Reading]) -> Vec<u8> {
    let bytes = encode(readings[0].point, slot, readings);
    let back = decode(&bytes, EVER.0, EVER.1).expect("it reads its own");
    assert_eq!(to_the_bit(&back), to_the_bit(readings));
    let header = Header::read(&bytes).expect("it has a header");
    assert_eq!((header.point, header.slot, header.count as usize), (readings[0].point, slot, readings.len()));
    bytes
}

#[test]
fn a_day_of_a_detector_takes_less_than_two_and_a_half_bytes_a_reading() {
    let readings = detector::day(1);
    let bytes = there_and_back(Level::Day.slot(detector::DAY), &readings);
    assert!(bytes.len() * 10 < readings.len() * 25, "{} bytes for {} readings", bytes.len(), readings.len());
}

#[test]
fn a_part_of_a_day_is_what_lies_in_it() {
    let readings = detector::day(4);
    let bytes = encode(readings[0].point, Level::Day.slot(detector::DAY), &readings);
    for (from, to) in [(0, 24 * 60), (61, 62), (59, 121), (23 * 60 + 59, 24 * 60), (600, 600), (700, 600)] {
        let (from, to) = (detector::DAY + Span::mins(from), detector::DAY + Span::mins(to));
        let expected: Vec<Reading> = readings.iter().filter(|r| r.time >= from && r.time < to).cloned().collect();
        assert_eq!(decode(&bytes, from, to), Ok(expected));
    }
}

#[test]
fn no_changed_or_missing_byte_goes_unnoticed() {
    for (level, count) in [(Level::Slice, 60), (Level::Hour, 360), (Level::Day, 900)] {
        let readings = detector::readings(3, detector::DAY, count);
        let mut bytes = encode(readings[0].point, level.slot(detector::DAY), &readings);
        for at in 0..bytes.len() {
            for bit in 0..8 {
                bytes[at] ^= 1 << bit;
                assert_eq!(decode(&bytes, EVER.0, EVER.1), Err(Damage::Checksum));
                bytes[at] ^= 1 << bit;
            }
            assert_eq!(decode(&bytes[..at], EVER.0, EVER.1), Err(Damage::Checksum));
        }
    }
}

#[test]
fn a_newer_version_is_said_to_be_one() {
    let readings = detector::readings(3, detector::DAY, 60);
    let mut bytes = encode(readings[0].point, Level::Slice.slot(detector::DAY), &readings);
    bytes[4] = 2;
    assert_eq!(Header::read(&bytes), Err(Damage::Version { found: 2, known: 1 }));
}

#[test]
fn an_empty_slot_is_a_segment_too() {
    let bytes = encode(mcs_core::id::PointId(3), Level::Day.slot(detector::DAY), &[]);
    assert_eq!(decode(&bytes, EVER.0, EVER.1), Ok(Vec::new()));
}

proptest! {
    #[test]
    fn any_readings_come_back_to_the_bit((slot, readings) in any::readings()) {
        there_and_back(slot, &readings);
    }

    #[test]
    fn a_part_of_any_readings_is_what_lies_in_it((slot, readings) in any::readings(), a in 0usize..120, b in 0usize..120) {
        let bytes = encode(readings[0].point, slot, &readings);
        let at = |i: usize| readings.get(i).map_or(slot.end(), |r| r.time);
        let (from, to) = (at(a), at(b));
        let expected: Vec<Reading> = readings.iter().filter(|r| r.time >= from && r.time < to).cloned().collect();
        let found = decode(&bytes, from, to).expect("it reads its own");
        prop_assert_eq!(to_the_bit(&found), to_the_bit(&expected));
    }

    #[test]
    fn bytes_changed_behind_a_right_checksum_never_make_it_panic(
        (slot, readings) in any::readings(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..4),
        cut in proptest::option::weighted(0.2, any::<proptest::sample::Index>()),
    ) {
        let mut bytes = encode(readings[0].point, slot, &readings);
        bytes.truncate(bytes.len() - 8);
        for (at, to) in changes {
            // Not the number of readings: a plausible one costs memory only.
            let at = at.index(bytes.len());
            if !(20..24).contains(&at) {
                bytes[at] = to;
            }
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let checksum = xxhash_rust::xxh3::xxh3_64(&bytes);
        bytes.extend(checksum.to_le_bytes());
        let _ = decode(&bytes, EVER.0, EVER.1);
    }
}
