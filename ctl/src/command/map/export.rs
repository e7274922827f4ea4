//! `mcsctl map export`: places as an import reads them, or a picture as it was imported.

use std::{io::Write as _, path::Path};

use mcs_core::{
    id::ShortName,
    map::{Map, PictureId},
};
use mcs_proto::client::Client;
use sha2::{Digest as _, Sha256};

use super::{MapError, places};
use crate::{
    cli::map::ExportArgs,
    context::Context,
    error::{Doing, Error, Exit},
    file::{FileError, Output},
    output::{self, Format},
    words::say,
};

pub(super) async fn run(args: &ExportArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let map = client.map().await.doing(say!("map-doing-read"))?;
    match (&args.picture, &args.area) {
        (Some(file), Some(area)) => picture(file, area, args.force, &map, &client).await,
        (Some(_) | None, area) => {
            let places = places(&map, area.as_ref())?;
            context.printer_or(Format::Csv).list(&places)?;
            Ok(Exit::Ok)
        }
    }
}

async fn picture(file: &Path, area: &ShortName, force: bool, map: &Map, client: &Client) -> Result<Exit, Error> {
    let page = map.page(area).ok_or_else(|| MapError::NoArea { area: area.clone() })?;
    let background = page.background.ok_or_else(|| MapError::NoPicture { area: area.clone() })?;
    let stdout = file == Path::new("-");
    // Before the picture is fetched: a name that is taken is told at once.
    let mut out = if stdout { Output::stdout() } else { Output::file(file, force)? };
    let bytes = client.picture(background.sha256).await.doing(say!("map-doing-fetch", area = area.as_str()))?;
    if PictureId(Sha256::digest(&bytes).into()) != background.sha256 {
        return Err(MapError::Damaged { area: area.clone() }.into());
    }
    let name = out.name().to_owned();
    out.write_all(&bytes).map_err(|source| FileError::Write { name: name.clone(), source })?;
    out.finish()?;
    if !stdout {
        output::note(&say!("map-written", file = name.as_str(), bytes = bytes.len().to_string()));
    }
    Ok(Exit::Ok)
}
