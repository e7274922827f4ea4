//! What can be done with a data directory whose daemon does not run: look at its database, put a backup in its place.

use std::{
    io::{self, IsTerminal as _, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use crate::{
    backup::{self, BackupError},
    cli,
    config::{self, CONFIG_FILE, ConfigError},
    store::{Checked, Finding, OpenError, Progress, Store},
};

/// Without it the daemon cannot read the secrets in the database.
const KEY_FILE: &str = crate::secret::KEY_FILE;

/// Why nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum OfflineError {
    /// The backup or the directory.
    #[error("cannot restore")]
    Backup(#[from] BackupError),
    /// The configuration, which says where backups lie, cannot be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The database cannot be looked at.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Nobody takes the output.
    #[error("cannot write the output")]
    Output(#[from] io::Error),
}

impl OfflineError {
    /// The exit code it ends with: 10 is damage.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Backup(error) => error.exit_code(),
            Self::Config(_) | Self::Open(OpenError::Missing { .. }) => 2,
            Self::Open(OpenError::InUse { .. }) => 6,
            Self::Open(OpenError::Damaged { .. } | OpenError::NotOurs { .. }) => 10,
            Self::Open(_) | Self::Output(_) => 1,
        }
    }
}

/// `mcsd restore`
pub fn restore(args: &cli::Restore, mut out: impl Write) -> Result<(), OfflineError> {
    let backup = find(&args.backup, &args.data)?;
    let restored = backup::restore(&backup, &args.data, args.force, args.no_checksum)?;
    writeln!(out, "restored {} into {}", backup.display(), args.data.display())?;
    if let Some(newest) = restored.holds.newest {
        writeln!(out, "its newest reading was received at {newest}")?;
    }
    if let Some(aside) = restored.aside {
        writeln!(out, "the database that was there is kept as {}; remove it when all is well", aside.display())?;
    }
    for (file, why) in [
        (KEY_FILE, "put the site's key there before the start: without it no secret in the database can be read"),
        (CONFIG_FILE, "without it the daemon takes its defaults"),
    ] {
        if !args.data.join(file).exists() {
            writeln!(out, "{file} is not in {}: {why}", args.data.display())?;
        }
    }
    Ok(())
}

/// A file, or the name of a backup in the folder where this site's backups lie.
fn find(backup: &Path, data: &Path) -> Result<PathBuf, ConfigError> {
    if backup.components().count() > 1 || backup.exists() {
        return Ok(backup.to_owned());
    }
    let config = data.join(CONFIG_FILE);
    let folder = if config.exists() { config::load(&config)?.backup_folder } else { None };
    Ok(folder.unwrap_or_else(|| data.join(backup::FOLDER)).join(backup))
}

/// `mcsd verify`. Gives whether something was found to be wrong.
pub fn verify(args: &cli::Verify, mut out: impl Write) -> Result<bool, OfflineError> {
    let mut broken = None;
    let mut shown = io::stderr().is_terminal().then_some(0);
    let verified = Store::examine(&args.data, &mut |checked| match checked {
        Checked::Progress(progress) => {
            show(progress, &mut shown);
            ControlFlow::Continue(())
        }
        Checked::Finding(Finding { what, why }) => match writeln!(out, "{what}: {why}") {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                broken = Some(error);
                ControlFlow::Break(())
            }
        },
    })?;
    if let Some(error) = broken {
        return Err(error.into());
    }
    let (segments, readings, findings) = (verified.segments, verified.readings, verified.findings);
    writeln!(out, "{segments} segments with {readings} readings looked at, {findings} things found to be wrong")?;
    Ok(findings > 0)
}

/// Tells a person how far it is, each percent once.
fn show(progress: Progress, shown: &mut Option<u64>) {
    let percent = progress.done * 100 / progress.total.max(1);
    if shown.is_some_and(|last| percent > last) {
        *shown = Some(percent);
        // With standard error gone nobody waits for it.
        let _ = write!(io::stderr(), "\r{percent} %\r");
    }
}
