//! `mcsctl context …`.

use clap::{Args, Subcommand};
use mcs_core::id::ShortName;

/// The verbs of `context`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl context add plant2 --socket /run/mcs-plant2/mcsd.sock
  mcsctl context use plant2
  mcsctl --context plant2 status")]
pub(crate) enum ContextCommand {
    /// Give a daemon's socket a name; the first one added is in use from then on
    ///
    /// Names are kept in $XDG_CONFIG_HOME/mcs/contexts.toml, else ~/.config/mcs/contexts.toml, for mcsctl and mcstui.
    #[command(after_help = "\
Examples:
  mcsctl context add plant2 --socket /run/mcs-plant2/mcsd.sock
  mcsctl context add trial --socket ./plant/mcsd.sock --replace")]
    Add(AddArgs),
    /// List the names, and which one is in use
    #[command(after_help = "\
Examples:
  mcsctl context list
  mcsctl context list -o json")]
    List,
    /// Use a name where nothing else is said
    #[command(after_help = "\
Examples:
  mcsctl context use plant2
  mcsctl context use --none")]
    Use {
        /// The name
        #[arg(required_unless_present = "none")]
        name: Option<ShortName>,
        /// Use none: the service's daemon, or the user's own
        #[arg(long, conflicts_with = "name")]
        none: bool,
    },
    /// Show a name, and whether a daemon answers there; the one in use if nothing is said
    #[command(after_help = "\
Examples:
  mcsctl context show
  mcsctl context show plant2 -o json")]
    Show {
        /// The name
        name: Option<ShortName>,
    },
    /// Forget a name; the daemon is not touched
    #[command(after_help = "\
Examples:
  mcsctl context remove plant2")]
    Remove {
        /// The name
        name: ShortName,
    },
}

/// `context add`.
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// What it is called
    pub(crate) name: ShortName,
    /// Take the place of the one that has this name
    #[arg(long)]
    pub(crate) replace: bool,
}
