//! `mcsctl notify simulate`.

use mcs_core::notice::Supposition;

use super::directory;
use crate::words::say;
use crate::{
    cli::notify::simulate::SimulateArgs,
    context::{Context, site_zone},
    error::{Doing, Error, Exit},
    time::{self, Edge},
    view::notify::simulation::Simulated,
};

pub(super) async fn run(args: &SimulateArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let at = match args.at {
        Some(moment) => {
            let at = moment.instant(Edge::Start, &site_zone(&client).await?, time::now());
            Some(at.ok_or(Error::OutsideCalendar)?)
        }
        None => None,
    };
    let suppose =
        Supposition { sn: args.sn.clone(), condition: args.condition, cause: args.cause, priority: args.priority, at };
    let supposed = client.simulate_notice(&suppose).await.doing(say!("doing-simulate-it"))?;
    let simulated = Simulated::new(supposed, &directory(&client).await?);
    let mut printer = context.local_printer(&client).await?;
    printer.one(&simulated)?;
    if printer.for_people() && !simulated.steps.is_empty() {
        printer.gap()?;
        printer.list(&simulated.steps)?;
    }
    Ok(Exit::Ok)
}
