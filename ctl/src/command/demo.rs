//! `mcsctl demo`: a daemon, a simulated plant with a leak, and the dashboard.

use clap::Args;
use mcs_core::time::Span;

use crate::{
    context::Context,
    error::{Error, Exit},
    output::note,
    sim::{self, DemoOptions},
};

/// A daemon, a simulated plant with a leak, and the dashboard, in one go
///
/// Starts mcsd in a temporary directory and a plant of simulated detectors that report over MQTT. After 10 s gas escapes
/// beside the first one. On a terminal the dashboard opens; close it with q, and everything ends and the directory goes.
/// Without a terminal it runs for a while, prints what happened, and exits with 1 if the HIGH alarm was not raised.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mcsctl demo
  mcsctl demo --devices 60
  mcsctl demo --for 30s -o json")]
pub(crate) struct DemoArgs {
    /// How many detectors
    #[arg(long, value_name = "N", default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=500))]
    devices: u32,
    /// How long: 30s without a terminal, else until the dashboard is closed
    #[arg(long = "for", value_name = "DURATION", value_parser = sim::positive)]
    length: Option<Span>,
    /// The same seed gives the same readings
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

/// Runs it.
pub(crate) async fn run(args: DemoArgs, context: &Context) -> Result<Exit, Error> {
    let options = DemoOptions { devices: args.devices, seed: args.seed, length: args.length };
    let facts = sim::demo(options).await?;
    let mut printer = context.printer();
    if !printer.for_people() {
        // Said to people too, who may be reading a log.
        facts.high.iter().chain(&facts.high_high).for_each(|alarm| note(&alarm.sentence()));
    }
    printer.one(&facts)?;
    Ok(if facts.complete() { Exit::Ok } else { Exit::Failed })
}
