//! Segments and summaries as a whole.

mod any;
mod bench;
mod detector;
mod segment;
mod summary;
