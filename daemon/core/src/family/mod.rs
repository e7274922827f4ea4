//! Families of devices: what their bytes mean. Families know nothing of each other.

pub mod gas;
mod json;

use crate::{observation::Observation, topic::Leaf};

/// A kind of device, by what it says on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// Gas detectors on MQTT.
    Gas,
}

impl Family {
    /// Largest payload worth reading, in bytes.
    pub const fn max_payload(self) -> usize {
        match self {
            Self::Gas => gas::MAX_PAYLOAD,
        }
    }
}

/// Why a frame could not be decoded. What cannot be decoded is kept raw and does not show that the device is alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// More bytes than any device of the family has reason to send.
    #[error("{len} bytes, more than {max}")]
    TooLong {
        /// Its length.
        len: usize,
        /// The most accepted.
        max: usize,
    },
    /// Not the format of the family.
    #[error("malformed at byte {at}: {why}")]
    Malformed {
        /// Where reading stopped.
        at: usize,
        /// What was expected there.
        why: &'static str,
    },
    /// Values within values, deeper than any device of the family sends.
    #[error("nested deeper than {max} at byte {at}")]
    TooDeep {
        /// Where reading stopped.
        at: usize,
        /// The deepest accepted.
        max: usize,
    },
    /// More elements in one array than a device can buffer.
    #[error("more than {max} elements in one array")]
    TooMany {
        /// The most accepted.
        max: usize,
    },
    /// An empty array.
    #[error("an array without elements")]
    Empty,
    /// An object without any field that was measured.
    #[error("element {element} has no measurement")]
    NoMeasurement {
        /// Its index in the array; 0 for a single object.
        element: usize,
    },
    /// A field without which the message means nothing.
    #[error("{name} is missing or not what it must be")]
    MissingField {
        /// Its name.
        name: &'static str,
    },
    /// Devices do not publish there.
    #[error("devices do not publish on {leaf}")]
    NotFromDevice {
        /// The last level of the topic.
        leaf: &'static str,
    },
}

/// Decodes one frame of a device.
pub fn decode(family: Family, leaf: Leaf, payload: &[u8]) -> Result<Observation, DecodeError> {
    match family {
        Family::Gas => gas::decode(leaf, payload),
    }
}
