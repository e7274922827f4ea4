//! Gas detectors: JSON on `mcs/{sn}/up`, `status` and `ack`.
//!
//! A frame is decoded as far as it can be believed: what is wrong with single fields becomes an anomaly and the field is
//! missing, a number that is not finite is a fact of its own, and what nobody knows is skipped. Only a frame that is not
//! JSON, or measures nothing, is an error.

mod answer;
mod field;
mod sample;
mod status;
#[cfg(test)]
mod tests;

use smallvec::SmallVec;

use self::sample::read_sample;
use super::{DecodeError, json::Reader};
use crate::{
    observation::{Observation, Sample},
    topic::Leaf,
};

/// Largest payload accepted, in bytes: room for [`MAX_BATCH`] ordinary readings of 117 bytes, so that a device's whole
/// buffer fits into one batch.
pub const MAX_PAYLOAD: usize = 128 * 1024;

/// Most readings accepted in one array: as many as a device buffers.
pub const MAX_BATCH: usize = 1000;

/// Decodes one frame.
pub fn decode(leaf: Leaf, payload: &[u8]) -> Result<Observation, DecodeError> {
    if payload.len() > MAX_PAYLOAD {
        return Err(DecodeError::TooLong { len: payload.len(), max: MAX_PAYLOAD });
    }
    let mut reader = Reader::new(payload);
    let observation = match leaf {
        Leaf::Up => read_samples(&mut reader)?,
        Leaf::Status => status::read_status(&mut reader)?,
        Leaf::Ack => answer::read_answer(&mut reader)?,
        Leaf::Cmd | Leaf::Down => return Err(DecodeError::NotFromDevice { leaf: leaf.as_str() }),
    };
    reader.end()?;
    Ok(observation)
}

fn read_samples(reader: &mut Reader<'_>) -> Result<Observation, DecodeError> {
    let mut samples: SmallVec<[Sample; 1]> = SmallVec::new();
    let array = reader.peek() == Some(b'[');
    if array {
        reader.array(|reader, element| {
            if element == MAX_BATCH {
                return Err(DecodeError::TooMany { max: MAX_BATCH });
            }
            samples.push(read_sample(reader, element)?);
            Ok(())
        })?;
    } else {
        samples.push(read_sample(reader, 0)?);
    }
    if samples.is_empty() {
        return Err(DecodeError::Empty);
    }
    Ok(Observation::Samples { samples, array })
}
