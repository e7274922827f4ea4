//! Backups.

use mcs_core::{backup::Backup, time::Timestamp};

use super::{WireError, instant, micros};
use crate::wire;

impl From<&Backup> for wire::Backup {
    fn from(backup: &Backup) -> Self {
        Self {
            id: backup.id,
            name: backup.name.clone(),
            made_us: backup.made.as_micros(),
            place: backup.place.clone(),
            bytes: backup.bytes,
            sha256: backup.sha256.map(|sha256| sha256.to_vec()),
            verified_us: micros(backup.verified),
            removed_us: micros(backup.removed),
            error: backup.error.clone(),
        }
    }
}

impl TryFrom<wire::Backup> for Backup {
    type Error = WireError;
    fn try_from(backup: wire::Backup) -> Result<Self, WireError> {
        let sha256 = |bytes: Vec<u8>| {
            let given = format!("{} bytes", bytes.len());
            <[u8; 32]>::try_from(bytes).map_err(|_| WireError::OutOfRange { field: "sha256", given })
        };
        Ok(Self {
            id: backup.id,
            name: backup.name,
            made: Timestamp::from_micros(backup.made_us),
            place: backup.place,
            bytes: backup.bytes,
            sha256: backup.sha256.map(sha256).transpose()?,
            verified: instant(backup.verified_us),
            removed: instant(backup.removed_us),
            error: backup.error,
        })
    }
}
