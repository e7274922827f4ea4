//! Who is calling, and what they may do. Every call on the control socket is judged here; nothing is trusted that the
//! caller says about itself.
//!
//! ```text
//!  connection ── uid, gid (from the kernel) ──▶ peer ── groups ──▶ table ── role ──▶ caller
//! ```

mod caller;
mod peer;
mod second;
mod table;

pub mod password;

pub use caller::{Caller, Denied};
pub use peer::Peer;
pub use second::{NotConfirmed, confirm};
pub use table::{AccessError, AccessTable, group_id};

/// What a table is made of.
pub use crate::config::{AccessRule, Who};
