//! `mcsctl reading …`.

use clap::{Args, Subcommand};
use mcs_core::{id::SerialNumber, time::Span};

use crate::time::{Moment, parse_span};

/// The verbs of `reading`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl reading latest
  mcsctl reading history A001 --since 1h")]
pub(crate) enum ReadingCommand {
    /// The newest live reading of each device, with its age
    ///
    /// With exactly one serial number JSON is one object, else an array.
    #[command(after_help = "\
Examples:
  mcsctl reading latest
  mcsctl reading latest A001 -o json
  mcsctl reading latest A001 A002 -o template='{{ sn }} {{ value }} {{ unit }}'")]
    Latest {
        /// Only these devices
        sn: Vec<SerialNumber>,
    },
    /// Stored readings of one device, oldest first
    #[command(after_help = "\
Examples:
  mcsctl reading history A001 --since 1h -o jsonl
  mcsctl reading history A001 --from 2026-11-01 --to yesterday --every 5m -o csv
  mcsctl reading history A001 --from 2026-11-01T08:00:00+08:00 --limit 100")]
    History(HistoryArgs),
}

/// `reading history`.
#[derive(Debug, Args)]
pub(crate) struct HistoryArgs {
    /// The device's serial number
    pub(crate) sn: SerialNumber,
    #[command(flatten)]
    pub(crate) period: PeriodArgs,
    /// Summarise by interval: mean, min, max, last and count
    #[arg(long, value_name = "DURATION", value_parser = interval)]
    pub(crate) every: Option<Span>,
    /// Lines at most
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) limit: Option<u64>,
}

/// From when to when; the last hour if nothing is said.
#[derive(Debug, Args)]
pub(crate) struct PeriodArgs {
    /// The time up to now, e.g. 90s, 2h, 7d
    #[arg(long, value_name = "DURATION", value_parser = parse_span, conflicts_with_all = ["from", "to"])]
    pub(crate) since: Option<Span>,
    /// Start: RFC 3339, site date or site time, now, today, yesterday
    #[arg(long, value_name = "TIME")]
    pub(crate) from: Option<Moment>,
    /// End, not included; of a day, its end. Now if nothing is said
    #[arg(long, value_name = "TIME")]
    pub(crate) to: Option<Moment>,
}

/// An interval is one second at least.
fn interval(text: &str) -> Result<Span, String> {
    let span = parse_span(text)?;
    if span < Span::secs(1) { Err("give one second or more, e.g. 5m".into()) } else { Ok(span) }
}
