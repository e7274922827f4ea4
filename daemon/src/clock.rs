//! The only place that reads the machine's clocks.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use mcs_core::time::{Monotonic, Now, Timestamp};

/// Both clocks, counted from the daemon's start.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    start: Instant,
}

impl Clock {
    /// A clock whose monotonic time starts now.
    pub fn start() -> Self {
        Self { start: Instant::now() }
    }

    /// Reads both clocks.
    pub fn now(&self) -> Now {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Now {
            utc: Timestamp::from_micros(i64::try_from(since_1970.as_micros()).unwrap_or(i64::MAX)),
            mono: Monotonic::from_micros(i64::try_from(self.start.elapsed().as_micros()).unwrap_or(i64::MAX)),
        }
    }
}
