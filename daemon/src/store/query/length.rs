//! How much time is read at once.

use mcs_core::time::{Span, Timestamp};

/// Each is a whole number of the one before it; stretches begin and end at multiples of theirs, so that a segment is seldom cut.
const LADDER: [Span; 11] = [
    Span::secs(1),
    Span::secs(10),
    Span::mins(1),
    Span::mins(5),
    Span::mins(10),
    Span::mins(30),
    Span::hours(1),
    Span::hours(2),
    Span::hours(4),
    Span::hours(8),
    Span::hours(24),
];

/// A length of time that is read at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Length(usize);

impl Length {
    pub(super) const SHORTEST: Self = Self(0);
    pub(super) const HOUR: Self = Self(6);
    pub(super) const DAY: Self = Self(LADDER.len() - 1);

    /// One that holds less, unless it is the shortest.
    pub(super) const fn shorter(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// One that holds more, unless it is the longest.
    pub(super) fn longer(self) -> Self {
        self.max(Self(self.0 + 1)).min(Self::DAY)
    }

    /// How long it is.
    pub(super) const fn span(self) -> Span {
        LADDER[self.0]
    }

    /// Where a stretch ends that begins here.
    pub(super) fn end(self, start: Timestamp) -> Timestamp {
        start.floor(self.span()) + self.span()
    }

    /// Where a stretch begins that ends here.
    pub(super) fn start(self, end: Timestamp) -> Timestamp {
        (end - Span::micros(1)).floor(self.span())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_length_is_a_whole_number_of_the_one_before() {
        for pair in LADDER.windows(2) {
            assert_eq!(pair[1].as_micros() % pair[0].as_micros(), 0);
        }
        assert_eq!((Length::HOUR.span(), Length::DAY.span()), (Span::hours(1), Span::hours(24)));
        assert_eq!((Length::DAY.longer(), Length::SHORTEST.shorter()), (Length::DAY, Length::SHORTEST));
    }

    #[test]
    fn stretches_meet_at_multiples_of_their_length() {
        let at = |minutes| Timestamp::EPOCH + Span::mins(minutes);
        assert_eq!((Length::HOUR.end(at(60)), Length::HOUR.start(at(120))), (at(120), at(60)));
        assert_eq!((Length::HOUR.end(at(61)), Length::HOUR.start(at(119))), (at(120), at(60)));
    }
}
