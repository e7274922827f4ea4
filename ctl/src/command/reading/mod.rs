//! `mcsctl reading …`.

mod export;
mod history;
mod import;
mod period;

pub(super) use period::period_or;

use mcs_core::{device::Device, id::SerialNumber, reading::DamagedSpan};
use mcs_proto::client::Client;

use mcs_core::select::{DeviceInPlant, Selector};

use crate::words::say;
use crate::{
    cli::reading::{LatestArgs, ReadingCommand},
    command::{chosen::Chosen, refresh::refresh},
    context::Context,
    error::{Doing, Error, Exit},
    output,
    time::Zone,
    view::reading::Latest,
};

pub(super) async fn run(command: ReadingCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        ReadingCommand::Latest(args) => latest(args, context).await,
        ReadingCommand::History(args) => history::run(args, context).await,
        ReadingCommand::Export(args) => export::run(args, context).await,
        ReadingCommand::Import(args) => import::run(args, context).await,
    }
}

async fn latest(args: LatestArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let sns = Chosen::by(args.selector.as_ref(), &client).await?.or(args.sn)?;
    let sns = sns.as_slice();
    if let Some(every) = args.refresh.watch {
        return refresh(every, (&client, context), async || newest(sns, &client).await).await;
    }
    let readings = newest(sns, &client).await?;
    let mut printer = context.local_printer(&client).await?;
    match (sns, readings.as_slice()) {
        ([_], [reading]) if !printer.for_people() => printer.one(reading)?,
        ([sn], []) => return Err(Error::NoReading { sn: sn.clone() }),
        (_, readings) => printer.list(readings)?,
    }
    Ok(Exit::Ok)
}

async fn newest(sns: &[SerialNumber], client: &Client) -> Result<Vec<Latest>, Error> {
    let (now, readings) = client.latest(sns).await.doing(say!("doing-ask-for-the-latest-readings"))?;
    Ok(readings.into_iter().map(|reading| Latest::new(reading, now)).collect())
}

/// The registered devices that match, in order of their numbers.
async fn matching(client: &Client, selector: &Selector) -> Result<Vec<Device>, Error> {
    let mut devices = client.devices(false).await.doing(say!("doing-list-the-devices"))?;
    devices.retain(|device| selector.matches(&DeviceInPlant { device, status: "" }));
    devices.sort_by(|a, b| a.sn.cmp(&b.sn));
    if devices.is_empty() { Err(Error::NoneMatches) } else { Ok(devices) }
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
