//! The store as a whole: what is acknowledged is there, whatever is killed, cut, filled or delayed.

#[path = "../shim/disk.rs"]
mod disk;
#[path = "../shim/library.rs"]
mod shim;

mod admit;
mod bench;
mod boot;
mod child;
mod copy;
mod damage;
mod durable;
mod fault;
mod full;
mod history;
mod house;
mod identity;
mod keep;
mod keep_costs;
mod keep_kill;
mod kill;
mod ledger;
mod picture;
mod prune;
mod recompute;
mod refuse;
mod shapes;
mod speed;
