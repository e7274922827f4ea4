//! `mcsctl broker …`.

use clap::Subcommand;

/// The verbs of `broker`.
///
/// Devices may publish to a broker that is there already instead of to the daemon: set ingest.broker in mcsd.toml(5).
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl broker status
  mcsctl broker test")]
pub(crate) enum BrokerCommand {
    /// Show the link to the broker, what is known of its limits, and what should be changed there
    ///
    /// Exits with 10 when the link is lost or a limit is too low.
    #[command(after_help = "\
Examples:
  mcsctl broker status
  mcsctl broker status -o json")]
    Status,
    /// Try the broker's limits: packets, publishes in flight, the queue behind them
    ///
    /// The daemon does it with a client of its own, on a topic of its own; the link and the devices are left alone. It
    /// takes some seconds. Exits with 10 when a limit is too low for a plant.
    #[command(after_help = "\
Examples:
  mcsctl broker test
  mcsctl broker test -o json")]
    Test,
}
