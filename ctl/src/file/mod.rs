//! Files of readings, as mcs-archive(5) describes them: written by an export, read by an import. Formats, compression and
//! the care that no half a file stands under its name; not where readings come from or go to.
//!
//! Writing and reading have threads of their own, joined by channels of blocks, so that formatting, compressing and the
//! daemon's work go on side by side and memory is bounded by the blocks under way.

mod error;
mod gzip;
mod kind;
mod output;
mod parquet;
mod sink;
mod source;
#[cfg(test)]
mod tests;

pub(crate) use error::FileError;
pub(crate) use kind::Kind;
pub(crate) use output::Output;
pub(crate) use sink::Sink;
pub(crate) use source::{Batch, Source};
