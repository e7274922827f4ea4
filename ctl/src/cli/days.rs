//! From which site day to which, as everything that counts in days takes it.

use clap::Args;
use mcs_core::time::Span;

use crate::time::{Moment, parse_span};

/// Site days, both included.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct DaysArgs {
    /// The days touched by the time up to now, e.g. 7d
    #[arg(long, value_name = "DURATION", value_parser = parse_span, conflicts_with_all = ["from", "to"])]
    pub(crate) since: Option<Span>,
    /// First site day: a date, today, yesterday
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<Moment>,
    /// Last site day, included
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Option<Moment>,
}
