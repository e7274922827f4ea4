//! How the daemon is, for machines that watch it: `/health` and `/metrics` over HTTP on loopback. Reads, never decides.

mod board;
mod http;
mod metrics;

pub use board::{Board, Check, Component};
pub use http::{HttpError, serve};
pub use metrics::{Probe, registry};
