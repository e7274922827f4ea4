//! `mcsctl notify …`.

pub(crate) mod channel;
pub(crate) mod contact;
pub(crate) mod group;
pub(crate) mod outbox;
pub(crate) mod policy;
pub(crate) mod route;
pub(crate) mod simulate;
mod value;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use mcs_core::id::ShortName;

use super::dry::DryArgs;

/// The verbs of `notify`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl notify channel set robot --kind dingtalk --secret access_token=@token --secret secret
  mcsctl notify contact set wang --phone 13800000000 --email wang@example.com
  mcsctl notify group set shift --channel robot --contact wang
  mcsctl notify channel test robot
  mcsctl notify simulate --sn A001 --type HIGH

mcs-notify(7) tells how people are told: routes, escalation, digests, and what accepted means.")]
pub(crate) enum NotifyCommand {
    /// Ways to reach people: mail, robots, webhooks, text messages
    #[command(subcommand)]
    Channel(channel::ChannelCommand),
    /// People
    #[command(subcommand)]
    Contact(contact::ContactCommand),
    /// People who are told together, and by what
    #[command(subcommand)]
    Group(group::GroupCommand),
    /// Which alarms go to which groups
    #[command(subcommand)]
    Route(route::RouteCommand),
    /// What holds for all notices: debounce, schedule, language, heartbeat
    #[command(subcommand)]
    Policy(policy::PolicyCommand),
    /// What is owed and was sent
    #[command(subcommand)]
    Outbox(outbox::OutboxCommand),
    /// Show what became of each step of an alarm: who was to be told, or why nobody was
    #[command(after_help = "\
Examples:
  mcsctl notify trace 42
  mcsctl notify trace 42 -o json")]
    Trace {
        /// The alarm's number
        id: u64,
    },
    /// Show who would be told what of an alarm, when, and why not; nothing is sent
    #[command(after_help = "\
Examples:
  mcsctl notify simulate --sn A001 --type HIGH
  mcsctl notify simulate --sn A001 --type LOW_BAT --at 2026-11-21T03:00
  mcsctl notify simulate --type SYSTEM --cause disk-low -o json")]
    Simulate(simulate::SimulateArgs),
    /// Take over the notification settings of an MCS-IoT site
    ///
    /// FILE holds its configuration object as JSON: email, webhook, sms and settings. Channels, contacts and a group for each channel
    /// are made of it; doing it again changes nothing. The file holds secrets: remove it afterwards. A field this program does not
    /// know is refused by its name.
    #[command(after_help = "\
Examples:
  mcsctl notify import notification.json --dry-run
  mcsctl notify import notification.json
  mcsctl notify import - < notification.json")]
    Import(ImportArgs),
}

/// `notify import`.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The file, or - for standard input
    pub(crate) file: PathBuf,
    /// Only show what would be made
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Removes something by name.
#[derive(Debug, Args)]
pub(crate) struct RemoveArgs {
    /// Its name
    pub(crate) name: ShortName,
    /// Do not ask; required where there is no terminal
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}
