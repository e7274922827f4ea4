//! `mcsctl reading history`.

mod intervals;
mod marks;
mod readings;

use std::collections::BTreeMap;

use mcs_core::{
    device::Device,
    id::SerialNumber,
    reading::DamagedSpan,
    time::{Span, Timestamp},
};
use mcs_proto::client::Client;

use self::marks::Marks;
use super::{matching, period::period, whole};
use crate::{
    cli::reading::HistoryArgs,
    context::{Context, site_zone},
    error::{Doing, Error, Exit},
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
    let devices = if gaps { devices(&client, &sns).await? } else { BTreeMap::new() };
    let marks = if args.marks { Marks::load(&client, &sns, (from, to)).await? } else { Marks::default() };
    let asked = Asked { client, args, sns, devices, from, to, now };
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
    /// Of these, where it matters.
    devices: BTreeMap<SerialNumber, Vec<Device>>,
    from: Timestamp,
    to: Timestamp,
    now: Timestamp,
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

    /// Whether a device was registered at some instant of a stretch, and so should have reported.
    fn should_report(&self, sn: &SerialNumber, from: Timestamp, to: Timestamp) -> bool {
        let registered = |device: &Device| device.added < to && device.retired.is_none_or(|retired| retired > from);
        to > from && from < self.now && self.devices.get(sn).is_some_and(|devices| devices.iter().any(registered))
    }

    /// The part of a stretch in which a device should have reported, from its first registration to its last removal.
    fn due(&self, sn: &SerialNumber, from: Timestamp, to: Timestamp) -> (Timestamp, Timestamp) {
        let devices = self.devices.get(sn).map_or(&[][..], Vec::as_slice);
        let added = devices.iter().map(|device| device.added).min().unwrap_or(from);
        let retired = devices.iter().map(|device| device.retired.unwrap_or(self.now)).max().unwrap_or(self.now);
        (from.max(added), to.min(retired))
    }

    /// The longest time between two readings of a device that misses none worth telling: one may be lost, two may not.
    fn patience(&self, sn: &SerialNumber) -> Span {
        let periods = self.devices.get(sn).into_iter().flatten().map(|device| device.settings.period());
        periods.max().unwrap_or(Span::secs(10)).times(3)
    }
}

/// In order, each once.
fn distinct(sns: &[SerialNumber]) -> Vec<SerialNumber> {
    let mut sns = sns.to_vec();
    sns.sort_unstable();
    sns.dedup();
    sns
}

/// The devices of these numbers, the removed ones too.
async fn devices(client: &Client, sns: &[SerialNumber]) -> Result<BTreeMap<SerialNumber, Vec<Device>>, Error> {
    let mut devices: BTreeMap<_, Vec<Device>> = BTreeMap::new();
    for device in client.devices(true).await.doing("list the devices")? {
        if sns.binary_search(&device.sn).is_ok() {
            devices.entry(device.sn.clone()).or_default().push(device);
        }
    }
    Ok(devices)
}
