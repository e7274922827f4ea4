//! Segments and summaries as a whole.

mod any;
mod bench;
mod detector;
mod known;
mod segment;
mod summary;
