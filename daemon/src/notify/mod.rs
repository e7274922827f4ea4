//! Telling people.
//!
//! ```text
//!  commit ── poke ─▶ desk: rows of transitions ─▶ who is owed what ─▶ journal ─▶ store
//!  plant ── steps the store is late with ─▶ desk          │
//!                                                         └─▶ couriers, one a channel ─▶ providers
//! ```
//!
//! The transition is the row that is owed: it is written with its alarm, and this room reconciles. What it decides and tries is on
//! record before and after each step, so that whatever moment it is killed at, each notice is accepted at least once, under the
//! same key at each try. Whatever the store does, alarms are told: unrecorded, remembered, and not told again. Nothing here can
//! hold up the plant.

mod alive;
pub mod channel;
mod courier;
mod desk;
mod emergency;
mod facts;
mod failpoint;
mod gauge;
mod handle;
mod heartbeat;
mod journal;
mod poke;
mod room;
mod settings;
mod start;
mod told;

pub use alive::say_alive;
pub use desk::CauseSink;
pub use emergency::{EarlySteps, EmergencyQueue, emergency_queue};
pub use gauge::NotifyGauge;
pub use handle::{NotifyError, NotifyHandle};
pub use poke::Poke;
pub use room::Open;
pub use settings::{Settings, SettingsError, SettingsHandle};
pub use start::{Surroundings, start};
