//! `mcsctl notify group …`.

use mcs_core::notice::{Change, SettingKind};

use super::{change, directory, no_such};
use crate::words::say;
use crate::{
    cli::notify::group::{GroupCommand, SetArgs},
    context::Context,
    error::{Error, Exit},
};

pub(super) async fn run(command: GroupCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        GroupCommand::List => list(context).await,
        GroupCommand::Set(args) => set(&args, context).await,
        GroupCommand::Remove(args) => super::remove(SettingKind::Group, &args, context).await,
    }
}

async fn list(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    context.printer().list(&directory(&client).await?.groups)?;
    Ok(Exit::Ok)
}

async fn set(args: &SetArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let wanted = args.applied_to(directory(&client).await?.group(args.name.as_str()));
    let doing = say!("doing-set-the-group", what = args.name.to_string());
    change(&[Change::Group(wanted)], args.dry_run, &doing, (&client, context)).await?;
    if !args.dry_run {
        let directory = directory(&client).await?;
        let set = directory.group(args.name.as_str()).ok_or_else(|| no_such(SettingKind::Group, &args.name))?;
        context.printer().one(set)?;
    }
    Ok(Exit::Ok)
}
