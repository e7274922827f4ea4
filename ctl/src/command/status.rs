//! `mcsctl status`.

use crate::words::sentence;
use crate::{
    cli::refresh::RefreshArgs,
    command::refresh::refresh,
    context::Context,
    error::{Doing, Error, Exit},
    time::Zone,
};

const DOING: &str = "doing-ask-for-the-status";

pub(super) async fn run(args: RefreshArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    if let Some(every) = args.watch {
        return refresh(every, (&client, context), async || Ok(vec![client.status().await.doing(sentence(DOING))?]))
            .await;
    }
    let status = client.status().await.doing(sentence(DOING))?;
    let mut printer = context.printer();
    if printer.for_people() {
        // The status names the zone itself, which spares a call.
        printer = printer.in_zone(Zone::named(&status.tz).map_err(|source| Error::Zone { source })?);
    }
    printer.one(&status)?;
    Ok(Exit::Ok)
}
