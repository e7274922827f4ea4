//! Numbers as text: the shortest decimal that reads back to the same bits, without an exponent.

use std::fmt::{self, Write as _};

/// Up to this many digits a decimal is the only one with so few that reads back to its float.
const SAFE: f64 = 1e15;

/// Decimals tried before the general way. Devices send and calibrations give few.
const POWERS: [f64; 5] = [1.0, 1e1, 1e2, 1e3, 1e4];

/// Writes a float; nothing if it is not finite.
pub(super) fn float(x: f64, out: &mut Vec<u8>) {
    if !x.is_finite() {
        return;
    }
    let size = x.abs();
    for (decimals, power) in POWERS.into_iter().enumerate() {
        let scaled = (size * power).round();
        if scaled >= SAFE {
            break;
        }
        // Both sides are exact up to here, so the division is the correctly rounded value of the decimal.
        if (scaled / power).to_bits() == size.to_bits() {
            if x.is_sign_negative() {
                out.push(b'-');
            }
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, and below 1e15")]
            return decimal(scaled as u64, decimals, out);
        }
    }
    let _ = write!(Text(out), "{x}");
}

/// Writes digits with a point before the last `decimals` of them.
fn decimal(digits: u64, decimals: usize, out: &mut Vec<u8>) {
    let scale = [1, 10, 100, 1_000, 10_000][decimals];
    whole(digits / scale, out);
    if decimals > 0 {
        out.push(b'.');
        padded(digits % scale, decimals, out);
    }
}

/// Writes a whole number.
pub(super) fn whole(mut n: u64, out: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = digit(n % 10);
        n /= 10;
        if n == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// Writes the last `width` digits of a number, six at most.
pub(super) fn padded(mut n: u64, width: usize, out: &mut Vec<u8>) {
    let mut digits = [b'0'; 6];
    let width = width.min(digits.len());
    for place in digits[..width].iter_mut().rev() {
        *place = digit(n % 10);
        n /= 10;
    }
    out.extend_from_slice(&digits[..width]);
}

#[expect(clippy::cast_possible_truncation, reason = "a digit")]
const fn digit(n: u64) -> u8 {
    b'0' + n as u8
}

/// What formats text into bytes.
struct Text<'a>(&'a mut Vec<u8>);

impl fmt::Write for Text<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

/// Reads a finite float.
pub(super) fn parse_float(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|x| x.is_finite())
}

/// Reads a whole number. One with an empty fraction is whole too: programs that know only floats write `17.0`.
pub(super) fn parse_whole(text: &str) -> Option<u32> {
    let (digits, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole = digits.starts_with(|c: char| c.is_ascii_digit()) && fraction.bytes().all(|b| b == b'0');
    whole.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{float, parse_float, parse_whole};

    fn written(x: f64) -> String {
        let mut out = Vec::new();
        float(x, &mut out);
        String::from_utf8(out).expect("digits")
    }

    #[test]
    fn floats_are_written_as_people_would() {
        let texts = [(3516.1, "3516.1"), (0.0, "0"), (-0.0, "-0"), (25.0, "25"), (-71.0, "-71"), (0.0001, "0.0001")];
        for (x, text) in texts {
            assert_eq!(written(x), text);
        }
        assert_eq!(written(1e21), "1000000000000000000000", "no exponent");
        assert_eq!(written(f64::NAN), "");
    }

    #[test]
    fn whole_numbers_may_have_an_empty_fraction() {
        assert_eq!(["17", "17.0", "17."].map(parse_whole), [Some(17); 3]);
        assert_eq!(["", "17.5", "+17", "-1", "4294967296", "1e3", "."].map(parse_whole), [None; 7]);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        assert_eq!(["nan", "inf", "-infinity", "1e999", "", "1,5", "0x10"].map(parse_float), [None; 7]);
        assert_eq!(parse_float("1.5E+02"), Some(150.0), "spreadsheets write this");
    }

    proptest! {
        #[test]
        fn the_fast_way_writes_what_the_general_one_does(mantissa in any::<i64>(), shift in 0u32..60, decimals in 0i32..8) {
            let x = (mantissa >> shift) as f64 / 10f64.powi(decimals);
            prop_assert_eq!(written(x), format!("{x}"));
        }

        #[test]
        fn every_float_reads_back_to_its_bits(bits in any::<u64>()) {
            let x = f64::from_bits(bits);
            prop_assume!(x.is_finite());
            prop_assert_eq!(written(x), format!("{x}"));
            prop_assert_eq!(parse_float(&written(x)).map(f64::to_bits), Some(bits));
        }
    }
}
