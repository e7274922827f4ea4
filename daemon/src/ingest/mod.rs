//! Where devices connect. Turns bytes into observations and holds each acknowledgement until the store has committed.

mod frame;

pub use frame::{AckToken, Observed, Said, Verdict, verdict_channel};
