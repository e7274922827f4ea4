//! A random walk that comes home: what a quantity does when nothing happens.

use super::dice::Dice;

/// A quantity that wanders around its home.
#[derive(Debug, Clone)]
pub(crate) struct Walk {
    home: f64,
    /// Standard deviation of one step.
    step: f64,
    /// Share of the way home taken in each step.
    pull: f64,
    lowest: f64,
    highest: f64,
    at: f64,
}

impl Walk {
    /// Starts at home. Steps have this standard deviation and never lead outside the two ends.
    pub(crate) fn new(home: f64, step: f64, lowest: f64, highest: f64) -> Self {
        Self { home, step, pull: 0.1, lowest, highest, at: home.clamp(lowest, highest) }
    }

    /// Takes a step and tells where it led.
    pub(crate) fn step(&mut self, dice: &mut Dice) -> f64 {
        let next = self.at + self.pull * (self.home - self.at) + self.step * dice.bell();
        self.at = next.clamp(self.lowest, self.highest);
        self.at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_stays_between_its_ends_and_near_its_home() {
        let mut dice = Dice::new(5, 0);
        let mut walk = Walk::new(4.0, 1.0, 0.0, 50.0);
        let places: Vec<f64> = (0..5000).map(|_| walk.step(&mut dice)).collect();
        assert!(places.iter().all(|x| (0.0..=50.0).contains(x)));
        let mean = places.iter().sum::<f64>() / places.len() as f64;
        assert!((mean - 4.0).abs() < 0.5, "mean {mean}");
        assert!(places.windows(2).any(|pair| pair[0].to_bits() != pair[1].to_bits()), "it never moved");
    }
}
