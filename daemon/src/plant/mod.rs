//! The one owner of living state: registry, last readings, alarm states. Waits asynchronously, applies synchronously.

mod handle;

pub use handle::{AckAllOutcome, Ask, PlantError, PlantHandle, Reply};
