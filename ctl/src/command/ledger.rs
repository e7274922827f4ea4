//! `mcsctl ledger`.

use mcs_core::ledger::LedgerDay;

use crate::{
    cli::ledger::LedgerArgs,
    context::{Context, site_zone},
    error::{Doing, Error, Exit},
    time::{self, Moment},
};

pub(super) async fn run(args: LedgerArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let zone = site_zone(&client).await?;
    let now = time::now();
    let day = |moment: Option<Moment>| {
        moment.unwrap_or(Moment::Today).day(&zone, now).map(|day| day.to_string()).ok_or(Error::OutsideCalendar)
    };
    let (from, to) = (day(args.from)?, day(args.to)?);
    if from > to {
        return Err(Error::NoPeriod { from, to });
    }
    let days = client.ledger(args.sn.as_ref(), &from, &to).await.doing("read the ledger")?;
    context.printer().in_zone(zone).list(&days)?;
    Ok(if args.check && !complete(&days) { Exit::Found } else { Exit::Ok })
}

/// Whether every day is complete, as far as packet numbers can tell.
fn complete(days: &[LedgerDay]) -> bool {
    days.iter().all(|day| day.complete)
}
