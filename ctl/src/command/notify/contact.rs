//! `mcsctl notify contact …`.

use mcs_core::notice::{Change, SettingKind};

use super::{change, directory, no_such};
use crate::words::say;
use crate::{
    cli::notify::contact::{ContactCommand, SetArgs},
    context::Context,
    error::{Error, Exit},
};

pub(super) async fn run(command: ContactCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        ContactCommand::List => list(context).await,
        ContactCommand::Set(args) => set(&args, context).await,
        ContactCommand::Remove(args) => super::remove(SettingKind::Contact, &args, context).await,
    }
}

async fn list(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    context.printer().list(&directory(&client).await?.contacts)?;
    Ok(Exit::Ok)
}

async fn set(args: &SetArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let wanted = args.applied_to(directory(&client).await?.contact(args.name.as_str()));
    let doing = say!("doing-set-the-contact", what = args.name.to_string());
    change(&[Change::Contact(wanted)], args.dry_run, &doing, (&client, context)).await?;
    if !args.dry_run {
        let directory = directory(&client).await?;
        let set = directory.contact(args.name.as_str()).ok_or_else(|| no_such(SettingKind::Contact, &args.name))?;
        context.printer().one(set)?;
    }
    Ok(Exit::Ok)
}
