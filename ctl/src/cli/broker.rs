//! `mcsctl broker …`.

use std::{net::IpAddr, path::PathBuf};

use clap::{Args, Subcommand};
use mcs_core::id::UserName;

/// The verbs of `broker`.
///
/// Devices may publish to a broker that is there already instead of to the daemon: set ingest.broker in mcsd.toml(5).
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl broker status
  mcsctl broker test
  mcsctl broker export --dir ./broker")]
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
    /// Write the files of a Mosquitto that serves this plant
    ///
    /// A whole configuration with listener, TLS, users, access of each to its own topics, and limits that lose nothing; and the
    /// password of the daemon's own user, for ingest.broker_password_file. Devices keep their secrets. Exporting again after
    /// devices were added or removed replaces what changed and says what that is. Nothing is readable by everybody.
    #[command(after_help = "\
Examples:
  mcsctl broker export --dir ./broker
  mcsctl broker export --dir ./broker --check
  mcsctl broker export --dir /etc/mosquitto/mcs --group mosquitto --tls-cert /etc/tls/a.pem --tls-key /etc/tls/a.key")]
    Export(Box<ExportArgs>),
}

/// `broker export`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The folder the files go to; it is made
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// Where that folder will be on the broker's machine [default: where it is on this one]
    #[arg(long, value_name = "PATH")]
    pub(crate) at: Option<PathBuf>,
    /// The address the broker listens on [default: all with TLS, else 127.0.0.1]
    #[arg(long, value_name = "ADDR")]
    pub(crate) bind: Option<IpAddr>,
    /// The port it listens on [default: 8883 with TLS, else 1883]
    #[arg(long)]
    pub(crate) port: Option<u16>,
    /// Its certificate with those up to the authority, PEM, on the broker's machine; without one there is no TLS
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// The certificate's key, PEM
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
    /// The authorities whose client certificates are asked for, PEM [default: none is asked for]
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_client_ca: Option<PathBuf>,
    /// The daemon's own user at the broker
    #[arg(long, value_name = "NAME", default_value = "mcsd")]
    pub(crate) user: UserName,
    /// A group that may read what the broker reads, usually mosquitto [default: none]
    #[arg(long)]
    pub(crate) group: Option<String>,
    /// Write nothing; exit with 10 if the files are not as they would be written
    #[arg(long)]
    pub(crate) check: bool,
}
