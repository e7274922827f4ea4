//! `mcsctl device add` and `adopt`.

use mcs_core::{
    device::{Device, NewDevice, PointSettings},
    id::PointId,
};
use mcs_proto::{
    client::{Client, ClientError},
    error::BusinessCode,
};

use super::print_issued;
use crate::words::say;
use crate::{
    cli::device::AddArgs,
    command::dry,
    context::Context,
    error::{Doing, Error, Exit},
    time,
    view::device::Issued,
};

pub(super) async fn add(args: AddArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    register(args, &client, context).await
}

/// The same for a device that has knocked: a mistyped serial number is found out.
pub(super) async fn adopt(args: AddArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let discovered = client.discovered().await.doing(say!("doing-list-the-discovered-devices"))?;
    if !discovered.iter().any(|device| device.sn == args.sn) {
        return Err(Error::NotDiscovered { sn: args.sn });
    }
    register(args, &client, context).await
}

async fn register(args: AddArgs, client: &Client, context: &Context) -> Result<Exit, Error> {
    let dry_run = args.dry.dry_run;
    let new = new_device(args);
    if dry_run {
        return dry_register(new, client, context).await;
    }
    let (device, credential) = client.add_device(&new).await.doing(say!("doing-add", what = new.sn.to_string()))?;
    print_issued(&Issued { device, credential }, client, context).await?;
    Ok(Exit::Ok)
}

async fn dry_register(new: NewDevice, client: &Client, context: &Context) -> Result<Exit, Error> {
    let doing = say!("doing-add", what = new.sn.to_string());
    let known = client.devices(false).await.doing(say!("doing-list-the-devices"))?;
    if known.iter().any(|device| device.sn == new.sn) {
        let code = BusinessCode::DeviceExists;
        let refused = ClientError::Refused {
            kind: code.kind(),
            message: code.meaning().to_owned(),
            advice: "change it with \"mcsctl device set\"".to_owned(),
            code: code.number(),
        };
        return Err(refused).doing(doing);
    }
    let device = Device {
        sn: new.sn,
        point: PointId(0),
        name: new.name,
        area: new.area,
        zone: new.zone,
        instrument: new.instrument,
        position: new.position,
        settings: new.settings,
        revision: 0,
        added: time::now(),
        retired: None,
    };
    let mut changes = dry::changes(None, Some(&device))?;
    // The daemon decides these.
    changes.retain(|change| !matches!(&*change.field, "point" | "revision" | "added"));
    dry::show(&changes, context)
}

fn new_device(args: AddArgs) -> NewDevice {
    let mut settings = PointSettings::proposed(args.sensor);
    args.settings.apply(&mut settings);
    NewDevice {
        sn: args.sn,
        name: args.settings.name,
        area: args.settings.area,
        zone: args.settings.zone,
        instrument: args.settings.instrument,
        position: args.settings.at,
        settings,
        share_user: args.share,
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use mcs_core::quantity::{Range, Unit};

    use super::*;
    use crate::cli::{Cli, Command, device::DeviceCommand};

    fn new(flags: &str) -> NewDevice {
        let line = format!("mcsctl device add A001 {flags}");
        let cli = Cli::try_parse_from(line.split(' ')).expect("a command line");
        let Command::Device(DeviceCommand::Add(args)) = cli.command else { panic!("{line} is another command") };
        new_device(args)
    }

    #[test]
    fn a_new_device_begins_with_what_the_catalogue_proposes() {
        let device = new("--type ch4 --high 1000");
        assert_eq!(device.settings.unit, Unit::Ppm);
        assert_eq!(device.settings.range, Range::new(0.0, 50_000.0));
        assert_eq!(device.settings.rules.limits.high, Some(1000.0));
        assert_eq!(device.settings.rules.limits.low, None);
    }

    #[test]
    fn what_is_named_takes_the_place_of_what_is_proposed() {
        let device = new("--type VOCs --unit %lel --range 0..100 --decimals 0 --share gateway_7 --area tank-farm");
        assert_eq!(device.settings.unit, Unit::PercentLel);
        assert_eq!(device.settings.range, Range::new(0.0, 100.0));
        assert_eq!(device.settings.resolution.decimals(), 0);
        assert_eq!(device.share_user.map(|user| user.to_string()).as_deref(), Some("gateway_7"));
        assert_eq!(device.area.map(|area| area.to_string()).as_deref(), Some("tank-farm"));
    }
}
