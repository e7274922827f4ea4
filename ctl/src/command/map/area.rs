//! `mcsctl map area ...`.

use mcs_core::map::AreaPage;

use super::{MapError, check, import};
use crate::{
    cli::map::{AreaCommand, AreaRemoveArgs, AreaSetArgs},
    context::Context,
    error::{Doing, Error, Exit},
    output,
    view::map::Area,
    words::say,
};

pub(super) async fn run(command: AreaCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        AreaCommand::List => list(context).await,
        AreaCommand::Set(args) => set(&args, context).await,
        AreaCommand::Remove(args) => remove(&args, context).await,
    }
}

async fn list(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let map = client.map().await.doing(say!("map-doing-read"))?;
    let areas: Vec<Area> = map.areas.iter().map(|page| Area::new(page, &map)).collect();
    context.printer().list(&areas)?;
    Ok(Exit::Ok)
}

async fn set(args: &AreaSetArgs, context: &Context) -> Result<Exit, Error> {
    let area = &args.area;
    let of_page = args.title.is_some() || args.no_title || args.order.is_some();
    if !of_page && !args.no_picture {
        return Err(MapError::NothingToChange { area: area.clone() }.into());
    }
    let doing = say!("map-doing-set", area = area.as_str());
    let client = context.connect().await?;
    let map = client.map().await.doing(doing.as_str())?;
    check(&args.how, &map)?;
    let before = map.page(area).cloned().unwrap_or_else(|| AreaPage::plain(area.clone()));
    let wanted = AreaPage {
        title: if args.no_title { None } else { args.title.clone().or_else(|| before.title.clone()) },
        order: args.order.unwrap_or(before.order),
        background: before.background.filter(|_| !args.no_picture),
        ..before.clone()
    };
    if args.how.dry_run {
        context.printer().one(&Area::new(&wanted, &map))?;
        output::note(&say!("map-unchanged"));
        return Ok(Exit::Ok);
    }
    // What was read is what is changed: whoever changed it meanwhile is not overwritten.
    let mut seen = map.revision;
    if of_page {
        seen = client.set_page(Some(seen), &wanted).await.doing(doing.as_str())?;
    }
    if before.background.is_some() && args.no_picture {
        client.clear_background(Some(seen), area).await.doing(doing)?;
    }
    import::show(area, &client, context).await
}

async fn remove(args: &AreaRemoveArgs, context: &Context) -> Result<Exit, Error> {
    let area = &args.area;
    let doing = say!("map-doing-remove", area = area.as_str());
    let client = context.connect().await?;
    let map = client.map().await.doing(doing.as_str())?;
    check(&args.how, &map)?;
    let page = map.page(area).ok_or_else(|| MapError::NoArea { area: area.clone() })?;
    if args.how.dry_run {
        context.printer().one(&Area::new(page, &map))?;
        output::note(&say!("map-would-forget"));
        return Ok(Exit::Ok);
    }
    if !args.yes {
        match output::ask(&say!("map-forget-really", area = area.as_str())) {
            Some(true) => {}
            Some(false) => return Err(Error::Declined),
            None => return Err(Error::Unconfirmed { doing }),
        }
    }
    client.remove_page(args.how.expect_revision, area).await.doing(doing)?;
    output::note(&say!("map-forgotten", area = area.as_str()));
    Ok(Exit::Ok)
}
