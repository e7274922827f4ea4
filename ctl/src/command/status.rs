//! `mcsctl status`.

use crate::{
    context::Context,
    error::{Doing, Error, Exit},
    time::Zone,
};

pub(super) async fn run(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let status = client.status().await.doing("ask for the status")?;
    let mut printer = context.printer();
    if printer.for_people() {
        // The status names the zone itself, which spares a call.
        printer = printer.in_zone(Zone::named(&status.tz).map_err(|source| Error::Zone { source })?);
    }
    printer.one(&status)?;
    Ok(Exit::Ok)
}
