//! What is wrong with a stored segment.

/// Why a segment cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// The bytes are not what was written.
    #[error("the checksum does not match: its bytes have changed")]
    Checksum,
    /// It was written by a newer version.
    #[error("it has format version {found}; this daemon reads up to {known}")]
    Version {
        /// Its version.
        found: u8,
        /// The newest known.
        known: u8,
    },
    /// Its checksum is right, but its content makes no sense.
    #[error("it is malformed: {what}")]
    Malformed {
        /// What is wrong.
        what: &'static str,
    },
}
