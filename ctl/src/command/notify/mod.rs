//! `mcsctl notify …`.

mod channel;
mod contact;
mod error;
mod group;
mod import;
mod outbox;
mod policy;
mod route;
mod secret;
mod simulate;

pub(crate) use error::NotifyError;

use mcs_core::{
    id::{OccurrenceId, ShortName},
    notice::{Change, Directory, Effect, SettingKind},
};
use mcs_proto::client::Client;

use crate::words::say;
use crate::{
    cli::notify::{NotifyCommand, RemoveArgs},
    context::Context,
    error::{Doing, Error, Exit},
    output,
    view::notify::delivery::Trace,
};

pub(super) async fn run(command: NotifyCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        NotifyCommand::Channel(command) => channel::run(command, context).await,
        NotifyCommand::Contact(command) => contact::run(command, context).await,
        NotifyCommand::Group(command) => group::run(command, context).await,
        NotifyCommand::Route(command) => route::run(command, context).await,
        NotifyCommand::Policy(command) => policy::run(command, context).await,
        NotifyCommand::Outbox(command) => outbox::run(command, context).await,
        NotifyCommand::Trace { id } => trace(id, context).await,
        NotifyCommand::Simulate(args) => simulate::run(&args, context).await,
        NotifyCommand::Import(args) => import::run(&args, context).await,
    }
}

/// Who is told and by what.
async fn directory(client: &Client) -> Result<Directory, Error> {
    client.directory().await.doing(say!("doing-read-the-settings-of-notices"))
}

/// Makes changes, and says what is remarkable about them; a dry run also says what they would do.
async fn change(
    changes: &[Change],
    dry_run: bool,
    doing: &str,
    (client, context): (&Client, &Context),
) -> Result<(), Error> {
    let effects = client.change_directory(changes, dry_run).await.doing(doing)?;
    let mut said = std::collections::BTreeSet::new();
    for remark in effects.iter().flat_map(|changed| &changed.remarks) {
        if said.insert(remark) {
            output::note(remark);
        }
    }
    if dry_run {
        context.printer().list(&effects)?;
        if effects.iter().any(|changed| changed.effect != Effect::Same) {
            output::note("nothing was changed");
        }
    }
    Ok(())
}

/// Removes something by name, after asking.
async fn remove(kind: SettingKind, args: &RemoveArgs, context: &Context) -> Result<Exit, Error> {
    let doing = say!("doing-remove-the", what = kind.to_string(), name = args.name.to_string());
    if !args.yes && !args.dry.dry_run {
        match output::ask(&format!("Remove the {kind} {}?", args.name)) {
            Some(true) => {}
            Some(false) => return Err(Error::Declined),
            None => return Err(Error::Unconfirmed { doing }),
        }
    }
    let client = context.connect().await?;
    let dry_run = args.dry.dry_run;
    change(&[Change::Remove(kind, args.name.clone())], dry_run, &doing, (&client, context)).await?;
    if dry_run {
        return Ok(Exit::Ok);
    }
    output::note(&format!("the {kind} {} is removed", args.name));
    Ok(Exit::Ok)
}

fn no_such(kind: SettingKind, name: &ShortName) -> Error {
    NotifyError::NoSuch { kind, name: name.clone() }.into()
}

async fn trace(id: u64, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let alarm = OccurrenceId(id);
    let (_, transitions) = client.alarm(alarm).await.doing(say!("doing-show-alarm", what = id.to_string()))?;
    let outcomes =
        client.outcomes(alarm).await.doing(say!("doing-trace-the-notices-of-alarm", what = id.to_string()))?;
    let rows: Vec<Trace> = transitions.iter().map(|transition| Trace::of(transition, &outcomes)).collect();
    context.local_printer(&client).await?.list(&rows)?;
    Ok(Exit::Ok)
}
