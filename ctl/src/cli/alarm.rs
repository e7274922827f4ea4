//! `mcsctl alarm …`.

use clap::{Args, Subcommand};
use mcs_core::id::SerialNumber;

/// The verbs of `alarm`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl alarm list
  mcsctl alarm ack 42 --comment \"on site\"")]
pub(crate) enum AlarmCommand {
    /// List alarms that need somebody
    #[command(after_help = "\
Examples:
  mcsctl alarm list -o json
  mcsctl alarm list --all --sn A001
  mcsctl alarm list -o csv")]
    List(ListArgs),
    /// Show one alarm with every step of its life
    #[command(after_help = "\
Examples:
  mcsctl alarm show 42
  mcsctl alarm show 42 -o json")]
    Show {
        /// The alarm's number
        id: u64,
    },
    /// Acknowledge alarms; each number names one occurrence
    ///
    /// --all covers what stood when the list was read; alarms that came later stay and are counted in the answer. With a
    /// critical alarm among them it needs a comment.
    #[command(after_help = "\
Examples:
  mcsctl alarm ack 42
  mcsctl alarm ack 42 43 --comment \"valve closed\"
  mcsctl alarm ack --all --comment \"on site\"")]
    Ack(AckArgs),
    /// End a latch: the condition is gone, the alarm acknowledged, and it is safe
    #[command(after_help = "\
Examples:
  mcsctl alarm reset 42 --comment \"area ventilated\"
  mcsctl alarm reset 42 --verified \"portable detector reads 0 %LEL\"")]
    Reset(ResetArgs),
    /// Stream alarms: those that stand, then each as it changes
    #[command(after_help = "\
Examples:
  mcsctl alarm watch
  mcsctl alarm watch --sn A001 -o jsonl")]
    Watch {
        /// Only alarms of this device
        #[arg(long, value_name = "SN")]
        sn: Option<SerialNumber>,
    },
}

/// `alarm list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Also alarms that are over
    #[arg(long)]
    pub(crate) all: bool,
    /// Only alarms of this device
    #[arg(long, value_name = "SN")]
    pub(crate) sn: Option<SerialNumber>,
}

/// `alarm ack`.
#[derive(Debug, Args)]
pub(crate) struct AckArgs {
    /// The alarms' numbers
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    pub(crate) id: Vec<u64>,
    /// Everything that stands unacknowledged now
    #[arg(long)]
    pub(crate) all: bool,
    /// What you found or did
    #[arg(long, value_name = "TEXT")]
    pub(crate) comment: Option<String>,
}

/// `alarm reset`.
#[derive(Debug, Args)]
pub(crate) struct ResetArgs {
    /// The alarm's number
    pub(crate) id: u64,
    /// What you found or did
    #[arg(long, value_name = "TEXT")]
    pub(crate) comment: Option<String>,
    /// How you made sure that it is safe; needed for OVER_RANGE
    #[arg(long, value_name = "TEXT")]
    pub(crate) verified: Option<String>,
}
