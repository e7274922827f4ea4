//! What a process has used so far, read from `/proc`.

use std::{fs, io};

use serde::Serialize;

use crate::{output::Cell, sim::error::SimError};

/// Clock ticks a second in `/proc/PID/stat`: `USER_HZ`, which is 100 on every Linux in use.
const TICKS_PER_S: f64 = 100.0;

/// A reading of the counters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Usage {
    /// Processor time of all threads, seconds.
    pub(super) cpu_s: f64,
    /// Resident memory, KiB.
    pub(super) rss_kib: u64,
    /// The most resident memory there ever was, KiB.
    pub(super) peak_rss_kib: u64,
    /// Bytes given to the disk; `None` if this user may not see them.
    pub(super) write_bytes: Option<u64>,
}

/// What the daemon used for a piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Cost {
    /// The process.
    pub(crate) pid: u32,
    /// Processor time, seconds.
    pub(crate) cpu_s: f64,
    /// Processor time for each 1000 acknowledged readings, seconds.
    pub(crate) cpu_s_per_1000: Option<f64>,
    /// Resident memory at the end, MiB.
    pub(crate) rss_mib: f64,
    /// The most resident memory since the process started, MiB.
    pub(crate) peak_rss_mib: f64,
    /// Bytes written to disk.
    pub(crate) write_bytes: Option<u64>,
}

impl Usage {
    /// Reads the counters of a process.
    pub(super) fn of(pid: u32) -> Result<Self, SimError> {
        Self::read(&format!("/proc/{pid}")).map_err(|source| SimError::Process { pid, source })
    }

    fn read(place: &str) -> io::Result<Self> {
        let status = fs::read_to_string(format!("{place}/status"))?;
        let odd = || io::Error::from(io::ErrorKind::InvalidData);
        Ok(Self {
            cpu_s: cpu_s(&fs::read_to_string(format!("{place}/stat"))?).ok_or_else(odd)?,
            rss_kib: field(&status, "VmRSS:").ok_or_else(odd)?,
            peak_rss_kib: field(&status, "VmHWM:").ok_or_else(odd)?,
            write_bytes: fs::read_to_string(format!("{place}/io")).ok().and_then(|io| field(&io, "write_bytes:")),
        })
    }

    /// What was used since an earlier reading, for so many readings.
    pub(super) fn since(&self, earlier: &Self, pid: u32, readings: u64) -> Cost {
        let cpu_s = self.cpu_s - earlier.cpu_s;
        Cost {
            pid,
            cpu_s,
            cpu_s_per_1000: (readings > 0).then(|| cpu_s * 1000.0 / readings as f64),
            rss_mib: self.rss_kib as f64 / 1024.0,
            peak_rss_mib: self.peak_rss_kib as f64 / 1024.0,
            write_bytes: self.write_bytes.zip(earlier.write_bytes).map(|(now, then)| now.saturating_sub(then)),
        }
    }
}

impl Cost {
    /// The fields programs read.
    pub(super) const FIELDS: &'static [&'static str] =
        &["pid", "cpu_s", "cpu_s_per_1000", "rss_mib", "peak_rss_mib", "write_bytes"];

    /// For people.
    pub(super) fn cell(&self) -> Cell {
        let per = self.cpu_s_per_1000.map_or(String::new(), |cost| format!(" ({cost:.4} per 1000)"));
        let written =
            self.write_bytes.map_or(String::new(), |bytes| format!(", {:.1} MiB written", bytes as f64 / 1_048_576.0));
        Cell::new(format!(
            "{:.2} CPU s{per}, {:.1} MiB resident, peak {:.1}{written}",
            self.cpu_s, self.rss_mib, self.peak_rss_mib
        ))
    }
}

/// User and system time. The name before them is in brackets and may hold anything, so counting starts after the last one.
fn cpu_s(stat: &str) -> Option<f64> {
    let mut fields = stat.get(stat.rfind(')')? + 2..)?.split_ascii_whitespace().skip(11);
    let (user, system) = (fields.next()?.parse::<u64>().ok()?, fields.next()?.parse::<u64>().ok()?);
    Some((user + system) as f64 / TICKS_PER_S)
}

fn field(text: &str, name: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix(name))?.split_ascii_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processor_time_is_found_behind_a_name_with_brackets_and_blanks() {
        let stat = "4711 (m) cs (d) R 1 1 1 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 5 0 100 1000 100";
        assert_eq!(cpu_s(stat), Some(3.0));
        assert_eq!(cpu_s("4711 (mcsd"), None);
    }

    #[test]
    fn fields_are_found_by_their_whole_name() {
        let io = "rchar: 1\nwrite_bytes: 4096\ncancelled_write_bytes: 7\n";
        assert_eq!(field(io, "write_bytes:"), Some(4096));
        assert_eq!(field("VmHWM:\t   1234 kB\nVmRSS:\t  1000 kB\n", "VmRSS:"), Some(1000));
    }

    #[test]
    fn this_very_process_can_be_read() {
        let usage = Usage::of(std::process::id()).expect("it runs");
        assert!(usage.rss_kib > 0 && usage.peak_rss_kib >= usage.rss_kib);
    }

    #[test]
    fn a_process_that_is_not_there_is_named() {
        let error = Usage::of(u32::MAX).expect_err("no such process");
        assert!(error.to_string().contains("4294967295"));
    }
}
