//! `mcsctl sim`: a simulated plant of real MQTT clients.

use clap::Args;

use crate::{
    context::Context,
    error::{Error, Exit},
};

/// A simulated plant of real MQTT clients
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mcsctl sim")]
pub(crate) struct SimArgs {}

/// Runs it.
#[expect(clippy::unused_async, reason = "a place that is filled in by the simulated plant")]
pub(crate) async fn run(_args: SimArgs, _context: &Context) -> Result<Exit, Error> {
    Ok(Exit::Failed)
}
