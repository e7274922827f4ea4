//! `mcsctl shift …`.

use clap::{Args, Subcommand};
use mcs_core::time::Span;

use super::dry::DryArgs;
use crate::time::{Moment, parse_span};

/// The verbs of `shift`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl shift report -o md
  mcsctl shift accept wang --note \"A002 is at the workshop\"")]
pub(crate) enum ShiftCommand {
    /// What the oncoming shift must know: open, overdue, masked, silent, not delivered, and what people wrote
    #[command(after_help = "\
Examples:
  mcsctl shift report
  mcsctl shift report --since 12h -o md > handover.md
  mcsctl shift report --from 2026-11-21T06:00
  mcsctl shift report -o json")]
    Report(SinceArgs),
    /// Somebody takes over by name; what was handed over is kept
    #[command(after_help = "\
Examples:
  mcsctl shift accept wang
  mcsctl shift accept \"Wang Wei\" --since 12h --note \"A002 is at the workshop\"")]
    Accept(AcceptArgs),
    /// Hand-overs, newest first
    #[command(after_help = "\
Examples:
  mcsctl shift list
  mcsctl shift list -n 3 -o json")]
    List {
        /// At most so many
        #[arg(short = 'n', long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=200))]
        most: u32,
    },
}

/// How long the shift lasted.
#[derive(Debug, Args)]
pub(crate) struct SinceArgs {
    /// How long the shift that ends has lasted, at most 7d
    #[arg(long, value_name = "DURATION", default_value = "8h", value_parser = parse_span, conflicts_with = "from")]
    pub(crate) since: Span,
    /// When it began: RFC 3339, site date or site time
    #[arg(long, value_name = "TIME")]
    pub(crate) from: Option<Moment>,
}

/// `shift accept`.
#[derive(Debug, Args)]
pub(crate) struct AcceptArgs {
    /// Who takes over
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) since: SinceArgs,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
    /// What the oncoming shift remarks
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
}
