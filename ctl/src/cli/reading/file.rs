//! `mcsctl reading export` and `mcsctl reading import`.

use std::path::PathBuf;

use clap::Args;

use super::{super::dry::DryArgs, PeriodArgs, WhichArgs};
use crate::file::Kind;

/// `reading export`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The file to write, or - for standard output
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) which: WhichArgs,
    #[command(flatten)]
    pub(crate) period: PeriodArgs,
    /// The format, where the file's name does not tell it
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<Kind>,
    /// Replace the file if there is one
    #[arg(long)]
    pub(crate) force: bool,
}

/// `reading import`.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The files to read, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Pass over readings of devices that are not registered
    #[arg(long)]
    pub(crate) skip_unknown: bool,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}
