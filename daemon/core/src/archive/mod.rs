//! Readings in files: the lines of an archive object, of an export and of an import.
//!
//! Bytes only: opening, compressing and sending files is the business of who calls. A [`Line`] holds what the file holds;
//! [`LineWriter`] writes it, [`Lines`] reads a whole file line by line, and [`Line::reading`] makes the reading it tells of.
//! The format for users is `mcs-archive(5)`.

mod civil;
mod column;
mod error;
mod flags;
mod json;
mod line;
mod number;
mod parse;
mod reading;
mod stamp;
#[cfg(test)]
mod tests;
mod time;
mod write;

pub use column::{Column, HEADER, OLD_HEADER};
pub use error::{AtLine, LineError};
pub use flags::{FLAG_NAMES, flags_text, parse_flags};
pub use line::Line;
pub use parse::{Header, Lines, MAX_LINE};
pub use reading::UnknownCalibration;
pub use write::LineWriter;
