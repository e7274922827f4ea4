//! A small JSON reader for what devices send: one pass over the bytes, no allocation, nothing recursive without a bound.
//!
//! It is JSON as RFC 8259 has it, with one addition: `NaN`, `Infinity` and `inf` (any case, with or without a sign) are
//! read where a number may stand, because C libraries print them and a sensor that fails must be seen to fail. Texts are
//! checked for UTF-8 only where they are used.

mod number;
mod text;

pub(super) use number::Number;
pub(super) use text::Text;

use super::DecodeError;

/// Deepest nesting followed while skipping what nobody asked for. Detectors send one level in an optional array; the rest
/// is room for vendors' additions. Each level costs one small stack frame.
pub(super) const MAX_DEPTH: usize = 32;

/// One value. Objects and arrays are skipped whole: no known field is one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value<'a> {
    Null,
    Bool(bool),
    Number(Number<'a>),
    /// NaN or an infinity, spelled out.
    NonFinite,
    Text(Text<'a>),
    Nested,
}

/// A place in the bytes.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next byte that is not white space, without taking it.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        while let Some(&byte) = self.bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    /// Whether nothing but white space is left; anything else is malformed.
    pub(super) fn end(&mut self) -> Result<(), DecodeError> {
        if self.peek().is_none() { Ok(()) } else { Err(self.malformed("the end")) }
    }

    /// Reads an object; `field` is called with each key and must take its value.
    #[inline]
    pub(super) fn object(
        &mut self,
        mut field: impl FnMut(&mut Self, Text<'a>) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.take(b'{', "an object")?;
        if self.taken(b'}') {
            return Ok(());
        }
        loop {
            self.peek();
            let key = self.text()?;
            self.take(b':', "a colon")?;
            field(self, key)?;
            if !self.taken(b',') {
                return self.take(b'}', "a comma or the end of the object");
            }
        }
    }

    /// Reads an array; `element` is called with each index and must take the element.
    pub(super) fn array(
        &mut self,
        mut element: impl FnMut(&mut Self, usize) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.take(b'[', "an array")?;
        if self.taken(b']') {
            return Ok(());
        }
        for index in 0.. {
            element(self, index)?;
            if !self.taken(b',') {
                break;
            }
        }
        self.take(b']', "a comma or the end of the array")
    }

    /// Reads one value.
    pub(super) fn value(&mut self) -> Result<Value<'a>, DecodeError> {
        self.value_within(1)
    }

    fn value_within(&mut self, depth: usize) -> Result<Value<'a>, DecodeError> {
        match self.peek() {
            Some(b'"') => Ok(Value::Text(self.text()?)),
            Some(b'{') => {
                self.descend(depth)?;
                self.object(|reader, _| reader.value_within(depth + 1).map(drop))?;
                Ok(Value::Nested)
            }
            Some(b'[') => {
                self.descend(depth)?;
                self.array(|reader, _| reader.value_within(depth + 1).map(drop))?;
                Ok(Value::Nested)
            }
            Some(b'-' | b'+' | b'0'..=b'9') => self.number(),
            Some(_) => self.word(),
            None => Err(self.malformed("a value")),
        }
    }

    fn descend(&self, depth: usize) -> Result<(), DecodeError> {
        if depth < MAX_DEPTH { Ok(()) } else { Err(DecodeError::TooDeep { at: self.at, max: MAX_DEPTH }) }
    }

    fn text(&mut self) -> Result<Text<'a>, DecodeError> {
        let (text, used) = Text::read(&self.bytes[self.at..])
            .map_err(|(offset, why)| DecodeError::Malformed { at: self.at + offset, why })?;
        self.at += used;
        Ok(text)
    }

    fn number(&mut self) -> Result<Value<'a>, DecodeError> {
        let rest = &self.bytes[self.at..];
        if let [b'-' | b'+', b'a'..=b'z' | b'A'..=b'Z', ..] = rest {
            self.at += 1;
            return match self.word()? {
                Value::NonFinite => Ok(Value::NonFinite),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::Nested => {
                    Err(self.malformed("a number"))
                }
            };
        }
        let (number, used) =
            Number::read(rest).map_err(|offset| DecodeError::Malformed { at: self.at + offset, why: "a digit" })?;
        self.at += used;
        Ok(Value::Number(number))
    }

    /// Reads a value that is spelled out.
    fn word(&mut self) -> Result<Value<'a>, DecodeError> {
        let rest = &self.bytes[self.at..];
        let len = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let word = &rest[..len];
        let value = match word {
            b"null" => Value::Null,
            b"true" => Value::Bool(true),
            b"false" => Value::Bool(false),
            _ if [&b"nan"[..], b"inf", b"infinity"].into_iter().any(|name| word.eq_ignore_ascii_case(name)) => {
                Value::NonFinite
            }
            _ => return Err(self.malformed("a value")),
        };
        self.at += len;
        Ok(value)
    }

    #[inline]
    fn taken(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    #[inline]
    fn take(&mut self, byte: u8, why: &'static str) -> Result<(), DecodeError> {
        if self.taken(byte) { Ok(()) } else { Err(self.malformed(why)) }
    }

    #[cold]
    fn malformed(&self, why: &'static str) -> DecodeError {
        DecodeError::Malformed { at: self.at, why }
    }
}
