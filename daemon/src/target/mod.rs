//! Where archives and backups go: a folder of this machine or a bucket that speaks S3, by name.
//!
//! ```text
//!  targets (table `target`) ── vault opens the secret ──▶ open ──▶ object store ──▶ transfer: put, fetch
//! ```
//!
//! Nothing here knows what is stored there. What goes wrong is told as a sentence with what to do next. Asking for a target reads
//! the database and blocks; transfers are futures.

mod diagnose;
mod error;
mod folder;
mod http;
mod open;
mod probe;
mod targets;
mod transfer;

pub use error::TargetError;
pub use targets::{NewTarget, Targets};
pub use transfer::{Fetched, Pieces, Transfer, TransferError, object_path};
