//! `mcsctl store …`.

use clap::Subcommand;

/// The verbs of `store`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl store stats
  mcsctl store verify")]
pub(crate) enum StoreCommand {
    /// Look at all that is stored and name each damage; recording goes on
    ///
    /// Exits with 10 when something is found. For a database whose daemon does not start there is mcsd verify.
    #[command(after_help = "\
Examples:
  mcsctl store verify
  mcsctl store verify -o json")]
    Verify,
    /// Show what is stored: sizes, readings by level, how far sealing has come
    #[command(after_help = "\
Examples:
  mcsctl store stats
  mcsctl store stats -o json
  mcsctl store stats -o template='{{ bytes_a_reading }}'")]
    Stats,
}
