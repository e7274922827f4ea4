//! The store as a whole: what is acknowledged is there, whatever is killed, cut, filled or delayed.

mod bench;
mod boot;
mod child;
mod durable;
mod fault;
mod full;
mod history;
mod identity;
mod kill;
mod ledger;
mod refuse;
