//! Writes lines. Nothing is allocated for a line but the room it takes in the output.

use jiff::tz::TimeZone;

use super::{Line, flags, number, stamp::Stamp};
use crate::time::Timestamp;

/// Writes lines with the times of one site. Times that follow each other within a day cost no look-up.
#[derive(Debug)]
pub struct LineWriter {
    tz: TimeZone,
    time: Stamp,
    ts: Stamp,
    received: Stamp,
}

impl LineWriter {
    /// For a site in this time zone.
    pub const fn new(tz: TimeZone) -> Self {
        Self { tz, time: Stamp::new(), ts: Stamp::new(), received: Stamp::new() }
    }

    /// Appends one line in the order of [`HEADER`](super::HEADER), with its line feed.
    pub fn write(&self, line: &Line, out: &mut Vec<u8>) {
        self.time.write(line.time, &self.tz, out);
        out.push(b',');
        out.extend_from_slice(line.sn.as_str().as_bytes());
        for x in [line.v_raw, line.value, line.temp, line.humi, line.bat, line.rssi] {
            out.push(b',');
            float(x, out);
        }
        out.push(b',');
        whole(line.seq, out);
        out.push(b',');
        number::whole(line.err.into(), out);
        out.push(b',');
        if let Some(unit) = line.unit {
            out.extend_from_slice(unit.as_str().as_bytes());
        }
        out.push(b',');
        self.instant(&self.ts, line.ts, out);
        out.push(b',');
        self.instant(&self.received, line.received, out);
        out.push(b',');
        if let Some(known) = line.flags {
            flags::write(known, out);
        }
        out.push(b',');
        whole(line.calibration.map(|revision| revision.0), out);
        out.push(b'\n');
    }

    /// Appends one line as a JSON object with the same names, `null` for what is missing, and its line feed.
    pub fn write_json(&self, line: &Line, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"time\":\"");
        self.time.write(line.time, &self.tz, out);
        out.extend_from_slice(b"\",\"sn\":\"");
        out.extend_from_slice(line.sn.as_str().as_bytes());
        out.push(b'"');
        let numbers: [(&[u8], _); 6] = [
            (b"v_raw", line.v_raw),
            (b"ppm", line.value),
            (b"temp", line.temp),
            (b"humi", line.humi),
            (b"bat", line.bat),
            (b"rssi", line.rssi),
        ];
        for (name, x) in numbers {
            field(name, out, |out| float(x, out));
        }
        field(b"seq", out, |out| whole(line.seq, out));
        field(b"err", out, |out| number::whole(line.err.into(), out));
        text(b"unit", out, |out| out.extend_from_slice(line.unit.map_or("", |unit| unit.as_str()).as_bytes()));
        text(b"ts_sent", out, |out| self.instant(&self.ts, line.ts, out));
        text(b"received", out, |out| self.instant(&self.received, line.received, out));
        text(b"flags", out, |out| line.flags.into_iter().for_each(|known| flags::write(known, out)));
        field(b"calib", out, |out| whole(line.calibration.map(|revision| revision.0), out));
        out.extend_from_slice(b"}\n");
    }

    fn instant(&self, stamp: &Stamp, instant: Option<Timestamp>, out: &mut Vec<u8>) {
        if let Some(instant) = instant {
            stamp.write(instant, &self.tz, out);
        }
    }
}

fn float(x: Option<f64>, out: &mut Vec<u8>) {
    if let Some(x) = x {
        number::float(x, out);
    }
}

fn whole(n: Option<impl Into<u64>>, out: &mut Vec<u8>) {
    if let Some(n) = n {
        number::whole(n.into(), out);
    }
}

/// A member of an object; `null` if nothing is written.
fn field(name: &[u8], out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    key(name, out);
    let start = out.len();
    write(out);
    if out.len() == start {
        out.extend_from_slice(b"null");
    }
}

/// A member that is text; none of ours needs an escape.
fn text(name: &[u8], out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    key(name, out);
    let start = out.len();
    out.push(b'"');
    write(out);
    if out.len() == start + 1 {
        out.truncate(start);
        out.extend_from_slice(b"null");
    } else {
        out.push(b'"');
    }
}

fn key(name: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(name);
    out.extend_from_slice(b"\":");
}
