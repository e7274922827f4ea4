//! `mcsctl notify policy …`.

use mcs_core::{notice::Change, time::Timestamp};
use mcs_proto::client::Client;

use super::{change, directory};
use crate::{
    cli::notify::policy::{PolicyCommand, SetArgs},
    context::{Context, site_zone},
    error::{Error, Exit},
    time::{self, Edge},
};

pub(super) async fn run(command: PolicyCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        PolicyCommand::Show => show(&context.connect().await?, context).await,
        PolicyCommand::Set(args) => set(&args, context).await,
    }
}

async fn show(client: &Client, context: &Context) -> Result<Exit, Error> {
    let policy = directory(client).await?.policy;
    context.local_printer(client).await?.one(&policy)?;
    Ok(Exit::Ok)
}

async fn set(args: &SetArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let until = until(args, &client).await?;
    let wanted = args.applied_to(&directory(&client).await?.policy, until);
    change(&[Change::Policy(wanted)], args.dry_run, "change the policy", (&client, context)).await?;
    if args.dry_run { Ok(Exit::Ok) } else { show(&client, context).await }
}

/// When the override that is asked for ends.
async fn until(args: &SetArgs, client: &Client) -> Result<Option<Timestamp>, Error> {
    if let Some(span) = args.override_for {
        return Ok(Some(time::now() + span));
    }
    let Some(moment) = args.override_until else { return Ok(None) };
    let until = moment.instant(Edge::End, &site_zone(client).await?, time::now());
    until.map(Some).ok_or(Error::OutsideCalendar)
}
