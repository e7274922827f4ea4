//! `mcsctl completions` and `mcsctl man`.

use std::{fs, path::Path};

use crate::{
    cli::tool::{CompletionsArgs, ManArgs},
    context::Context,
    error::{Error, Exit},
    generate::{self, File},
};

pub(super) fn completions(args: &CompletionsArgs, context: &Context) -> Result<Exit, Error> {
    if let Some(shell) = args.shell {
        context.printer().raw(&generate::completion(shell))?;
    }
    if let Some(dir) = &args.dir {
        write(dir, generate::completions())?;
    }
    Ok(Exit::Ok)
}

pub(super) fn man(args: &ManArgs) -> Result<Exit, Error> {
    write(&args.dir, generate::manual())?;
    Ok(Exit::Ok)
}

fn write(dir: &Path, files: Vec<File>) -> Result<(), Error> {
    fs::create_dir_all(dir).map_err(|source| Error::File { path: dir.to_owned(), source })?;
    for file in files {
        let path = dir.join(file.name);
        fs::write(&path, file.content).map_err(|source| Error::File { path, source })?;
    }
    Ok(())
}
