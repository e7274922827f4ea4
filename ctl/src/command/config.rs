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
    match ask::<Setting>("show", args).await? {
        (settings, Exit::Ok) => {
            context.printer().list(&settings)?;
            Ok(Exit::Ok)
        }
        (_, exit) => Ok(exit),
    }
}

async fn check(args: &FileArgs, context: &Context) -> Result<Exit, Error> {
    let (faults, exit) = ask::<SettingFault>("check", args).await?;
    match exit {
        Exit::Ok => output::note(&say!("note-file-valid")),
        Exit::Found => {}
        Exit::Failed
        | Exit::Usage
        | Exit::NotFound
        | Exit::NotPermitted
        | Exit::Unreachable
        | Exit::Conflict
        | Exit::Timeout
        | Exit::PartlyDone => return Ok(exit),
    }
    context.printer().list(&faults)?;
    Ok(exit)
}

/// What `mcsd config` says, an object a line; what goes wrong it tells itself.
async fn ask<T: DeserializeOwned>(verb: &str, args: &FileArgs) -> Result<(Vec<T>, Exit), Error> {
    let mut command = tokio::process::Command::new(sim::program(MCSD)?);
    command.args(["config", verb, "--json"]).stdin(Stdio::null()).stdout(Stdio::piped());
    command.args(args.file.as_ref());
    if let Some(data) = &args.data {
        command.arg("--data").arg(data);
    }
    // Not output(), which takes its standard error, too, and with it what went wrong.
    let asked = async { command.spawn()?.wait_with_output().await };
    let ended = asked.await.map_err(|source| Error::Runtime { source })?;
    if let Some(signal) = ended.status.signal() {
        return Err(Error::Killed { name: MCSD, signal });
    }
    let lines = serde_json::Deserializer::from_slice(&ended.stdout).into_iter::<T>().collect::<Result<Vec<T>, _>>();
    let lines = lines.map_err(OutputError::from)?;
    let exit = match ended.status.code() {
        Some(0) => Exit::Ok,
        Some(2) => Exit::Usage,
        Some(3) => Exit::NotFound,
        Some(10) => Exit::Found,
        Some(_) | None => Exit::Failed,
    };
    Ok((lines, exit))
}
