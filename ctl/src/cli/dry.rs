//! `--dry-run`, as every command takes it that changes something.

use clap::Args;

/// Changes nothing.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct DryArgs {
    /// Only show what would change
    #[arg(long)]
    pub(crate) dry_run: bool,
}
