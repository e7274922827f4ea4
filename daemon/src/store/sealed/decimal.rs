//! Measured numbers as whole numbers of a decimal step, as far as they are exactly that.

/// The finest step that is tried for measurements: a millionth.
pub(super) const FINEST: u8 = 6;

/// Whole numbers beyond this are not all exact in a float.
const MOST: f64 = 9_007_199_254_740_992.0;

const POWERS: [f64; 10] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/// `10^digits`, up to nine.
pub(super) fn power(digits: u8) -> Option<f64> {
    POWERS.get(usize::from(digits)).copied()
}

/// The nearest number of steps; `None` where steps are not exact.
#[inline]
pub(super) fn nearest(x: f64, power: f64) -> Option<i64> {
    let steps = (x * power).round_ties_even();
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and small enough")]
    (steps.abs() < MOST).then_some(steps as i64)
}

/// The number of steps that gives back exactly this number, sign of zero included.
#[inline]
pub(super) fn exact(x: f64, power: f64) -> Option<i64> {
    nearest(x, power).filter(|steps| value(*steps, power).to_bits() == x.to_bits())
}

/// The number that so many steps are.
#[inline]
pub(super) fn value(steps: i64, power: f64) -> f64 {
    steps as f64 / power
}

/// Floats whose last bits are zeros as whole numbers in the same order, neighbours next to each other.
#[inline]
pub(super) const fn ordered(x: f64, zeros: u32) -> i64 {
    turn(x.to_bits().cast_signed() >> zeros)
}

/// The reverse of [`ordered`].
#[inline]
pub(super) const fn unordered(n: i64, zeros: u32) -> f64 {
    f64::from_bits(turn(n).cast_unsigned() << zeros)
}

/// Negative floats grow downwards.
#[inline]
const fn turn(bits: i64) -> i64 {
    bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_a_decimal_is_told_and_what_is_not_is_not() {
        let tenth = power(1).expect("a power");
        assert_eq!(exact(2350.5, tenth), Some(23_505));
        assert_eq!(exact(0.1 + 0.2, tenth), None);
        assert_eq!(exact(-0.0, tenth), None, "its sign would be lost");
        for x in [f64::NAN, f64::INFINITY, 1e300, 9e15] {
            assert_eq!(exact(x, tenth), None);
        }
    }

    proptest! {
        #[test]
        fn steps_give_back_their_number(steps in -1i64 << 52..1 << 52, digits in 0u8..=9) {
            let power = power(digits).expect("a power");
            let x = value(steps, power);
            if let Some(found) = exact(x, power) {
                prop_assert_eq!(value(found, power).to_bits(), x.to_bits());
            }
        }

        #[test]
        fn floats_keep_their_order(a in any::<f64>(), b in any::<f64>()) {
            prop_assert_eq!(unordered(ordered(a, 0), 0).to_bits(), a.to_bits());
            let short = f64::from_bits(a.to_bits() >> 29 << 29);
            prop_assert_eq!(unordered(ordered(short, 29), 29).to_bits(), short.to_bits());
            prop_assert_eq!(ordered(a, 0).cmp(&ordered(b, 0)), a.total_cmp(&b));
        }
    }
}
