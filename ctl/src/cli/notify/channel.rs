//! `mcsctl notify channel …`.

use clap::{Args, Subcommand};
use mcs_core::{id::ShortName, notice::ChannelKind};

use super::{super::dry::DryArgs, RemoveArgs, value};

/// The verbs of `notify channel`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl notify channel kinds
  mcsctl notify channel set robot --kind dingtalk --secret access_token=@token
  mcsctl notify channel test robot")]
pub(crate) enum ChannelCommand {
    /// List channels, and when each was last tested
    #[command(after_help = "\
Examples:
  mcsctl notify channel list
  mcsctl notify channel list -o json")]
    List,
    /// List what each kind of channel takes
    #[command(after_help = "\
Examples:
  mcsctl notify channel kinds
  mcsctl notify channel kinds smtp")]
    Kinds {
        /// Only this kind
        #[arg(value_parser = value::channel_kind())]
        kind: Option<ChannelKind>,
    },
    /// Show a channel; never its secrets
    #[command(after_help = "\
Examples:
  mcsctl notify channel show mail
  mcsctl notify channel show mail -o yaml")]
    Show {
        /// The channel's name
        name: ShortName,
    },
    /// Make a channel or change one; what is not named stays
    ///
    /// Secrets are sealed with the site's key and never shown again. They are never arguments: NAME=@FILE reads the first line of a
    /// file, NAME=- of standard input, and NAME alone asks on the terminal.
    #[command(after_help = "\
Examples:
  mcsctl notify channel set mail --kind smtp --set host=smtp.example.com --set from=mcs@example.com
  mcsctl notify channel set mail --set user=mcs@example.com --secret password
  mcsctl notify channel set robot --kind dingtalk --secret access_token=@token --secret secret=@key
  mcsctl notify channel set sms --unset endpoint --secret access_key_secret=- < key")]
    Set(SetArgs),
    /// Send a test by the very path alarms take, and wait for what the provider says
    #[command(after_help = "\
Examples:
  mcsctl notify channel test robot
  mcsctl notify channel test mail --timeout 30s")]
    Test {
        /// The channel's name
        name: ShortName,
    },
    /// Use a channel again
    #[command(after_help = "\
Examples:
  mcsctl notify channel enable robot")]
    Enable {
        /// The channel's name
        name: ShortName,
        #[command(flatten)]
        dry: DryArgs,
    },
    /// Use a channel no more until it is enabled; what is owed over it waits
    #[command(after_help = "\
Examples:
  mcsctl notify channel disable robot
  mcsctl notify channel disable robot --dry-run")]
    Disable {
        /// The channel's name
        name: ShortName,
        #[command(flatten)]
        dry: DryArgs,
    },
    /// Remove a channel with its secrets; no group may name it
    #[command(after_help = "\
Examples:
  mcsctl notify channel remove robot
  mcsctl notify channel remove robot --yes")]
    Remove(RemoveArgs),
}

/// `notify channel set`.
#[derive(Debug, Args)]
pub(crate) struct SetArgs {
    /// The channel's name
    pub(crate) name: ShortName,
    /// What it is; needed for a new one
    #[arg(long, value_parser = value::channel_kind())]
    pub(crate) kind: Option<ChannelKind>,
    /// A setting; see "notify channel kinds"
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = value::setting)]
    pub(crate) set: Vec<(String, String)>,
    /// Take a setting away
    #[arg(long, value_name = "NAME")]
    pub(crate) unset: Vec<String>,
    /// A secret: NAME=@FILE, NAME=- for standard input, or NAME to be asked
    #[arg(long, value_name = "NAME[=@FILE]")]
    pub(crate) secret: Vec<String>,
    /// Take a secret away
    #[arg(long, value_name = "NAME")]
    pub(crate) unset_secret: Vec<String>,
    /// Only show what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
}
