//! `mcsctl device set`.

use mcs_core::device::Device;

use super::print_issued;
use crate::{
    cli::device::SetArgs,
    context::Context,
    error::{Doing, Error, Exit},
    output::{OutputError, fields},
    view::device::{Change, Issued},
};

pub(super) async fn set(args: &SetArgs, context: &Context) -> Result<Exit, Error> {
    let sn = &args.sn;
    if !args.rotate_secret && !args.names_something() {
        return Err(Error::NothingToChange { sn: sn.clone() });
    }
    let client = context.connect().await?;
    let before = client.device(sn).await.doing(format!("change {sn}"))?;
    let mut after = before.clone();
    args.apply(&mut after);
    let changes = changes(&before, &after)?;
    if args.dry_run {
        context.printer().list(&changes)?;
        return Ok(Exit::Ok);
    }
    if !args.rotate_secret && changes.is_empty() {
        // It is as it shall be: said again it is no new revision.
        context.local_printer(&client).await?.one(&before)?;
        return Ok(Exit::Ok);
    }
    // The device carries the revision it was read at; whoever changed it meanwhile is not overwritten.
    let (device, credential) = client.set_device(&after, args.rotate_secret).await.doing(format!("change {sn}"))?;
    print_issued(&Issued { device, credential }, &client, context).await?;
    Ok(Exit::Ok)
}

/// The fields that differ, by the names programs read. An object that appears or goes counts field by field.
fn changes(before: &Device, after: &Device) -> Result<Vec<Change>, OutputError> {
    let (before, after) = (fields(before)?, fields(after)?);
    Ok(before
        .into_iter()
        .zip(after)
        .filter(|((_, from), (_, to))| from != to)
        .map(|((field, from), (_, to))| Change { field, from, to })
        .collect())
}
