//! The command line: noun, then verb. Doc comments are the help, and every page of it ends with examples that a test
//! reads with this very tree.
#![expect(clippy::doc_markdown, reason = "doc comments are the help, where backticks would be shown as they are")]

pub(crate) mod alarm;
pub(crate) mod analyze;
pub(crate) mod archive;
pub(crate) mod backup;
pub(crate) mod broker;
pub(crate) mod calib;
pub(crate) mod config;
pub(crate) mod context;
pub(crate) mod days;
pub(crate) mod device;
pub(crate) mod dry;
pub(crate) mod explain;
pub(crate) mod job;
pub(crate) mod ledger;
pub(crate) mod map;
pub(crate) mod notify;
pub(crate) mod reading;
pub(crate) mod refresh;
pub(crate) mod rule;
pub(crate) mod shift;
pub(crate) mod store;
pub(crate) mod target;
pub(crate) mod tool;
pub(crate) mod value;
pub(crate) mod zone;

use std::{path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand};

use crate::{
    command::{demo::DemoArgs, sim::SimArgs},
    output::{Format, FormatParser},
};

/// Every administrative task of mcsd, the gas monitoring daemon, made for scripts.
///
/// Data goes to standard output, everything else to standard error. On a terminal the output is a table; elsewhere it is
/// one JSON object a line (jsonl) for lists and streams and one JSON object for single things. Say -o in scripts.
/// Tables show the site's local time; JSON, YAML and CSV always show RFC 3339 in UTC.
#[derive(Debug, Parser)]
#[command(
    name = "mcsctl",
    version,
    max_term_width = 110,
    subcommand_required = true,
    arg_required_else_help = true,
    after_help = "\
Examples:
  mcsctl status
  mcsctl device add A001 --type CH4 --high 1000 -o json
  mcsctl reading latest A001 -o json
  mcsctl alarm ack --all --comment \"on site\"

Exit status:
  0 ok · 1 failed · 2 usage · 3 not found · 4 not permitted · 5 daemon unreachable
  6 conflict or precondition · 7 timeout · 8 partly done · 10 a check found a problem"
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags that every command takes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// The daemon's socket. Else --context, MCS_SOCKET, MCS_CONTEXT, the context in use, /run/mcs/mcsd.sock,
    /// $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) socket: Option<PathBuf>,
    /// The daemon by its name; see mcsctl context
    #[arg(long, global = true, value_name = "NAME", conflicts_with = "socket")]
    pub(crate) context: Option<String>,
    /// How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT
    #[arg(short, long, global = true, value_name = "FORMAT", value_parser = FormatParser, hide_possible_values = true)]
    pub(crate) output: Option<Format>,
    /// How long to wait for each answer of the daemon
    #[arg(long, global = true, value_name = "DURATION", default_value = "10s", value_parser = value::deadline)]
    pub(crate) timeout: Duration,
    /// No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal
    #[arg(long, global = true)]
    pub(crate) no_color: bool,
    /// The language of headings and messages, zh or en. Else MCS_LANG, LC_ALL, LC_MESSAGES, LANG, in this order
    #[arg(long, global = true, value_name = "LANG", value_parser = ["zh", "en"], hide_possible_values = true)]
    pub(crate) lang: Option<String>,
}

/// The nouns.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// How the daemon and the plant are doing
    #[command(after_help = "\
Examples:
  mcsctl status
  mcsctl status -o json
  mcsctl status --watch
  mcsctl status -o template='{{ unacked }} unacknowledged'")]
    Status(refresh::RefreshArgs),
    /// Devices: register, change, remove, watch
    #[command(subcommand)]
    Device(device::DeviceCommand),
    /// Calibrations: from voltage to concentration
    #[command(subcommand)]
    Calib(calib::CalibCommand),
    /// Readings, newest and past
    #[command(subcommand)]
    Reading(reading::ReadingCommand),
    /// Alarms: see, acknowledge, reset, watch
    #[command(subcommand)]
    Alarm(alarm::AlarmCommand),
    /// Telling people: channels, contacts, routes, the outbox
    #[command(subcommand)]
    Notify(notify::NotifyCommand),
    /// Hand-overs: what the oncoming shift must know, and who took over
    #[command(subcommand)]
    Shift(shift::ShiftCommand),
    /// Zones: points that vote together
    #[command(subcommand)]
    Zone(zone::ZoneCommand),
    /// The map: where points stand, areas, pictures
    #[command(subcommand)]
    Map(map::MapCommand),
    /// Alarm rules at site, type, instrument and point level: see, change, check, try
    #[command(subcommand)]
    Rule(rule::RuleCommand),
    /// The loss ledger: is my record complete?
    Ledger(ledger::LedgerArgs),
    /// The archive: one object a site day, at a target
    #[command(subcommand)]
    Archive(archive::ArchiveCommand),
    /// Jobs that are due by the clock: see, run now, look back
    #[command(subcommand)]
    Job(job::JobCommand),
    /// Backups of the database: make, check, restore
    #[command(subcommand)]
    Backup(backup::BackupCommand),
    /// The external broker: the link to it, its limits
    #[command(subcommand)]
    Broker(broker::BrokerCommand),
    /// The store itself: what it holds, whether it is whole
    #[command(subcommand)]
    Store(store::StoreCommand),
    /// The daemon's configuration: check a file, show what is in force
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// Daemons with names: which one is meant
    #[command(subcommand)]
    Context(context::ContextCommand),
    /// What archive files say about the sensors, without a daemon
    Analyze(analyze::AnalyzeArgs),
    /// What the live plant's record says about the sensors
    Report(analyze::ReportArgs),
    /// A simulated plant of real MQTT clients
    Sim(SimArgs),
    /// A daemon, a simulated plant with a leak, and the dashboard, in one go
    Demo(DemoArgs),
    Explain(explain::ExplainArgs),
    /// Completions for a shell
    Completions(tool::CompletionsArgs),
    /// The manual pages
    Man(tool::ManArgs),
}

#[cfg(test)]
mod tests;
