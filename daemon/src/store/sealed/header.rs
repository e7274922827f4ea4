//! What a segment says about itself before anything is decoded.

use mcs_core::{id::PointId, time::Timestamp};

use super::{Damage, Level, Slot, bytes::Bytes};

/// How a segment begins.
const MAGIC: [u8; 4] = *b"MCSS";
/// The newest version known.
const VERSION: u8 = 1;
/// The number of gas detectors among families of devices; stored, never reused.
const GAS: u8 = 1;

/// Bytes of the checksum at the end.
pub(super) const CHECKSUM: usize = 8;

/// A segment holds no more readings: 48 a second for a whole day. What says otherwise is damaged.
pub(super) const MOST: u32 = 1 << 22;

/// The fixed part at the beginning of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Whose readings it holds.
    pub point: PointId,
    /// The stretch of time it covers.
    pub slot: Slot,
    /// How many readings it holds.
    pub count: u32,
}

impl Header {
    /// Reads the beginning of a segment. Neither the checksum nor anything behind it is looked at.
    pub fn read(segment: &[u8]) -> Result<Self, Damage> {
        Self::take(&mut Bytes::new(segment)).map(|(header, _)| header)
    }

    /// The header and how many columns follow.
    pub(super) fn take(bytes: &mut Bytes<'_>) -> Result<(Self, u8), Damage> {
        if bytes.array()? != MAGIC {
            return Err(Damage::Malformed { what: "it is not a segment" });
        }
        match bytes.byte()? {
            VERSION => {}
            found => return Err(Damage::Version { found, known: VERSION }),
        }
        if bytes.byte()? != GAS {
            return Err(Damage::Malformed { what: "it is of an unknown family of devices" });
        }
        let level =
            Level::BY_ARRIVAL.into_iter().find(|level| *level as u8 == bytes.rest().first().copied().unwrap_or(0xff));
        let level = level.ok_or(Damage::Malformed { what: "its length is unknown" })?;
        let [_, columns] = bytes.array()?;
        let start = Timestamp::from_micros(i64::from_le_bytes(bytes.array()?));
        let point = PointId(u32::from_le_bytes(bytes.array()?));
        let count = u32::from_le_bytes(bytes.array()?);
        if count > MOST {
            return Err(Damage::Malformed { what: "it claims more readings than any segment holds" });
        }
        Ok((Self { point, slot: Slot { level, start }, count }, columns))
    }

    pub(super) fn put(&self, out: &mut Vec<u8>, columns: u8) {
        out.extend(MAGIC);
        out.extend([VERSION, GAS, self.slot.level as u8, columns]);
        out.extend(self.slot.start.as_micros().to_le_bytes());
        out.extend(self.point.0.to_le_bytes());
        out.extend(self.count.to_le_bytes());
    }
}
