//! `mcsctl zone …`.

use clap::{Args, Subcommand};
use mcs_core::{
    id::{SerialNumber, ShortName},
    zone::{Degrade, ZoneLevel},
};

use super::{dry::DryArgs, value};

/// The verbs of `zone`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl zone list
  mcsctl zone set TANKS --votes 2 --level A1
  mcsctl zone show TANKS")]
pub(crate) enum ZoneCommand {
    /// List the zones: members, votes now, votes needed, whether blind
    ///
    /// A zone that devices name and nobody set up is listed with no voting.
    #[command(after_help = "\
Examples:
  mcsctl zone list
  mcsctl zone list -o json")]
    List,
    /// Show a zone with its members
    #[command(after_help = "\
Examples:
  mcsctl zone show TANKS
  mcsctl zone show TANKS -o template='{{ votes }} of {{ needed }}'")]
    Show {
        /// The zone's name
        name: ShortName,
    },
    /// Let the gas points of a zone vote, or change how they do
    ///
    /// ZONE is raised when so many members are in alarm of the level at once. It is added to the alarms of the members and holds
    /// none of them back. Members are the gas points whose devices name the zone (--member, or mcsctl device set --zone). A member
    /// that is offline, without value, inhibited or out of service needs no convincing: one vote less is enough, unless --degrade
    /// keep. A zone that nobody set up and no device names is taken for a slip of the pen unless its members are named.
    #[command(after_help = "\
Examples:
  mcsctl zone set TANKS --votes 2 --level A1
  mcsctl zone set TANKS --member A001 --member A002 --member A003
  mcsctl zone set TANKS --degrade keep --dry-run")]
    Set(SetArgs),
    /// Remove a zone: its points alarm as before and vote no more
    #[command(after_help = "\
Examples:
  mcsctl zone remove TANKS --reason \"tanks dismantled\"
  mcsctl zone remove TANKS --reason \"tanks dismantled\" --yes")]
    Remove(RemoveArgs),
}

/// `zone set`.
#[derive(Debug, Args)]
pub(crate) struct SetArgs {
    /// The zone's name, as devices name it
    pub(crate) name: ShortName,
    /// How many members must agree. 2 for a new zone if nothing is said
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u8).range(1..))]
    pub(crate) votes: Option<u8>,
    /// The level they vote on: A1 or A2. A1 for a new zone if nothing is said
    #[arg(long, value_name = "LEVEL", value_parser = value::zone_level())]
    pub(crate) level: Option<ZoneLevel>,
    /// What a missing member does: reduce (one vote less is needed) or keep (as many as before)
    #[arg(long, value_name = "HOW", value_parser = value::degrade())]
    pub(crate) degrade: Option<Degrade>,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
    /// Put this device into the zone too; may be said several times
    #[arg(long, value_name = "SN")]
    pub(crate) member: Vec<SerialNumber>,
}

/// `zone remove`.
#[derive(Debug, Args)]
pub(crate) struct RemoveArgs {
    /// The zone's name
    pub(crate) name: ShortName,
    /// Why; kept in the audit, and with its alarm if one stands
    #[arg(long)]
    pub(crate) reason: String,
    /// Do not ask; required where there is no terminal
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}
