//! `mcsctl notify group …`.

use clap::{Args, Subcommand};
use mcs_core::{id::ShortName, notice::Group};

use super::RemoveArgs;

/// The verbs of `notify group`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl notify group list
  mcsctl notify group set shift --channel robot,sms --contact wang,li")]
pub(crate) enum GroupCommand {
    /// List groups
    #[command(after_help = "\
Examples:
  mcsctl notify group list
  mcsctl notify group list -o json")]
    List,
    /// Make a group or change one; a list that is named takes the place of the one there was
    ///
    /// All of its contacts are told over all of its channels. A robot speaks to its own chat, so a group of robots needs no contacts;
    /// those it has are mentioned by their telephone numbers.
    #[command(after_help = "\
Examples:
  mcsctl notify group set shift --channel robot
  mcsctl notify group set chiefs --channel mail,sms --contact wang --contact zhao
  mcsctl notify group set shift --no-contacts")]
    Set(SetArgs),
    /// Remove a group; no route may name it
    #[command(after_help = "\
Examples:
  mcsctl notify group remove shift
  mcsctl notify group remove shift --yes")]
    Remove(RemoveArgs),
}

/// `notify group set`.
#[derive(Debug, Args)]
pub(crate) struct SetArgs {
    /// The group's name
    pub(crate) name: ShortName,
    /// Its contacts, all of them
    #[arg(long = "contact", value_name = "NAME", value_delimiter = ',', conflicts_with = "no_contacts")]
    pub(crate) contacts: Vec<ShortName>,
    /// It has no contacts
    #[arg(long)]
    pub(crate) no_contacts: bool,
    /// By what they are told, all of it
    #[arg(long = "channel", value_name = "NAME", value_delimiter = ',')]
    pub(crate) channels: Vec<ShortName>,
    /// Only show what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
}

impl SetArgs {
    /// The group as it shall be, from what it is now.
    pub(crate) fn applied_to(&self, now: Option<&Group>) -> Group {
        let mut group = now.cloned().unwrap_or_else(|| Group {
            name: self.name.clone(),
            contacts: Vec::new(),
            channels: Vec::new(),
        });
        if self.no_contacts || !self.contacts.is_empty() {
            group.contacts.clone_from(&self.contacts);
        }
        if !self.channels.is_empty() {
            group.channels.clone_from(&self.channels);
        }
        group
    }
}
