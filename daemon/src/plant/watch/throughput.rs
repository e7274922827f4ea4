//! Whether as many readings arrive as usual.
//!
//! A live reading stands for its period: that much of a point's time it covers. What is compared is the covered share of all
//! points' time, so that a device that is added, removed or set to another period changes nothing.

use std::collections::VecDeque;

use mcs_core::time::{Monotonic, Span};

/// Minutes of one look.
const LOOK: usize = 10;
/// Looks before it that say what is usual.
const USUAL: usize = 6;
/// Minutes remembered.
const MINUTES: usize = LOOK * (USUAL + 1);
/// Fewer points than this are looked at one by one, not as a share.
const MANY: u64 = 10;
/// Below this share of what is usual it is halved.
const HALVED: f64 = 0.5;
/// At or above this share it no longer is.
const RECOVERED: f64 = 0.6;

/// How much of the points' time was covered by readings, minute by minute.
#[derive(Debug, Default)]
pub(in super::super) struct Throughput {
    /// When the present minute began.
    began: Option<Monotonic>,
    covered: Span,
    /// Shares of past minutes, the oldest first.
    minutes: VecDeque<f64>,
    /// What was usual when it was halved; what is low for an hour does not become usual.
    missed: Option<f64>,
}

/// What a look says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    /// Fewer than half of the usual readings arrive.
    pub(super) halved: bool,
    /// So much of what is usual arrives, %.
    pub(super) percent: f64,
}

impl Throughput {
    /// A live reading of a device with this period.
    pub(in super::super) fn note(&mut self, period: Span) {
        self.covered = self.covered + period;
    }

    /// Ends minutes that are over. The look, if one can be taken: not before an hour of history, nor with few points.
    pub(super) fn look(&mut self, commissioned: u64, now: Monotonic) -> Option<Look> {
        let began = *self.began.get_or_insert(now);
        let elapsed = now - began;
        if elapsed >= Span::mins(1) {
            let share = self.covered.as_secs_f64() / (elapsed.as_secs_f64() * commissioned.max(1) as f64);
            (self.began, self.covered) = (Some(now), Span::ZERO);
            self.minutes.push_back(share);
            if self.minutes.len() > MINUTES {
                self.minutes.pop_front();
            }
        }
        if self.minutes.len() < MINUTES || commissioned < MANY {
            return None;
        }
        let mean = |from: usize| self.minutes.range(from..from + LOOK).sum::<f64>() / LOOK as f64;
        let newest = mean(LOOK * USUAL);
        let mut looks: [f64; USUAL] = std::array::from_fn(|look| mean(look * LOOK));
        looks.sort_by(f64::total_cmp);
        let usual = self.missed.unwrap_or_else(|| looks[USUAL / 2]);
        if usual <= 0.0 {
            return None;
        }
        let share = newest / usual;
        let halved = share < if self.missed.is_some() { RECOVERED } else { HALVED };
        self.missed = halved.then_some(usual);
        Some(Look { halved, percent: share * 100.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERIOD: Span = Span::secs(10);

    /// Lets minutes pass in which so many of twenty points report; the looks.
    fn pass(throughput: &mut Throughput, minute: &mut i64, minutes: i64, reporting: u32) -> Vec<Option<Look>> {
        let mut looks = Vec::new();
        for _ in 0..minutes {
            (0..reporting * 6).for_each(|_| throughput.note(PERIOD));
            *minute += 1;
            looks.push(throughput.look(20, Monotonic::from_micros(0) + Span::mins(*minute)));
        }
        looks
    }

    fn halved(looks: &[Option<Look>]) -> Option<bool> {
        looks.last().copied().flatten().map(|look| look.halved)
    }

    #[test]
    fn half_of_the_points_silent_for_ten_minutes_is_noticed_and_stays_noticed_until_they_are_back() {
        let (mut throughput, mut minute) = (Throughput::default(), 0);
        throughput.look(20, Monotonic::from_micros(0));
        assert_eq!(halved(&pass(&mut throughput, &mut minute, 69, 20)), None, "too early to say");
        assert_eq!(halved(&pass(&mut throughput, &mut minute, 1, 20)), Some(false));
        assert_eq!(halved(&pass(&mut throughput, &mut minute, 9, 9)), Some(false), "not for ten minutes yet");
        assert_eq!(halved(&pass(&mut throughput, &mut minute, 1, 9)), Some(true));
        assert_eq!(halved(&pass(&mut throughput, &mut minute, 600, 9)), Some(true), "it does not become usual");
        assert_eq!(halved(&pass(&mut throughput, &mut minute, 10, 11)), Some(true));
        assert_eq!(halved(&pass(&mut throughput, &mut minute, 10, 13)), Some(false));
    }

    #[test]
    fn few_points_are_no_plant() {
        let mut throughput = Throughput::default();
        for minute in 0..200 {
            assert_eq!(throughput.look(9, Monotonic::from_micros(0) + Span::mins(minute)), None);
        }
    }
}
