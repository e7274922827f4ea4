//! `mcsctl analyze` and `mcsctl report`.

use std::{fs, path::Path};

use mcs_core::{
    analysis::{Analysis, Known, Report, Sample},
    device::Device,
    time::{Span, Timestamp},
};
use mcs_proto::client::{AlarmQuery, Client};
use tokio_stream::StreamExt;

use super::{
    device,
    reading::{period_or, whole},
};
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
    let site = client.info().await.doing("ask for the site")?.site;
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
        devices.push(client.device(sn).await.doing(format!("report on {sn}"))?);
    }
    if args.sn.is_empty() {
        devices = client.devices(false).await.doing("list the devices")?;
    }
    match &args.selector {
        Some(selector) => device::select(devices, selector, client).await,
        None => Ok(devices),
    }
}

/// Analyses the readings of a live plant, device by device.
async fn live(
    client: &Client,
    devices: &[Device],
    (from, to): (Timestamp, Timestamp),
    zone: &Zone,
) -> Result<(Report, Exit), Error> {
    let known: Vec<(_, Known)> = devices.iter().map(|device| (device.sn.clone(), known(device))).collect();
    let of = move |sn: &_| known.iter().find(|(other, _)| other == sn).map(|(_, known)| known.clone());
    let mut analysis = Analysis::new(zone.inner(), move |sn| of(sn).unwrap_or_default()).with_alarms();
    let bar = Bar::new(Some(u64::try_from(devices.len()).unwrap_or_default()));
    let mut exit = Exit::Ok;
    for (done, device) in (0..).zip(devices) {
        let doing = || format!("read the history of {}", device.sn);
        bar.at(done, || device.sn.to_string());
        analysis.expect(&device.sn);
        let mut readings = client.history(&device.sn, from, to, 0).await.doing(doing())?;
        while let Some(reading) = readings.next().await {
            analysis.add(&device.sn, &Sample::from(&reading.doing(doing())?));
        }
        if whole(readings.damaged(), zone) != Exit::Ok {
            exit = Exit::PartlyDone;
        }
    }
    drop(bar);
    let alarms = client.alarms(&AlarmQuery { include_closed: true, sn: None }).await.doing("list the alarms")?.alarms;
    for alarm in alarms.iter().filter(|alarm| (from..to).contains(&alarm.raised)) {
        if alarm.sn.as_ref().is_none_or(|sn| devices.iter().any(|device| device.sn == *sn)) {
            analysis.alarm(alarm.condition, alarm.raised);
        }
    }
    Ok((analysis.report(Some(to)), exit))
}

fn known(device: &Device) -> Known {
    let settings = &device.settings;
    Known {
        name: device.name.clone(),
        kind: Some(settings.sensor),
        range: settings.range,
        limits: settings.limits,
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
