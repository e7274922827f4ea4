//! Whether an alarm chatters.

use serde::{Deserialize, Serialize};

use crate::time::{Span, Timestamp};

/// So many raises are still no chattering.
const STEADY: usize = 3;
/// Within this time.
const WINDOW: Span = Span::mins(10);

/// The last raises of one alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Raises {
    /// Newest first.
    last: [Option<Timestamp>; STEADY],
    chattering: bool,
}

impl Raises {
    /// Notes a raise and answers for how long the alarm chatters from now on, should no other come: more than three raises
    /// in ten minutes, until ten minutes without one.
    pub(crate) fn note(&mut self, time: Timestamp) -> Option<Span> {
        if self.last[0].is_none_or(|last| time - last >= WINDOW) {
            self.chattering = false;
        }
        if self.last[STEADY - 1].is_some_and(|oldest| time - oldest <= WINDOW) {
            self.chattering = true;
        }
        self.last.rotate_right(1);
        self.last[0] = Some(time);
        self.chattering.then_some(WINDOW)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chatters(raises: &mut Raises, second: i64) -> bool {
        raises.note(Timestamp::EPOCH + Span::secs(second)).is_some()
    }

    #[test]
    fn the_fourth_raise_in_ten_minutes_is_chattering() {
        let mut raises = Raises::default();
        assert_eq!([0, 200, 400, 600].map(|s| chatters(&mut raises, s)), [false, false, false, true]);
    }

    #[test]
    fn the_fourth_raise_a_little_later_is_not() {
        let mut raises = Raises::default();
        assert_eq!([0, 200, 400, 601].map(|s| chatters(&mut raises, s)), [false, false, false, false]);
    }

    #[test]
    fn it_ends_after_ten_minutes_without_a_raise() {
        let mut raises = Raises::default();
        assert_eq!([0, 1, 2, 3].map(|s| chatters(&mut raises, s)), [false, false, false, true]);
        assert!(chatters(&mut raises, 602));
        assert!(!chatters(&mut raises, 1202));
    }
}
