//! `mcsctl ledger`.

use mcs_core::ledger::LedgerDay;

use crate::words::say;
use crate::{
    cli::{days::DaysArgs, ledger::LedgerArgs},
    command::{chosen::Chosen, days::days},
    context::{Context, site_zone},
    error::{Doing, Error, Exit},
    time::{self, Moment},
};

pub(super) async fn run(args: LedgerArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let zone = site_zone(&client).await?;
    let today = |said: Option<Moment>| Some(said.unwrap_or(Moment::Today));
    let DaysArgs { since, from, to } = args.days;
    let from = if since.is_some() { from } else { today(from) };
    let (from, to) = days(DaysArgs { since, from, to: today(to) }, &zone, time::now())?;
    let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
    let chosen = Chosen::by(args.select.selector.as_ref(), &client).await?;
    let mut days = client.ledger(args.sn.as_ref(), &from, &to).await.doing(say!("doing-read-the-ledger"))?;
    days.retain(|day| chosen.has(Some(&day.sn)));
    context.printer().in_zone(zone).list(&days)?;
    Ok(if args.check && !complete(&days) { Exit::Found } else { Exit::Ok })
}

/// Whether every day is complete, as far as packet numbers can tell.
fn complete(days: &[LedgerDay]) -> bool {
    days.iter().all(|day| day.complete)
}
