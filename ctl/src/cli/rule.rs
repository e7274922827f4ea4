//! `mcsctl rule …`.

use std::{fmt::Write as _, path::PathBuf, str::FromStr};

use clap::{Args, Subcommand};
use mcs_core::{
    id::SerialNumber,
    rule::{Assignment, Key, Kind, Scope},
    time::Span,
};

use super::{reading::PeriodArgs, refresh::SelectArgs, value};
use crate::time::parse_span;

/// The verbs of `rule`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl rule show A001
  mcsctl rule set type:CH4 high=1000 high-high=2000 --dry-run
  mcsctl rule lint")]
pub(crate) enum RuleCommand {
    /// List the levels that say something: site, types, instruments, points
    #[command(after_help = "\
Examples:
  mcsctl rule list
  mcsctl rule list -o json")]
    List,
    /// Show what a point is judged by: each value, the level it comes from, what it overrides
    #[command(after_help = "\
Examples:
  mcsctl rule show A001
  mcsctl rule show A001 -o json")]
    Show {
        /// The device's serial number
        sn: SerialNumber,
    },
    /// Change what a level says, for all its points at once
    ///
    /// The point's own level overrides its instrument's, that its type's, that the site's, key by key. Limits need a unit: they
    /// are set for a type, in its unit, or for a point. A changed limit is judged at the next reading; an alarm it ends says by
    /// whom. What is not recommended is refused unless you override it with a reason, which is kept and shown.
    #[command(after_help = "\
Examples:
  mcsctl rule set type:CH4 high=1000 high-high=2000 --reason \"survey of October\"
  mcsctl rule set site on-delay=5 bat-limit=25
  mcsctl rule set type:CO high=17 high-high=34 stel=25 twa=16 rate=10/60
  mcsctl rule set instrument:tank-1 off-delay=60 priority.LOW_BAT=medium
  mcsctl rule set point:A001 high=15000 --override --reason \"calibration hall\"")]
    Set(SetArgs),
    /// Take back what a level says; the level before it counts again
    #[command(after_help = "\
Examples:
  mcsctl rule unset point:A001 high high-high
  mcsctl rule unset type:CH4 --all --dry-run")]
    Unset(UnsetArgs),
    /// Compare what points are judged by with what is recommended
    ///
    /// Exits with 10 when something is found that nobody has overridden with a reason.
    #[command(after_help = "\
Examples:
  mcsctl rule lint
  mcsctl rule lint -l area=tank-farm
  mcsctl rule lint A001 A002 -o json")]
    Lint {
        /// The devices' serial numbers; all if nothing is said
        #[arg(conflicts_with = "selector")]
        sn: Vec<SerialNumber>,
        #[command(flatten)]
        select: SelectArgs,
    },
    /// Feed values through a point's rules and tell what would happen; nothing is touched
    ///
    /// Values come one period apart from now on, or from a CSV file with the columns value and, if given, time (RFC 3339).
    #[command(after_help = "\
Examples:
  mcsctl rule test A001 0 20 25 50 62 40 20 20 20 20
  mcsctl rule test A001 --file leak.csv -o json
  mcsctl rule test A001 0 800 900 0 --every 30s --set point:A001 high=800")]
    Test(TestArgs),
    /// Feed stored history through changed rules: alarms gained and lost before anything is applied
    ///
    /// Each reading is judged at its corrected time, by the rules as they are and by the changed ones, with somebody who
    /// acknowledges and resets at once. Eight hours before the start are judged too, so that means over time are full.
    #[command(after_help = "\
Examples:
  mcsctl rule replay --from 2026-11-01 --set type:CH4 high=500
  mcsctl rule replay --since 7d --sn A001 --set point:A001 high=800 high-high=1600 on-delay=10 -o json
  mcsctl rule replay --since 30d --set type:CH4 high=500 high-high=1000 type:CO high=15")]
    Replay(ReplayArgs),
}

/// How a change is made.
#[derive(Debug, Args)]
pub(crate) struct HowArgs {
    /// Show what would change at each point, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do it though it is not what is recommended
    #[arg(long = "override", requires = "reason")]
    pub(crate) overriding: bool,
    /// Why; it goes into the audit
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
}

/// `rule set`.
#[derive(Debug, Args)]
pub(crate) struct SetArgs {
    /// The level: site, type:CH4, instrument:NAME or point:SN
    #[arg(value_name = "LEVEL")]
    pub(crate) scope: Scope,
    /// What it shall say
    #[arg(required = true, value_name = "KEY=VALUE", long_help = catalogue())]
    pub(crate) assignments: Vec<Assignment>,
    #[command(flatten)]
    pub(crate) how: HowArgs,
}

/// `rule unset`.
#[derive(Debug, Args)]
pub(crate) struct UnsetArgs {
    /// The level: site, type:CH4, instrument:NAME or point:SN
    #[arg(value_name = "LEVEL")]
    pub(crate) scope: Scope,
    /// What it shall say nothing of any more
    #[arg(value_name = "KEY", value_parser = Key::parse, required_unless_present = "all", conflicts_with = "all")]
    pub(crate) keys: Vec<Key>,
    /// Everything it says
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) how: HowArgs,
}

/// `rule test`.
#[derive(Debug, Args)]
pub(crate) struct TestArgs {
    /// The device's serial number
    pub(crate) sn: SerialNumber,
    /// Values in the point's unit, in order
    #[arg(allow_negative_numbers = true, value_name = "VALUE", value_parser = value::number, required_unless_present = "file")]
    pub(crate) values: Vec<f64>,
    /// A CSV file with the columns value and, if given, time; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "values")]
    pub(crate) file: Option<PathBuf>,
    /// Time between values without a time of their own
    #[arg(long, value_name = "DURATION", default_value = "10s", value_parser = parse_span)]
    pub(crate) every: Span,
    #[command(flatten)]
    pub(crate) proposed: ProposedArgs,
}

/// `rule replay`.
#[derive(Debug, Args)]
pub(crate) struct ReplayArgs {
    #[command(flatten)]
    pub(crate) period: PeriodArgs,
    /// Only this device; may be given several times
    #[arg(long, value_name = "SN", conflicts_with = "selector")]
    pub(crate) sn: Vec<SerialNumber>,
    #[command(flatten)]
    pub(crate) select: SelectArgs,
    #[command(flatten)]
    pub(crate) proposed: ProposedArgs,
}

/// Changes that are only tried.
#[derive(Debug, Args)]
pub(crate) struct ProposedArgs {
    /// What to try: a level and what it shall say, again for each level
    #[arg(long, value_name = "LEVEL KEY=VALUE", num_args = 2..)]
    pub(crate) set: Vec<Word>,
}

/// A word of `--set`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Word {
    /// Where what follows holds.
    Level(Scope),
    /// What is said there.
    Said(Assignment),
}

impl FromStr for Word {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        if text.contains('=') {
            text.parse().map(Self::Said).map_err(|error: mcs_core::rule::KeyError| error.to_string())
        } else {
            text.parse().map(Self::Level).map_err(|error: mcs_core::rule::ScopeError| error.to_string())
        }
    }
}

/// What can be said, one key a line.
fn catalogue() -> String {
    let mut text = "What it shall say. The keys, each with an example:\n".to_owned();
    for key in Key::PLAIN {
        let entry = key.entry();
        let unit = match entry.kind {
            Kind::Quantity | Kind::Rate => "in the point's unit",
            Kind::Seconds { .. } => "s, or with m or h",
            Kind::Percent { .. } => "%",
            Kind::Priority => "",
        };
        // A text takes what is written to it.
        let _ = write!(text, "\n  {key}={}: {} ({unit})", entry.example, entry.what);
    }
    text.push_str("\n  priority.HIGH=critical: how urgent alarms of this condition are (low, medium, high, critical)");
    text
}
