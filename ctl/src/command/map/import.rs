//! `mcsctl map import`: places from CSV, or a picture; told by what is in the file.

use std::{
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use mcs_core::{
    id::ShortName,
    map::{AreaPage, Background, Map, PictureError, PictureId},
};
use mcs_proto::client::Client;
use sha2::{Digest as _, Sha256};

use super::{MapError, check, place, sheet};
use crate::{
    cli::map::ImportArgs,
    context::Context,
    error::{Doing, Error, Exit},
    output,
    view::map::Area,
    words::say,
};

pub(super) async fn run(args: &ImportArgs, context: &Context) -> Result<Exit, Error> {
    let (name, bytes) = read(&args.file)?;
    // Looked at before the daemon is asked: whoever got the file wrong is told so even without one.
    let sha256 = PictureId(Sha256::digest(&bytes).into());
    match Background::of(&bytes, sha256) {
        Ok(background) => {
            let area = args.area.clone().ok_or(MapError::NoAreaGiven { name })?;
            picture(args, &area, background, bytes, context).await
        }
        Err(PictureError::Unknown) => places(args, name, bytes, context).await,
        Err(source) => Err(MapError::Picture { name, source }.into()),
    }
}

async fn places(args: &ImportArgs, name: String, bytes: Vec<u8>, context: &Context) -> Result<Exit, Error> {
    let text = String::from_utf8(bytes)
        .map_err(|_| MapError::File { name: name.clone(), complaints: vec![say!("map-not-text")] })?;
    let client = context.connect().await?;
    let map = client.map().await.doing(say!("map-doing-read"))?;
    let wanted = sheet::read(&text, args.area.as_ref(), &map);
    let wanted = wanted.map_err(|complaints| MapError::File { name, complaints })?;
    place(&wanted, &map, &args.how, &say!("map-doing-places"), (&client, context)).await
}

async fn picture(
    args: &ImportArgs,
    area: &ShortName,
    background: Background,
    bytes: Vec<u8>,
    context: &Context,
) -> Result<Exit, Error> {
    let doing = say!("map-doing-picture", area = area.as_str());
    let client = context.connect().await?;
    let map = client.map().await.doing(doing.as_str())?;
    check(&args.how, &map)?;
    if args.how.dry_run {
        let page = map.page(area).cloned().unwrap_or_else(|| AreaPage::plain(area.clone()));
        context.printer().one(&Area::new(&AreaPage { background: Some(background), ..page }, &map))?;
        output::note(&say!("map-unchanged"));
        return Ok(Exit::Ok);
    }
    client.set_background(args.how.expect_revision, area, bytes).await.doing(doing)?;
    show(area, &client, context).await
}

/// An area as it is now.
pub(super) async fn show(area: &ShortName, client: &Client, context: &Context) -> Result<Exit, Error> {
    let map: Map = client.map().await.doing(say!("map-doing-read"))?;
    let page = map.page(area).ok_or_else(|| MapError::NoArea { area: area.clone() })?;
    context.printer().one(&Area::new(page, &map))?;
    Ok(Exit::Ok)
}

/// The file's name and content, one byte more than the largest picture at most.
fn read(path: &Path) -> Result<(String, Vec<u8>), Error> {
    const MOST: u64 = Background::MAX_BYTES as u64 + 1;
    let stdin = path == Path::new("-");
    let shown = if stdin { PathBuf::from("standard input") } else { path.to_owned() };
    let name = shown.display().to_string();
    let unreadable = |source| Error::Unreadable { path: shown.clone(), source };
    let mut bytes = Vec::new();
    let read = if stdin {
        io::stdin().lock().take(MOST).read_to_end(&mut bytes)
    } else {
        File::open(path).map_err(unreadable)?.take(MOST).read_to_end(&mut bytes)
    };
    read.map_err(unreadable)?;
    Ok((name, bytes))
}
