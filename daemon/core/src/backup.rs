//! Backups of the database, as they are on record.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// How a backup stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BackupState {
    /// It was opened as a database and found whole.
    Verified,
    /// It is being put into its place.
    Unfinished,
    /// It could not be made, or is no longer whole.
    Failed,
    /// Newer ones took its place.
    Removed,
}

impl BackupState {
    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unfinished => "unfinished",
            Self::Failed => "failed",
            Self::Removed => "removed",
        }
    }
}

/// One backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    /// Grows with each backup.
    pub id: u64,
    /// Its file's name.
    pub name: String,
    /// When it was begun: it holds everything acknowledged before.
    pub made: Timestamp,
    /// The folder it lies in, or the name of the target.
    pub place: String,
    /// Its size; `None` when it never came to be.
    pub bytes: Option<u64>,
    /// SHA-256 of the file; `None` when it never came to be.
    #[serde(with = "checksum")]
    pub sha256: Option<[u8; 32]>,
    /// When it was last opened and found whole.
    pub verified: Option<Timestamp>,
    /// When rotation removed it.
    pub removed: Option<Timestamp>,
    /// Why it failed, or what is wrong with it.
    pub error: Option<String>,
}

impl Backup {
    /// How it stands.
    pub const fn state(&self) -> BackupState {
        if self.removed.is_some() {
            BackupState::Removed
        } else if self.error.is_some() {
            BackupState::Failed
        } else if self.verified.is_some() {
            BackupState::Verified
        } else {
            BackupState::Unfinished
        }
    }
}

/// A checksum as `sha256sum` writes it.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads a checksum of 64 hexadecimal digits.
pub fn from_hex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(bytes)
}

mod checksum {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer, de::Error as _};

    #[expect(clippy::ref_option, reason = "the form serde asks for")]
    pub(super) fn serialize<S: Serializer>(sha256: &Option<[u8; 32]>, serializer: S) -> Result<S::Ok, S::Error> {
        sha256.map(|bytes| super::hex(&bytes)).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<[u8; 32]>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        let read = |text: String| super::from_hex(&text).ok_or_else(|| D::Error::custom("not 64 hexadecimal digits"));
        text.map(read).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checksum_is_written_as_other_tools_do_and_read_back() {
        let bytes = std::array::from_fn(|n| u8::try_from(n * 7 % 256).expect("small"));
        let text = super::hex(&bytes);
        assert_eq!((text.len(), &text[..8]), (64, "00070e15"));
        assert_eq!(from_hex(&text), Some(bytes));
        for wrong in ["", "00", &text[1..], &format!("{text}0"), &text.replace('0', "g")] {
            assert_eq!(from_hex(wrong), None);
        }
    }
}
