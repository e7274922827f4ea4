//! Segments and summaries as a whole.

mod any;
mod detector;
mod summary;
