//! Rings of the bell that are still to come: terminals take rings that follow at once for one.

use std::time::Duration;

use tokio::time::Instant;

/// Between two rings.
const SPACE: Duration = Duration::from_millis(150);
/// Most rings that wait; whoever hears that many comes anyway.
const MOST: u8 = 10;

/// The rings to come.
#[derive(Debug, Default)]
pub(super) struct Bell {
    left: u8,
    last: Option<Instant>,
}

impl Bell {
    /// Rings so often more.
    pub(super) fn ring(&mut self, rings: u8) {
        self.left = self.left.saturating_add(rings).min(MOST);
    }

    /// When the next ring is due; `None`: there is none.
    pub(super) fn due(&self, now: Instant) -> Option<Instant> {
        (self.left > 0).then(|| self.last.map_or(now, |last| last + SPACE))
    }

    /// Whether to ring now; then it is done.
    pub(super) fn take(&mut self, now: Instant) -> bool {
        let due = self.due(now).is_some_and(|due| due <= now);
        if due {
            self.left -= 1;
            self.last = Some(now);
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_are_spaced_and_bounded() {
        let (mut bell, mut now) = (Bell::default(), Instant::now());
        assert!(bell.due(now).is_none() && !bell.take(now));
        bell.ring(2);
        assert!(bell.take(now) && !bell.take(now));
        assert_eq!(bell.due(now), Some(now + SPACE));
        now += SPACE;
        assert!(bell.take(now) && bell.due(now).is_none());
        bell.ring(u8::MAX);
        bell.ring(u8::MAX);
        assert_eq!(bell.left, MOST);
    }
}
