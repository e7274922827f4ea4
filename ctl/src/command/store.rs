//! `mcsctl store …`.

use mcs_core::storage::{StoreChecked, StoreFinding, StoreVerified};
use tokio_stream::StreamExt as _;

use crate::words::say;
use crate::{
    cli::store::StoreCommand,
    context::Context,
    error::{Doing, Error, Exit},
    output::{self, Bar},
    view::store::Held,
};

pub(super) async fn run(command: StoreCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        StoreCommand::Verify => verify(context).await,
        StoreCommand::Stats => stats(context).await,
    }
}

async fn stats(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let held = Held::from(client.store_stats().await.doing(say!("doing-ask-what-is-stored"))?);
    let mut printer = context.local_printer(&client).await?;
    printer.one(&held)?;
    if printer.for_people() {
        printer.gap()?;
        printer.list(&held.stats.levels)?;
    }
    Ok(Exit::Ok)
}

async fn verify(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let mut printer = context.printer();
    let mut checked = client.verify_store().await.doing(say!("doing-verify-the-store"))?;
    let mut rows = printer.stream::<StoreFinding>()?;
    let (mut bar, mut result) = (None, None);
    while let Some(told) = checked.next().await {
        match told.doing(say!("doing-verify-the-store"))? {
            StoreChecked::Progress { done, total } => {
                bar.get_or_insert_with(|| Bar::new(Some(total))).at(done, || format!("{done} of {total}"));
            }
            StoreChecked::Finding(finding) => rows.push(&finding)?,
            StoreChecked::Verified(verified) => result = Some(verified),
        }
    }
    drop(bar);
    rows.finish()?;
    let StoreVerified { segments, readings, summaries, findings, whole } = result.ok_or(Error::StreamEnded)?;
    output::note(&format!(
        "{segments} segments with {readings} readings and {summaries} summaries looked at, {findings} things found to be wrong"
    ));
    Ok(if findings == 0 && whole { Exit::Ok } else { Exit::Found })
}
