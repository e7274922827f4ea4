//! Where archives and backups go: a folder, or a bucket of a store that speaks S3.

mod preset;

pub use preset::{NewS3, Preset, S3Fault};

use serde::{Deserialize, Serialize};

use crate::{id::ShortName, time::Timestamp};

/// A bucket with everything a request needs except the secret key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct S3 {
    /// Whose store it is.
    pub preset: Preset,
    /// Where requests go, `https://…`; with virtual-hosted buckets the bucket is part of it.
    pub endpoint: String,
    /// The region requests are signed for.
    pub region: String,
    /// The bucket.
    pub bucket: String,
    /// What every object's name begins with; empty for nothing.
    pub prefix: String,
    /// Whether the bucket is the first part of the path, not of the host's name.
    pub path_style: bool,
    /// The public half of the key.
    pub access_key_id: String,
}

impl S3 {
    /// Whether requests travel without TLS.
    pub fn plain_http(&self) -> bool {
        self.endpoint.starts_with("http://")
    }
}

/// The place of a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Place {
    /// A folder of this machine: a second disk, a mounted share.
    Folder {
        /// Its absolute path.
        path: String,
    },
    /// A bucket.
    S3(S3),
}

impl Place {
    /// Where it is, in one line.
    pub fn describe(&self) -> String {
        match self {
            Self::Folder { path } => path.clone(),
            Self::S3(s3) if s3.prefix.is_empty() => format!("s3://{} at {}", s3.bucket, s3.endpoint),
            Self::S3(s3) => format!("s3://{}/{} at {}", s3.bucket, s3.prefix, s3.endpoint),
        }
    }
}

/// A target as it was set. Its secret key is not part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Its name.
    pub name: ShortName,
    /// Its place.
    #[serde(flatten)]
    pub place: Place,
    /// When it was set.
    pub changed: Timestamp,
    /// Who set it.
    pub by: String,
}

/// One thing that was tried with a target, in order: write, read, compare, delete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// What was tried.
    pub step: String,
    /// Why it failed and what to do; `None` is good.
    pub fault: Option<Fault>,
}

/// Why something did not work, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// What is wrong, in words.
    pub message: String,
    /// What to do next.
    pub advice: String,
}
