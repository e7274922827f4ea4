//! `mcsctl analyze` and `mcsctl report`.

use std::{fs, path::Path};

use mcs_core::{
    analysis::{Analysis, Known, Report, Sample},
    device::Device,
    id::SerialNumber,
    time::{Span, Timestamp},
};
use mcs_proto::client::{AlarmQuery, Client};

use super::{
    device,
    reading::{period_or, whole},
};
use crate::words::{say, sentence};
use crate::{
    analyze::{self, Given, Options, Sources},
    cli::analyze::{AnalyzeArgs, PageArgs, ReportArgs},
    context::{Context, site_zone},
    error::{Doing, Error, Exit},
    output::{self, Bar},
    time::{self, Zone},
    view::analysis::{Answer, html},
};

/// Days a report covers if nothing is said.
const USUAL: Span = Span::hours(30 * 24);

pub(super) fn analyze(args: AnalyzeArgs, context: &Context) -> Result<Exit, Error> {
    let given = Given { high: args.high, low: args.low, range: args.range, period: args.period };
    let outcome = analyze::analyze(Options { files: args.files, zone: args.tz, given })?;
    told(&outcome.sources);
    let exit = if outcome.sources.whole() { Exit::Ok } else { Exit::PartlyDone };
    let answer = Answer::of_files(outcome.report, outcome.sources, &outcome.zone);
    answered(&answer, outcome.zone, &args.page, context, exit)
}

pub(super) async fn report(args: ReportArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let site = client.info().await.doing(say!("doing-ask-for-the-site"))?.site;
    let zone = site_zone(&client).await?;
    let now = time::now();
    let (from, to) = period_or(&args.period, &zone, now, USUAL)?;
    let devices = devices(&args, &client).await?;
    let (report, exit) = live(&client, &devices, (from, to.min(now)), &zone).await?;
    let answer = Answer::of_plant(report, site, &zone);
    answered(&answer, zone, &args.page, context, exit)
}

/// The devices asked for; those named may be removed ones, whose history stays.
async fn devices(args: &ReportArgs, client: &Client) -> Result<Vec<Device>, Error> {
    let mut devices = Vec::new();
    for sn in &args.sn {
        devices.push(client.device(sn).await.doing(say!("doing-report-on", what = sn.to_string()))?);
    }
    if args.sn.is_empty() {
        devices = client.devices(false).await.doing(say!("doing-list-the-devices"))?;
    }
    match &args.selector {
        Some(selector) => device::select(devices, selector, client).await,
        None => Ok(devices),
    }
}

/// Analyses the record of a live plant.
async fn live(
    client: &Client,
    devices: &[Device],
    (from, to): (Timestamp, Timestamp),
    zone: &Zone,
) -> Result<(Report, Exit), Error> {
    let known: Vec<(_, Known)> = devices.iter().map(|device| (device.sn.clone(), known(device))).collect();
    let of = move |sn: &_| known.iter().find(|(other, _)| other == sn).map(|(_, known)| known.clone());
    let mut analysis = Analysis::new(zone.inner(), move |sn| of(sn).unwrap_or_default()).with_alarms();
    let sns: Vec<SerialNumber> = devices.iter().map(|device| device.sn.clone()).collect();
    for sn in &sns {
        analysis.expect(sn);
    }
    // To name no device is to ask for all there ever were.
    let exit = if sns.is_empty() { Exit::Ok } else { read(client, &sns, (from, to), zone, &mut analysis).await? };
    let alarms = client
        .alarms(&AlarmQuery { include_closed: true, sn: None })
        .await
        .doing(say!("doing-list-the-alarms"))?
        .alarms;
    for alarm in alarms.iter().filter(|alarm| (from..to).contains(&alarm.raised)) {
        if alarm.sn.as_ref().is_none_or(|sn| devices.iter().any(|device| device.sn == *sn)) {
            analysis.alarm(alarm.condition, alarm.raised);
        }
    }
    Ok((analysis.report(Some(to)), exit))
}

/// Reads the record into the analysis.
async fn read(
    client: &Client,
    sns: &[SerialNumber],
    (from, to): (Timestamp, Timestamp),
    zone: &Zone,
    analysis: &mut Analysis,
) -> Result<Exit, Error> {
    const DOING: &str = "doing-read-the-record";
    let bar = Bar::new(u64::try_from((to - from).as_micros()).ok());
    let mut export = client.export(sns, from, to).await.doing(sentence(DOING))?;
    while let Some(lines) = export.next().await.doing(sentence(DOING))? {
        for line in &lines {
            analysis.add(&line.sn, &Sample::from(line));
        }
        if let Some(last) = lines.last() {
            let done = u64::try_from((last.time - from).as_micros()).unwrap_or_default();
            bar.at(done, || format!("{} readings", analysis.readings()));
        }
    }
    Ok(whole(export.damaged(), zone))
}

fn known(device: &Device) -> Known {
    let settings = &device.settings;
    Known {
        name: device.name.clone(),
        kind: Some(settings.sensor),
        range: settings.range,
        limits: settings.rules.limits,
        period: Some(settings.period()),
    }
}

/// Prints, writes the page, and decides how it went.
fn answered(answer: &Answer, zone: Zone, page: &PageArgs, context: &Context, exit: Exit) -> Result<Exit, Error> {
    if let Some(path) = &page.html {
        write(path, &html::page(answer, &zone)?)?;
    }
    answer.print(&mut context.printer().in_zone(zone), context.colour())?;
    let bad = page.check && answer.report.verdict.act > 0;
    Ok(if exit == Exit::Ok && bad { Exit::Found } else { exit })
}

fn write(path: &Path, page: &str) -> Result<(), Error> {
    fs::write(path, page).map_err(|source| Error::File { path: path.to_owned(), source })
}

/// Says on the side what could not be read.
fn told(sources: &Sources) {
    for broken in &sources.broken {
        output::note(&format!("warning: {} line {}: {}", broken.path.display(), broken.line, broken.why));
    }
    let named = u64::try_from(sources.broken.len()).unwrap_or_default();
    if sources.broken_lines > named {
        output::note(&format!("warning: {} more lines could not be read", sources.broken_lines - named));
    }
    for cut in &sources.cut {
        output::note(&format!(
            "warning: {} breaks off after line {}, near byte {}: {}",
            cut.path.display(),
            cut.after_line,
            cut.byte,
            cut.why
        ));
    }
}
