//! `mcsctl alarm history`, `export`, `stats` and `kpi`: what the alarms were.

use std::io::Write as _;

use mcs_core::language::Language;
use mcs_core::time::Span;
use mcs_proto::client::{Client, RecordQuery};
use tokio_stream::StreamExt as _;

use super::sheet::Sheet;
use crate::words::{say, sentence};
use crate::{
    cli::alarm::{ExportArgs, KpiArgs, RecordArgs, StatsArgs},
    command::{chosen::Chosen, reading::period_or},
    context::{Context, site_zone},
    error::{Doing, Error, Exit},
    file::{FileError, Output},
    output,
    time::{self, Zone},
    view::record::{Past, Tally},
};

/// The time looked at if nothing is said.
const USUAL: Span = Span::hours(24);
/// The same of figures that need longer to mean something.
const USUAL_OF_FIGURES: Span = Span::hours(30 * 24);
const DOING: &str = "doing-read-the-record-of-alarms";

async fn query(which: RecordArgs, usual: Span, zone: &Zone, client: &Client) -> Result<RecordQuery, Error> {
    let (from, to) = period_or(&which.period, zone, time::now(), usual)?;
    let sns = Chosen::by(which.select.selector.as_ref(), client).await?.or(which.sn)?;
    Ok(RecordQuery { from, to, sns, conditions: which.condition, least: which.least })
}

pub(super) async fn history(which: RecordArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let zone = site_zone(&client).await?;
    let mut record = client.alarm_record(&query(which, USUAL, &zone, &client).await?).await.doing(sentence(DOING))?;
    let mut printer = context.printer().in_zone(zone);
    let mut rows = printer.stream::<Past>()?;
    while let Some(recorded) = record.next().await {
        rows.push(&recorded.doing(sentence(DOING))?.into())?;
    }
    rows.finish()?;
    Ok(Exit::Ok)
}

pub(super) async fn export(args: ExportArgs, context: &Context) -> Result<Exit, Error> {
    let client: Client = context.connect().await?;
    let zone = site_zone(&client).await?;
    let stdout = args.file.as_os_str() == "-";
    let mut record = client
        .alarm_record(&query(args.which, USUAL_OF_FIGURES, &zone, &client).await?)
        .await
        .doing(sentence(DOING))?;
    let mut out = if stdout { Output::stdout() } else { Output::file(&args.file, args.force)? };
    let name = out.name().to_owned();
    let sheet = Sheet::new(context.language_named().unwrap_or(Language::Chinese), zone);
    let fault = |source| FileError::Write { name: name.clone(), source };
    out.write_all(&sheet.heading()).map_err(fault)?;
    let mut count = 0_u64;
    while let Some(recorded) = record.next().await {
        out.write_all(&sheet.line(&recorded.doing(sentence(DOING))?)).map_err(fault)?;
        count += 1;
    }
    out.finish()?;
    if !stdout {
        output::note(&format!("{count} alarms in {name}"));
    }
    Ok(Exit::Ok)
}

pub(super) async fn stats(args: StatsArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let zone = site_zone(&client).await?;
    let query = query(args.which, USUAL_OF_FIGURES, &zone, &client).await?;
    let mut record = client.alarm_record(&query).await.doing(sentence(DOING))?;
    let mut tally = Tally::new(args.by, query.to);
    while let Some(recorded) = record.next().await {
        tally.add(&recorded.doing(sentence(DOING))?);
    }
    context.printer().in_zone(zone).list(&tally.lines())?;
    Ok(Exit::Ok)
}

pub(super) async fn kpi(args: KpiArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let zone = site_zone(&client).await?;
    let (from, to) = period_or(&args.period, &zone, time::now(), USUAL_OF_FIGURES)?;
    let performance = client.measure_alarms(from, to, args.operators).await.doing(say!("doing-measure-the-alarms"))?;
    let mut printer = context.printer().in_zone(zone);
    printer.one(&performance)?;
    if printer.for_people() {
        if !performance.top.is_empty() {
            printer.gap()?;
            printer.list(&performance.top)?;
        }
        if !performance.blind.is_empty() {
            printer.gap()?;
            printer.list(&performance.blind)?;
        }
    }
    Ok(Exit::Ok)
}
