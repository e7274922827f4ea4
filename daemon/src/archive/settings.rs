//! What the configuration says about the archive.

/// What the configuration says about the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveSettings {
    /// Whether days are archived each night.
    pub enabled: bool,
    /// The name of the target they go to.
    pub target: String,
    /// What every object's name begins with there; empty for nothing.
    pub prefix: String,
    /// Days that readings are kept here.
    pub retention_days: u32,
}
