//! The place in a history from which to go on.

use std::{fmt, str::FromStr};

use mcs_core::{id::SerialNumber, time::Timestamp};

/// Behind so many lines of one instant, or in the summaries of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cursor {
    /// `2026-11-01T00:16:30Z/1`: behind so many readings of this time.
    Readings {
        /// The time of the last line.
        time: Timestamp,
        /// How many lines of this time there were.
        count: u64,
    },
    /// `2026-11-01T00:15:00Z/+A001`: at the interval of this device that begins here.
    Summaries {
        /// The beginning of the next interval.
        start: Timestamp,
        /// Its device.
        sn: SerialNumber,
    },
}

impl FromStr for Cursor {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || "give what a history with --limit told at its end, e.g. 2026-11-01T00:16:30Z/1".to_owned();
        let (time, rest) = text.split_once('/').ok_or_else(fault)?;
        let time = Timestamp::parse(time).ok_or_else(fault)?;
        match rest.strip_prefix('+').map_or_else(|| (rest, false), |rest| (rest, true)) {
            (sn, true) => Ok(Self::Summaries { start: time, sn: sn.parse().map_err(|_| fault())? }),
            (count, false) => Ok(Self::Readings { time, count: count.parse().map_err(|_| fault())? }),
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Readings { time, count } => write!(f, "{time}/{count}"),
            Self::Summaries { start, sn } => write!(f, "{start}/+{sn}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn a_cursor_reads_back_as_it_was_told() {
        for text in ["2026-11-01T00:16:30Z/1", "2026-11-01T00:15:00.5Z/+A001", "2026-11-01T00:15:00Z/+7"] {
            assert_eq!(text.parse::<Cursor>().expect("a cursor").to_string(), text);
        }
        for text in ["", "yesterday/1", "2026-11-01T00:16:30Z", "2026-11-01T00:16:30Z/", "2026-11-01T00:16:30Z/x"] {
            assert!(text.parse::<Cursor>().is_err(), "{text:?}");
        }
    }
}
