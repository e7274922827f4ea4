//! The control socket as a client meets it: a real socket and a real client, a pretended plant and store behind them.

mod archive;
mod calls;
mod intake;
mod map;
mod masks;
mod mirror;
mod notify;
mod plant;
mod reflect;
mod roles;
mod server;
mod store;
mod transfer;
mod world;
