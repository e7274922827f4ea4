//! The hash of a reading's canonical content, the same from the sample as decoded and from the reading as stored.
//!
//! Canonical content is what both of them hold: ts, seq, err, the finite channels, and whether any channel was not
//! finite (the store keeps that as one flag and the channel as missing). Network, firmware and anomalies are left out:
//! they do not make it another reading. Zero has no sign here.

use xxhash_rust::xxh3::xxh3_64;

use crate::{
    observation::{Channel, Channels, Measure, Sample},
    reading::{Flags, Reading},
    time::Timestamp,
};

const HAS_TS: u8 = 1;
const HAS_SEQ: u8 = 1 << 1;
const NON_FINITE: u8 = 1 << 2;

/// Length of the canonical form: two bytes of presence, ts, seq, err and the channels.
const LEN: usize = 2 + 8 + 2 + 2 + 8 * Channel::COUNT;

/// Of a sample as decoded.
pub fn fingerprint(sample: &Sample) -> u64 {
    hash(sample.ts, sample.seq, sample.err, &sample.channels, false)
}

/// Of a reading as stored; equal to the [`fingerprint`] of the sample it was made from.
pub fn fingerprint_of(reading: &Reading) -> u64 {
    hash(reading.ts, reading.seq, reading.err, &reading.channels, reading.flags.has(Flags::NON_FINITE))
}

fn hash(ts: Option<Timestamp>, seq: Option<u16>, err: u16, channels: &Channels, non_finite: bool) -> u64 {
    let mut form = [0; LEN];
    let mut facts = 0;
    let mut finite = 0;
    if let Some(ts) = ts {
        facts |= HAS_TS;
        form[2..10].copy_from_slice(&ts.as_micros().to_le_bytes());
    }
    if let Some(seq) = seq {
        facts |= HAS_SEQ;
        form[10..12].copy_from_slice(&seq.to_le_bytes());
    }
    form[12..14].copy_from_slice(&err.to_le_bytes());
    if non_finite {
        facts |= NON_FINITE;
    }
    for (i, channel) in Channel::ALL.into_iter().enumerate() {
        match channels.get(channel) {
            Measure::Missing => {}
            Measure::NonFinite => facts |= NON_FINITE,
            Measure::Finite(x) => {
                finite |= 1 << i;
                let at = 14 + 8 * i;
                form[at..at + 8].copy_from_slice(&(x + 0.0).to_bits().to_le_bytes());
            }
        }
    }
    form[0] = facts;
    form[1] = finite;
    xxh3_64(&form)
}
