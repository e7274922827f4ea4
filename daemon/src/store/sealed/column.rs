//! A column: what it holds, which rows have it, and how its numbers are written.

use mcs_core::observation::Channel;

use super::{
    Damage,
    bytes::{Bytes, length, put, put_signed, zigzag},
};

/// What a column holds. The numbers are stored and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Id {
    /// The time as sent, from the start of the slot.
    Sent,
    /// The receipt, from the time as sent, else from the start of the page.
    Received,
    /// The corrected time, from the time as sent, else from the start of the page; missing where it is the receipt.
    Time,
    /// The packet number.
    Seq,
    /// The device's error code.
    Err,
    /// Facts about the reading.
    Flags,
    /// The calibration revision.
    Calibration,
    /// A measurement.
    Channel(Channel),
}

/// Channels are numbered from here.
const CHANNELS: u8 = 16;

impl Id {
    /// How many there are.
    pub(super) const COUNT: usize = 7 + Channel::COUNT;

    /// The number that is stored.
    pub(super) const fn number(self) -> u8 {
        match self {
            Self::Sent => 1,
            Self::Received => 2,
            Self::Time => 3,
            Self::Seq => 4,
            Self::Err => 5,
            Self::Flags => 6,
            Self::Calibration => 7,
            Self::Channel(channel) => CHANNELS + channel as u8,
        }
    }

    /// All, in the order in which they are written and put together: a time is told from those before it.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let plain = [Self::Sent, Self::Received, Self::Time, Self::Seq, Self::Err, Self::Flags, Self::Calibration];
        plain.into_iter().chain(Channel::ALL.into_iter().map(Self::Channel))
    }
}

/// What the whole numbers of a column stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    /// So many times this power of ten.
    Times(u8),
    /// Divided by this power of ten: exactly that decimal.
    Decimal(u8),
    /// The bits of a float, sign first, without so many zeros at their end, turned so that they keep their order.
    Float(u8),
}

impl Scale {
    const fn numbers(self) -> [u8; 2] {
        match self {
            Self::Times(digits) => [0, digits],
            Self::Decimal(digits) => [1, digits],
            Self::Float(zeros) => [2, zeros],
        }
    }

    const fn of([kind, n]: [u8; 2]) -> Option<Self> {
        match (kind, n) {
            (0, 0..=7) => Some(Self::Times(n)),
            (1, 0..=6) => Some(Self::Decimal(n)),
            (2, 0..=52) => Some(Self::Float(n)),
            _ => None,
        }
    }
}

/// Which rows have a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    /// None.
    None = 0,
    /// All.
    All = 1,
    /// Each page says: 0 it is missing, 1 a number, 2 something that is not a finite number.
    Some = 2,
}

/// How the numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codec<'a> {
    /// All the same: this one.
    Same(i64),
    /// Each page holds a series.
    Series,
    /// Each page holds a base and a page of a chunk of pco; the chunk's beginning.
    Packed(&'a [u8]),
}

/// Set in the byte of presence when pages list exceptions.
const EXCEPTIONS: u8 = 0x80;

/// The entry of a column in the list of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head<'a> {
    pub(super) id: Id,
    pub(super) scale: Scale,
    pub(super) presence: Presence,
    /// Whether pages list numbers that are no decimals.
    pub(super) exceptions: bool,
    pub(super) codec: Codec<'a>,
}

impl<'a> Head<'a> {
    pub(super) fn put(&self, out: &mut Vec<u8>) {
        let [kind, scale] = self.scale.numbers();
        let exceptions = if self.exceptions { EXCEPTIONS } else { 0 };
        out.extend([self.id.number(), kind, scale, self.presence as u8 | exceptions]);
        match self.codec {
            Codec::Same(n) => {
                out.push(0);
                put(out, length(zigzag(n)) as u64);
                put_signed(out, n);
            }
            Codec::Series => out.extend([1, 0]),
            Codec::Packed(chunk) => {
                out.push(2);
                put(out, chunk.len() as u64);
                out.extend(chunk);
            }
        }
    }

    pub(super) fn take(bytes: &mut Bytes<'a>) -> Result<Self, Damage> {
        let [id, kind, scale, presence, codec] = bytes.array()?;
        let data_bytes = bytes.count()?;
        let data = bytes.take(data_bytes)?;
        let id =
            Id::all().find(|known| known.number() == id).ok_or(Damage::Malformed { what: "a column is unknown" })?;
        let scale = Scale::of([kind, scale]).ok_or(Damage::Malformed { what: "a scale is unknown" })?;
        let exceptions = presence & EXCEPTIONS != 0;
        let presence = match presence & !EXCEPTIONS {
            0 => Presence::None,
            1 => Presence::All,
            2 => Presence::Some,
            _ => return Err(Damage::Malformed { what: "what is missing is told in an unknown way" }),
        };
        let mut same = Bytes::new(data);
        let codec = match codec {
            0 => Codec::Same(same.signed()?),
            1 => Codec::Series,
            2 => Codec::Packed(data),
            _ => return Err(Damage::Malformed { what: "a column is written in an unknown way" }),
        };
        Ok(Self { id, scale, presence, exceptions, codec })
    }
}
