//! What the plant means: its words, how a device's bytes become a value, and what that value does to an alarm.
//!
//! Pure. Nothing here asks for the time, a random number, a file, a socket or a log: `now` is a parameter and ids are
//! minted by the caller. What is decided here can therefore be replayed, and is tested as scenarios.
//!
//! Modules stand in the order a reading meets them.

pub mod id;
pub mod performance;
pub mod quantity;
pub mod time;

pub mod topic;

pub mod observation;

pub mod network;

pub mod family;

pub mod sensor;

pub mod shift;
pub mod site;

pub mod device;

pub mod calibration;

pub mod reading;

pub mod evaluation;

pub mod recompute;

pub mod summary;

pub mod archive;

pub mod transfer;

pub mod identity;

pub mod lateness;

pub mod zone;

pub mod alarm;

pub mod rule;

pub mod ledger;

pub mod live;

pub mod map;

pub mod select;

pub mod language;

pub mod notice;
pub mod sentence;

pub mod job;

pub mod backup;

pub mod broker;

pub mod storage;

pub mod setting;
pub mod status;

pub mod analysis;
pub mod target;

pub mod archived;
