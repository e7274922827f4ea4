//! The one place for what is due by the clock: named jobs, one run at a time of each, every run on record.
//!
//! A run that was missed while the daemon was down is caught up once; one that failed is tried again with growing pauses for a
//! day; a step of the system's clock neither skips a job nor runs it twice. What a job does is not known here.

mod agenda;
mod handle;
mod job;
mod runner;
mod when;

pub use handle::{JobsError, JobsHandle, Progress};
pub use job::{Job, Work};
pub use runner::{Runner, start};
pub use when::When;
