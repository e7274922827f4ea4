//! The archive: one object a site day at a target, made, uploaded, read back, and made again when its readings change.
//!
//! ```text
//!  plan ─▶ rows of `archive_day` ─▶ export ─▶ DATA/spool ─▶ upload: object, manifest ─▶ read back ─▶ verified
//!  (pure)                             ▲ merged readings, lines of core::archive          (transfer of the target)
//! ```
//!
//! A reconciler: it reads from the table what is owed and does it, oldest day first; whatever it is interrupted at, the next run
//! goes on from there. One task owns all of it, so nothing runs twice at once. Nothing local is deleted here except spool files
//! whose object was read back and found the same.

mod error;
mod export;
mod failpoint;
mod fetch;
mod gauge;
mod handle;
mod manifest;
mod name;
mod owed;
mod plan;
mod prune;
mod restore;
mod run;
mod settings;
mod spool;
mod step;
mod task;
mod verify;

pub use error::ArchiveError;
pub use fetch::Opened;
pub use gauge::ArchiveGauge;
pub use handle::{ArchiveHandle, Days, Watched, Which};
pub use settings::ArchiveSettings;
pub use task::start;
