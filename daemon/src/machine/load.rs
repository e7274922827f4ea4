//! Means over five minutes, and what is too much.

use std::collections::VecDeque;

use mcs_core::sentence;

/// Looks in five minutes.
const LOOKS: usize = 60;
/// Above this share of processor time it is too much, and below the second no longer.
const BUSY: (f64, f64) = (0.80, 0.70);
/// The same for memory.
const FULL: (f64, f64) = (0.85, 0.80);

/// Whether the machine has too much to do, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overload {
    /// It has.
    pub present: bool,
    /// For people; empty while there is nothing to say.
    pub text: String,
}

/// The looks of the last five minutes.
#[derive(Debug, Default)]
pub(super) struct Load {
    busy: VecDeque<f64>,
    full: VecDeque<f64>,
    too_busy: bool,
    too_full: bool,
}

impl Load {
    /// Notes a look: shares of processor time and of memory, and our own memory in bytes. `None` until five minutes are full.
    pub(super) fn note(&mut self, busy: f64, full: f64, resident: u64) -> Option<Overload> {
        let (busy, full) = (mean(&mut self.busy, busy), mean(&mut self.full, full));
        let (busy, full) = (busy?, full?);
        self.too_busy = busy > if self.too_busy { BUSY.1 } else { BUSY.0 };
        self.too_full = full > if self.too_full { FULL.1 } else { FULL.0 };
        let mut text = Vec::new();
        if self.too_busy {
            text.push(sentence::BUSY.with(&[&format_args!("{:.0}", coarse(busy))]));
        }
        if self.too_full {
            text.push(sentence::MEMORY_FULL.with(&[&format_args!("{:.0}", coarse(full))]));
        }
        let present = !text.is_empty();
        if present {
            text.push(sentence::OWN_MEMORY.with(&[&coarse_mib(resident)]));
            text.push(sentence::RELIEVE.plain().to_owned());
        }
        Some(Overload { present, text: text.join("; ") })
    }
}

fn mean(looks: &mut VecDeque<f64>, newest: f64) -> Option<f64> {
    looks.push_back(newest);
    if looks.len() > LOOKS {
        looks.pop_front();
    }
    (looks.len() == LOOKS).then(|| looks.iter().sum::<f64>() / LOOKS as f64)
}

/// Percent in steps of five: what is told need not be written anew with every look.
fn coarse(share: f64) -> f64 {
    (share * 20.0).round() * 5.0
}

/// MiB in powers of two above 64, for the same reason.
fn coarse_mib(bytes: u64) -> u64 {
    let mib = bytes.div_ceil(1 << 20);
    if mib <= 64 { mib } else { mib.next_power_of_two() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The newest verdict after so many looks alike.
    fn after(load: &mut Load, looks: usize, busy: f64, full: f64) -> Option<bool> {
        let mut told = None;
        for _ in 0..looks {
            told = load.note(busy, full, 1 << 20);
        }
        told.map(|told| told.present)
    }

    #[test]
    fn too_much_for_five_minutes_is_told_and_ends_well_below() {
        for (much, less, little) in [((0.9, 0.5), (0.75, 0.5), (0.6, 0.5)), ((0.1, 0.9), (0.1, 0.82), (0.1, 0.7))] {
            let mut load = Load::default();
            assert_eq!(after(&mut load, LOOKS - 1, much.0, much.1), None, "too early to say");
            assert_eq!(after(&mut load, 1, much.0, much.1), Some(true));
            assert_eq!(after(&mut load, LOOKS, less.0, less.1), Some(true), "not well below");
            assert_eq!(after(&mut load, LOOKS, little.0, little.1), Some(false));
            assert_eq!(after(&mut load, LOOKS, less.0, less.1), Some(false), "not above again");
        }
    }

    #[test]
    fn a_burst_is_nothing() {
        let mut load = Load::default();
        assert_eq!(after(&mut load, LOOKS, 0.2, 0.2), Some(false));
        assert_eq!(after(&mut load, 30, 1.0, 0.2), Some(false));
    }
}
