//! `mcsctl demo`: a daemon, a simulated plant with a leak, and the dashboard.

use clap::Args;

use crate::{
    context::Context,
    error::{Error, Exit},
};

/// A daemon, a simulated plant with a leak, and the dashboard, in one go
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mcsctl demo")]
pub(crate) struct DemoArgs {}

/// Runs it.
#[expect(clippy::unused_async, reason = "a place that is filled in by the simulated plant")]
pub(crate) async fn run(_args: DemoArgs, _context: &Context) -> Result<Exit, Error> {
    Ok(Exit::Failed)
}
