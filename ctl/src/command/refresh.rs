//! `--watch`: asks again and again. On a terminal the answer is drawn over the one before; elsewhere what is new or has
//! changed is a line.

use std::{collections::BTreeMap, time::Duration};

use mcs_proto::client::Client;

use crate::{
    context::Context,
    error::{Error, Exit},
    output::{Item, OutputError, Printer},
};

/// Shows what `ask` gives until it fails or nobody reads it any more.
pub(super) async fn refresh<T: Item>(
    every: Duration,
    (client, context): (&Client, &Context),
    mut ask: impl AsyncFnMut() -> Result<Vec<T>, Error>,
) -> Result<Exit, Error> {
    let mut printer = context.local_printer(client).await?;
    if printer.redraws() {
        redraw(every, &mut printer, &mut ask).await
    } else {
        follow(every, &mut printer, &mut ask).await
    }
}

async fn redraw<T: Item>(
    every: Duration,
    printer: &mut Printer,
    ask: &mut impl AsyncFnMut() -> Result<Vec<T>, Error>,
) -> Result<Exit, Error> {
    loop {
        let items = ask().await?;
        printer.redraw(&items)?;
        tokio::time::sleep(every).await;
    }
}

async fn follow<T: Item>(
    every: Duration,
    printer: &mut Printer,
    ask: &mut impl AsyncFnMut() -> Result<Vec<T>, Error>,
) -> Result<Exit, Error> {
    let mut rows = printer.watch::<T>()?;
    let mut before = BTreeMap::new();
    loop {
        let mut now = BTreeMap::new();
        for item in ask().await? {
            let (name, content) = (item.name(), steady(&item)?);
            if before.get(&name) != Some(&content) {
                rows.push(&item)?;
            }
            now.insert(name, content);
        }
        before = now;
        tokio::time::sleep(every).await;
    }
}

/// What of a thing changes only when something happens.
fn steady<T: Item>(item: &T) -> Result<serde_json::Value, OutputError> {
    let mut fields = serde_json::to_value(item)?;
    if let Some(object) = fields.as_object_mut() {
        object.retain(|field, _| !T::PASSING.contains(&field.as_str()));
    }
    Ok(fields)
}
