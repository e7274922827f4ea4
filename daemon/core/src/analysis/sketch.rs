//! Quantiles of any number of positive values in bounded memory.

/// A histogram whose cells grow with the value, so that any quantile is told with a bounded relative error.
///
/// Each power of two is divided into 32 cells, as in `HdrHistogram` (G. Tene) and, with a logarithm instead, `DDSketch`
/// (Masson, Rim and Lee, *`DDSketch`: a fast and fully-mergeable quantile sketch with relative-error guarantees*, VLDB 2019).
/// A cell also keeps the sum of its values: its mean stands for it, which is exact where all are the same, and at most
/// 1/32 off otherwise. Sketches can be merged; the order in which values come does not matter.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sketch {
    /// Number of the first cell kept.
    first: usize,
    /// Only the cells between the smallest and the largest value so far.
    cells: Vec<Cell>,
    zeros: u64,
    count: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Cell {
    count: u64,
    sum: f64,
}

/// Bits of the fraction that choose the cell within a power of two.
const FRACTION_BITS: u32 = 5;
/// 2⁻³⁰ and 2³⁰: what lies beyond counts as that.
const SMALLEST: f64 = 1.0 / 1_073_741_824.0;
const LARGEST: f64 = 1_073_741_824.0;

impl Sketch {
    /// Adds a value; one that is not positive counts as zero, one that is not a number not at all.
    pub fn add(&mut self, value: f64) {
        if value.is_nan() {
            return;
        }
        self.count += 1;
        if value < SMALLEST {
            self.zeros += 1;
            return;
        }
        let cell = self.cell(Self::number(value));
        cell.count += 1;
        cell.sum += value.min(LARGEST);
    }

    /// Adds everything another one holds.
    pub fn merge(&mut self, other: &Self) {
        self.zeros += other.zeros;
        self.count += other.count;
        for (number, theirs) in (other.first..).zip(&other.cells) {
            if theirs.count > 0 {
                let cell = self.cell(number);
                cell.count += theirs.count;
                cell.sum += theirs.sum;
            }
        }
    }

    /// How many values there are.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// How many of them are zero.
    pub const fn zeros(&self) -> u64 {
        self.zeros
    }

    /// The value below which this share (0 to 1) of all lies; `None` without any.
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let last = self.count.checked_sub(1)?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count is a count")]
        let rank = (share.clamp(0.0, 1.0) * last as f64).round() as u64;
        let mut seen = self.zeros;
        if rank < seen {
            return Some(0.0);
        }
        self.filled().find_map(|(_, cell)| {
            seen += cell.count;
            (rank < seen).then(|| cell.sum / cell.count as f64)
        })
    }

    /// The value in the middle.
    pub fn median(&self) -> Option<f64> {
        self.quantile(0.5)
    }

    /// The mean of those cells whose mean lies between two values: a trimmed mean.
    pub fn mean_between(&self, from: f64, to: f64) -> Option<f64> {
        let within = self.filled().filter(|(_, cell)| (from..=to).contains(&(cell.sum / cell.count as f64)));
        let (count, sum) = within.fold((0, 0.0), |(count, sum), (_, cell)| (count + cell.count, sum + cell.sum));
        (count > 0).then(|| sum / count as f64)
    }

    /// How many values lie above this one, to the width of a cell.
    pub fn count_above(&self, value: f64) -> u64 {
        self.filled().filter(|(_, cell)| cell.sum / cell.count as f64 > value).map(|(_, cell)| cell.count).sum()
    }

    /// Forgets everything but keeps the memory.
    pub fn clear(&mut self) {
        self.cells.fill(Cell::default());
        self.zeros = 0;
        self.count = 0;
    }

    fn filled(&self) -> impl Iterator<Item = (usize, &Cell)> {
        (self.first..).zip(&self.cells).filter(|(_, cell)| cell.count > 0)
    }

    /// The number of a value's cell: exponent and first bits of the fraction, as they stand in the number (IEEE 754).
    fn number(value: f64) -> usize {
        let bits = |x: f64| x.to_bits() >> (52 - FRACTION_BITS);
        usize::try_from(bits(value.clamp(SMALLEST, LARGEST)) - bits(SMALLEST)).unwrap_or_default()
    }

    fn cell(&mut self, number: usize) -> &mut Cell {
        if self.cells.is_empty() {
            self.first = number;
        }
        if number < self.first {
            let missing = self.first - number;
            self.cells.splice(0..0, std::iter::repeat_n(Cell::default(), missing));
            self.first = number;
        }
        let place = number - self.first;
        if place >= self.cells.len() {
            self.cells.resize(place + 1, Cell::default());
        }
        &mut self.cells[place]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Sketch;

    fn of(values: &[f64]) -> Sketch {
        let mut sketch = Sketch::default();
        for value in values {
            sketch.add(*value);
        }
        sketch
    }

    #[test]
    fn nothing_has_no_quantile() {
        assert_eq!(Sketch::default().median(), None);
    }

    #[test]
    fn equal_values_are_told_exactly() {
        let sketch = of(&[10.0; 99]);
        assert_eq!((sketch.median(), sketch.quantile(1.0), sketch.count()), (Some(10.0), Some(10.0), 99));
    }

    #[test]
    fn zeros_and_what_is_beyond_the_ends_have_their_place() {
        let sketch = of(&[0.0, -1.0, f64::NAN, 1e300]);
        assert_eq!((sketch.count(), sketch.zeros()), (3, 2));
        assert_eq!(sketch.quantile(0.0), Some(0.0));
        assert_eq!(sketch.quantile(1.0), Some(super::LARGEST));
    }

    proptest! {
        #[test]
        fn a_quantile_is_within_a_thirtieth_of_the_true_one(
            mut values in proptest::collection::vec(1e-3f64..1e6, 1..200),
            share in 0.0f64..1.0,
        ) {
            let told = of(&values).quantile(share).expect("there are values");
            values.sort_by(f64::total_cmp);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index")]
            let exact = values[(share * (values.len() - 1) as f64).round() as usize];
            prop_assert!((told - exact).abs() <= exact / 30.0, "{told} for {exact}");
        }

        #[test]
        fn parts_merge_to_the_whole_in_any_order(
            values in proptest::collection::vec(0.0f64..1e4, 0..100),
            cut in 0usize..100,
        ) {
            let (first, second) = values.split_at(cut.min(values.len()));
            let (mut one, mut other) = (of(first), of(second));
            let late = one.clone();
            one.merge(&other);
            other.merge(&late);
            let whole = of(&values);
            for share in [0.0, 0.25, 0.5, 0.9, 1.0] {
                let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
                    (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs(),
                    (a, b) => a == b,
                };
                prop_assert!(near(one.quantile(share), whole.quantile(share)));
                prop_assert!(near(other.quantile(share), whole.quantile(share)));
            }
            prop_assert_eq!(one.count(), whole.count());
        }
    }
}
