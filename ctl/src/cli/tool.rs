//! `mcsctl completions` and `mcsctl man`: what is generated from this tree.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

/// Completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mcsctl completions bash > /etc/bash_completion.d/mcsctl
  mcsctl completions fish > ~/.config/fish/completions/mcsctl.fish
  mcsctl completions --dir completions")]
pub(crate) struct CompletionsArgs {
    /// Print the script of this shell
    #[arg(required_unless_present = "dir", conflicts_with = "dir")]
    pub(crate) shell: Option<Shell>,
    /// Write the scripts of bash, zsh and fish into this directory
    #[arg(long)]
    pub(crate) dir: Option<PathBuf>,
}

/// The manual pages
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mcsctl man --dir man
  man man/mcsctl.1")]
pub(crate) struct ManArgs {
    /// Write mcsctl.1 and a page for each command into this directory
    #[arg(long)]
    pub(crate) dir: PathBuf,
}
