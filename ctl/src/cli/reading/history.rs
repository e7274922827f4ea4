//! `mcsctl reading history`.

use clap::{Args, ValueEnum};
use mcs_core::{id::SerialNumber, time::Span};

use super::PeriodArgs;
use crate::time::{Cursor, parse_span};
use mcs_core::select::Selector;

/// `reading history`.
#[derive(Debug, Args)]
pub(crate) struct HistoryArgs {
    /// The devices' serial numbers
    #[arg(required_unless_present = "selector")]
    pub(crate) sn: Vec<SerialNumber>,
    /// Devices that match: area=tank-farm,type=H2S,sn~^A0
    #[arg(short = 'l', long, value_name = "SELECTOR", conflicts_with = "sn")]
    pub(crate) selector: Option<Selector>,
    #[command(flatten)]
    pub(crate) period: PeriodArgs,
    /// Summarise by interval
    #[arg(long, value_name = "DURATION", value_parser = interval)]
    pub(crate) every: Option<Span>,
    /// What a summary tells
    #[arg(long, value_name = "LIST", value_delimiter = ',', requires = "every")]
    pub(crate) aggregate: Vec<Aggregate>,
    /// Lines at most
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) limit: Option<u64>,
    /// The newest lines of the period, not the oldest; oldest first either way
    #[arg(long, requires = "limit", conflicts_with_all = ["every", "after"])]
    pub(crate) newest: bool,
    /// Go on from where a limit ended
    #[arg(long, value_name = "CURSOR")]
    pub(crate) after: Option<Cursor>,
    /// Also what became of the devices' alarms
    #[arg(long)]
    pub(crate) marks: bool,
    /// Tell gaps in JSON too
    #[arg(long, conflicts_with = "every")]
    pub(crate) gaps: bool,
}

/// What a summary can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Aggregate {
    /// Mean of the values
    Mean,
    /// Smallest value
    Min,
    /// Largest value
    Max,
    /// Newest value
    Last,
    /// Readings with a value
    Count,
}

/// An interval is one second at least.
fn interval(text: &str) -> Result<Span, String> {
    let span = parse_span(text)?;
    if span < Span::secs(1) { Err("give one second or more, e.g. 5m".into()) } else { Ok(span) }
}
