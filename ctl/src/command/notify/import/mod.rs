//! `mcsctl notify import`: the configuration object of an MCS-IoT site, turned into changes.

mod object;
mod plan;
#[cfg(test)]
mod tests;

use std::{
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use super::{NotifyError, change, directory};
use crate::words::sentence;
use crate::{
    cli::notify::ImportArgs,
    context::Context,
    error::{Doing, Error, Exit},
    output,
};

/// Longer than any such object.
const LONGEST: u64 = 1 << 20;

pub(super) async fn run(args: &ImportArgs, context: &Context) -> Result<Exit, Error> {
    const DOING: &str = "doing-take-the-settings-over";
    let text = read(&args.file)?;
    let client = context.connect().await?;
    let found = directory(&client).await?;
    let plan = plan::plan(&text, &found).map_err(|complaints| NotifyError::Import { complaints })?;
    for remark in &plan.remarks {
        output::note(remark);
    }
    if args.dry_run {
        change(&plan.changes, true, DOING, (&client, context)).await?;
        return Ok(Exit::Ok);
    }
    let changed = client.change_directory(&plan.changes, false).await.doing(sentence(DOING))?;
    context.printer().list(&changed)?;
    for remark in changed.iter().flat_map(|changed| &changed.remarks) {
        output::note(remark);
    }
    if args.file != Path::new("-") {
        output::note(&format!("{} holds secrets: remove it when all is well", args.file.display()));
    }
    output::note("try each channel with \"mcsctl notify channel test NAME\"");
    Ok(Exit::Ok)
}

fn read(path: &Path) -> Result<String, Error> {
    let stdin = path == Path::new("-");
    let shown = if stdin { PathBuf::from("standard input") } else { path.to_owned() };
    let unreadable = |source| Error::Unreadable { path: shown.clone(), source };
    let mut text = String::new();
    let read = if stdin {
        io::stdin().lock().take(LONGEST).read_to_string(&mut text)
    } else {
        File::open(path).map_err(unreadable)?.take(LONGEST).read_to_string(&mut text)
    };
    read.map_err(unreadable)?;
    Ok(text)
}
