//! `mcsctl archive fetch`.

use std::{
    fs::File,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use mcs_core::archived::{ArchivedDay, FetchStep, hex};
use sha2::{Digest as _, Sha256};
use tokio_stream::StreamExt;

use super::day;
use crate::words::say;
use crate::{
    cli::archive::FetchArgs,
    context::{Context, site_zone},
    error::{Doing, Error, Exit},
};

pub(super) async fn run(args: FetchArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let zone = site_zone(&client).await?;
    let of = day(args.day, &zone)?;
    let doing = say!("doing-fetch", what = of.clone());
    let mut steps = client.archive_fetch(&of, args.part).await.doing(&*doing)?;
    let Some(FetchStep::Begins(known)) = steps.next().await.transpose().doing(&*doing)? else {
        return Err(Error::StreamEnded);
    };
    let path = args.file.unwrap_or_else(|| own_name(&known));
    let mut file = Draft::create(&path)?;
    while let Some(step) = steps.next().await {
        match step.doing(&*doing)? {
            FetchStep::Bytes(bytes) => file.write(&bytes)?,
            FetchStep::Begins(_) => {}
        }
    }
    file.keep(&known)?;
    context.printer().in_zone(zone).one(&*known)?;
    Ok(Exit::Ok)
}

/// The object's own file name.
fn own_name(known: &ArchivedDay) -> PathBuf {
    let object = known.object.as_deref().unwrap_or_default();
    PathBuf::from(object.rsplit('/').next().unwrap_or(object))
}

/// A file that gets its name once it is whole: what is damaged never looks like what was asked for.
struct Draft {
    path: PathBuf,
    unfinished: PathBuf,
    file: File,
    hash: Sha256,
}

impl Draft {
    fn create(path: &Path) -> Result<Self, Error> {
        let mut draft = path.as_os_str().to_owned();
        draft.push(".part");
        let draft = PathBuf::from(draft);
        let file = File::create(&draft).map_err(fault(&draft))?;
        Ok(Self { path: path.to_owned(), unfinished: draft, file, hash: Sha256::new() })
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.hash.update(bytes);
        self.file.write_all(bytes).map_err(fault(&self.unfinished))
    }

    fn keep(self, known: &ArchivedDay) -> Result<(), Error> {
        if known.sha256.as_deref() != Some(&*hex(&self.hash.finalize())) {
            let _ = std::fs::remove_file(&self.unfinished);
            return Err(Error::ObjectDamaged { object: known.object.clone().unwrap_or_default() });
        }
        self.file.sync_all().map_err(fault(&self.unfinished))?;
        std::fs::rename(&self.unfinished, &self.path).map_err(fault(&self.path))
    }
}

fn fault(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::File { path, source }
}
