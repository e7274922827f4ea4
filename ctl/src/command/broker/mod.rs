//! `mcsctl broker …`.

mod export;

use mcs_core::broker::{BrokerCheck, BrokerState, BrokerVerdict};
use tokio_stream::StreamExt as _;

use crate::words::say;
use crate::{
    cli::broker::BrokerCommand,
    context::Context,
    error::{Doing, Error, Exit},
    view::broker::Linked,
};

pub(super) async fn run(command: BrokerCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        BrokerCommand::Status => status(context).await,
        BrokerCommand::Test => test(context).await,
        BrokerCommand::Export(args) => export::run(*args, context).await,
    }
}

async fn status(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let link = client.broker().await.doing(say!("doing-ask-for-the-link-to-the-broker"))?;
    let found = link.as_ref().is_some_and(|link| link.state == BrokerState::Lost || !link.warnings.is_empty());
    context.local_printer(&client).await?.one(&Linked::from(link))?;
    Ok(if found { Exit::Found } else { Exit::Ok })
}

async fn test(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let mut printer = context.printer();
    let mut checks = client.test_broker().await.doing(say!("doing-test-the-broker"))?;
    let mut rows = printer.stream::<BrokerCheck>()?;
    let mut exit = Exit::Ok;
    while let Some(check) = checks.next().await {
        let check = check.doing(say!("doing-test-the-broker"))?;
        if check.verdict == BrokerVerdict::Bad {
            exit = Exit::Found;
        }
        rows.push(&check)?;
    }
    rows.finish()?;
    Ok(exit)
}
