//! `mcsctl device add` and `adopt`.

use mcs_core::device::{NewDevice, PointSettings};
use mcs_proto::client::Client;

use super::print_issued;
use crate::{
    cli::device::AddArgs,
    context::Context,
    error::{Doing, Error, Exit},
    view::device::Issued,
};

pub(super) async fn add(args: AddArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    register(args, &client, context).await
}

/// The same for a device that has knocked: a mistyped serial number is found out.
pub(super) async fn adopt(args: AddArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let discovered = client.discovered().await.doing("list the discovered devices")?;
    if !discovered.iter().any(|device| device.sn == args.sn) {
        return Err(Error::NotDiscovered { sn: args.sn });
    }
    register(args, &client, context).await
}

async fn register(args: AddArgs, client: &Client, context: &Context) -> Result<Exit, Error> {
    let new = new_device(args);
    let (device, credential) = client.add_device(&new).await.doing(format!("add {}", new.sn))?;
    print_issued(&Issued { device, credential }, client, context).await?;
    Ok(Exit::Ok)
}

fn new_device(args: AddArgs) -> NewDevice {
    let mut settings = PointSettings::proposed(args.sensor);
    args.settings.apply(&mut settings);
    NewDevice {
        sn: args.sn,
        name: args.settings.name,
        area: args.settings.area,
        zone: args.settings.zone,
        position: args.settings.at,
        settings,
        share_user: args.share,
    }
}
