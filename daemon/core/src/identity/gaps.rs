//! Which packet numbers never came: gaps of a 16-bit counter that wraps, starts again, and arrives late.

use serde::{Deserialize, Serialize};

use crate::{
    lateness::Timing,
    ledger::Counts,
    time::{Span, Timestamp},
};

/// Counts missing, recovered and restarted packet numbers of one device. Serialised, it survives a restart.
///
/// What it cannot tell apart it counts as missing rather than not. Numbers before the first one heard, and those between a
/// reboot and the first one heard after it, are not counted: a counter need not begin with 0.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SeqGaps {
    run: Option<Run>,
    /// The run before the last reboot: its late arrivals may still come.
    previous: Option<Box<Run>>,
    /// Late arrivals that are ahead of the run by number: what follows them must not count them as missing.
    ahead: Vec<u16>,
}

/// One run of the counter, from a power-on to the next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Run {
    newest: u16,
    newest_at: Timestamp,
    /// Time between the last two numbers that followed each other.
    spacing: Span,
    /// One bit for each of the last [`Run::REACH`] numbers, set while it is missing; bit 0 of word 0 is number 0 modulo
    /// the reach.
    missing: Box<[u64]>,
}

impl SeqGaps {
    /// A counter that comes down to this or less and is not simply wrapping has started again: nobody hears the very
    /// first packet for sure.
    const FIRST: u16 = 16;
    /// A device buffers 1000 readings, so what it sends after a reboot while the counter seems to have leapt by half its
    /// span begins below this.
    const BUFFERED: u16 = 1024;
    /// Time between readings of a device left to itself; a device may have been seen to take longer.
    const USUAL: Span = Span::secs(10);
    /// Time between readings of a device in debug; a device may have been seen to be faster.
    const FASTEST: Span = Span::secs(1);
    /// Late arrivals ahead of the run that are remembered.
    const AHEAD: usize = 64;

    /// Of a device not heard of yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in one reading that is not a duplicate. `time` is its corrected time.
    pub fn note(&mut self, seq: u16, timing: Timing, time: Timestamp, counts: &mut Counts) {
        let Some(run) = &mut self.run else {
            self.run = Some(Run::new(seq, time));
            return;
        };
        let in_turn = match timing {
            Timing::Live => true,
            Timing::OutOfOrder => false,
            Timing::Late => time > run.newest_at,
        };
        let forward = seq.wrapping_sub(run.newest);
        if forward == 0 {
            return;
        }
        if !in_turn {
            let known = run.recover(seq) || self.previous.as_mut().is_some_and(|run| run.recover(seq));
            if known {
                counts.recovered += 1;
            } else if forward <= Self::BUFFERED && !self.ahead.contains(&seq) {
                if self.ahead.len() == Self::AHEAD {
                    self.ahead.remove(0);
                }
                self.ahead.push(seq);
            }
        } else if Self::started_again(run, seq, time) {
            counts.restarts += 1;
            self.ahead.clear();
            let old = std::mem::replace(run, Run::new(seq, time));
            self.previous = Some(Box::new(old));
        } else {
            counts.missing += run.advance(forward, time, &self.ahead);
            self.ahead.retain(|ahead| (1..=Self::BUFFERED).contains(&ahead.wrapping_sub(seq)));
        }
    }

    /// Whether the counter started again rather than went on to `seq`, losing what lies between: only a number that went
    /// down can say so, and the time that passed tells whether so many could have been sent.
    fn started_again(run: &Run, seq: u16, time: Timestamp) -> bool {
        let forward = seq.wrapping_sub(run.newest);
        if seq > run.newest || forward <= Self::FIRST {
            return false;
        }
        let elapsed = time - run.newest_at;
        let usual = run.spacing.max(Self::USUAL).times(forward.into());
        let fastest = run.spacing.min(Self::FASTEST).times(forward.into());
        let most = usual + usual.half().half();
        let half_the_span = forward > u16::MAX / 2;
        match seq {
            0..=Self::BUFFERED if half_the_span => elapsed < usual - usual.half().half() || elapsed > most,
            _ if half_the_span => elapsed < fastest,
            0..=Self::FIRST => elapsed < fastest || elapsed > most,
            _ => false,
        }
    }
}

impl Run {
    /// Numbers behind the newest that can still be recovered: twice what a device buffers.
    const REACH: u16 = 2048;

    fn new(seq: u16, at: Timestamp) -> Self {
        Self {
            newest: seq,
            newest_at: at,
            spacing: SeqGaps::USUAL,
            missing: vec![0; usize::from(Self::REACH) / 64].into_boxed_slice(),
        }
    }

    /// Moves on by `forward` numbers; answers how many of those passed over are missing.
    fn advance(&mut self, forward: u16, at: Timestamp, came_before: &[u16]) -> u64 {
        let mut missing = 0;
        let newest = self.newest;
        // Older ones than the reach could never be recovered: they count, and need no bit.
        let unreachable = (forward - 1).saturating_sub(Self::REACH - 1);
        for step in 1..=unreachable {
            missing += u64::from(!came_before.contains(&newest.wrapping_add(step)));
        }
        for step in unreachable + 1..forward {
            let seq = newest.wrapping_add(step);
            let came = came_before.contains(&seq);
            self.set(seq, !came);
            missing += u64::from(!came);
        }
        self.newest = newest.wrapping_add(forward);
        if forward == 1 && at > self.newest_at {
            self.spacing = at - self.newest_at;
        }
        self.newest_at = self.newest_at.max(at);
        self.set(self.newest, false);
        missing
    }

    /// Takes in a late number; answers whether it was missing.
    fn recover(&mut self, seq: u16) -> bool {
        let (word, bit) = Self::place(seq);
        let was_missing = self.newest.wrapping_sub(seq) < Self::REACH && self.missing[word] & bit != 0;
        if was_missing {
            self.set(seq, false);
        }
        was_missing
    }

    fn set(&mut self, seq: u16, missing: bool) {
        let (word, bit) = Self::place(seq);
        if missing {
            self.missing[word] |= bit;
        } else {
            self.missing[word] &= !bit;
        }
    }

    fn place(seq: u16) -> (usize, u64) {
        let slot = seq % Self::REACH;
        (usize::from(slot / 64), 1 << (slot % 64))
    }
}
