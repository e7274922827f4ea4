//! Integration tests: the architecture, and the real daemon in a temporary directory.

mod daemon;
mod devices;
mod manual;
mod mqtt;
mod rooms;
#[path = "../shim/library.rs"]
mod shim;
#[path = "../shim/disk.rs"]
mod small;

mod archive;
mod backup;
mod broker;
mod channels;
mod clocks;
mod disk;
mod doors;
mod foreign;
mod frames;
mod job;
mod kill;
mod map;
mod masks;
mod notify;
mod order;
mod recompute;
mod record;
mod river;
mod rule;
mod stall;
mod start;
mod system;
mod tls;
mod zone;
