//! A reading: one sample of one point with its times, its value and how far it can be believed.

use serde::{Deserialize, Serialize};

use crate::{
    id::{CalibrationRevision, PointId, SerialNumber},
    observation::{Channel, Channels},
    quantity::Unit,
    time::{Span, Timestamp},
};

/// Facts about a reading, one bit each. The numbers are stored and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Flags(pub u32);

impl Flags {
    /// Back-fill: never judged live.
    pub const LATE: Self = Self(1);
    /// The device sent no time; the received time is used.
    pub const NO_TIME: Self = Self(1 << 1);
    /// The device's time could not be used; the received time is used.
    pub const BAD_TIME: Self = Self(1 << 2);
    /// No temperature compensation was applied.
    pub const UNCOMPENSATED: Self = Self(1 << 3);
    /// A number was NaN or infinite.
    pub const NON_FINITE: Self = Self(1 << 4);
    /// The voltage is missing.
    pub const NO_VOLTAGE: Self = Self(1 << 5);
    /// The voltage is at an electrical rail.
    pub const AT_RAIL: Self = Self(1 << 6);
    /// No calibration was in force.
    pub const UNCALIBRATED: Self = Self(1 << 7);
    /// The same key was stored before with other content; both are kept.
    pub const CONFLICT: Self = Self(1 << 8);
    /// Live, but older than the last one judged.
    pub const OUT_OF_ORDER: Self = Self(1 << 9);
    /// Below the start of the range.
    pub const UNDER_RANGE: Self = Self(1 << 10);
    /// At or above the end of the range.
    pub const OVER_RANGE: Self = Self(1 << 11);
    /// A field was malformed and counts as missing.
    pub const BAD_FIELD: Self = Self(1 << 12);
    /// The device's clock was found wrong and its skew restarted with this reading.
    pub const SKEW_RESTART: Self = Self(1 << 13);
    /// Device time and received time are more than 10 min apart.
    pub const FAR_TIME: Self = Self(1 << 14);
    /// It arrived while the broker held it as a retained message.
    pub const RETAINED: Self = Self(1 << 15);
    /// Voltage and calibration are there, but what they give is not a finite number.
    pub const NO_VALUE: Self = Self(1 << 16);

    /// Whether all of these bits are set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
    /// Whether any of these bits is set.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
    /// Sets these bits.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    /// Clears these bits.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// A reading as it is stored. The value is not: channels and calibration revision reproduce it bit for bit.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Whose it is.
    pub point: PointId,
    /// The device's time as sent.
    pub ts: Option<Timestamp>,
    /// The time it is judged at: `ts` corrected by the device's clock error, never after receipt.
    pub time: Timestamp,
    /// When it arrived, in steps of [`Self::RECEIVED_STEP`].
    pub received: Timestamp,
    /// The packet number.
    pub seq: Option<u16>,
    /// The measurements. A non-finite one is missing here and told by [`Flags::NON_FINITE`], as it is when read back.
    pub channels: Channels,
    /// The device's error code.
    pub err: u16,
    /// Facts about it.
    pub flags: Flags,
    /// The calibration it is computed with; `None` is uncalibrated.
    pub calibration: Option<CalibrationRevision>,
}

impl Reading {
    /// Receipt is told to 10 ms: below it a network says nothing, and a year of it takes half the space.
    pub const RECEIVED_STEP: Span = Span::millis(10);
}

/// How far a value can be believed, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quality {
    /// As good as it gets.
    Good,
    /// Without temperature compensation.
    Uncompensated,
    /// Outside the measuring range; shown limited to it.
    OutOfRange,
    /// The device reports that its data are doubtful (err 2 or 50): may raise an alarm, never clear one.
    Doubtful,
    /// No value: sensor failure, missing, non-finite or railed voltage.
    Fault,
    /// No value: no calibration on record.
    Uncalibrated,
}

impl Quality {
    /// Of a reading as stored.
    pub const fn of(flags: Flags, err: u16) -> Self {
        if err == 1 || flags.any(Flags::NO_VOLTAGE.with(Flags::AT_RAIL).with(Flags::NO_VALUE)) {
            Self::Fault
        } else if flags.has(Flags::UNCALIBRATED) {
            Self::Uncalibrated
        } else if matches!(err, 2 | 50) {
            Self::Doubtful
        } else if flags.any(Flags::UNDER_RANGE.with(Flags::OVER_RANGE)) {
            Self::OutOfRange
        } else if flags.has(Flags::UNCOMPENSATED) || err == 3 {
            Self::Uncompensated
        } else {
            Self::Good
        }
    }

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Uncompensated => "uncompensated",
            Self::OutOfRange => "out-of-range",
            Self::Doubtful => "doubtful",
            Self::Fault => "fault",
            Self::Uncalibrated => "uncalibrated",
        }
    }

    /// Every quality, in the order of its number on the wire.
    pub const ALL: [Self; 6] =
        [Self::Good, Self::Uncompensated, Self::OutOfRange, Self::Doubtful, Self::Fault, Self::Uncalibrated];
}

/// A stored reading as people and programs ask for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadingRecord {
    /// The device.
    pub sn: SerialNumber,
    /// The device's time as sent.
    pub ts: Option<Timestamp>,
    /// The corrected time.
    pub time: Timestamp,
    /// When it arrived.
    pub received: Timestamp,
    /// The packet number.
    pub seq: Option<u16>,
    /// The value limited to the range, rounded to the resolution; `None` if there is none.
    pub value: Option<f64>,
    /// The unlimited, unrounded value that was judged.
    pub value_unlimited: Option<f64>,
    /// Its unit.
    pub unit: Unit,
    /// How far it can be believed.
    pub quality: Quality,
    /// Back-fill.
    pub late: bool,
    /// Sensor voltage, mV.
    pub v_raw: Option<f64>,
    /// Temperature, °C.
    pub temp: Option<f64>,
    /// Relative humidity, %.
    pub humi: Option<f64>,
    /// Battery, %.
    pub bat: Option<f64>,
    /// Signal strength, dBm.
    pub rssi: Option<f64>,
    /// The device's error code.
    pub err: u16,
    /// The raw flag bits.
    pub flags: Flags,
    /// The calibration it is computed with.
    pub calibration: Option<CalibrationRevision>,
}

impl ReadingRecord {
    /// The channels by name and number.
    pub fn set_channels(&mut self, channels: &Channels) {
        self.v_raw = channels.finite(Channel::VRaw);
        self.temp = channels.finite(Channel::Temp);
        self.humi = channels.finite(Channel::Humi);
        self.bat = channels.finite(Channel::Bat);
        self.rssi = channels.finite(Channel::Rssi);
    }
}

/// A stretch of time in which stored readings of a device cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DamagedSpan {
    /// The device.
    pub sn: SerialNumber,
    /// Its first instant.
    pub from: Timestamp,
    /// The first instant after it.
    pub to: Timestamp,
    /// What is wrong.
    pub why: String,
}

/// Readings of one interval, summarised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The device.
    pub sn: SerialNumber,
    /// Start of the interval; it ends where the next one starts.
    pub start: Timestamp,
    /// Readings with a value.
    pub count: u64,
    /// Mean of the values as judged, limited to the range; not rounded.
    pub mean: Option<f64>,
    /// Smallest value as shown.
    pub min: Option<f64>,
    /// Largest value as shown.
    pub max: Option<f64>,
    /// Newest value as shown.
    pub last: Option<f64>,
    /// Their unit.
    pub unit: Unit,
}
