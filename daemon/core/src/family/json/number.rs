//! Numbers as written: a decimal mantissa and exponent, so that times and packet numbers never pass through a float.

use crate::{observation::Measure, time::Timestamp};

/// A decimal number: sign, up to 19 significant digits, and a power of ten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::family) struct Number<'a> {
    text: &'a [u8],
    negative: bool,
    mantissa: u64,
    exponent: i32,
    /// Whether digits beyond the nineteenth were left out.
    cut: bool,
}

/// The first second of the year 10000; later times are not times.
const END_OF_TIME_US: u128 = 253_402_300_800_000_000;
/// Above this many seconds (the year 5138) a time is in milliseconds.
const MAX_SECONDS_US: u128 = 100_000_000_000_000_000;

impl<'a> Number<'a> {
    /// Most digits of which any number fits 64 bits.
    const MAX_DIGITS: u32 = 19;

    /// Reads a number. Answers it and how many bytes it took, or where a digit is missing.
    pub(super) fn read(bytes: &'a [u8]) -> Result<(Self, usize), usize> {
        let negative = bytes.first() == Some(&b'-');
        let mut number = Self { text: &[], negative, mantissa: 0, exponent: 0, cut: false };
        let mut significant = 0;
        let start = usize::from(negative);

        let mut at = number.digits(bytes, start, &mut significant, false);
        if at == start {
            return Err(at);
        }
        if bytes[start] == b'0' && at > start + 1 {
            return Err(start + 1);
        }
        if bytes.get(at) == Some(&b'.') {
            let fraction = at + 1;
            at = number.digits(bytes, fraction, &mut significant, true);
            if at == fraction {
                return Err(at);
            }
        }
        if let Some(b'e' | b'E') = bytes.get(at) {
            at = number.power(bytes, at + 1)?;
        }
        number.text = &bytes[..at];
        Ok((number, at))
    }

    /// Takes digits from `at` on; answers where they end.
    fn digits(&mut self, bytes: &[u8], mut at: usize, significant: &mut u32, fraction: bool) -> usize {
        while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|&digit| digit < 10) {
            if *significant < Self::MAX_DIGITS {
                self.mantissa = self.mantissa * 10 + u64::from(digit);
                *significant += u32::from(self.mantissa != 0);
                self.exponent -= i32::from(fraction);
            } else {
                self.cut |= digit != 0;
                self.exponent += i32::from(!fraction);
            }
            at += 1;
        }
        at
    }

    /// Takes the power of ten after its `e`; answers where it ends.
    fn power(&mut self, bytes: &[u8], mut at: usize) -> Result<usize, usize> {
        let negative = bytes.get(at) == Some(&b'-');
        at += usize::from(matches!(bytes.get(at), Some(b'-' | b'+')));
        let start = at;
        let mut power = 0_i32;
        while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|&digit| digit < 10) {
            power = power.saturating_mul(10).saturating_add(digit.into());
            at += 1;
        }
        if at == start {
            return Err(at);
        }
        self.exponent = self.exponent.saturating_add(if negative { -power } else { power });
        Ok(at)
    }

    /// The nearest double; not finite if it is too large to hold. Zero has no sign.
    pub(in crate::family) fn measure(&self) -> Measure {
        let x = self.exact().or_else(|| std::str::from_utf8(self.text).ok()?.parse().ok());
        match x {
            Some(x) if f64::is_finite(x) => Measure::Finite(x + 0.0),
            Some(_) | None => Measure::NonFinite,
        }
    }

    /// The nearest double where one rounding gives it: both the mantissa and the power of ten are doubles exactly.
    fn exact(&self) -> Option<f64> {
        const POWERS: [f64; 23] = [
            1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
            1e19, 1e20, 1e21, 1e22,
        ];
        if self.cut || self.mantissa > 1 << 53 {
            return None;
        }
        let power = *POWERS.get(usize::try_from(self.exponent.unsigned_abs()).ok()?)?;
        let mantissa = self.mantissa as f64;
        let size = if self.exponent < 0 { mantissa / power } else { mantissa * power };
        Some(if self.negative { -size } else { size })
    }

    /// The number as a whole one of 16 bits; `None` if it is not one.
    pub(in crate::family) fn whole_u16(&self) -> Option<u16> {
        if self.mantissa == 0 {
            return Some(0);
        }
        if self.negative || self.cut {
            return None;
        }
        let power = 10_u64.checked_pow(self.exponent.unsigned_abs());
        let whole = if self.exponent < 0 {
            power.filter(|power| self.mantissa.is_multiple_of(*power)).map(|power| self.mantissa / power)
        } else {
            power.and_then(|power| self.mantissa.checked_mul(power))
        };
        u16::try_from(whole?).ok()
    }

    /// The instant so many seconds after 1970, or milliseconds where seconds would lie beyond the year 5138. Cut to whole
    /// microseconds. `None` before 1970 and from the year 10000 on.
    pub(in crate::family) fn instant(&self) -> Option<Timestamp> {
        if self.negative && self.mantissa != 0 {
            return None;
        }
        let seconds = self.scaled(6)?;
        let micros = if seconds > MAX_SECONDS_US { self.scaled(3)? } else { seconds };
        let micros = Some(micros).filter(|&micros| micros < END_OF_TIME_US)?;
        i64::try_from(micros).ok().map(Timestamp::from_micros)
    }

    /// The number times ten to the `power`, cut to a whole one.
    fn scaled(&self, power: i32) -> Option<u128> {
        let mantissa = u128::from(self.mantissa);
        let exponent = self.exponent.saturating_add(power);
        let factor = 10_u128.checked_pow(exponent.unsigned_abs());
        match (mantissa, exponent) {
            (0, _) => Some(0),
            (_, ..0) => Some(factor.map_or(0, |factor| mantissa / factor)),
            (_, 0..) => mantissa.checked_mul(factor?),
        }
    }
}
