//! How often the terminal is sent a picture.

use std::time::Duration;

use tokio::time::Instant;

use crate::terminal;

/// Shortest time between two pictures.
const FRAME: Duration = Duration::from_millis(50);
/// What a terminal at the other end of a network is sent in a second at most, in the mean, unless told otherwise.
/// Networks take more into their buffers at once than they carry, and every key would wait behind it.
const FAR: u32 = 16 << 10;

/// When the next picture may be drawn.
#[derive(Debug)]
pub(super) struct Frames {
    next: Instant,
    bytes_per_second: Option<u32>,
}

impl Frames {
    /// At once, and then with no more than so many bytes a second in the mean.
    pub(super) fn new(bytes_per_second: Option<u32>) -> Self {
        let far = terminal::far().then_some(FAR);
        Self { next: Instant::now(), bytes_per_second: bytes_per_second.or(far) }
    }

    /// When the next may be drawn.
    pub(super) fn next(&self) -> Instant {
        self.next
    }

    /// A picture of this length was drawn.
    pub(super) fn drew(&mut self, bytes: usize, now: Instant) {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let line = self.bytes_per_second.map(|rate| Duration::from_secs(1) * bytes / rate.max(1));
        self.next = now + line.map_or(FRAME, |line| line.max(FRAME));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_takes_long_to_send_delays_the_next() {
        let mut frames = Frames::new(Some(4000));
        let now = Instant::now();
        frames.drew(20, now);
        assert_eq!(frames.next(), now + FRAME);
        frames.drew(6000, now);
        assert_eq!(frames.next(), now + Duration::from_millis(1500));
        frames.drew(usize::MAX, now);
        assert!(frames.next() > now + Duration::from_secs(1000));
    }
}
