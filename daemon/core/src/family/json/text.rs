//! JSON strings, left where they lie until somebody wants them.

/// A string between its quotes, escapes and all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::family) struct Text<'a> {
    raw: &'a [u8],
    escaped: bool,
}

impl<'a> Text<'a> {
    /// Reads a string that begins with its quote. Answers it and how many bytes it took, or where it went wrong and
    /// what was expected there.
    pub(super) fn read(bytes: &'a [u8]) -> Result<(Self, usize), (usize, &'static str)> {
        if bytes.first() != Some(&b'"') {
            return Err((0, "a string"));
        }
        let mut escaped = false;
        let mut at = 1;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'"' => return Ok((Self { raw: &bytes[1..at], escaped }, at + 1)),
                b'\\' => {
                    escaped = true;
                    at += Self::escape_len(&bytes[at..]).ok_or((at, "an escape"))?;
                }
                0..0x20 => return Err((at, "no control character in a string")),
                _ => at += 1,
            }
        }
        Err((at, "the end of the string"))
    }

    fn escape_len(bytes: &[u8]) -> Option<usize> {
        match bytes.get(1)? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(2),
            b'u' => hex(bytes.get(2..6)?).map(|_| 6),
            _ => None,
        }
    }

    /// The string as it reads, in `buffer`; `None` if it is longer than the buffer, not UTF-8, or half a surrogate pair.
    pub(in crate::family) fn read_into<'b>(&self, buffer: &'b mut [u8]) -> Option<&'b str> {
        let mut len = 0;
        let mut rest = self.raw;
        while let Some((&byte, tail)) = rest.split_first() {
            let mut utf8 = [byte, 0, 0, 0];
            let mut width = 1;
            rest = tail;
            if byte == b'\\' {
                let (read, tail) = unescape(rest)?;
                width = read.encode_utf8(&mut utf8).len();
                rest = tail;
            }
            buffer.get_mut(len..len + width)?.copy_from_slice(&utf8[..width]);
            len += width;
        }
        std::str::from_utf8(&buffer[..len]).ok()
    }

    /// The bytes as sent, if nothing in them is escaped.
    #[inline]
    pub(in crate::family) const fn plain(&self) -> Option<&'a [u8]> {
        if self.escaped { None } else { Some(self.raw) }
    }
}

/// Reads what follows a backslash; answers the character and what is left.
fn unescape(rest: &[u8]) -> Option<(char, &[u8])> {
    let (&kind, rest) = rest.split_first()?;
    let plain = match kind {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unescape_unicode(rest),
        other => char::from(other),
    };
    Some((plain, rest))
}

fn unescape_unicode(rest: &[u8]) -> Option<(char, &[u8])> {
    let first = hex(rest.get(..4)?)?;
    let rest = &rest[4..];
    if let Some(plain) = char::from_u32(first) {
        return Some((plain, rest));
    }
    let second = hex(rest.strip_prefix(b"\\u")?.get(..4)?)?;
    let mut pair = char::decode_utf16([u16::try_from(first).ok()?, u16::try_from(second).ok()?]);
    Some((pair.next()?.ok()?, &rest[6..]))
}

fn hex(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, &digit| Some(number * 16 + char::from(digit).to_digit(16)?))
}
