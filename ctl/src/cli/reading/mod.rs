//! `mcsctl reading …`.

mod file;
mod history;

pub(crate) use file::{ExportArgs, ImportArgs};
pub(crate) use history::{Aggregate, HistoryArgs};

use clap::{Args, Subcommand};
use mcs_core::{id::SerialNumber, time::Span};

use super::refresh::RefreshArgs;
use crate::time::{Moment, parse_span};
use mcs_core::select::Selector;

/// The verbs of `reading`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl reading latest
  mcsctl reading history A001 --since 1h
  mcsctl reading export november.csv.gz --from 2026-11-01 --to 2026-11-30")]
pub(crate) enum ReadingCommand {
    /// The newest live reading of each device, with its age
    ///
    /// With exactly one serial number JSON is one object, else an array.
    #[command(after_help = "\
Examples:
  mcsctl reading latest
  mcsctl reading latest A001 -o json
  mcsctl reading latest -l area=tank-farm --watch
  mcsctl reading latest A001 A002 -o template='{{ sn }} {{ value }} {{ unit }}'")]
    Latest(LatestArgs),
    /// Stored readings of devices, oldest first, or summaries of them
    ///
    /// Readings of several devices stand in order of time; summaries device after device, with a line of count 0 for
    /// every interval in which a registered device did not report. A table shows where readings are missing. With --limit
    /// the place to go on from is told on standard error; give it back with --after.
    #[command(after_help = "\
Examples:
  mcsctl reading history A001 --since 1h -o jsonl
  mcsctl reading history A001 A002 --from yesterday --marks
  mcsctl reading history -l area=tank-farm --from 2026-11-01 --to yesterday --every 5m --aggregate mean,max -o csv
  mcsctl reading history A001 --limit 100 --newest
  mcsctl reading history A001 --from 2026-11-01T08:00:00+08:00 --limit 100 --after 2026-11-01T00:16:30Z/1")]
    History(HistoryArgs),
    /// Stored readings of all devices or some, into a file
    ///
    /// The file is CSV, JSON lines or Parquet, as its name tells (.csv, .csv.gz, .jsonl, .jsonl.gz, .parquet), in order of
    /// time, serial number and packet number. It gets its name when it is whole. Its columns are described in
    /// mcs-archive(5).
    #[command(after_help = "\
Examples:
  mcsctl reading export november.csv.gz --from 2026-11-01 --to 2026-11-30
  mcsctl reading export farm.parquet -l area=tank-farm --since 7d
  mcsctl reading export - -f jsonl --sn A001 --since 1h | head")]
    Export(ExportArgs),
    /// Readings from files into the store
    ///
    /// Reads what "reading export" and the archive write, and files edited by hand: CSV, JSON lines (both also compressed)
    /// and Parquet. Readings that are stored already are passed over, so that importing a file twice adds nothing. The
    /// value is computed from the voltage and the calibration, not taken from the file. Imported readings raise no alarms.
    #[command(after_help = "\
Examples:
  mcsctl reading import november.csv.gz --dry-run
  mcsctl reading import november.csv.gz
  mcsctl reading import old/*.csv --skip-unknown -o json
  zcat 2025.csv.gz | mcsctl reading import -")]
    Import(ImportArgs),
}

/// `reading latest`.
#[derive(Debug, Args)]
pub(crate) struct LatestArgs {
    /// Only these devices
    pub(crate) sn: Vec<SerialNumber>,
    /// Only devices that match: area=tank-farm,type=H2S,sn~^A0
    #[arg(short = 'l', long, value_name = "SELECTOR", conflicts_with = "sn")]
    pub(crate) selector: Option<Selector>,
    #[command(flatten)]
    pub(crate) refresh: RefreshArgs,
}

/// Which devices.
#[derive(Debug, Args)]
pub(crate) struct WhichArgs {
    /// Only this device; may be given several times
    #[arg(long, value_name = "SN")]
    pub(crate) sn: Vec<SerialNumber>,
    /// Only devices that match: area=tank-farm,type=H2S,sn~^A0
    #[arg(short = 'l', long, value_name = "SELECTOR", conflicts_with = "sn")]
    pub(crate) selector: Option<Selector>,
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
