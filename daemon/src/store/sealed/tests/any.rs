//! Readings of any kind.

use mcs_core::{
    id::{CalibrationRevision, PointId},
    observation::{Channel, Channels, Measure},
    reading::{Flags, Reading},
    time::{Span, Timestamp},
};
use proptest::prelude::*;

use super::super::{Level, Slot};

/// A slot of some level.
pub(super) fn slots() -> impl Strategy<Value = Slot> {
    let levels = prop_oneof![Just(Level::Slice), Just(Level::Hour), Just(Level::Day)];
    let at = prop_oneof![Just(1_760_054_400_000_000i64), -1i64 << 50..1 << 51];
    (levels, at).prop_map(|(level, at)| level.slot(Timestamp::from_micros(at)))
}

fn measures() -> impl Strategy<Value = Measure> {
    prop_oneof![
        1 => Just(Measure::Missing),
        1 => Just(Measure::NonFinite),
        1 => any::<f64>().prop_map(|x| Measure::Finite(if x.is_finite() { x } else { f64::MIN_POSITIVE })),
        1 => Just(Measure::Finite(-0.0)),
        8 => (-40_000..40_000).prop_map(|n| Measure::Finite(f64::from(n) / 10.0)),
        2 => (-40_000..40_000).prop_map(|n| Measure::Finite(f64::from(n) / 1e6)),
        1 => any::<f32>().prop_map(|x| Measure::Finite(if x.is_finite() { f64::from(x) } else { 0.5 })),
    ]
}

fn reading() -> impl Strategy<Value = Reading> {
    let near = prop_oneof![4 => -2_000i64..100_000, 1 => any::<i32>().prop_map(i64::from), 1 => any::<i64>()];
    let ts = prop_oneof![3 => (0i64..100_000).prop_map(Some), 1 => any::<i64>().prop_map(Some), 1 => Just(None)];
    let facts = (any::<Option<u16>>(), prop_oneof![3 => Just(0u16), 1 => any::<u16>()]);
    let flags = prop_oneof![3 => Just(0u32), 1 => any::<u32>()];
    let calibration = prop_oneof![3 => Just(Some(1u32)), 1 => any::<Option<u32>>()];
    (any::<u32>(), ts, near, facts, flags, calibration, proptest::array::uniform5(measures()), 0u8..4).prop_map(
        |(at, ts, near, (seq, err), flags, calibration, measured, how)| {
            let mut channels = Channels::default();
            for (channel, measure) in Channel::ALL.into_iter().zip(measured) {
                channels.set(channel, measure);
            }
            let time = Timestamp::from_micros(i64::from(at) * 10_000);
            let ts = ts.map(|off| if how == 0 { time } else { Timestamp::from_micros(off) });
            let received = match how {
                0 | 1 => time + Span::millis(near.rem_euclid(500) * 10),
                2 => time,
                _ => Timestamp::from_micros(near),
            };
            Reading {
                point: PointId(0),
                ts,
                time,
                received,
                seq,
                channels,
                err,
                flags: Flags(flags),
                calibration: calibration.map(CalibrationRevision),
            }
        },
    )
}

/// A slot and readings in it, in order of time.
pub(super) fn readings() -> impl Strategy<Value = (Slot, Vec<Reading>)> {
    (slots(), any::<u32>(), proptest::collection::vec(reading(), 1..120), any::<bool>()).prop_map(
        |(slot, point, mut readings, repeat)| {
            let length = slot.level.length().as_micros();
            for reading in &mut readings {
                let into = Span::micros(reading.time.as_micros().rem_euclid(length));
                reading.point = PointId(point);
                let was = reading.time;
                reading.time = slot.start + into;
                for at in [Some(&mut reading.received), reading.ts.as_mut()].into_iter().flatten() {
                    // What was near its time stays near it.
                    if (*at - was).abs() < Span::secs(10) {
                        *at = reading.time + (*at - was);
                    }
                }
            }
            readings.sort_by_key(|reading| reading.time);
            if repeat {
                for pair in 1..readings.len() {
                    readings[pair].time = readings[pair - 1].time;
                }
            }
            (slot, readings)
        },
    )
}
