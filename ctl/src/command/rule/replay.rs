//! `mcsctl rule replay`: stored history through changed rules.

use mcs_core::{
    rule::{PointReplay, ReplayTotals, Replaying},
    time::Span,
};
use tokio_stream::StreamExt as _;

use super::{super::reading::period_or, proposals};
use crate::words::say;
use crate::{
    cli::rule::ReplayArgs,
    command::chosen::Chosen,
    context::{Context, site_zone},
    error::{Doing, Error, Exit},
    output::{self, Bar},
    time::{self, Zone},
    view::rule::{Difference, Replayed, Tally},
};

/// The time that is replayed if nothing is said.
const USUAL: Span = Span::hours(24);

pub(super) async fn run(args: ReplayArgs, context: &Context) -> Result<Exit, Error> {
    let changes = proposals(args.proposed)?;
    if changes.is_empty() {
        return Err(Error::NoLevel);
    }
    let client = context.connect().await?;
    let zone = site_zone(&client).await?;
    let (from, to) = period_or(&args.period, &zone, time::now(), USUAL)?;
    let sns = Chosen::by(args.select.selector.as_ref(), &client).await?.or(args.sn)?;
    let doing = say!("doing-replay-history-through-changed-rules");
    let mut stream = client.replay_rules((from, to), &sns, &changes).await.doing(&doing)?;
    let (mut bar, mut points, mut totals) = (None, Vec::new(), None);
    while let Some(told) = stream.next().await {
        match told.doing(&doing)? {
            Replaying::Progress { done, total, readings } => {
                let bar = bar.get_or_insert_with(|| Bar::new(Some(total)));
                bar.at(done, || format!("{done} of {total} points, {readings} readings"));
            }
            Replaying::Point(point) => points.push(*point),
            Replaying::Done(done) => totals = Some(done),
        }
    }
    drop(bar);
    let totals = totals.ok_or(Error::StreamEnded)?;
    let replayed = Replayed { from, to, totals, points };
    let mut printer = context.printer().in_zone(zone.clone());
    if printer.rows_only() {
        if printer.for_people() {
            printer.list(&Tally::all(&replayed.points))?;
            printer.gap()?;
        }
        printer.list(&Difference::all(&replayed.points))?;
    } else {
        printer.one(&replayed)?;
    }
    replayed.points.iter().for_each(|point| remark(point, &zone));
    let ReplayTotals { points, unaffected, readings, gained, lost } = totals;
    output::note(&format!(
        "{readings} readings of {points} points: {gained} alarms gained, {lost} lost; {unaffected} points are not affected"
    ));
    let damaged = replayed.points.iter().any(|point| point.damaged > 0);
    Ok(if damaged { Exit::PartlyDone } else { Exit::Ok })
}

/// What limits the answer for a point.
fn remark(point: &PointReplay, zone: &Zone) {
    let sn = &point.sn;
    if let Some(begins) = point.begins {
        output::note(&format!("{sn}: its history begins {}; means over time were not full before", zone.show(begins)));
    } else if point.readings == 0 {
        output::note(&format!("{sn}: it has no readings in this time"));
    }
    if point.cut {
        output::note(&format!("{sn}: so many alarms that not all were compared; the counts are whole"));
    }
    if point.damaged > 0 {
        output::note(&format!("warning: {sn}: some readings cannot be read; see \"mcsctl store verify\""));
    }
}
