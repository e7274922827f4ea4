//! `mcsctl reading history`.

mod intervals;
mod marks;
mod readings;
mod registered;

use mcs_core::{
    id::SerialNumber,
    reading::DamagedSpan,
    time::{Span, Timestamp},
};
use mcs_proto::client::Client;

use self::{marks::Marks, registered::Registered};
use super::{matching, period::period, whole};
use crate::{
    cli::reading::HistoryArgs,
    context::{Context, site_zone},
    error::{Error, Exit},
    output,
    time::{self, Cursor, Zone},
};

pub(super) async fn run(args: HistoryArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let printer = context.printer();
    let zone = if printer.for_people() || args.period.from.is_some() || args.period.to.is_some() {
        site_zone(&client).await?
    } else {
        Zone::UTC
    };
    let now = time::now();
    let (from, to) = period(&args.period, &zone, now)?;
    let from = match (args.every, args.period.from) {
        // Nobody named this very instant: intervals begin with the clock's, and those of hours are summed up already.
        (Some(every), None) => from.floor(every.max(Span::secs(1)).min(Span::hours(1))),
        (Some(_) | None, _) => from,
    };
    let sns = match &args.selector {
        Some(selector) => matching(&client, selector).await?.into_iter().map(|device| device.sn).collect(),
        None => distinct(&args.sn),
    };
    // Only who shows gaps needs to know when a device should have reported.
    let gaps = args.every.is_some() || args.gaps || printer.for_people();
    let registered = if gaps { Registered::load(&client, &sns, now).await? } else { Registered::unknown(now) };
    let marks = if args.marks { Marks::load(&client, &sns, (from, to)).await? } else { Marks::default() };
    let asked = Asked { client, args, sns, registered, from, to };
    let printer = printer.in_zone(zone.clone());
    let Told { damaged, next } = match asked.args.every {
        Some(every) => intervals::print(&asked, every, marks, printer).await?,
        None => readings::print(&asked, marks, printer).await?,
    };
    if let Some(cursor) = next {
        output::note(&format!("there is more; go on with --after {cursor}"));
    }
    Ok(whole(&damaged, &zone))
}

/// What is asked for.
struct Asked {
    client: Client,
    args: HistoryArgs,
    /// In their order, each once.
    sns: Vec<SerialNumber>,
    /// When they should have reported, where that matters.
    registered: Registered,
    from: Timestamp,
    to: Timestamp,
}

/// How it ended.
struct Told {
    damaged: Vec<DamagedSpan>,
    /// Where a limit ended it.
    next: Option<Cursor>,
}

impl Asked {
    /// Completes "cannot …".
    fn doing(&self) -> String {
        match self.sns.as_slice() {
            [one] => format!("read the history of {one}"),
            several => format!("read the history of {} devices", several.len()),
        }
    }
}

/// In order, each once.
fn distinct(sns: &[SerialNumber]) -> Vec<SerialNumber> {
    let mut sns = sns.to_vec();
    sns.sort_unstable();
    sns.dedup();
    sns
}
