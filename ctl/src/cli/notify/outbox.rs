//! `mcsctl notify outbox …`.

use clap::{Args, Subcommand};
use mcs_core::{id::ShortName, notice::DeliveryState};

use super::{super::dry::DryArgs, value};

/// The verbs of `notify outbox`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl notify outbox list
  mcsctl notify outbox show 7")]
pub(crate) enum OutboxCommand {
    /// List deliveries, the newest first
    ///
    /// A delivery is one thing owed to one group over one channel. Several may leave in one message.
    #[command(after_help = "\
Examples:
  mcsctl notify outbox list
  mcsctl notify outbox list --state owed,sending
  mcsctl notify outbox list --state given-up --channel sms -o json
  mcsctl notify outbox list --alarm 42")]
    List(ListArgs),
    /// Show a delivery: what it says, and every try
    #[command(after_help = "\
Examples:
  mcsctl notify outbox show 7
  mcsctl notify outbox show 7 -o json")]
    Show {
        /// The delivery's number
        id: u64,
    },
    /// Send deliveries again that were given up or dropped
    #[command(after_help = "\
Examples:
  mcsctl notify outbox retry 7
  mcsctl notify outbox retry 7 8 9 -o name")]
    Retry {
        /// The deliveries' numbers
        #[arg(required = true)]
        id: Vec<u64>,
        #[command(flatten)]
        dry: DryArgs,
    },
    /// Decide that deliveries need not be sent
    #[command(after_help = "\
Examples:
  mcsctl notify outbox drop 7 --reason \"told by telephone\"
  mcsctl notify outbox drop 7 8 --reason \"told by telephone\" --yes")]
    Drop(DropArgs),
}

/// `notify outbox list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Only in these states
    #[arg(long = "state", value_delimiter = ',', value_parser = value::delivery_state())]
    pub(crate) states: Vec<DeliveryState>,
    /// Only over this channel
    #[arg(long, value_name = "NAME")]
    pub(crate) channel: Option<ShortName>,
    /// Only of this alarm
    #[arg(long, value_name = "ID")]
    pub(crate) alarm: Option<u64>,
    /// The newest so many
    #[arg(long, value_name = "COUNT", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) limit: u32,
}

/// `notify outbox drop`.
#[derive(Debug, Args)]
pub(crate) struct DropArgs {
    /// The deliveries' numbers
    #[arg(required = true)]
    pub(crate) id: Vec<u64>,
    /// Why they need not be sent
    #[arg(long, value_name = "TEXT", required = true)]
    pub(crate) reason: String,
    /// Do not ask; required where there is no terminal
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}
