//! `mcsctl ledger`.

use clap::Args;
use mcs_core::id::SerialNumber;

use crate::time::Moment;

/// The loss ledger: per device and site day, what was heard and what became of it
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mcsctl ledger
  mcsctl ledger --sn A001 --from 2026-11-01 --to yesterday
  mcsctl ledger --from yesterday --check -o name")]
pub(crate) struct LedgerArgs {
    /// Only this device
    #[arg(long, value_name = "SN")]
    pub(crate) sn: Option<SerialNumber>,
    /// First site day: a date, today, yesterday. Today if nothing is said
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<Moment>,
    /// Last site day, included. Today if nothing is said
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Option<Moment>,
    /// Exit with 10 if a day is incomplete
    #[arg(long)]
    pub(crate) check: bool,
}
