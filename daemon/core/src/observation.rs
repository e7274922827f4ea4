//! What a device said, once decoded and before it is believed: measurements, events, status.

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::time::Timestamp;

/// A column of a point's readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Channel {
    /// Sensor voltage, mV.
    VRaw = 0,
    /// Temperature, °C.
    Temp = 1,
    /// Relative humidity, %.
    Humi = 2,
    /// Battery, %.
    Bat = 3,
    /// Signal strength, dBm.
    Rssi = 4,
}

impl Channel {
    /// How many there are.
    pub const COUNT: usize = 5;
    /// All of them, by number.
    pub const ALL: [Self; Self::COUNT] = [Self::VRaw, Self::Temp, Self::Humi, Self::Bat, Self::Rssi];

    /// The name on the wire, in the store and in the CLI.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VRaw => "v_raw",
            Self::Temp => "temp",
            Self::Humi => "humi",
            Self::Bat => "bat",
            Self::Rssi => "rssi",
        }
    }
}

/// One measured channel. Missing and non-finite are facts of their own, never a number.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub enum Measure {
    /// The device did not send it, or sent something that is not a number.
    #[default]
    Missing,
    /// A finite number.
    Finite(f64),
    /// The device sent NaN, an infinity, or a number too large to hold.
    NonFinite,
}

impl Measure {
    /// The number, if it is one.
    pub const fn finite(self) -> Option<f64> {
        match self {
            Self::Finite(x) => Some(x),
            Self::Missing | Self::NonFinite => None,
        }
    }
}

/// The channels of one reading, indexed by [`Channel`].
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Channels([Measure; Channel::COUNT]);

impl Channels {
    /// What was measured on this channel.
    pub const fn get(&self, channel: Channel) -> Measure {
        self.0[channel as usize]
    }
    /// The number on this channel, if there is one.
    pub const fn finite(&self, channel: Channel) -> Option<f64> {
        self.get(channel).finite()
    }
    /// Puts a measurement in its place.
    pub const fn set(&mut self, channel: Channel, measure: Measure) {
        self.0[channel as usize] = measure;
    }
}

/// Something in a frame that is not as it should be, though the rest could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anomaly {
    /// A known field has the wrong type or lies outside what it may be; it counts as missing.
    BadField(&'static str),
    /// A known field stands twice; the last one counts.
    DuplicateField(&'static str),
    /// A number is NaN, infinite or too large to hold.
    NonFinite(&'static str),
    /// The time cannot be used (see [`crate::lateness`]).
    UnusableTime,
}

/// One report of a gas detector.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sample {
    /// The device's time as sent.
    pub ts: Option<Timestamp>,
    /// The packet number.
    pub seq: Option<u16>,
    /// The measurements.
    pub channels: Channels,
    /// The device's error code; 0 is ok.
    pub err: u16,
    /// Network in use, e.g. `4G`; at most [`Sample::MAX_TEXT`] bytes.
    pub net: Option<Box<str>>,
    /// Firmware version; at most [`Sample::MAX_TEXT`] bytes.
    pub ver: Option<Box<str>>,
    /// What was wrong with the frame.
    pub anomalies: SmallVec<[Anomaly; 2]>,
}

impl Sample {
    /// Longest `net` or `ver` kept.
    pub const MAX_TEXT: usize = 32;
}

/// Whether a device says it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It says it is.
    Online,
    /// It says it is not, or its will does.
    Offline,
}

/// What a device said in one frame.
#[derive(Debug, Clone, PartialEq)]
pub enum Observation {
    /// One report, or several in the order of the array they came in.
    Samples {
        /// Reports in the order sent; never empty.
        samples: SmallVec<[Sample; 1]>,
        /// Whether they came as an array, whose newest element is live and the rest back-fill.
        array: bool,
    },
    /// A status message or a will.
    Status(Presence),
    /// An answer to a command.
    Answer {
        /// The command's id.
        id: Box<str>,
        /// Whether the device accepted it.
        ok: bool,
        /// The device's error code.
        err: u16,
    },
}
