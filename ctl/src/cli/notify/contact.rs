//! `mcsctl notify contact …`.

use clap::{Args, Subcommand};
use mcs_core::{
    id::ShortName,
    notice::{Contact, Language},
};

use super::{RemoveArgs, value};

/// The verbs of `notify contact`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl notify contact list
  mcsctl notify contact set wang --phone 13800000000")]
pub(crate) enum ContactCommand {
    /// List people; addresses are shown to operators and above
    #[command(after_help = "\
Examples:
  mcsctl notify contact list
  mcsctl notify contact list -o csv")]
    List,
    /// Make a contact or change one; what is not named stays
    #[command(after_help = "\
Examples:
  mcsctl notify contact set wang --full-name \"Wang Wei\" --phone 13800000000 --email wang@example.com
  mcsctl notify contact set li --language en --no-phone
  mcsctl notify contact set li --disable")]
    Set(SetArgs),
    /// Remove a contact; no group may name it
    #[command(after_help = "\
Examples:
  mcsctl notify contact remove wang
  mcsctl notify contact remove wang --yes")]
    Remove(RemoveArgs),
}

/// `notify contact set`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
pub(crate) struct SetArgs {
    /// What they are called here
    pub(crate) name: ShortName,
    /// Their full name
    #[arg(long, value_name = "TEXT")]
    pub(crate) full_name: Option<String>,
    /// Where mail reaches them
    #[arg(long, value_name = "ADDRESS", conflicts_with = "no_email")]
    pub(crate) email: Option<String>,
    /// Mail does not reach them any more
    #[arg(long)]
    pub(crate) no_email: bool,
    /// Where text messages reach them, and by which robots mention them
    #[arg(long, value_name = "NUMBER", conflicts_with = "no_phone")]
    pub(crate) phone: Option<String>,
    /// Text messages do not reach them any more
    #[arg(long)]
    pub(crate) no_phone: bool,
    /// The language they read; zh for a new contact
    #[arg(long, value_parser = value::language())]
    pub(crate) language: Option<Language>,
    /// Tell them again
    #[arg(long, conflicts_with = "disable")]
    pub(crate) enable: bool,
    /// Tell them nothing until they are enabled
    #[arg(long)]
    pub(crate) disable: bool,
    /// Only show what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
}

impl SetArgs {
    /// The contact as it shall be, from what it is now.
    pub(crate) fn applied_to(&self, now: Option<&Contact>) -> Contact {
        let mut contact = now.cloned().unwrap_or_else(|| Contact {
            name: self.name.clone(),
            full_name: None,
            email: None,
            phone: None,
            language: Language::default(),
            enabled: true,
        });
        contact.full_name = self.full_name.clone().or(contact.full_name);
        contact.email = self.email.clone().or(contact.email).filter(|_| !self.no_email);
        contact.phone = self.phone.clone().or(contact.phone).filter(|_| !self.no_phone);
        contact.language = self.language.unwrap_or(contact.language);
        contact.enabled = (contact.enabled || self.enable) && !self.disable;
        contact
    }
}
