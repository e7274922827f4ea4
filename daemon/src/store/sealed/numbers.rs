//! Smallest, largest and newest numbers with exact sums: decimals of a common step where they are, floats where they are not.

use super::{
    Damage,
    bytes::{Bytes, put_wide},
    decimal::{nearest, ordered, power, unordered, value},
    series,
};

/// How the numbers are written: 0 to 9 are decimal digits; this says floats.
const FLOATS: u8 = 0xff;
/// Set when the numbers are only next to decimals; how many floats away follows.
const BESIDE: u8 = 0x10;
/// Set when the sums are written in full.
const FULL_SUMS: u8 = 0x20;

/// More floats away from a decimal than this says that it is none.
const FAR: i64 = 1 << 16;

/// Steps of a sum in one.
const FRACTION: i128 = 1 << 32;

/// The numbers of several tallies.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// Smallest, largest, newest.
    extremes: [Vec<f64>; 3],
    sums: Vec<i128>,
    counts: Vec<u64>,
}

/// A power of ten up to 10⁷ µs.
pub(super) const fn int_power(digits: u8) -> Option<i64> {
    match digits {
        0..=7 => Some(10i64.pow(digits as u32)),
        _ => None,
    }
}

/// The largest power of ten of which all are multiples, up to the seventh.
pub(super) fn common_power(numbers: &[i64]) -> u8 {
    let mut power = 7;
    let mut unit = 10_000_000;
    for n in numbers {
        while n % unit != 0 {
            unit /= 10;
            power -= 1;
        }
    }
    power
}

/// A way of writing numbers as whole ones.
#[derive(Debug)]
struct Whole {
    way: u8,
    /// Smallest; from there to the largest and the newest.
    steps: [Vec<i64>; 3],
    /// How many floats each is beside its decimal.
    beside: [Vec<i64>; 3],
}

impl Numbers {
    pub(super) fn with_capacity(n: usize) -> Self {
        Self {
            extremes: std::array::from_fn(|_| Vec::with_capacity(n)),
            sums: Vec::with_capacity(n),
            counts: Vec::with_capacity(n),
        }
    }

    pub(super) fn push(&mut self, min: f64, max: f64, last: f64, sum: i128, count: u64) {
        for (numbers, x) in self.extremes.iter_mut().zip([min, max, last]) {
            numbers.push(x);
        }
        self.sums.push(sum);
        self.counts.push(count);
    }

    /// Smallest, largest, newest and sum of one.
    pub(super) fn get(&self, i: usize) -> (f64, f64, f64, i128) {
        (self.extremes[0][i], self.extremes[1][i], self.extremes[2][i], self.sums[i])
    }

    /// Writes them in the shortest way.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let exact = (0..=9).find_map(|digits| self.decimals(digits, 0));
        let whole = match exact {
            Some(exact) => vec![exact],
            None => (0..=9).find_map(|digits| self.decimals(digits, FAR)).into_iter().chain([self.floats()]).collect(),
        };
        let shortest = whole.iter().map(|whole| self.written(whole)).min_by_key(Vec::len);
        out.extend(shortest.unwrap_or_default());
    }

    fn decimals(&self, digits: u8, allowed: i64) -> Option<Whole> {
        let power = power(digits)?;
        let mut steps: [Vec<i64>; 3] = Default::default();
        let mut beside: [Vec<i64>; 3] = Default::default();
        for ((numbers, steps), beside) in self.extremes.iter().zip(&mut steps).zip(&mut beside) {
            for &x in numbers {
                let n = nearest(x, power)?;
                let off = ordered(x, 0).wrapping_sub(ordered(value(n, power), 0));
                if off.checked_abs()? > allowed {
                    return None;
                }
                steps.push(n);
                beside.push(off);
            }
        }
        Some(Whole { way: if allowed == 0 { digits } else { digits | BESIDE }, steps, beside })
    }

    fn floats(&self) -> Whole {
        let steps = self.extremes.each_ref().map(|numbers| numbers.iter().map(|x| ordered(*x, 0)).collect());
        Whole { way: FLOATS, steps, beside: Default::default() }
    }

    fn written(&self, whole: &Whole) -> Vec<u8> {
        let mut out = vec![whole.way];
        let [least, rest @ ..] = &whole.steps;
        series::encode(&mut out, least);
        for steps in rest {
            let above: Vec<i64> = steps.iter().zip(least).map(|(n, least)| n.wrapping_sub(*least)).collect();
            series::encode(&mut out, &above);
        }
        if whole.way != FLOATS && whole.way & BESIDE != 0 {
            whole.beside.iter().for_each(|beside| series::encode(&mut out, beside));
        }
        if let Some((above, beside)) = self.sums_in_steps(whole) {
            series::encode(&mut out, &above);
            series::encode(&mut out, &beside);
        } else {
            if whole.way != FLOATS {
                out[0] |= FULL_SUMS;
            }
            self.sums.iter().for_each(|sum| put_wide(&mut out, *sum));
        }
        out
    }

    /// The sums as whole steps above as many times the smallest, and what rounding each number added to that.
    fn sums_in_steps(&self, whole: &Whole) -> Option<(Vec<i64>, Vec<i64>)> {
        let digits = whole.way & 0xf;
        if whole.way == FLOATS {
            return None;
        }
        let ten = 10i128.pow(digits.into());
        let mut above = Vec::with_capacity(self.sums.len());
        let mut beside = Vec::with_capacity(self.sums.len());
        for (i, &sum) in self.sums.iter().enumerate() {
            let scaled = sum.checked_mul(ten)?;
            let steps = scaled.checked_add(FRACTION / 2)?.div_euclid(FRACTION);
            let least = i128::from(whole.steps[0][i]).checked_mul(self.counts[i].into())?;
            above.push(i64::try_from(steps.checked_sub(least)?).ok()?);
            beside.push(i64::try_from(sum.checked_sub(in_fractions(steps, ten))?).ok()?);
        }
        Some((above, beside))
    }

    /// Reads those of tallies with these counts.
    pub(super) fn read(bytes: &mut Bytes<'_>, counts: &[u64]) -> Result<Self, Damage> {
        let way = bytes.byte()?;
        let digits = way & 0xf;
        let power = match (way, power(digits)) {
            (FLOATS, _) => None,
            (_, Some(power)) if way & !(0xf | BESIDE | FULL_SUMS) == 0 => Some(power),
            _ => return Err(Damage::Malformed { what: "numbers have an unknown step" }),
        };
        let is_beside = power.is_some() && way & BESIDE != 0;
        let n = counts.len();
        let mut steps: [Vec<i64>; 3] = Default::default();
        for steps in &mut steps {
            series::decode(bytes, n, steps)?;
        }
        let [least, rest @ ..] = &mut steps;
        for above in rest {
            above.iter_mut().zip(&*least).for_each(|(n, least)| *n = n.wrapping_add(*least));
        }
        let mut beside = vec![0; n];
        let mut numbers = Self { counts: counts.to_vec(), ..Self::with_capacity(n) };
        for (numbers, steps) in numbers.extremes.iter_mut().zip(&steps) {
            if is_beside {
                series::decode(bytes, n, &mut beside)?;
            }
            numbers.extend(steps.iter().zip(&beside).map(|(n, off)| match power {
                Some(power) => unordered(ordered(value(*n, power), 0).wrapping_add(*off), 0),
                None => unordered(*n, 0),
            }));
        }
        if power.is_none() || way & FULL_SUMS != 0 {
            for _ in 0..n {
                numbers.sums.push(bytes.wide()?);
            }
            return Ok(numbers);
        }
        let (mut above, mut beside) = (Vec::new(), Vec::new());
        series::decode(bytes, n, &mut above)?;
        series::decode(bytes, n, &mut beside)?;
        let ten = 10i128.pow(digits.into());
        for i in 0..n {
            let least = i128::from(steps[0][i]).wrapping_mul(counts[i].into());
            let steps = least.wrapping_add(above[i].into());
            numbers.sums.push(in_fractions(steps, ten).wrapping_add(beside[i].into()));
        }
        Ok(numbers)
    }
}

/// So many decimal steps in steps of a sum, rounded down.
const fn in_fractions(steps: i128, ten: i128) -> i128 {
    steps.wrapping_mul(FRACTION).div_euclid(ten)
}
