//! How restless a sensor is from one reading to the next, in voltage; and what a millivolt means in its unit.

use super::{calendar::DayNumber, robust::MAD_TO_SIGMA, sketch::Sketch};

/// Successive differences of the voltage (of the value where there is no voltage).
///
/// The median of their absolute values tells the noise whatever slow or rare things happen beside it (the mean square
/// successive difference of J. von Neumann, 1941, with a median for the mean).
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Steps {
    whole: Sketch,
    today: Sketch,
    day: Option<DayNumber>,
    gain: Gain,
}

impl Steps {
    /// Adds one difference. When a day is over its median is given back with it.
    pub(super) fn add(&mut self, day: DayNumber, step: f64) -> Option<(DayNumber, f64)> {
        let over = self.day.filter(|current| *current != day).and_then(|current| self.close(current));
        self.day = Some(day);
        self.today.add(step.abs());
        self.whole.add(step.abs());
        over
    }

    /// The day that is not over yet, with its median.
    pub(super) fn unfinished(&self) -> Option<(DayNumber, f64)> {
        Some((self.day?, enough(&self.today)?))
    }

    fn close(&mut self, day: DayNumber) -> Option<(DayNumber, f64)> {
        let median = enough(&self.today);
        self.today.clear();
        Some((day, median?))
    }

    /// The standard deviation of the noise: √2 smaller than that of a difference.
    pub(super) fn sigma(&self) -> Option<f64> {
        self.whole.median().map(sigma_of)
    }

    /// Learns what a millivolt means.
    pub(super) fn learn(&mut self, volts: f64, value: f64) {
        self.gain.xx += volts * volts;
        self.gain.xy += volts * value;
    }

    /// Units per millivolt; `None` while nothing moved.
    pub(super) fn gain(&self) -> Option<f64> {
        (self.gain.xx > 0.0).then(|| self.gain.xy / self.gain.xx).filter(|gain| gain.is_finite() && *gain != 0.0)
    }
}

/// The standard deviation that a median of absolute successive differences tells.
pub(super) fn sigma_of(median_step: f64) -> f64 {
    median_step * MAD_TO_SIGMA / std::f64::consts::SQRT_2
}

/// Fewer differences say nothing about a day.
const ENOUGH: u64 = 60;

fn enough(today: &Sketch) -> Option<f64> {
    (today.count() >= ENOUGH).then(|| today.median()).flatten()
}

/// Least squares of value steps over voltage steps, through the origin: slow changes such as that of the temperature
/// cancel out.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Gain {
    xx: f64,
    xy: f64,
}

#[cfg(test)]
mod tests {
    use super::{DayNumber, Steps};

    #[test]
    fn a_day_that_is_over_gives_its_median() {
        let mut steps = Steps::default();
        for n in 0..100 {
            assert_eq!(steps.add(DayNumber(1), if n % 2 == 0 { 0.5 } else { -0.5 }), None);
        }
        assert_eq!(steps.add(DayNumber(2), 3.0), Some((DayNumber(1), 0.5)));
        assert_eq!(steps.unfinished(), None, "one difference is not enough");
    }

    #[test]
    fn wild_steps_do_not_move_the_noise() {
        let mut steps = Steps::default();
        for n in 0..1000 {
            steps.add(DayNumber(1), if n % 10 == 0 { 1e6 } else { 2.0 });
        }
        let sigma = steps.sigma().expect("there are steps");
        assert!((sigma - 2.0 * 1.4826 / 2.0_f64.sqrt()).abs() < 1e-9, "{sigma}");
    }

    #[test]
    fn what_a_millivolt_means_is_learnt_from_steps() {
        let mut steps = Steps::default();
        assert_eq!(steps.gain(), None);
        for volts in [1.0, -2.0, 0.5] {
            steps.learn(volts, volts * 31.25);
        }
        assert_eq!(steps.gain(), Some(31.25));
    }
}
