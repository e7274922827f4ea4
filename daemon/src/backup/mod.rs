//! Backups: a copy of the database made while it is written to, opened and checked before it counts, then put where it belongs.
//!
//! ```text
//!  database ─ copy ─▶ spool ─ open, check, checksum ─▶ on record ─ put ─▶ place ─▶ verified ─▶ the oldest leave
//! ```
//!
//! Under a backup's real name there is never anything but a whole file. Restoring needs no daemon. What is due when is not known
//! here.

mod ending;
mod error;
mod failpoint;
mod file;
mod make;
mod name;
mod place;
mod record;
mod remote;
mod restore;
mod rotate;
mod space;
mod verify;

pub use error::BackupError;
pub use make::Backups;
pub use place::Place;
pub use restore::{Restored, restore};

/// Where backups go by default, in the data directory.
pub const FOLDER: &str = "backup";

#[cfg(test)]
#[path = "tests/target.rs"]
mod tests;
