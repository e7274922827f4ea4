//! `mcsctl notify channel …`.

use mcs_core::{
    id::ShortName,
    notice::{Change, ChannelEdit, ChannelKind, SettingKind},
};

use super::{change, directory, no_such, secret};
use crate::words::say;
use crate::{
    cli::{
        dry::DryArgs,
        notify::channel::{ChannelCommand, SetArgs},
    },
    context::Context,
    error::{Doing, Error, Exit},
    output,
    view::notify::channel::Documented,
};

pub(super) async fn run(command: ChannelCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        ChannelCommand::List => list(context).await,
        ChannelCommand::Kinds { kind } => kinds(kind, context).await,
        ChannelCommand::Show { name } => show(&name, context).await,
        ChannelCommand::Set(args) => set(&args, context).await,
        ChannelCommand::Test { name } => test(&name, context).await,
        ChannelCommand::Enable { name, dry } => enable(name, true, dry, context).await,
        ChannelCommand::Disable { name, dry } => enable(name, false, dry, context).await,
        ChannelCommand::Remove(args) => super::remove(SettingKind::Channel, &args, context).await,
    }
}

async fn list(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let channels = directory(&client).await?.channels;
    context.local_printer(&client).await?.list(&channels)?;
    Ok(Exit::Ok)
}

async fn kinds(kind: Option<ChannelKind>, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let kinds = client.channel_kinds().await.doing(say!("doing-list-the-kinds-of-channels"))?;
    let kinds = kinds.into_iter().filter(|info| kind.is_none_or(|kind| info.kind == kind));
    let rows: Vec<Documented> = kinds.flat_map(Documented::of).collect();
    context.printer().list(&rows)?;
    Ok(Exit::Ok)
}

async fn show(name: &ShortName, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let directory = directory(&client).await?;
    let channel = directory.channel(name.as_str()).ok_or_else(|| no_such(SettingKind::Channel, name))?;
    context.local_printer(&client).await?.one(channel)?;
    Ok(Exit::Ok)
}

async fn set(args: &SetArgs, context: &Context) -> Result<Exit, Error> {
    let mut edit = ChannelEdit { kind: args.kind, ..ChannelEdit::of(args.name.clone()) };
    edit.settings.extend(args.unset.iter().map(|name| (name.clone(), None)));
    edit.settings.extend(args.set.iter().map(|(name, value)| (name.clone(), Some(value.clone()))));
    edit.secrets.extend(args.unset_secret.iter().map(|name| (name.clone(), None)));
    edit.secrets.extend(secret::read(&args.secret)?.into_iter().map(|(name, value)| (name, Some(value))));
    let client = context.connect().await?;
    let doing = say!("doing-set-the-channel", what = args.name.to_string());
    change(&[Change::Channel(edit)], args.dry_run, &doing, (&client, context)).await?;
    if args.dry_run {
        return Ok(Exit::Ok);
    }
    let shown = show(&args.name, context).await?;
    output::note(&format!("try it with \"mcsctl notify channel test {}\"", args.name));
    Ok(shown)
}

async fn test(name: &ShortName, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let said = client.test_channel(name).await.doing(say!("doing-send-a-test-over", what = name.to_string()))?;
    output::note(&format!("accepted: {said}"));
    show(name, context).await
}

async fn enable(name: ShortName, enabled: bool, dry: DryArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let doing = if enabled {
        say!("doing-enable-the-channel", what = name.to_string())
    } else {
        say!("doing-disable-the-channel", what = name.to_string())
    };
    let edit = ChannelEdit { enabled: Some(enabled), ..ChannelEdit::of(name.clone()) };
    change(&[Change::Channel(edit)], dry.dry_run, &doing, (&client, context)).await?;
    if dry.dry_run { Ok(Exit::Ok) } else { show(&name, context).await }
}
