//! The simulator's chance: a seeded generator whose numbers stay the same from release to release.
//!
//! Distributions are built here from raw 64-bit numbers, so that an update of a library cannot change a recorded run.

use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64;

/// One stream of chance. Streams of one seed do not depend on each other, so adding a device changes no other device.
#[derive(Debug, Clone)]
pub(crate) struct Dice(Pcg64);

impl Dice {
    /// The stream with this number under this seed.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        // The seed is spread first: neighbouring seeds would otherwise begin with similar numbers.
        let state = Pcg64::seed_from_u64(seed).next_u64();
        Self(Pcg64::new(u128::from(state), u128::from(stream)))
    }

    /// Evenly between 0 (inclusive) and 1 (exclusive), with 53 bits.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Bell-shaped around 0 with standard deviation 1, never beyond ± 3.5 (the sum of four even numbers).
    pub(crate) fn bell(&mut self) -> f64 {
        let sum: f64 = (0..4).map(|_| self.unit()).sum();
        (sum - 2.0) * 3.0_f64.sqrt()
    }

    /// True in this share of all throws; always takes one number, so that later throws do not depend on the share.
    pub(crate) fn hits(&mut self, percent: f64) -> bool {
        self.unit() * 100.0 < percent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers_for_ever() {
        let mut dice = Dice::new(7, 3);
        let first: Vec<u64> = (0..3).map(|_| dice.0.next_u64()).collect();
        let mut again = Dice::new(7, 3);
        assert_eq!(first, (0..3).map(|_| again.0.next_u64()).collect::<Vec<_>>());
        assert_ne!(Dice::new(7, 4).unit().to_bits(), Dice::new(7, 3).unit().to_bits());
        assert_ne!(Dice::new(8, 3).unit().to_bits(), Dice::new(7, 3).unit().to_bits());
    }

    #[test]
    fn the_bell_is_centred_and_has_unit_width() {
        let mut dice = Dice::new(1, 1);
        let throws: Vec<f64> = (0..20_000).map(|_| dice.bell()).collect();
        let mean = throws.iter().sum::<f64>() / throws.len() as f64;
        let variance = throws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / throws.len() as f64;
        assert!(mean.abs() < 0.03, "mean {mean}");
        assert!((variance - 1.0).abs() < 0.05, "variance {variance}");
        assert!(throws.iter().all(|x| x.abs() <= 3.5));
    }

    #[test]
    fn a_share_of_zero_never_hits_and_of_a_hundred_always() {
        let mut dice = Dice::new(1, 1);
        assert!((0..1000).all(|_| !dice.hits(0.0)));
        assert!((0..1000).all(|_| dice.hits(100.0)));
    }
}
