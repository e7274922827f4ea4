//! `mcsctl backup …`.

use std::os::unix::process::ExitStatusExt as _;

use mcs_core::backup::{Backup, BackupState};
use tokio_stream::StreamExt as _;

use super::job;
use crate::words::say;
use crate::{
    cli::{
        backup::{BackupCommand, RestoreArgs},
        dry::DryArgs,
    },
    command::dry,
    context::Context,
    error::{Doing, Error, Exit},
    sim,
};

/// The job that makes backups.
const JOB: &str = "backup";
/// The database in a data directory.
const DATABASE: &str = "mcs.db";
/// The program that restores them: this one knows nothing of databases.
const MCSD: &str = "mcsd";

pub(super) async fn run(command: BackupCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        BackupCommand::Create { dry: DryArgs { dry_run: true }, .. } => {
            job::dry_run(JOB, &context.connect().await?, context).await
        }
        BackupCommand::Create { no_wait, dry: _ } => create(no_wait, context).await,
        BackupCommand::List { all } => list(all, context).await,
        BackupCommand::Verify { name } => verify(name.as_deref(), context).await,
        BackupCommand::Restore(args) if args.dry.dry_run => dry_restore(&args, context),
        BackupCommand::Restore(args) => restore(&args).await,
    }
}

async fn create(no_wait: bool, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let run = job::begin(JOB, no_wait, &client).await?;
    let mut printer = context.local_printer(&client).await?;
    if no_wait {
        printer.one(&run)?;
        return Ok(Exit::Ok);
    }
    job::ended(&run)?;
    let backups = client.backups(false).await.doing(say!("doing-list-the-backups"))?;
    let made = backups.into_iter().find(|backup| backup.state() == BackupState::Verified).ok_or(Error::StreamEnded)?;
    printer.one(&made)?;
    Ok(Exit::Ok)
}

async fn list(all: bool, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let backups = client.backups(all).await.doing(say!("doing-list-the-backups"))?;
    context.local_printer(&client).await?.list(&backups)?;
    Ok(Exit::Ok)
}

async fn verify(name: Option<&str>, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let mut printer = context.local_printer(&client).await?;
    let mut looked_at = client.verify_backups(name).await.doing(say!("doing-verify-the-backups"))?;
    let mut rows = printer.stream::<Backup>()?;
    let mut exit = Exit::Ok;
    while let Some(backup) = looked_at.next().await {
        let backup = backup.doing(say!("doing-verify-the-backups"))?;
        if backup.state() != BackupState::Verified {
            exit = Exit::Found;
        }
        rows.push(&backup)?;
    }
    rows.finish()?;
    Ok(exit)
}

/// What would be moved and put in place. The backup is not read.
fn dry_restore(args: &RestoreArgs, context: &Context) -> Result<Exit, Error> {
    let database = args.data.join(DATABASE);
    let there = database.exists();
    if there && !args.force {
        return Err(Error::DatabaseThere { path: database });
    }
    let from = if there { "the database that is there, moved aside" } else { "" };
    dry::show(&[dry::one(database.display().to_string(), from, args.backup.display())], context)
}

/// Hands over to `mcsd restore`, which says itself what it did and how it ended.
async fn restore(args: &RestoreArgs) -> Result<Exit, Error> {
    let mut command = tokio::process::Command::new(sim::program(MCSD)?);
    command.arg("restore").arg(&args.backup).arg("--data").arg(&args.data);
    if args.force {
        command.arg("--force");
    }
    if args.no_checksum {
        command.arg("--no-checksum");
    }
    let ended = command.status().await.map_err(|source| Error::Runtime { source })?;
    if let Some(signal) = ended.signal() {
        return Err(Error::Killed { name: MCSD, signal });
    }
    Ok(match ended.code() {
        Some(0) => Exit::Ok,
        Some(2) => Exit::Usage,
        Some(3) => Exit::NotFound,
        Some(6) => Exit::Conflict,
        Some(10) => Exit::Found,
        Some(_) | None => Exit::Failed,
    })
}
