//! A few whole numbers in few bytes: what slices, runs and the small parts of larger segments are made of.
//!
//! Five ways of writing them down are measured and the shortest is taken: runs of equal numbers, numbers of variable length or of
//! a fixed width, each of the numbers themselves or of the differences between neighbours. The first byte says which.

use super::{
    Damage,
    bytes::{Bytes, length, low_byte, put, put_signed, unzigzag, zigzag},
};

/// The way is the low two bits of the first byte.
const RUNS: u8 = 0;
const VARIABLE: u8 = 1;
const FIXED: u8 = 2;
/// Set when differences between neighbours are written; the first is that to zero.
const DIFFERENCES: u8 = 4;

/// What a way would cost, gathered in one pass.
#[derive(Debug, Clone, Copy)]
struct Cost {
    runs: usize,
    variable: usize,
    least: i64,
    most: i64,
    run: Option<(i64, u64)>,
}

impl Cost {
    const NOTHING: Self = Self { runs: 0, variable: 0, least: i64::MAX, most: i64::MIN, run: None };

    #[inline]
    fn add(&mut self, n: i64) {
        self.variable += length(zigzag(n));
        self.least = self.least.min(n);
        self.most = self.most.max(n);
        match &mut self.run {
            Some((of, times)) if *of == n => *times += 1,
            run => {
                if let Some((of, times)) = run.replace((n, 1)) {
                    self.runs += length(zigzag(of)) + length(times);
                }
            }
        }
    }

    /// The cheapest way and its bytes, the first one not counted.
    fn cheapest(self, count: usize) -> (usize, u8) {
        let Some((of, _)) = self.run else { return (0, RUNS) };
        // The last run goes to the end: its length is not written.
        let runs = self.runs + length(zigzag(of)) + 1;
        let width = width(self.least, self.most);
        let fixed = length(zigzag(self.least)) + 1 + (count * width as usize).div_ceil(8);
        [(runs, RUNS), (self.variable, VARIABLE), (fixed, FIXED)].into_iter().min().unwrap_or((runs, RUNS))
    }
}

/// Bits that hold every difference to the least number.
const fn width(least: i64, most: i64) -> u32 {
    64 - most.wrapping_sub(least).cast_unsigned().leading_zeros()
}

/// How the numbers are best written, measured before it is done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    way: u8,
    bytes: usize,
    least: i64,
    most: i64,
}

impl Plan {
    /// Measures.
    pub(super) fn new(numbers: &[i64]) -> Self {
        let mut plain = Cost::NOTHING;
        let mut differences = Cost::NOTHING;
        let mut before = 0;
        for &n in numbers {
            plain.add(n);
            differences.add(n.wrapping_sub(before));
            before = n;
        }
        let (plain_bytes, plain_way) = plain.cheapest(numbers.len());
        let (bytes, way) = differences.cheapest(numbers.len());
        if plain_bytes <= bytes {
            Self { way: plain_way, bytes: 1 + plain_bytes, least: plain.least, most: plain.most }
        } else {
            Self { way: way | DIFFERENCES, bytes: 1 + bytes, least: differences.least, most: differences.most }
        }
    }

    /// About how many bytes it takes; never less than it does.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Writes the numbers it was made for.
    pub(super) fn write(&self, out: &mut Vec<u8>, numbers: &[i64]) {
        out.push(self.way);
        let mut before = 0;
        let step = |before: &mut i64, n: i64| {
            let step = n.wrapping_sub(*before);
            if self.way & DIFFERENCES != 0 {
                *before = n;
            }
            step
        };
        let steps = numbers.iter().map(|n| step(&mut before, *n));
        match self.way & !DIFFERENCES {
            RUNS => put_runs(out, steps),
            VARIABLE => steps.for_each(|n| put_signed(out, n)),
            _ => self.put_fixed(out, steps),
        }
    }

    fn put_fixed(&self, out: &mut Vec<u8>, steps: impl Iterator<Item = i64>) {
        let width = width(self.least, self.most);
        put_signed(out, self.least);
        out.push(u8::try_from(width).unwrap_or(64));
        let (mut held, mut bits) = (0u128, 0);
        for n in steps {
            held |= u128::from(n.wrapping_sub(self.least).cast_unsigned()) << bits;
            bits += width;
            while bits >= 8 {
                out.push(low_byte(held));
                held >>= 8;
                bits -= 8;
            }
        }
        if bits > 0 {
            out.push(low_byte(held));
        }
    }
}

/// Writes the numbers in the shortest way.
pub(super) fn encode(out: &mut Vec<u8>, numbers: &[i64]) {
    Plan::new(numbers).write(out, numbers);
}

fn put_runs(out: &mut Vec<u8>, numbers: impl Iterator<Item = i64>) {
    let mut run: Option<(i64, u64)> = None;
    for n in numbers {
        match &mut run {
            Some((of, times)) if *of == n => *times += 1,
            run => {
                if let Some((of, times)) = run.replace((n, 1)) {
                    put_signed(out, of);
                    put(out, times);
                }
            }
        }
    }
    if let Some((of, _)) = run {
        put_signed(out, of);
        // To the end.
        put(out, 0);
    }
}

/// Reads `count` numbers.
pub(super) fn decode(bytes: &mut Bytes<'_>, count: usize, numbers: &mut Vec<i64>) -> Result<(), Damage> {
    numbers.clear();
    let way = bytes.byte()?;
    match way & !DIFFERENCES {
        RUNS => take_runs(bytes, count, numbers)?,
        VARIABLE => {
            for _ in 0..count {
                numbers.push(bytes.signed()?);
            }
        }
        FIXED => take_fixed(bytes, count, numbers)?,
        _ => return Err(Damage::Malformed { what: "numbers are written in an unknown way" }),
    }
    if way & DIFFERENCES != 0 {
        let mut sum = 0i64;
        for n in numbers {
            sum = sum.wrapping_add(*n);
            *n = sum;
        }
    }
    Ok(())
}

fn take_runs(bytes: &mut Bytes<'_>, count: usize, numbers: &mut Vec<i64>) -> Result<(), Damage> {
    while numbers.len() < count {
        let of = bytes.signed()?;
        let left = count - numbers.len();
        let times = match bytes.count()? {
            0 => left,
            times if times <= left => times,
            _ => return Err(Damage::Malformed { what: "a run is too long" }),
        };
        numbers.resize(numbers.len() + times, of);
    }
    Ok(())
}

fn take_fixed(bytes: &mut Bytes<'_>, count: usize, numbers: &mut Vec<i64>) -> Result<(), Damage> {
    let least = unzigzag(bytes.number()?);
    let width = u32::from(bytes.byte()?);
    if width > 64 {
        return Err(Damage::Malformed { what: "a number is too wide" });
    }
    let packed = bytes.take(count.saturating_mul(width as usize).div_ceil(8))?;
    let mask = (1u128 << width) - 1;
    let (mut held, mut bits) = (0u128, 0);
    let mut packed = packed.iter();
    for _ in 0..count {
        while bits < width {
            let Some(byte) = packed.next() else { break };
            held |= u128::from(*byte) << bits;
            bits += 8;
        }
        // The mask leaves no more than fits.
        numbers.push(least.wrapping_add(u64::try_from(held & mask).unwrap_or(0).cast_signed()));
        held >>= width;
        bits = bits.saturating_sub(width);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn there_and_back(numbers: &[i64]) -> usize {
        let plan = Plan::new(numbers);
        let mut out = Vec::new();
        plan.write(&mut out, numbers);
        assert!(out.len() <= plan.bytes(), "{} bytes, {} planned", out.len(), plan.bytes());
        let mut bytes = Bytes::new(&out);
        let mut back = Vec::new();
        decode(&mut bytes, numbers.len(), &mut back).expect("it reads its own");
        assert_eq!(back, numbers);
        assert!(bytes.rest().is_empty());
        out.len()
    }

    #[test]
    fn what_does_not_change_or_changes_evenly_costs_next_to_nothing() {
        assert_eq!(there_and_back(&[]), 1);
        assert!(there_and_back(&vec![7; 5000]) <= 3);
        let even: Vec<i64> = (0..5000).map(|n| 1000 + 10 * n).collect();
        assert!(there_and_back(&even) <= 8);
        let tenths: Vec<i64> = (0..4096).map(|n| 250 + (n * 7) % 8).collect();
        assert!(there_and_back(&tenths) <= 4096 * 3 / 8 + 5);
    }

    proptest! {
        #[test]
        fn numbers_come_back(
            numbers in prop_oneof![
                proptest::collection::vec(any::<i64>(), 0..80),
                proptest::collection::vec(-3i64..3, 0..300),
                proptest::collection::vec(prop_oneof![Just(0i64), Just(i64::MIN), Just(i64::MAX), -300i64..300], 0..80),
            ],
        ) {
            there_and_back(&numbers);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60), count in 0usize..200) {
            let _ = decode(&mut Bytes::new(&bytes), count, &mut Vec::new());
        }
    }
}
