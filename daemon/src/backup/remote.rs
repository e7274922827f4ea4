//! Backups on a named target: put, read back, fetched, removed. Blocks; the transfers themselves are futures.

use std::{fs::File, io::Write as _, path::Path};

use mcs_core::backup;
use object_store::ObjectStoreExt as _;
use tokio::runtime::Handle;

use super::{BackupError, ending::Ending, file::failed, name::CHECKSUM};
use crate::target::{Targets, Transfer, TransferError, object_path};

/// A target by its name. What it is and its secret are looked up each time: both may have been changed.
#[derive(Debug, Clone)]
pub struct Remote {
    pub(super) targets: Targets,
    pub(super) name: String,
}

/// Where backups lie in a target, beside the archive.
fn object(name: &str) -> String {
    format!("backup/{name}")
}

impl Remote {
    fn transfer(&self) -> Result<Transfer, BackupError> {
        let store = self.targets.open(&self.name);
        Ok(Transfer::new(store.map_err(|source| BackupError::Target { name: self.name.clone(), source })?))
    }

    /// Whether it can be opened at all, before a copy is made for it.
    pub(super) fn check(&self) -> Result<(), BackupError> {
        self.transfer().map(drop)
    }

    /// Puts a file there, and reads it back: what cannot be read back is no backup.
    pub(super) fn put(
        &self,
        name: &str,
        file: &Path,
        written: (u64, [u8; 32]),
        ending: &Ending,
    ) -> Result<(), BackupError> {
        let transfer = self.transfer()?;
        let line = format!("{}  {name}\n", backup::hex(&written.1));
        let object = object(name);
        let put = async {
            transfer.put(&format!("{object}{CHECKSUM}"), line.into_bytes()).await?;
            transfer.put_file(&object, file).await?;
            transfer.fetch(&object, |_| Ok(())).await
        };
        let fetched = until_the_end(put, ending)?;
        if (fetched.bytes, fetched.sha256) == written {
            Ok(())
        } else {
            Err(BackupError::Checksum { name: name.to_owned() })
        }
    }

    /// Whether there is anything of this name.
    pub(super) fn holds(&self, name: &str, ending: &Ending) -> Result<bool, BackupError> {
        let transfer = self.transfer()?;
        let object = object(name);
        let look = async {
            match transfer.store().head(&object_path(&object)).await {
                Ok(_) => Ok(true),
                Err(object_store::Error::NotFound { .. }) => Ok(false),
                // Asked for its bytes, it says what is wrong.
                Err(_) => transfer.fetch(&object, |_| Err(std::io::ErrorKind::Other.into())).await.map(|_| true),
            }
        };
        until_the_end(look, ending)
    }

    /// Fetches a backup into a file.
    pub(super) fn fetch(&self, name: &str, into: &Path, ending: &Ending) -> Result<(), BackupError> {
        let transfer = self.transfer()?;
        let mut file = File::create(into).map_err(failed("make", into))?;
        let object = object(name);
        let fetched = until_the_end(transfer.fetch(&object, |piece| file.write_all(piece)), ending);
        match fetched {
            Err(BackupError::Transfer(TransferError::Missing { .. })) => {
                Err(BackupError::NoSuchBackup { name: name.to_owned() })
            }
            other => other.map(drop),
        }
    }

    /// Removes a backup and its checksum.
    pub(super) fn remove(&self, name: &str, ending: &Ending) -> Result<(), BackupError> {
        let transfer = self.transfer()?;
        let object = object(name);
        let remove = async {
            transfer.delete(&object).await?;
            transfer.delete(&format!("{object}{CHECKSUM}")).await
        };
        until_the_end(remove, ending)
    }
}

/// Waits for a transfer where blocking is allowed, but not beyond the daemon's end.
fn until_the_end<T>(
    transfer: impl Future<Output = Result<T, TransferError>>,
    ending: &Ending,
) -> Result<T, BackupError> {
    Handle::current().block_on(async {
        tokio::select! {
            done = transfer => Ok(done?),
            () = ending.comes() => Err(BackupError::Stopped),
        }
    })
}
