//! The control socket: gRPC over a Unix socket, one file per noun. A handler is three things: check access, ask, answer.
//! Nothing is owned here and nothing is decided.

mod alarm;
mod archive;
mod backup;
mod broker;
mod calibration;
mod caller;
mod chunk;
mod config;
mod credential;
mod device;
mod error;
mod history;
mod incoming;
mod job;
mod ledger;
mod map;
mod mask;
mod notify;
mod nouns;
mod page;
mod points;
mod reading;
mod recompute;
mod record;
mod replay;
mod router;
mod rule;
mod serve;
mod shift;
mod socket;
mod store;
mod system;
mod target;
mod tell;
mod transfer;
mod zone;

pub mod live;

#[cfg(test)]
mod tests;

pub use history::History;
pub use router::Calls;
pub use serve::{ServeError, Services, serve};
pub use socket::{ControlSocket, SocketError, SocketLock, guard_directory};
pub use transfer::Intake;
