//! The daemon's command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  printf '%s\\n' \"$ADMIN_PASSWORD\" | mcsd init --data ./plant --tz Asia/Shanghai --admin-password-stdin
  mcsd run --data ./plant --mqtt 127.0.0.1:1883";

/// Gas detection server: ingest, alarms, store, control socket
#[derive(Debug, Parser)]
#[command(name = "mcsd", version, propagate_version = true, after_help = EXAMPLES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the daemon can be told to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a data directory: database, time zone, first administrator
    Init(Init),
    /// Run until stopped
    Run(Run),
    /// Put a backup into a data directory as its database; no daemon may run there
    ///
    /// Checksum and database are checked before anything is touched. The backup holds secrets sealed with the site's
    /// key, the file key in the data directory, which is no part of it: keep it elsewhere, and put it there too.
    #[command(after_help = "\
Examples:
  mcsd restore mcs-20261121T200000Z.db --data ./plant --force
  mcsd restore /mnt/usb/mcs-20261121T200000Z.db --data ./new-plant")]
    Restore(Restore),
    /// Look at all of a database whose daemon does not run, and name each damage
    ///
    /// Exits with 10 when something is found. Of a daemon that runs, ask with mcsctl store verify.
    #[command(after_help = "\
Examples:
  mcsd verify --data ./plant")]
    Verify(Verify),
    /// Look at a configuration file; no daemon is asked
    #[command(subcommand)]
    Config(Config),
    /// Write the manual pages into a directory
    #[command(hide = true)]
    Man {
        /// The directory
        #[arg(long)]
        dir: PathBuf,
    },
}

/// `mcsd config`
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsd config check --data ./plant
  mcsd config show /etc/mcs/mcsd.toml")]
pub enum Config {
    /// Name everything that is wrong with a file, each with its line
    ///
    /// Exits with 10 when something is. What mcsctl config check runs.
    Check(ConfigFile),
    /// Show every setting as the file gives it, and where it came from
    Show(ConfigFile),
}

/// `mcsd config check` and `mcsd config show`
#[derive(Debug, clap::Args)]
pub struct ConfigFile {
    /// The file [default: mcsd.toml in the data directory, else /etc/mcs/mcsd.toml]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The data directory
    #[arg(long, value_name = "DIR", env = "MCS_DATA")]
    pub data: Option<PathBuf>,
    /// One JSON object a line, for programs
    #[arg(long)]
    pub json: bool,
}

/// `mcsd init`
#[derive(Debug, clap::Args)]
pub struct Init {
    /// The data directory; it is made
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// The site's IANA time zone, e.g. Asia/Shanghai
    #[arg(long, value_name = "ZONE")]
    pub tz: String,
    /// The site's name
    #[arg(long, default_value = "plant")]
    pub site: String,
    /// Name of the first administrator
    #[arg(long, default_value = "admin", value_name = "NAME")]
    pub admin: String,
    /// Read the administrator's password from standard input: one line, 8 characters or more
    #[arg(long, required = true)]
    pub admin_password_stdin: bool,
}

/// `mcsd run`
#[derive(Debug, clap::Args)]
pub struct Run {
    /// The data directory
    #[arg(long, value_name = "DIR", env = "MCS_DATA")]
    pub data: PathBuf,
    /// The configuration file [default: mcsd.toml in the data directory, else /etc/mcs/mcsd.toml]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where devices connect, instead of what the configuration says; port 0 takes any free one
    #[arg(long, value_name = "ADDR")]
    pub mqtt: Vec<SocketAddr>,
    /// Where /health and /metrics are served, on loopback
    #[arg(long, value_name = "ADDR")]
    pub http: Option<SocketAddr>,
    /// The form of the log
    #[arg(long, value_enum)]
    pub log: Option<Log>,
}

/// `mcsd restore`
#[derive(Debug, clap::Args)]
pub struct Restore {
    /// A file, or the name of a backup in the folder where this site's backups lie
    #[arg(value_name = "BACKUP")]
    pub backup: PathBuf,
    /// The data directory; it is made if it is not there
    #[arg(long, value_name = "DIR", env = "MCS_DATA")]
    pub data: PathBuf,
    /// Move a database that is there aside, under a name with the time
    #[arg(long)]
    pub force: bool,
    /// Take a file without its .sha256 beside it; the database is checked all the same
    #[arg(long)]
    pub no_checksum: bool,
}

/// `mcsd verify`
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// The data directory
    #[arg(long, value_name = "DIR", env = "MCS_DATA")]
    pub data: PathBuf,
}

/// The form of the log.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Log {
    /// For people
    Pretty,
    /// One JSON object a line
    Json,
}
