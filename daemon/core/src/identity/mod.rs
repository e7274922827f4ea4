//! Identity: which readings are the same one, said again.
//!
//! The key of a reading is `(point, ts, seq)` over the fields as sent; a hash of its canonical content tells a
//! repetition from a collision. [`IdentityWindow`] knows the newest identities of a point, [`SeqGaps`] which packet
//! numbers never came. Both are pure memory of what was heard; the store has the last word on what is older.

mod fingerprint;
mod gaps;
#[cfg(test)]
mod tests;
mod window;

pub use fingerprint::{fingerprint, fingerprint_of};
pub use gaps::SeqGaps;
pub use window::{Identity, IdentityWindow, Known};
