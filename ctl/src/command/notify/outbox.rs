//! `mcsctl notify outbox …`.

use mcs_core::{
    id::OccurrenceId,
    notice::{Delivery, DeliveryState},
};
use mcs_proto::client::{Client, DeliveryQuery};

use crate::words::say;
use crate::{
    cli::notify::outbox::{DropArgs, ListArgs, OutboxCommand},
    command::dry,
    context::Context,
    error::{Doing, Error, Exit},
    output,
    view::notify::delivery::{Parcel, Record},
};

pub(super) async fn run(command: OutboxCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        OutboxCommand::List(args) => list(args, context).await,
        OutboxCommand::Show { id } => show(id, context).await,
        OutboxCommand::Retry { id, dry } => {
            let client = context.connect().await?;
            if dry.dry_run {
                return dry_run(&id, DeliveryState::Owed, &client, context).await;
            }
            let deliveries = client.retry_deliveries(&id).await.doing(say!("doing-send-again", what = named(&id)))?;
            print(deliveries, &client, context).await
        }
        OutboxCommand::Drop(args) => drop(&args, context).await,
    }
}

/// Where deliveries would stand.
async fn dry_run(ids: &[u64], to: DeliveryState, client: &Client, context: &Context) -> Result<Exit, Error> {
    let mut changes = Vec::new();
    for id in ids {
        let record = client.delivery(*id).await.doing(say!("doing-look-up-delivery", what = id.to_string()))?;
        changes.push(dry::one(format!("delivery {id}"), record.delivery.state.as_str(), to.as_str()));
    }
    dry::show(&changes, context)
}

fn named(ids: &[u64]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

async fn print(deliveries: Vec<Delivery>, client: &Client, context: &Context) -> Result<Exit, Error> {
    let parcels: Vec<Parcel> = deliveries.into_iter().map(Parcel::from).collect();
    context.local_printer(client).await?.list(&parcels)?;
    Ok(Exit::Ok)
}

async fn list(args: ListArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let query = DeliveryQuery {
        states: args.states,
        channel: args.channel,
        alarm: args.alarm.map(OccurrenceId),
        limit: usize::try_from(args.limit).unwrap_or(usize::MAX),
    };
    let deliveries = client.deliveries(&query).await.doing(say!("doing-list-the-outbox"))?;
    print(deliveries, &client, context).await
}

async fn show(id: u64, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let record = Record::from(client.delivery(id).await.doing(say!("doing-show-delivery", what = id.to_string()))?);
    let mut printer = context.local_printer(&client).await?;
    printer.one(&record)?;
    if printer.for_people() && !record.attempts.is_empty() {
        printer.gap()?;
        printer.list(&record.attempts)?;
    }
    Ok(Exit::Ok)
}

async fn drop(args: &DropArgs, context: &Context) -> Result<Exit, Error> {
    if args.dry.dry_run {
        return dry_run(&args.id, DeliveryState::Dropped, &context.connect().await?, context).await;
    }
    let doing = say!("doing-drop", what = named(&args.id));
    if !args.yes {
        match output::ask(&format!("Drop {}? Nobody will be told of it.", named(&args.id))) {
            Some(true) => {}
            Some(false) => return Err(Error::Declined),
            None => return Err(Error::Unconfirmed { doing }),
        }
    }
    let client = context.connect().await?;
    let deliveries = client.drop_deliveries(&args.id, &args.reason).await.doing(doing)?;
    print(deliveries, &client, context).await
}
