//! `--watch` and `-l`, as every list takes them.

use std::time::Duration;

use clap::Args;
use mcs_core::select::Selector;

use super::value;

/// Ask again and again.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct RefreshArgs {
    /// Ask again every 2s, or as often as said: redrawn on a terminal, elsewhere a line for each that changed
    #[arg(long, value_name = "DURATION", num_args = 0..=1, require_equals = true, default_missing_value = "2s", value_parser = value::refresh)]
    pub(crate) watch: Option<Duration>,
}

/// Devices by their fields.
#[derive(Debug, Clone, Args)]
pub(crate) struct SelectArgs {
    /// Only of devices that match: area=tank-farm,type=H2S,sn~^A0
    #[arg(short = 'l', long, value_name = "SELECTOR")]
    pub(crate) selector: Option<Selector>,
}
