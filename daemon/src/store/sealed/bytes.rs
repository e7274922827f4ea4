//! Bytes, one after another: whole numbers of variable length, and a reader that never reads past the end.

use super::Damage;

/// Appends a number, seven bits a byte, lowest first; the top bit says that more follow.
pub(super) fn put(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(low_byte(n.into()) | 0x80);
        n >>= 7;
    }
    out.push(low_byte(n.into()));
}

/// Appends a number that may be negative.
pub(super) fn put_signed(out: &mut Vec<u8>, n: i64) {
    put(out, zigzag(n));
}

/// Appends a wide number that may be negative.
pub(super) fn put_wide(out: &mut Vec<u8>, n: i128) {
    let mut n = (n.cast_unsigned() << 1) ^ (n >> 127).cast_unsigned();
    while n >= 0x80 {
        out.push(low_byte(n) | 0x80);
        n >>= 7;
    }
    out.push(low_byte(n));
}

/// The lowest eight bits.
#[expect(clippy::cast_possible_truncation, reason = "the lowest bits are meant")]
pub(super) const fn low_byte(n: u128) -> u8 {
    n as u8
}

/// Small numbers of either sign as small numbers without: 0, −1, 1, −2, …
pub(super) const fn zigzag(n: i64) -> u64 {
    (n.cast_unsigned() << 1) ^ (n >> 63).cast_unsigned()
}

/// The reverse of [`zigzag`].
pub(super) const fn unzigzag(n: u64) -> i64 {
    (n >> 1).cast_signed() ^ (n & 1).cast_signed().wrapping_neg()
}

/// How many bytes [`put`] needs.
pub(super) const fn length(n: u64) -> usize {
    let bits = 64 - (n | 1).leading_zeros() as usize;
    bits.div_ceil(7)
}

const ENDS: Damage = Damage::Malformed { what: "it ends early" };

/// Reads from the front.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bytes<'a> {
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What has not been read.
    pub(super) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The next `n` bytes.
    pub(super) fn take(&mut self, n: usize) -> Result<&'a [u8], Damage> {
        let (head, tail) = self.rest.split_at_checked(n).ok_or(ENDS)?;
        self.rest = tail;
        Ok(head)
    }

    /// The next bytes, as many as an array holds.
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Damage> {
        let (head, tail) = self.rest.split_first_chunk().ok_or(ENDS)?;
        self.rest = tail;
        Ok(*head)
    }

    /// The next byte.
    pub(super) fn byte(&mut self) -> Result<u8, Damage> {
        self.array().map(|[byte]| byte)
    }

    /// The reverse of [`put`].
    pub(super) fn number(&mut self) -> Result<u64, Damage> {
        let mut n = 0;
        let mut shift = 0;
        loop {
            let byte = self.byte()?;
            if shift == 63 && byte > 1 {
                return Err(Damage::Malformed { what: "a number is too large" });
            }
            n |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(n);
            }
            shift += 7;
        }
    }

    /// A number that says how many of something follow.
    pub(super) fn count(&mut self) -> Result<usize, Damage> {
        usize::try_from(self.number()?).map_err(|_| Damage::Malformed { what: "a count is too large" })
    }

    /// The reverse of [`put_signed`].
    pub(super) fn signed(&mut self) -> Result<i64, Damage> {
        self.number().map(unzigzag)
    }

    /// The reverse of [`put_wide`].
    pub(super) fn wide(&mut self) -> Result<i128, Damage> {
        let mut n = 0;
        let mut shift = 0;
        loop {
            let byte = self.byte()?;
            if shift == 126 && byte > 3 {
                return Err(Damage::Malformed { what: "a number is too large" });
            }
            n |= u128::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok((n >> 1).cast_signed() ^ (n & 1).cast_signed().wrapping_neg());
            }
            shift += 7;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_of_any_size_come_back(a in any::<u64>(), b in any::<i64>(), c in any::<i128>(), shift in 0u32..64) {
            let (a, b) = (a >> shift, b >> shift);
            let mut out = Vec::new();
            put(&mut out, a);
            prop_assert_eq!(out.len(), length(a));
            put_signed(&mut out, b);
            put_wide(&mut out, c);
            let mut bytes = Bytes::new(&out);
            prop_assert_eq!(bytes.number(), Ok(a));
            prop_assert_eq!(bytes.signed(), Ok(b));
            prop_assert_eq!(bytes.wide(), Ok(c));
            prop_assert!(bytes.rest().is_empty());
        }
    }

    #[test]
    fn a_number_that_does_not_fit_or_does_not_end_is_refused() {
        let mut largest = Vec::new();
        put(&mut largest, u64::MAX);
        assert_eq!(Bytes::new(&largest).number(), Ok(u64::MAX));
        if let Some(last) = largest.last_mut() {
            *last += 1;
        }
        assert!(Bytes::new(&largest).number().is_err());
        assert!(Bytes::new(&[0x80; 10]).number().is_err());
        assert!(Bytes::new(&[0x80; 9]).number().is_err());
    }
}
