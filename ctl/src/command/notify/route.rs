//! `mcsctl notify route …`.

use mcs_core::notice::{Change, SettingKind};

use super::{change, directory, no_such};
use crate::words::say;
use crate::{
    cli::notify::route::{RouteCommand, SetArgs},
    context::Context,
    error::{Error, Exit},
};

pub(super) async fn run(command: RouteCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        RouteCommand::List => list(context).await,
        RouteCommand::Set(args) => set(&args, context).await,
        RouteCommand::Remove(args) => super::remove(SettingKind::Route, &args, context).await,
    }
}

async fn list(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    context.printer().list(&directory(&client).await?.routes)?;
    Ok(Exit::Ok)
}

async fn set(args: &SetArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let wanted = args.applied_to(directory(&client).await?.route(args.name.as_str()));
    let doing = say!("doing-set-the-route", what = args.name.to_string());
    change(&[Change::Route(wanted)], args.dry_run, &doing, (&client, context)).await?;
    if !args.dry_run {
        let directory = directory(&client).await?;
        let set = directory.route(args.name.as_str()).ok_or_else(|| no_such(SettingKind::Route, &args.name))?;
        context.printer().one(set)?;
    }
    Ok(Exit::Ok)
}
