//! Readings as bytes.

use mcs_core::{
    id::{CalibrationRevision, PointId},
    observation::{Channel, Channels, Measure},
    reading::{Flags, Reading},
    time::Timestamp,
};

use super::{Damage, Slot};

/// Encodes the readings of a point in a slot, in order of time, then arrival.
pub fn encode(point: PointId, slot: Slot, readings: &[Reading]) -> Vec<u8> {
    let _ = (point, slot);
    let mut out = Vec::new();
    let opt = |out: &mut Vec<u8>, x: Option<i64>| {
        out.push(u8::from(x.is_some()));
        out.extend(x.unwrap_or(0).to_le_bytes());
    };
    for r in readings {
        out.extend(r.point.0.to_le_bytes());
        opt(&mut out, r.ts.map(Timestamp::as_micros));
        opt(&mut out, Some(r.time.as_micros()));
        opt(&mut out, Some(r.received.as_micros()));
        opt(&mut out, r.seq.map(i64::from));
        for channel in Channel::ALL {
            let (kind, x) = match r.channels.get(channel) {
                Measure::Missing => (0, 0.0),
                Measure::Finite(x) => (1, x),
                Measure::NonFinite => (2, 0.0),
            };
            out.push(kind);
            out.extend(x.to_le_bytes());
        }
        opt(&mut out, Some(i64::from(r.err)));
        opt(&mut out, Some(i64::from(r.flags.0)));
        opt(&mut out, r.calibration.map(|c| i64::from(c.0)));
    }
    out
}

/// Decodes the readings with `from <= time < to`, in order of time, then arrival.
pub fn decode(bytes: &[u8], from: Timestamp, to: Timestamp) -> Result<Vec<Reading>, Damage> {
    let broken = Damage::Malformed { what: "it ends early" };
    let mut rest = bytes;
    let mut take = |n: usize| -> Result<&[u8], Damage> {
        let (head, tail) = rest.split_at_checked(n).ok_or(broken.clone())?;
        rest = tail;
        Ok(head)
    };
    let mut found = Vec::new();
    let number = |b: &[u8]| i64::from_le_bytes(b.try_into().unwrap_or_default());
    for _ in 0..bytes.len() / 112 {
        let point = u32::from_le_bytes(take(4)?.try_into().unwrap_or_default());
        let mut opt = || -> Result<Option<i64>, Damage> {
            let some = take(1)?[0] == 1;
            let x = number(take(8)?);
            Ok(some.then_some(x))
        };
        let (ts, time, received, seq) = (opt()?, opt()?, opt()?, opt()?);
        let mut channels = Channels::default();
        for channel in Channel::ALL {
            let kind = take(1)?[0];
            let x = f64::from_le_bytes(take(8)?.try_into().unwrap_or_default());
            channels.set(
                channel,
                match kind {
                    0 => Measure::Missing,
                    1 => Measure::Finite(x),
                    _ => Measure::NonFinite,
                },
            );
        }
        let mut opt = || -> Result<Option<i64>, Damage> {
            let some = take(1)?[0] == 1;
            let x = number(take(8)?);
            Ok(some.then_some(x))
        };
        let (err, flags, calibration) = (opt()?, opt()?, opt()?);
        let reading = Reading {
            point: PointId(point),
            ts: ts.map(Timestamp::from_micros),
            time: Timestamp::from_micros(time.unwrap_or(0)),
            received: Timestamp::from_micros(received.unwrap_or(0)),
            seq: seq.and_then(|x| u16::try_from(x).ok()),
            channels,
            err: err.and_then(|x| u16::try_from(x).ok()).unwrap_or(0),
            flags: Flags(flags.and_then(|x| u32::try_from(x).ok()).unwrap_or(0)),
            calibration: calibration.and_then(|x| u32::try_from(x).ok()).map(CalibrationRevision),
        };
        if (from..to).contains(&reading.time) {
            found.push(reading);
        }
    }
    Ok(found)
}
