//! `mcsctl config …`. The running daemon knows what is in force; what a file may say only its own program knows.

use std::{os::unix::process::ExitStatusExt as _, process::Stdio};

use mcs_core::setting::{Setting, SettingFault};
use serde::de::DeserializeOwned;

use crate::{
    cli::config::{ConfigCommand, FileArgs},
    context::Context,
    error::{Doing, Error, Exit},
    output::{self, OutputError},
    sim,
    words::say,
};

/// The program that knows the keys.
const MCSD: &str = "mcsd";

pub(super) async fn run(command: ConfigCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        ConfigCommand::Check(args) => check(&args, context).await,
        ConfigCommand::Show(args) if args.file.is_some() || args.data.is_some() => show_file(&args, context).await,
        ConfigCommand::Show(_) => show(context).await,
    }
}

async fn show(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    context.printer().list(&client.config().await.doing(say!("doing-ask-for-the-configuration"))?)?;
    Ok(Exit::Ok)
}

async fn show_file(args: &FileArgs, context: &Context) -> Result<Exit, Error> {
    let (settings, exit) = ask::<Setting>("show", args).await?;
    context.printer().list(&settings)?;
    Ok(exit)
}

async fn check(args: &FileArgs, context: &Context) -> Result<Exit, Error> {
    let (faults, exit) = ask::<SettingFault>("check", args).await?;
    if exit == Exit::Ok {
        output::note(&say!("note-file-valid"));
    }
    context.printer().list(&faults)?;
    Ok(exit)
}

/// What `mcsd config` says, an object a line, and whether it found something; what goes wrong is told in its words.
async fn ask<T: DeserializeOwned>(verb: &str, args: &FileArgs) -> Result<(Vec<T>, Exit), Error> {
    let mut command = tokio::process::Command::new(sim::program(MCSD)?);
    command.args(["config", verb, "--json"]).stdin(Stdio::null());
    command.args(args.file.as_ref());
    if let Some(data) = &args.data {
        command.arg("--data").arg(data);
    }
    let ended = command.output().await.map_err(|source| Error::Runtime { source })?;
    if let Some(signal) = ended.status.signal() {
        return Err(Error::Killed { name: MCSD, signal });
    }
    let exit = match ended.status.code() {
        Some(0) => Exit::Ok,
        Some(2) => Exit::Usage,
        Some(3) => Exit::NotFound,
        Some(10) => Exit::Found,
        Some(_) | None => Exit::Failed,
    };
    let said = String::from_utf8_lossy(&ended.stderr);
    if !matches!(exit, Exit::Ok | Exit::Found) {
        let said = said.trim().strip_prefix(MCSD).and_then(|said| said.strip_prefix(": ")).unwrap_or(said.trim());
        return Err(Error::Told { said: said.to_owned(), exit });
    }
    said.lines().for_each(output::note);
    let lines = serde_json::Deserializer::from_slice(&ended.stdout).into_iter::<T>().collect::<Result<Vec<T>, _>>();
    Ok((lines.map_err(OutputError::from)?, exit))
}
