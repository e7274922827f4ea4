//! `mcsctl notify policy …`.

use clap::{Args, Subcommand};
use mcs_core::{
    notice::{Language, Policy, Schedule, ScheduleOverride},
    time::{Span, Timestamp},
};

use super::value;
use crate::time::{Moment, parse_span};

/// The verbs of `notify policy`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl notify policy show
  mcsctl notify policy set --schedule \"Mon-Fri 08:00-18:00\"")]
pub(crate) enum PolicyCommand {
    /// Show what holds for all notices
    #[command(after_help = "\
Examples:
  mcsctl notify policy show
  mcsctl notify policy show -o json")]
    Show,
    /// Change what holds for all notices; what is not named stays
    ///
    /// The schedule says when low and medium alarms are told; outside it they are held and summarised at its next start. High and
    /// critical alarms ignore it. An override, by an admin, with a reason and an end, makes high alarms wait too; the wall shows it.
    #[command(after_help = "\
Examples:
  mcsctl notify policy set --debounce 10m --language zh
  mcsctl notify policy set --schedule \"Mon-Fri 20:00-06:00\"
  mcsctl notify policy set --override-for 8h --reason \"commissioning of line 2\"
  mcsctl notify policy set --heartbeat https://hc.example.com/ping/mcs --alive 08:00
  mcsctl notify policy set --no-schedule --no-override")]
    Set(SetArgs),
}

/// `notify policy set`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
pub(crate) struct SetArgs {
    /// Raises of one alarm within this time are folded, unless they are high or critical and it does not chatter
    #[arg(long, value_name = "DURATION", value_parser = debounce)]
    pub(crate) debounce: Option<u32>,
    /// When low and medium alarms are told, in the site's time
    #[arg(long, value_name = "DAYS HOURS", conflicts_with = "no_schedule")]
    pub(crate) schedule: Option<Schedule>,
    /// They are told always
    #[arg(long)]
    pub(crate) no_schedule: bool,
    /// Outside the schedule high alarms wait too, for this long from now; 7d at most
    #[arg(long, value_name = "DURATION", value_parser = parse_span, requires = "reason", conflicts_with_all = ["override_until", "no_override"])]
    pub(crate) override_for: Option<Span>,
    /// Outside the schedule high alarms wait too, until this moment
    #[arg(long, value_name = "TIME", requires = "reason", conflicts_with = "no_override")]
    pub(crate) override_until: Option<Moment>,
    /// Why the schedule is overridden
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    /// High alarms are told at once again
    #[arg(long)]
    pub(crate) no_override: bool,
    /// The language of what is told to no single person
    #[arg(long, value_parser = value::language())]
    pub(crate) language: Option<Language>,
    /// Where the daemon says every minute that it lives
    #[arg(long, value_name = "URL", conflicts_with = "no_heartbeat")]
    pub(crate) heartbeat: Option<String>,
    /// The daemon says nowhere that it lives
    #[arg(long)]
    pub(crate) no_heartbeat: bool,
    /// When the daily message with counts is sent, in the site's time
    #[arg(long, value_name = "HH:MM", value_parser = value::time_of_day, conflicts_with = "no_alive")]
    pub(crate) alive: Option<(i8, i8)>,
    /// No daily message
    #[arg(long)]
    pub(crate) no_alive: bool,
    /// Only show what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
}

impl SetArgs {
    /// The policy as it shall be, from what it is now; `until` is when an override that is asked for ends.
    pub(crate) fn applied_to(&self, now: &Policy, until: Option<Timestamp>) -> Policy {
        let mut policy = now.clone();
        policy.debounce_s = self.debounce.unwrap_or(policy.debounce_s);
        policy.schedule = self.schedule.or(policy.schedule).filter(|_| !self.no_schedule);
        policy.schedule_override = policy.schedule_override.filter(|_| !self.no_override);
        if let Some(until) = until {
            // The daemon knows who asks.
            let reason = self.reason.clone().unwrap_or_default();
            policy.schedule_override = Some(ScheduleOverride { by: String::new(), reason, until });
        }
        policy.language = self.language.unwrap_or(policy.language);
        policy.heartbeat_url = self.heartbeat.clone().or(policy.heartbeat_url).filter(|_| !self.no_heartbeat);
        policy.alive_at = self.alive.or(policy.alive_at).filter(|_| !self.no_alive);
        policy
    }
}

/// Whole seconds, `0s` to `1d`.
fn debounce(text: &str) -> Result<u32, String> {
    let us = parse_span(text)?.as_micros();
    let whole = (us % 1_000_000 == 0).then_some(us / 1_000_000).filter(|s| *s <= 86_400);
    whole
        .and_then(|s| u32::try_from(s).ok())
        .ok_or_else(|| "give whole seconds up to a day, e.g. 600s or 10m".to_owned())
}
