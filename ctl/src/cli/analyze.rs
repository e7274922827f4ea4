//! `mcsctl analyze` and `mcsctl report`.

use std::path::PathBuf;

use clap::Args;
use mcs_core::{id::SerialNumber, quantity::Range, time::Span};

use super::{reading::PeriodArgs, value};
use crate::{analyze::Of, sim::positive, time::Zone};
use mcs_core::select::Selector;

/// What archive files say about the sensors: trends, completeness, health with reasons; no daemon is needed
///
/// Reads CSV files with the columns of the archive (those of old archives, too), plain or gzip, and folders of them. Shows
/// the worst sensors first, why they are thought to be so, and what to do; then when things happened, by hour and weekday of
/// the site's time, and how complete the record is. -o wide shows all sensors, -o json everything, -o csv a
/// line for each sensor, -o name the sensors that need somebody.
///
/// Alarms are not in archive files. Counted are, instead: values that reach a limit given here, readings marked as over
/// range, and error codes of devices. Lines that cannot be read are named and left out; it then exits with 8.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mcsctl analyze sensor_data_20261101.csv.gz
  mcsctl analyze archive/2026/11 --tz Asia/Shanghai --html november.html
  mcsctl analyze archive --high 20 --high A001=1000 --low A006=19.5 --range A006=0..25
  mcsctl analyze archive --period 10s --check -o json")]
pub(crate) struct AnalyzeArgs {
    /// Archive files, or folders of them
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The site's time zone; else the offset of the first reading
    #[arg(long, value_name = "ZONE", value_parser = value::zone)]
    pub(crate) tz: Option<Zone>,
    /// Time between two readings of a sensor; else it is measured for each
    #[arg(long, value_name = "DURATION", value_parser = positive)]
    pub(crate) period: Option<Span>,
    /// Count values at or above; of one sensor with SN=LIMIT
    #[arg(long, value_name = "[SN=]LIMIT", allow_negative_numbers = true)]
    pub(crate) high: Vec<Of<f64>>,
    /// Count values at or below; of one sensor with SN=LIMIT
    #[arg(long, value_name = "[SN=]LIMIT", allow_negative_numbers = true)]
    pub(crate) low: Vec<Of<f64>>,
    /// Measuring range, with which drifts are compared; of one sensor with SN=RANGE
    #[arg(long, value_name = "[SN=]START..END", allow_hyphen_values = true)]
    pub(crate) range: Vec<Of<Range>>,
    #[command(flatten)]
    pub(crate) page: PageArgs,
}

/// What the live plant's record says about the sensors: trends, alarms by hour and weekday, completeness, health
///
/// As mcsctl analyze does from files, with the names, ranges, limits and alarms the daemon knows. The last 30 days if
/// nothing is said.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mcsctl report
  mcsctl report --since 7d -l area=tank-farm --html week.html
  mcsctl report A001 A002 --from 2026-11-01 --to yesterday -o json")]
pub(crate) struct ReportArgs {
    /// Only these devices
    pub(crate) sn: Vec<SerialNumber>,
    /// Only devices that match: area=tank-farm,type=H2S,sn~^A0
    #[arg(short = 'l', long, value_name = "SELECTOR")]
    pub(crate) selector: Option<Selector>,
    #[command(flatten)]
    pub(crate) period: PeriodArgs,
    #[command(flatten)]
    pub(crate) page: PageArgs,
}

/// What to do with the result beside printing it.
#[derive(Debug, Args)]
pub(crate) struct PageArgs {
    /// Write a page with charts to this file; it needs no other file and no network
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Exit with 10 if a sensor needs somebody to act
    #[arg(long)]
    pub(crate) check: bool,
}
