//! `mcsctl reading …`.

use mcs_core::{
    id::SerialNumber,
    reading::{DamagedSpan, Interval, ReadingRecord},
    time::{Span, Timestamp},
};
use mcs_proto::client::Client;
use tokio_stream::StreamExt;

use crate::{
    cli::reading::{HistoryArgs, PeriodArgs, ReadingCommand},
    context::{Context, site_zone},
    error::{Doing, Error, Exit},
    output::{self, Printer},
    time::{self, Edge, Moment, Zone},
    view::reading::Latest,
};

pub(super) async fn run(command: ReadingCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        ReadingCommand::Latest { sn } => latest(&sn, context).await,
        ReadingCommand::History(args) => history(args, context).await,
    }
}

async fn latest(sns: &[SerialNumber], context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let (now, readings) = client.latest(sns).await.doing("ask for the latest readings")?;
    let readings: Vec<Latest> = readings.into_iter().map(|reading| Latest::new(reading, now)).collect();
    let mut printer = context.local_printer(&client).await?;
    match (sns, readings.as_slice()) {
        ([_], [reading]) if !printer.for_people() => printer.one(reading)?,
        ([sn], []) => return Err(Error::NoReading { sn: sn.clone() }),
        (_, readings) => printer.list(readings)?,
    }
    Ok(Exit::Ok)
}

async fn history(args: HistoryArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let printer = context.printer();
    let zone = if printer.for_people() || args.period.from.is_some() || args.period.to.is_some() {
        site_zone(&client).await?
    } else {
        Zone::UTC
    };
    let (from, to) = period(&args.period, &zone, time::now())?;
    let printer = printer.in_zone(zone.clone());
    let damaged = match args.every {
        Some(every) => intervals(&client, &args, (from, to), every, printer).await?,
        None => readings(&client, &args, (from, to), printer).await?,
    };
    Ok(whole(&damaged, &zone))
}

async fn readings(
    client: &Client,
    args: &HistoryArgs,
    (from, to): (Timestamp, Timestamp),
    mut printer: Printer,
) -> Result<Vec<DamagedSpan>, Error> {
    let doing = || format!("read the history of {}", args.sn);
    let mut stream = client.history(&args.sn, from, to, args.limit.unwrap_or(0)).await.doing(doing())?;
    let mut rows = printer.stream::<ReadingRecord>()?;
    while let Some(reading) = stream.next().await {
        rows.push(&reading.doing(doing())?)?;
    }
    rows.finish()?;
    Ok(stream.damaged().to_vec())
}

async fn intervals(
    client: &Client,
    args: &HistoryArgs,
    (from, to): (Timestamp, Timestamp),
    every: Span,
    mut printer: Printer,
) -> Result<Vec<DamagedSpan>, Error> {
    let doing = || format!("summarise the history of {}", args.sn);
    let mut stream = client.intervals(&args.sn, from, to, every).await.doing(doing())?;
    let mut rows = printer.stream::<Interval>()?;
    let mut left = args.limit.unwrap_or(u64::MAX);
    while left > 0
        && let Some(interval) = stream.next().await
    {
        rows.push(&interval.doing(doing())?)?;
        left -= 1;
    }
    rows.finish()?;
    Ok(stream.damaged().to_vec())
}

/// Says on the side what could not be read.
pub(super) fn whole(damaged: &[DamagedSpan], zone: &Zone) -> Exit {
    for span in damaged {
        let (from, to) = (zone.show(span.from), zone.show(span.to));
        output::note(&format!(
            "warning: readings of {} from {from} to {to} are missing here as far as they cannot be read: {}",
            span.sn, span.why
        ));
    }
    if damaged.is_empty() { Exit::Ok } else { Exit::PartlyDone }
}

/// The period asked for; the last hour if nothing is said.
fn period(args: &PeriodArgs, zone: &Zone, now: Timestamp) -> Result<(Timestamp, Timestamp), Error> {
    let resolve = |moment: Moment, edge| moment.instant(edge, zone, now).ok_or(Error::OutsideCalendar);
    let to = match args.to {
        Some(moment) => resolve(moment, Edge::End)?,
        // The end is not included, and the newest reading may carry this very microsecond.
        None => now + Span::micros(1),
    };
    let from = match (args.from, args.since) {
        (Some(moment), _) => resolve(moment, Edge::Start)?,
        (None, Some(since)) => now - since,
        (None, None) => to - Span::hours(1),
    };
    if from < to { Ok((from, to)) } else { Err(Error::NoPeriod { from: zone.show(from), to: zone.show(to) }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(from: Option<&str>, to: Option<&str>, since: Option<Span>) -> Result<(String, String), Error> {
        let moment = |text: &str| text.parse::<Moment>().expect("a moment");
        let args = PeriodArgs { since, from: from.map(moment), to: to.map(moment) };
        let zone = Zone::named("Asia/Shanghai").expect("a zone of the table");
        let now = Timestamp::parse("2026-11-03T04:00:00Z").expect("RFC 3339");
        period(&args, &zone, now).map(|(from, to)| (from.to_string(), to.to_string()))
    }

    #[test]
    fn a_period_of_days_covers_both_days_whole() {
        let period = asked(Some("2026-11-01"), Some("yesterday"), None).expect("a period");
        assert_eq!(period, ("2026-10-31T16:00:00Z".to_owned(), "2026-11-02T16:00:00Z".to_owned()));
    }

    #[test]
    fn without_a_word_it_is_the_last_hour_and_the_newest_reading_is_in_it() {
        let period = asked(None, None, None).expect("a period");
        assert_eq!(period, ("2026-11-03T03:00:00.000001Z".to_owned(), "2026-11-03T04:00:00.000001Z".to_owned()));
    }

    #[test]
    fn an_end_before_the_start_is_refused() {
        let error = asked(Some("today"), Some("yesterday"), None).expect_err("the wrong way round");
        assert_eq!(error.exit(), Exit::Usage);
    }
}
