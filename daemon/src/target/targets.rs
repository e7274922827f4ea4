//! Targets by name: set, listed, opened, tried, unset.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use mcs_core::{
    alarm::Actor,
    id::ShortName,
    target::{NewS3, Place, Probe, Target},
    time::Timestamp,
};
use object_store::ObjectStore;

use super::{TargetError, Transfer, folder, open, probe};
use crate::{
    secret::{Secret, Vault},
    store::{Audit, StoreHandle, TargetRow},
};

/// A target to be set.
#[derive(Debug)]
pub enum NewTarget {
    /// A folder of this machine.
    Folder {
        /// Its absolute path.
        path: String,
    },
    /// A bucket.
    S3 {
        /// What is said of it.
        new: NewS3,
        /// Its secret key; `None` keeps the one that is stored.
        secret: Option<Secret>,
    },
}

/// Every target. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Targets {
    store: StoreHandle,
    vault: Vault,
    data: Arc<Path>,
}

impl Targets {
    /// The targets of a data directory.
    pub fn new(store: StoreHandle, vault: Vault, data: &Path) -> Self {
        Self { store, vault, data: data.into() }
    }

    /// Sets a target in the place of the one of this name. Nothing is sent there; [`Self::test`] does. Blocks.
    pub fn set(&self, name: &ShortName, new: NewTarget, by: &Actor, now: Timestamp) -> Result<Target, TargetError> {
        let before = self.row(name.as_str())?;
        let (place, secret) = match new {
            NewTarget::Folder { path } => {
                folder::check(&PathBuf::from(&path), &self.data)?;
                (Place::Folder { path }, None)
            }
            NewTarget::S3 { new, secret } => {
                let place = Place::S3(new.resolve()?);
                let sealed = match secret {
                    Some(secret) => {
                        Some(self.vault.seal(&bound_to(name.as_str()), &secret).map_err(locked(name.as_str()))?)
                    }
                    None => before.as_ref().and_then(|row| row.secret.clone()),
                };
                let sealed = sealed.ok_or_else(|| TargetError::NoSecret { name: name.to_string() })?;
                (place, Some(sealed))
            }
        };
        let body = serde_json::to_string(&place).map_err(|source| stored(name.as_str(), source))?;
        let audit = Audit {
            at: now,
            by: by.name.clone(),
            action: "target.set",
            subject: name.to_string(),
            before: before.map(|row| row.body),
            after: Some(body.clone()),
            comment: None,
        };
        let row = TargetRow { name: name.to_string(), body, secret, changed: now, by: by.name.clone() };
        self.store.set_target(row, audit)?;
        Ok(Target { name: name.clone(), place, changed: now, by: by.name.clone() })
    }

    /// Forgets a target; what is stored there stays. Blocks.
    pub fn unset(&self, name: &ShortName, by: &Actor, now: Timestamp) -> Result<(), TargetError> {
        let before = self.row(name.as_str())?.map(|row| row.body);
        let audit = Audit {
            at: now,
            by: by.name.clone(),
            action: "target.unset",
            subject: name.to_string(),
            before,
            after: None,
            comment: None,
        };
        if self.store.unset_target(name.to_string(), audit)? {
            Ok(())
        } else {
            Err(TargetError::NoSuch { name: name.to_string() })
        }
    }

    /// Every target in the order of their names. Blocks.
    pub fn list(&self) -> Result<Vec<Target>, TargetError> {
        self.store.queries().targets()?.iter().map(read).collect()
    }

    /// One target. Blocks.
    pub fn get(&self, name: &str) -> Result<Target, TargetError> {
        read(&self.row(name)?.ok_or_else(|| TargetError::NoSuch { name: name.to_owned() })?)
    }

    /// Whether there is a target of this name. Blocks.
    pub fn exists(&self, name: &str) -> Result<bool, TargetError> {
        Ok(self.row(name)?.is_some())
    }

    /// The object store of a target. Nothing is sent there yet. Blocks.
    pub fn open(&self, name: &str) -> Result<Arc<dyn ObjectStore>, TargetError> {
        let row = self.row(name)?.ok_or_else(|| TargetError::NoSuch { name: name.to_owned() })?;
        let place = read(&row)?.place;
        let secret = match &row.secret {
            Some(sealed) => Some(self.vault.open(&bound_to(name), sealed).map_err(locked(name))?),
            None => None,
        };
        open::open(name, &place, secret.as_ref(), &self.data)
    }

    /// Tries a target, and tells of each step as it is done.
    pub async fn test(&self, name: &str, tell: impl FnMut(Probe) + Send) -> Result<(), TargetError> {
        let (own, asked) = (self.clone(), name.to_owned());
        let opened = tokio::task::spawn_blocking(move || own.open(&asked)).await;
        let store = opened.map_err(|_| TargetError::NoSuch { name: name.to_owned() })??;
        let object = format!("mcsd-probe-{}", ulid::Ulid::generate());
        probe::probe(&Transfer::new(store), &object, tell).await;
        Ok(())
    }

    fn row(&self, name: &str) -> Result<Option<TargetRow>, TargetError> {
        Ok(self.store.queries().targets()?.into_iter().find(|row| row.name == name))
    }
}

/// What a secret is bound to: of another target it does not open.
fn bound_to(name: &str) -> String {
    format!("target:{name}")
}

fn locked(name: &str) -> impl FnOnce(crate::secret::VaultError) -> TargetError {
    let name = name.to_owned();
    move |source| TargetError::Vault { name, source }
}

fn stored(name: &str, source: serde_json::Error) -> TargetError {
    TargetError::Stored { name: name.to_owned(), source }
}

fn read(row: &TargetRow) -> Result<Target, TargetError> {
    let place = serde_json::from_str(&row.body).map_err(|source| stored(&row.name, source))?;
    let name = ShortName::new(&row.name).map_err(|error| stored(&row.name, serde::de::Error::custom(error)))?;
    Ok(Target { name, place, changed: row.changed, by: row.by.clone() })
}
