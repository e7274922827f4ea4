//! `mcsctl ledger`.

use clap::Args;
use mcs_core::id::SerialNumber;

use super::{days::DaysArgs, refresh::SelectArgs};

/// The loss ledger: per device and site day, what was heard and what became of it; today if nothing is said
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mcsctl ledger
  mcsctl ledger -l area=tank-farm --since 7d
  mcsctl ledger --sn A001 --from 2026-11-01 --to yesterday
  mcsctl ledger --from yesterday --check -o name")]
pub(crate) struct LedgerArgs {
    /// Only this device
    #[arg(long, value_name = "SN", conflicts_with = "selector")]
    pub(crate) sn: Option<SerialNumber>,
    #[command(flatten)]
    pub(crate) select: SelectArgs,
    #[command(flatten)]
    pub(crate) days: DaysArgs,
    /// Exit with 10 if a day is incomplete
    #[arg(long)]
    pub(crate) check: bool,
}
