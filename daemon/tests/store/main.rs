//! The store as a whole: what is acknowledged is there, whatever is killed, cut, filled or delayed.

#[path = "../shim/disk.rs"]
mod disk;
#[path = "../shim/library.rs"]
mod shim;

mod bench;
mod boot;
mod child;
mod damage;
mod durable;
mod fault;
mod full;
mod history;
mod identity;
mod kill;
mod ledger;
mod refuse;
mod shapes;
