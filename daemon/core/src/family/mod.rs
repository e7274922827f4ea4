//! Device families: what each says on the wire.
use crate::{observation::Observation, topic::Leaf};

/// A family of devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Gas.
    Gas,
}
/// Stub.
#[derive(Debug, thiserror::Error)]
#[error("stub")]
pub struct DecodeError;
impl Family {
    /// Stub.
    pub fn decode(self, _leaf: Leaf, _payload: &[u8]) -> Result<Observation, DecodeError> {
        Err(DecodeError)
    }
}
