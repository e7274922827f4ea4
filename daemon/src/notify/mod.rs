//! Telling people. For now its emergency path only: alarms the store is late with reach the log at once, with the event
//! ids their rows will carry; deliveries to people take the same way.

pub mod channel;
mod emergency;

pub use emergency::{EmergencyQueue, emergency_queue, run_emergency};
