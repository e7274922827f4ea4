//! Sealed readings: what is older than some minutes, a tenth of the size, with a checksum.
//!
//! ```text
//!  recent ──seal──▶ slices of 10 min ──gather──▶ hours ──gather──▶ days + summaries ──prune──▶ gone
//!  (rows)           (a point's readings of one slot, one segment)
//! ```
//!
//! A reading is in exactly one segment or still in `recent`. At a lower level stands what arrived later, so the order of arrival
//! of readings of the same time is: day, hour, slice, recent. Nothing here writes; the keeper does. The bytes are described in
//! mcs-segment(5).

mod bytes;
mod codec;
mod column;
mod damage;
mod decimal;
mod draft;
mod header;
mod join;
mod level;
mod numbers;
mod pack;
mod page;
mod series;
mod split;
mod tallies;
mod tally_codec;

pub use codec::{decode, encode};
pub use damage::Damage;
pub use header::Header;
pub use level::{Level, Slot};
pub use tallies::{DayTallies, HourTallies};

#[cfg(test)]
mod tests;
