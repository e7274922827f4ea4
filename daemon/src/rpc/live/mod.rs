//! The mirror live clients see. A task of its own keeps it, so that a slow client never slows the river.
//!
//! ```text
//!  plant, store ── LiveInput ──▶ feed (never blocks) ──▶ task: mirror, ring ──▶ subscriptions ──▶ clients
//!                                  │ full: all is dropped      ▲
//!                                  └──────── snapshot of the plant, then the stream goes on
//! ```
//!
//! A client gets a snapshot and every delta that follows it. One that falls behind, or whose feed overflowed, gets a new
//! snapshot instead of the deltas it missed.

mod feed;
mod handle;
mod input;
mod mirror;
mod pace;
mod ring;
mod service;
mod task;

pub use feed::LiveFeed;
pub use handle::{LiveError, LiveHandle, Standing, Subscription, Unacked};
pub use input::LiveInput;
pub(super) use service::LiveService;
pub use task::{LiveTask, start};
