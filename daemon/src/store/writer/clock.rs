//! The server's clock, for what the store itself records: when a transition was written, when the daemon lived.

use std::time::{SystemTime, UNIX_EPOCH};

use mcs_core::time::Timestamp;

pub(in super::super) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}
