//! A column being read, page by page.

use super::{
    Damage,
    bytes::Bytes,
    column::{Codec, Head, Presence},
    pack::Unpacker,
    series,
};

/// What a row has in a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cell {
    Missing,
    NotFinite,
    Number(i64),
    /// A float that is no decimal.
    Exception(f64),
}

/// A column being read.
#[derive(Debug)]
pub(super) struct Column<'a> {
    pub(super) head: Head<'a>,
    unpacker: Option<Unpacker>,
    /// Of the page read last.
    kinds: Vec<i64>,
    numbers: Vec<i64>,
    exceptions: Vec<(usize, f64)>,
}

impl<'a> Column<'a> {
    pub(super) fn new(head: Head<'a>) -> Result<Self, Damage> {
        let unpacker = match head.codec {
            Codec::Packed(chunk) => Some(Unpacker::new(chunk)?),
            Codec::Same(_) | Codec::Series => None,
        };
        Ok(Self { head, unpacker, kinds: Vec::new(), numbers: Vec::new(), exceptions: Vec::new() })
    }

    /// Reads what a page of `rows` rows holds of it.
    pub(super) fn read(&mut self, bytes: &mut Bytes<'_>, rows: usize) -> Result<(), Damage> {
        self.kinds.clear();
        self.exceptions.clear();
        let count = match self.head.presence {
            Presence::None => 0,
            Presence::All => rows,
            Presence::Some => {
                series::decode(bytes, rows, &mut self.kinds)?;
                self.kinds.iter().filter(|kind| **kind == 1).count()
            }
        };
        match (self.head.codec, &mut self.unpacker) {
            (Codec::Same(_), _) => {}
            (Codec::Packed(_), Some(unpacker)) => unpacker.page(bytes, count, &mut self.numbers)?,
            (Codec::Series | Codec::Packed(_), _) => series::decode(bytes, count, &mut self.numbers)?,
        }
        if self.head.exceptions {
            let mut next = 0usize;
            for _ in 0..bytes.count()? {
                let at = next.saturating_add(bytes.count()?);
                self.exceptions.push((at, f64::from_bits(u64::from_le_bytes(bytes.array()?))));
                next = at.saturating_add(1);
            }
        }
        Ok(())
    }

    /// Hands over what each row of the page has.
    pub(super) fn each<T>(
        &self,
        rows: &mut [T],
        mut put: impl FnMut(&mut T, Cell) -> Result<(), Damage>,
    ) -> Result<(), Damage> {
        let same = match self.head.codec {
            Codec::Same(n) => Some(n),
            Codec::Series | Codec::Packed(_) => None,
        };
        let mut exceptions = self.exceptions.iter().peekable();
        let mut at = 0;
        for (row, item) in rows.iter_mut().enumerate() {
            let kind = match self.head.presence {
                Presence::None => 0,
                Presence::All => 1,
                Presence::Some => self.kinds.get(row).copied().unwrap_or(0),
            };
            let cell = match kind {
                0 => Cell::Missing,
                1 => {
                    let n = same.or_else(|| self.numbers.get(at).copied()).unwrap_or(0);
                    let exception = exceptions.next_if(|(place, _)| *place == at);
                    at += 1;
                    exception.map_or(Cell::Number(n), |(_, x)| Cell::Exception(*x))
                }
                2 => Cell::NotFinite,
                _ => return Err(Damage::Malformed { what: "a row is neither there nor missing" }),
            };
            put(item, cell)?;
        }
        Ok(())
    }
}
