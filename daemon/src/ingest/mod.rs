//! Where devices connect. Turns bytes into observations and holds each acknowledgement until the store has committed.
//!
//! Knows who may connect and what they may say; does not know what a reading means. Hands everything to the plant
//! through one bounded [`Inbox`]; a full inbox means the source is not read.

mod frame;

mod verifier;

mod roster;

mod doorman;

mod rules;

mod connections;

mod inbox;

pub mod tls;

pub mod endpoint;

pub mod external;

pub use connections::{Connection, Connections, Origin};
pub use doorman::{Doorman, Refusal as LoginRefusal};
pub use frame::{AckToken, Heard, Knock, LinkNews, Observed, Route, Said, Verdict, verdict_channel};
pub use inbox::{INBOX_BOUND, Inbox, IngestCounters, inbox};
pub use roster::{Grant, Member, Roster};
pub use verifier::{VerifierError, make_verifier, new_secret, verify};
