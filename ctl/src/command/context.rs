//! `mcsctl context …`: names for daemons, kept in a file of the user.

use std::path::{Path, PathBuf};

use mcs_core::id::ShortName;
use mcs_proto::{
    client::Client,
    context::{ContextError, Contexts, Place},
    socket,
};

use crate::{
    cli::context::{AddArgs, ContextCommand},
    context::Context,
    error::{Error, Exit},
    output,
    view::context::{Answer, Named},
    words::say,
};

pub(super) async fn run(command: ContextCommand, context: &Context) -> Result<Exit, Error> {
    let file = Contexts::file()?;
    let contexts = Contexts::load(&file)?;
    match command {
        ContextCommand::Add(args) => add(args, contexts, &file, context),
        ContextCommand::List => list(&contexts, context),
        ContextCommand::Use { name, none: _ } => choose(name, contexts, &file),
        ContextCommand::Show { name } => show(name.as_ref(), &contexts, context).await,
        ContextCommand::Remove { name } => remove(&name, contexts, &file),
    }
}

fn add(args: AddArgs, mut contexts: Contexts, file: &Path, context: &Context) -> Result<Exit, Error> {
    let socket = context.named_socket().ok_or(Error::NoSocketNamed)?;
    // Used later from anywhere: a place beside the folder of now would be another one there.
    let socket = std::path::absolute(socket).map_err(|source| Error::Unreadable { path: socket.into(), source })?;
    let socket = socket::check(socket).map_err(ContextError::from)?;
    let text = socket.to_str().ok_or(Error::NoText { path: socket.clone() })?.to_owned();
    let name = args.name.clone();
    contexts.add(args.name, Place { socket: PathBuf::from(text) }, args.replace)?;
    contexts.save(file)?;
    context.printer().list(&[named(&name, &contexts)?])?;
    Ok(Exit::Ok)
}

fn list(contexts: &Contexts, context: &Context) -> Result<Exit, Error> {
    let names: Result<Vec<Named>, Error> = contexts.places().map(|(name, _)| named(name, contexts)).collect();
    context.printer().list(&names?)?;
    Ok(Exit::Ok)
}

fn named(name: &ShortName, contexts: &Contexts) -> Result<Named, Error> {
    Ok(Named {
        name: name.to_string(),
        socket: contexts.place(name.as_str())?.socket.display().to_string(),
        in_use: contexts.in_use() == Some(name),
        answers: None,
    })
}

fn choose(name: Option<ShortName>, mut contexts: Contexts, file: &Path) -> Result<Exit, Error> {
    let said = match &name {
        Some(name) => say!("note-context-in-use", name = name.as_str()),
        None => say!("note-context-none"),
    };
    contexts.choose(name)?;
    contexts.save(file)?;
    output::note(&said);
    Ok(Exit::Ok)
}

async fn show(name: Option<&ShortName>, contexts: &Contexts, context: &Context) -> Result<Exit, Error> {
    let name = name.or(contexts.in_use()).ok_or(Error::NoneInUse)?;
    let mut shown = named(name, contexts)?;
    // That nobody answers is what it shall tell, not a failure.
    if let Ok(client) = Client::connect(&contexts.place(name.as_str())?.socket, context.timeout()).await
        && let Ok(info) = client.info().await
    {
        shown.answers = Some(Answer { site: info.site, version: info.version, role: info.role.as_str() });
    }
    context.printer().one(&shown)?;
    Ok(Exit::Ok)
}

fn remove(name: &ShortName, mut contexts: Contexts, file: &Path) -> Result<Exit, Error> {
    contexts.remove(name)?;
    contexts.save(file)?;
    output::note(&say!("note-context-forgotten", name = name.as_str()));
    Ok(Exit::Ok)
}
