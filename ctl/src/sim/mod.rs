//! A simulated plant of real MQTT clients, a load generator, and a demonstration.
//!
//! What a plant does is decided in pure modules that know neither clock nor network ([`plant`] and what it is made of), so
//! that a seed reproduces a run. Everything else carries it to a daemon: [`client`] one device, [`run`] the whole plant; or, without
//! a daemon, into files: [`mod@history`].

mod dice;
mod duration;
mod error;

mod clock;
mod leak;
mod schedule;
mod walk;

mod detector;
mod plant;
mod profile;

mod credentials;
mod endpoint;
mod register;

mod acked;
mod client;
mod link;
mod outbox;

mod progress;
mod run;
mod stop;
mod summary;

mod bench;
mod demo;
mod history;

#[cfg(test)]
mod server;

pub(crate) use bench::{BenchFacts, BenchOptions, Measurement, bench};
pub(crate) use clock::ClockOf;
pub(crate) use demo::{DemoOptions, demo, program};
pub(crate) use detector::Mishaps;
pub(crate) use duration::{positive, to_std};
pub(crate) use error::SimError;
#[cfg(test)]
pub(crate) use history::tests::write_past;
pub(crate) use history::{FaultOf, HistoryOptions, history};
pub(crate) use leak::LeakAt;
pub(crate) use link::{Dialect, Qos};
pub(crate) use plant::{Plan, Plant};
pub(crate) use progress::Progress;
pub(crate) use register::Registration;
pub(crate) use run::{RunOptions, run};
pub(crate) use schedule::{OutageOf, Schedule};
pub(crate) use stop::on_signals;
