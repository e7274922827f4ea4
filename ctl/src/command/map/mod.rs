//! `mcsctl map ...`.

mod area;
mod error;
mod export;
mod import;
mod sheet;

use std::collections::HashMap;

use mcs_core::{
    id::{SerialNumber, ShortName},
    map::{Map, Placement},
    site::Position,
};
use mcs_proto::client::Client;

pub(crate) use error::MapError;

use crate::{
    cli::map::{How, MapCommand, ShowArgs},
    context::Context,
    error::{Doing, Error, Exit},
    output,
    view::map::{Moved, Place, Revision},
    words::say,
};

pub(super) async fn run(command: MapCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        MapCommand::Show(args) => show(&args, context).await,
        MapCommand::Revision => revision(context).await,
        MapCommand::Place(args) => {
            let position = Position::new(args.x, args.y);
            place_one(&args.sn, args.area.as_ref(), position, &args.how, context).await
        }
        MapCommand::Unplace(args) => place_one(&args.sn, None, None, &args.how, context).await,
        MapCommand::Export(args) => export::run(&args, context).await,
        MapCommand::Import(args) => import::run(&args, context).await,
        MapCommand::Area(command) => area::run(command, context).await,
    }
}

async fn show(args: &ShowArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let map = client.map().await.doing(say!("map-doing-read"))?;
    context.printer().list(&places(&map, args.area.as_ref())?)?;
    Ok(Exit::Ok)
}

async fn revision(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let map = client.map().await.doing(say!("map-doing-read"))?;
    context.printer().one(&Revision::from(&map))?;
    Ok(Exit::Ok)
}

/// The points of the map, or of one area of it.
fn places(map: &Map, area: Option<&ShortName>) -> Result<Vec<Place>, MapError> {
    if let Some(area) = area.filter(|area| map.page(area).is_none()) {
        return Err(MapError::NoArea { area: area.clone() });
    }
    let of_area = map.places.iter().filter(|place| area.is_none() || place.area.as_ref() == area);
    Ok(of_area.map(Place::from).collect())
}

async fn place_one(
    sn: &SerialNumber,
    area: Option<&ShortName>,
    position: Option<Position>,
    how: &How,
    context: &Context,
) -> Result<Exit, Error> {
    let doing = say!("map-doing-place", sn = sn.as_str());
    let client = context.connect().await?;
    let map = client.map().await.doing(doing.as_str())?;
    let before = map.place(sn).ok_or_else(|| MapError::NoDevice { sn: sn.clone() })?;
    let wanted = Placement { sn: sn.clone(), area: area.or(before.area.as_ref()).cloned(), position };
    place(&[wanted], &map, how, &doing, (&client, context)).await
}

/// Places points that are on this map, all or none, and shows what moves. What was read is what is changed: whoever changed
/// the map meanwhile is not overwritten.
async fn place(
    wanted: &[Placement],
    map: &Map,
    how: &How,
    doing: &str,
    (client, context): (&Client, &Context),
) -> Result<Exit, Error> {
    check(how, map)?;
    let now: HashMap<&SerialNumber, &Placement> = map.places.iter().map(|place| (&place.sn, place)).collect();
    let differs = |place: &&Placement| now.get(&place.sn).is_some_and(|before| *before != *place);
    let moving: Vec<Placement> = wanted.iter().filter(differs).cloned().collect();
    let moved: Vec<Moved> =
        moving.iter().filter_map(|place| now.get(&place.sn).map(|before| Moved::new(before, place))).collect();
    if !how.dry_run && !moving.is_empty() {
        let revision = client.place_points(Some(map.revision), &moving).await.doing(doing)?;
        output::note(&say!("map-revision-now", revision = revision.to_string()));
    }
    context.printer().list(&moved)?;
    if moving.is_empty() {
        output::note(&say!("map-stands-already"));
    } else if how.dry_run {
        output::note(&say!("map-unchanged"));
    }
    Ok(Exit::Ok)
}

/// Refuses another revision than the one that was named.
fn check(how: &How, map: &Map) -> Result<(), MapError> {
    match how.expect_revision {
        Some(seen) if seen != map.revision => Err(MapError::OtherRevision { seen, now: map.revision }),
        Some(_) | None => Ok(()),
    }
}
