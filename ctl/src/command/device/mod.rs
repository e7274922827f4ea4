//! `mcsctl device …`.

mod add;
mod set;
mod watch;

use mcs_core::{
    device::Device,
    id::SerialNumber,
    live::{Snapshot, Update},
};
use mcs_proto::client::{AlarmQuery, Client};
use tokio_stream::StreamExt;

use mcs_core::select::{DeviceInPlant, Key, Selector};

use crate::words::{say, sentence};
use crate::{
    cli::device::{DeviceCommand, ListArgs, RemoveArgs},
    command::{dry, refresh::refresh},
    context::Context,
    error::{Doing, Error, Exit},
    output, time,
    view::device::Issued,
};

pub(super) async fn run(command: DeviceCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        DeviceCommand::Add(args) => add::add(args, context).await,
        DeviceCommand::Adopt(args) => add::adopt(args, context).await,
        DeviceCommand::List(args) => list(&args, context).await,
        DeviceCommand::Show { sn } => show(&sn, context).await,
        DeviceCommand::Set(args) => set::set(&args, context).await,
        DeviceCommand::Remove(args) => remove(&args, context).await,
        DeviceCommand::Discovered => discovered(context).await,
        DeviceCommand::Watch(args) => watch::watch(&args, context).await,
    }
}

async fn list(args: &ListArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    if let Some(every) = args.refresh.watch {
        return refresh(every, (&client, context), async || listed(args, &client).await).await;
    }
    let devices = listed(args, &client).await?;
    context.local_printer(&client).await?.list(&devices)?;
    Ok(Exit::Ok)
}

async fn listed(args: &ListArgs, client: &Client) -> Result<Vec<Device>, Error> {
    let devices = client.devices(args.retired).await.doing(say!("doing-list-the-devices"))?;
    match &args.selector {
        Some(selector) => select(devices, selector, client).await,
        None => Ok(devices),
    }
}

/// The live plant is asked only when the selector asks for the status.
pub(super) async fn select(
    mut devices: Vec<Device>,
    selector: &Selector,
    client: &Client,
) -> Result<Vec<Device>, Error> {
    let snapshot = if selector.asks(Key::Status) { snapshot(client).await? } else { None };
    let status = |device: &Device| {
        let point = snapshot.as_ref()?.points.iter().find(|point| point.sn == device.sn)?;
        Some(point.freshness.as_str())
    };
    devices.retain(|device| {
        let status = if device.retired.is_some() { "" } else { status(device).unwrap_or_default() };
        selector.matches(&DeviceInPlant { device, status })
    });
    Ok(devices)
}

/// The plant as it is now.
async fn snapshot(client: &Client) -> Result<Option<Snapshot>, Error> {
    const DOING: &str = "doing-ask-for-the-live-plant";
    let mut stream = client.watch(None).await.doing(sentence(DOING))?;
    while let Some(message) = stream.next().await {
        match message.doing(sentence(DOING))?.update {
            Update::Snapshot(snapshot) => return Ok(Some(*snapshot)),
            Update::Delta(_) | Update::Heartbeat { .. } => {}
        }
    }
    Ok(None)
}

async fn show(sn: &SerialNumber, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let device = client.device(sn).await.doing(say!("doing-show", what = sn.to_string()))?;
    context.local_printer(&client).await?.one(&device)?;
    Ok(Exit::Ok)
}

async fn remove(args: &RemoveArgs, context: &Context) -> Result<Exit, Error> {
    let sn = &args.sn;
    if args.dry.dry_run {
        return dry_remove(sn, context).await;
    }
    if !args.yes {
        let question = format!("Remove {sn}? Its history stays; its credential is revoked, its open alarms close.");
        match output::ask(&question) {
            Some(true) => {}
            Some(false) => return Err(Error::Declined),
            None => return Err(Error::Unconfirmed { doing: format!("remove {sn}") }),
        }
    }
    let client = context.connect().await?;
    client.remove_device(sn, &args.reason).await.doing(say!("doing-remove", what = sn.to_string()))?;
    output::note(&format!("{sn} is removed; its history stays"));
    Ok(Exit::Ok)
}

async fn dry_remove(sn: &SerialNumber, context: &Context) -> Result<Exit, Error> {
    let doing = || say!("doing-remove", what = sn.to_string());
    let client = context.connect().await?;
    let device = client.device(sn).await.doing(doing())?;
    let query = AlarmQuery { include_closed: false, sn: Some(sn.clone()) };
    let alarms = client.alarms(&query).await.doing(doing())?.alarms;
    let gone = Device { retired: Some(time::now()), ..device.clone() };
    let mut changes = dry::changes(Some(&device), Some(&gone))?;
    changes.extend(alarms.iter().map(|alarm| dry::one(format!("alarm {}", alarm.id), alarm.state.as_str(), "closed")));
    dry::show(&changes, context)
}

async fn discovered(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let discovered = client.discovered().await.doing(say!("doing-list-the-discovered-devices"))?;
    context.local_printer(&client).await?.list(&discovered)?;
    Ok(Exit::Ok)
}

/// Prints a device with its new credential, and sees to it that the password is not lost.
async fn print_issued(issued: &Issued, client: &Client, context: &Context) -> Result<(), Error> {
    let mut printer = context.local_printer(client).await?;
    printer.one(issued)?;
    if let Some(credential) = &issued.credential {
        if printer.names_only() {
            output::note(&format!("user {} password {}", credential.user, credential.password));
        }
        if printer.for_people() || printer.names_only() {
            output::note("the password is shown this once; put it into the device now");
        }
    }
    Ok(())
}
