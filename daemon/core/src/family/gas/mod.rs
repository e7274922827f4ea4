//! Gas detectors: JSON on `mcs/{sn}/up`, `status` and `ack`.

use super::DecodeError;
use crate::{observation::Observation, topic::Leaf};

/// Largest payload accepted: 1000 buffered readings of 64 bytes, the batch of the longest outage.
pub const MAX_PAYLOAD: usize = 64 * 1024;

/// Decodes one frame.
pub fn decode(leaf: Leaf, payload: &[u8]) -> Result<Observation, DecodeError> {
    let _ = payload;
    Err(DecodeError::NotFromDevice { leaf: leaf.as_str() })
}
