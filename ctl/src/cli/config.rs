//! `mcsctl config …`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// The verbs of `config`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl config check ./plant/mcsd.toml
  mcsctl config show")]
pub(crate) enum ConfigCommand {
    /// Name everything that is wrong with a configuration file, each with its line
    ///
    /// Needs no daemon: it runs mcsd config check. Exits with 10 when something is wrong.
    #[command(after_help = "\
Examples:
  mcsctl config check ./plant/mcsd.toml
  mcsctl config check --data ./plant -o json")]
    Check(FileArgs),
    /// Show every setting with where it came from: default, file and line, or command line
    ///
    /// Without a file the running daemon tells what is in force; with one it is what a daemon would take from it. Secrets are
    /// not shown. An engineer's.
    #[command(after_help = "\
Examples:
  mcsctl config show
  mcsctl config show -o json
  mcsctl config show ./plant/mcsd.toml")]
    Show(FileArgs),
}

/// Which file.
#[derive(Debug, Args)]
pub(crate) struct FileArgs {
    /// The file; to check, mcsd.toml in the data directory, else /etc/mcs/mcsd.toml if nothing is said
    #[arg(value_name = "FILE", conflicts_with = "data")]
    pub(crate) file: Option<PathBuf>,
    /// The data directory whose mcsd.toml is meant
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}
