//! Signal strength: a histogram of whole dBm, so that its quantiles are exact.

/// Weakest and strongest strength that is told apart, dBm. 0 and above means not measured.
const WEAKEST: i16 = -150;
const CELLS: usize = 150;

/// Signal strengths of one sensor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Strengths {
    cells: Box<[u32]>,
    count: u64,
}

impl Default for Strengths {
    fn default() -> Self {
        Self { cells: vec![0; CELLS].into_boxed_slice(), count: 0 }
    }
}

impl Strengths {
    pub(super) fn add(&mut self, dbm: f64) {
        if dbm < 0.0 {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "limited to the cells")]
            let place = (dbm - f64::from(WEAKEST)).round().clamp(0.0, (CELLS - 1) as f64) as usize;
            self.cells[place] = self.cells[place].saturating_add(1);
            self.count += 1;
        }
    }

    /// The strength below which this share of all lies.
    pub(super) fn quantile(&self, share: f64) -> Option<i16> {
        let last = self.count.checked_sub(1)?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count is a count")]
        let rank = (share.clamp(0.0, 1.0) * last as f64).round() as u64;
        let mut seen = 0;
        (WEAKEST..).zip(&self.cells).find_map(|(dbm, count)| {
            seen += u64::from(*count);
            (rank < seen).then_some(dbm)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Strengths;

    #[test]
    fn quantiles_are_exact_and_what_is_not_measured_does_not_count() {
        let mut strengths = Strengths::default();
        assert_eq!(strengths.quantile(0.5), None);
        for dbm in -100..=-50 {
            strengths.add(f64::from(dbm));
        }
        strengths.add(0.0);
        strengths.add(31.0);
        assert_eq!([0.0, 0.5, 1.0].map(|share| strengths.quantile(share)), [Some(-100), Some(-75), Some(-50)]);
        strengths.add(-400.0);
        assert_eq!(strengths.quantile(0.0), Some(-150));
    }
}
