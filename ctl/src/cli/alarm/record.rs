//! `mcsctl alarm history`, `export`, `stats` and `kpi`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use mcs_core::{
    alarm::{Condition, Priority},
    id::SerialNumber,
};

use super::super::{reading::PeriodArgs, refresh::SelectArgs, value};

/// Which occurrences of the record.
#[derive(Debug, Args)]
pub(crate) struct HistoryArgs {
    #[command(flatten)]
    pub(crate) which: RecordArgs,
}

/// From when to when, and which.
#[derive(Debug, Args)]
pub(crate) struct RecordArgs {
    #[command(flatten)]
    pub(crate) period: PeriodArgs,
    /// Only alarms of this device; may be repeated
    #[arg(long, value_name = "SN", conflicts_with = "selector")]
    pub(crate) sn: Vec<SerialNumber>,
    #[command(flatten)]
    pub(crate) select: SelectArgs,
    /// Only alarms of this type, e.g. HIGH_HIGH; may be repeated
    #[arg(long = "type", value_name = "TYPE", ignore_case = true, value_parser = value::condition())]
    pub(crate) condition: Vec<Condition>,
    /// Only alarms at least as urgent
    #[arg(long, value_name = "PRIORITY", default_value = "low", value_parser = value::priority())]
    pub(crate) least: Priority,
}

/// `alarm export`. Its headings are Chinese unless --lang says otherwise.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    pub(crate) which: RecordArgs,
    /// The file; - is the standard output
    #[arg(default_value = "-")]
    pub(crate) file: PathBuf,
    /// Replace the file if it exists
    #[arg(long)]
    pub(crate) force: bool,
}

/// `alarm stats`.
#[derive(Debug, Args)]
pub(crate) struct StatsArgs {
    #[command(flatten)]
    pub(crate) which: RecordArgs,
    /// What a line is for
    #[arg(long, value_enum, default_value_t = By::Alarm)]
    pub(crate) by: By,
}

/// What a line of the statistics is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// A device, zone or cause, and a type
    Alarm,
    /// A device, zone or cause
    Subject,
    /// A type
    Type,
    /// A priority
    Priority,
}

/// `alarm kpi`.
#[derive(Debug, Args)]
pub(crate) struct KpiArgs {
    #[command(flatten)]
    pub(crate) period: PeriodArgs,
    /// Operators at a time
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(crate) operators: u32,
}
