//! `mcsctl explain`.

use clap::Args;

/// What a code or a name means, why it comes, and what to do
///
/// Explains business codes (40001), exit codes (6), types of alarms (HIGH_HIGH), causes of SYSTEM alarms (disk-low) and
/// error codes of devices (10), by number or by name. A number that is several things explains each. No daemon is asked.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mcsctl explain
  mcsctl explain 40001
  mcsctl explain disk-critical -o json
  mcsctl explain high-high")]
pub(crate) struct ExplainArgs {
    /// The number or the name; without it everything there is
    #[arg(value_name = "CODE|NAME")]
    pub(crate) topic: Option<String>,
}
