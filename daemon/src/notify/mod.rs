//! Telling people. Who and by what is in the settings; alarms the store is late with reach the log at once, with the event
//! ids their rows will carry; deliveries to people take the same way.

pub mod channel;
mod emergency;
mod poke;
mod settings;

pub use emergency::{EmergencyQueue, emergency_queue, run_emergency};
pub use poke::Poke;
pub use settings::{Settings, SettingsError, SettingsHandle};
