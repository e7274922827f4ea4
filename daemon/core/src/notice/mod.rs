//! Telling people: whom, by what, when, and why not.
//!
//! ```text
//!  transition ─▶ mask, schedule, debounce (each keeps its reason) ─▶ route ─▶ group ─▶ channel ─▶ message
//! ```
//!
//! What is told is decided here, purely; the daemon keeps it, packs it and sends it.

mod channel;
mod contact;
mod delivery;
mod directory;
mod item;
mod policy;
mod route;
mod schedule;

pub use channel::{Channel, ChannelKind};
pub use contact::{Contact, Group, Language};
pub use delivery::{Attempt, AttemptOutcome, Delivery, DeliveryState};
pub use directory::{Change, Changed, ChannelEdit, Directory, Effect, SettingKind};
pub use item::{Facts, Item, ItemKind, Outcome, Owed};
pub use policy::{Policy, ScheduleOverride};
pub use route::Route;
pub use schedule::Schedule;
