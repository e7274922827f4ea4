//! `mcsctl backup …`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::dry::DryArgs;

/// The verbs of `backup`.
///
/// A backup is a whole database, made while the daemon records, opened and checked before it counts. It holds secrets
/// sealed with the site's key, the file key in the data directory, which is not part of it: keep that separately. See
/// mcs-backup(7).
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl backup create
  mcsctl backup list
  mcsctl backup restore mcs-20261121T200000Z.db --data ./plant --force")]
pub(crate) enum BackupCommand {
    /// Make a backup now: the same as mcsctl job run backup
    #[command(after_help = "\
Examples:
  mcsctl backup create
  mcsctl backup create --no-wait")]
    Create {
        /// Do not wait for its end
        #[arg(long)]
        no_wait: bool,
        #[command(flatten)]
        dry: DryArgs,
    },
    /// List backups, the newest first, with those that failed
    #[command(after_help = "\
Examples:
  mcsctl backup list
  mcsctl backup list --all -o json")]
    List {
        /// Also those that newer ones have replaced
        #[arg(long)]
        all: bool,
    },
    /// Read backups back, compare their checksums, open them and look at all that is in them
    ///
    /// Exits with 10 when one is not whole.
    #[command(after_help = "\
Examples:
  mcsctl backup verify
  mcsctl backup verify mcs-20261121T200000Z.db")]
    Verify {
        /// Only this one
        name: Option<String>,
    },
    /// Put a backup into a data directory as its database; the daemon there must be stopped
    ///
    /// Needs no daemon: it runs mcsd restore. Checksum and database are checked before anything is touched. A database
    /// that is there already is refused, or moved aside with --force, never removed. The site's key, the file key in
    /// the data directory, is no part of a backup: put it there too.
    #[command(after_help = "\
Examples:
  mcsctl backup restore mcs-20261121T200000Z.db --data ./plant --force
  mcsctl backup restore /mnt/usb/mcs-20261121T200000Z.db --data ./new-plant")]
    Restore(RestoreArgs),
}

/// `backup restore`.
#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    /// A file, or the name of a backup in the folder where the site's backups lie
    #[arg(value_name = "BACKUP")]
    pub(crate) backup: PathBuf,
    /// The data directory; it is made if it is not there
    #[arg(long, value_name = "DIR", env = "MCS_DATA")]
    pub(crate) data: PathBuf,
    /// Move a database that is there aside, under a name with the time
    #[arg(long)]
    pub(crate) force: bool,
    /// Take a file without its .sha256 beside it; the database is checked all the same
    #[arg(long)]
    pub(crate) no_checksum: bool,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}
