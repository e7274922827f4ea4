//! The daemon: one river from a detector's bytes to a durable row, an alarm and a live map.
//!
//! Rooms stand in the order a reading meets them. Each arrow of the river is a type that exists only between two rooms:
//! `ingest → Observed → plant → Commit → store → acknowledgement`, and beside it `plant → live → rpc`.

pub mod cli;

pub mod config;

pub mod manual;

pub mod log;

pub mod clock;

pub mod ingest;

pub mod plant;

pub mod store;

pub mod notify;

pub mod secret;

mod tls;

pub mod target;

pub mod archive;
pub mod backup;

pub mod schedule;

pub mod retention;

pub mod access;

pub mod rpc;

pub mod health;

pub mod machine;

pub mod init;

pub mod offline;

pub mod serve;
