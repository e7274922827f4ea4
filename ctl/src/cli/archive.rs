//! `mcsctl archive …`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{days::DaysArgs, dry::DryArgs, target::TargetCommand, value};
use crate::time::Moment;
use mcs_core::archived::DayState;

/// The verbs of `archive`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl archive target set --folder /mnt/archive
  mcsctl archive run
  mcsctl archive list --from 2026-11-01
  mcsctl archive verify --all")]
pub(crate) enum ArchiveCommand {
    /// Archive what is owed, now: the days that are over, oldest first
    ///
    /// Each day is written into a file, uploaded, read back and compared. What was interrupted goes on where it was. The run goes on
    /// in the daemon when this program ends.
    #[command(after_help = "\
Examples:
  mcsctl archive run
  mcsctl archive run --day 2026-11-20 -o json
  mcsctl archive run --from 2026-11-01 --to yesterday
  mcsctl archive run --all --dry-run")]
    Run(RunArgs),
    /// List days and how far each has come
    #[command(after_help = "\
Examples:
  mcsctl archive list
  mcsctl archive list --since 7d
  mcsctl archive list --from 2026-11-01 --to yesterday -o csv
  mcsctl archive list --state lost -o name")]
    List(ListArgs),
    /// Show everything that is known of a day
    #[command(after_help = "\
Examples:
  mcsctl archive show 2026-11-20
  mcsctl archive show yesterday -o json")]
    Show {
        /// The site day: a date or yesterday
        #[arg(value_name = "DAY")]
        day: Moment,
    },
    /// Fetch the object of a day, and compare it with what was uploaded
    #[command(after_help = "\
Examples:
  mcsctl archive fetch 2026-11-20
  mcsctl archive fetch 2026-11-20 -O /tmp/day.csv.gz")]
    Fetch(FetchArgs),
    /// Read objects back and compare them with what was uploaded
    ///
    /// An object that is missing or damaged is named. It is made again by the next run if the day's readings are still here; else it
    /// is lost. Nothing is deleted for what is found. Exits with 10 if an object is not whole.
    #[command(after_help = "\
Examples:
  mcsctl archive verify 2026-11-19 2026-11-20
  mcsctl archive verify --all -o json")]
    Verify(VerifyArgs),
    /// Put the readings of archived days back into the store
    ///
    /// What is there already is passed over, so doing it again does no harm. Days beyond the retention leave again with the next
    /// pruning.
    #[command(after_help = "\
Examples:
  mcsctl archive restore 2025-03-14
  mcsctl archive restore 2025-03-14 2025-03-15 -o json")]
    Restore {
        /// The site days
        #[arg(value_name = "DAY", required = true)]
        days: Vec<Moment>,
        #[command(flatten)]
        dry: DryArgs,
    },
    /// Remove local days beyond the retention that are verified in the archive
    #[command(after_help = "\
Examples:
  mcsctl archive prune --dry-run
  mcsctl archive prune --yes")]
    Prune(PruneArgs),
    /// Show the archive in numbers
    #[command(after_help = "\
Examples:
  mcsctl archive stats
  mcsctl archive stats -o json")]
    Stats,
    /// Where archives and backups go
    #[command(subcommand)]
    Target(TargetCommand),
}

/// `archive run`.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// Only this site day: a date or yesterday
    #[arg(long, value_name = "DAY", conflicts_with_all = ["from", "to", "since"])]
    pub(crate) day: Option<Moment>,
    #[command(flatten)]
    pub(crate) days: DaysArgs,
    /// Also days that are verified at another target than the one in force, if their readings are still here
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}

/// `archive list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) days: DaysArgs,
    /// Only days in this state
    #[arg(long, value_parser = value::day_state())]
    pub(crate) state: Option<DayState>,
}

/// `archive fetch`.
#[derive(Debug, Args)]
pub(crate) struct FetchArgs {
    /// The site day: a date or yesterday
    pub(crate) day: Moment,
    /// The part of the day: 0 is the day itself, from 1 on what arrived after its readings had been removed
    #[arg(long, default_value_t = 0, value_name = "NUMBER")]
    pub(crate) part: u32,
    /// The file to write; else its own name in the current directory
    #[arg(short = 'O', long = "output-file", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

/// `archive verify`.
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// The site days
    #[arg(value_name = "DAY", required_unless_present = "all")]
    pub(crate) days: Vec<Moment>,
    /// Every day there is
    #[arg(long, conflicts_with = "days")]
    pub(crate) all: bool,
}

/// `archive prune`.
#[derive(Debug, Args)]
pub(crate) struct PruneArgs {
    /// Only show which days would leave, and why others would not
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do not ask; required where there is no terminal
    #[arg(long)]
    pub(crate) yes: bool,
}
