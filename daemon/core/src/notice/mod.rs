//! Telling people: whom, by what, when, and why not.
//!
//! ```text
//!  transition ─▶ mask, schedule, debounce (each keeps its reason) ─▶ route ─▶ group ─▶ channel ─▶ message
//! ```
//!
//! What is told is decided here, purely: [`Desk`] hears transitions and says who is told what, [`Packer`] what shares a message.
//! The daemon keeps it and sends it.

mod allowance;
mod book;
mod channel;
mod contact;
mod delivery;
mod desk;
mod directory;
mod hours;
mod item;
mod packer;
mod plan;
mod policy;
mod route;
mod schedule;
mod simulation;
mod supposition;
pub mod text;
mod told;

pub use crate::language::Language;
pub use allowance::Allowance;
pub use book::Book;
pub use channel::{Channel, ChannelKind, ChannelKindInfo, ChannelSetting};
pub use contact::{Contact, Group};
pub use delivery::{Attempt, AttemptOutcome, Delivery, DeliveryState};
pub use desk::{Desk, RestoreError};
pub use directory::{Change, Changed, ChannelEdit, Directory, Effect, SettingKind};
pub use hours::ScheduleError;
pub use item::{Facts, Item, ItemKind, Noticed, Outcome, Owed};
pub use packer::{Pack, Packer, Waiting};
pub use policy::{Policy, ScheduleOverride};
pub use route::Route;
pub use schedule::Schedule;
pub use simulation::{Misfit, RouteTried, ScheduleSays, SimulatedStep, Simulation};
pub use supposition::{Supposed, Supposition, usual_priority};
pub use told::Told;
