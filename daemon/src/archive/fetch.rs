//! Objects of the archive, as they lie at their target.

use mcs_core::archived::ArchivedDay;

use super::{
    ArchiveError,
    task::{Archive, blocking},
};
use crate::{
    store::{ArchiveRow, SiteDay},
    target::{Pieces, Transfer},
};

/// An object that is being fetched.
#[derive(Debug)]
pub struct Opened {
    /// What is known of it.
    pub day: ArchivedDay,
    /// Its bytes as they come; whoever takes them compares their SHA-256.
    pub pieces: Pieces,
}

/// Opens the object of a day at the target it is at.
pub(super) async fn open(archive: &Archive, day: SiteDay, part: u32) -> Result<Opened, ArchiveError> {
    let rows = archive.rows(day, day).await?;
    let found = rows.iter().find(|row| row.part == part && row.object.is_some());
    let row = found.ok_or_else(|| ArchiveError::NoSuchDay { day: day.to_string() })?;
    let transfer = transfer(archive, row).await?;
    let pieces = transfer.open(row.object.as_deref().unwrap_or_default()).await?;
    Ok(Opened { day: row.into(), pieces })
}

/// Transfers to and from the target a day is at.
pub(super) async fn transfer(archive: &Archive, row: &ArchiveRow) -> Result<Transfer, ArchiveError> {
    let (targets, name) = (archive.targets.clone(), row.target.clone().unwrap_or_default());
    Ok(Transfer::new(blocking(move || Ok(targets.open(&name)?)).await?))
}
