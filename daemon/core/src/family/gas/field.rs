//! The fields of a reading: their names and what they may be.

use crate::{
    family::json::Text,
    observation::{Channel, Measure},
};

/// A known field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Ts,
    Seq,
    Measured(Channel),
    Err,
    Net,
    Ver,
}

impl Field {
    /// The field with this name; `None` is kept out, not refused.
    pub(super) fn named(key: Text<'_>) -> Option<Self> {
        let mut buffer = [0; 8];
        let name = match key.plain() {
            Some(name) => name,
            None => key.read_into(&mut buffer)?.as_bytes(),
        };
        Some(match name {
            b"ts" => Self::Ts,
            b"seq" => Self::Seq,
            b"v_raw" => Self::Measured(Channel::VRaw),
            b"temp" => Self::Measured(Channel::Temp),
            b"humi" => Self::Measured(Channel::Humi),
            b"bat" => Self::Measured(Channel::Bat),
            b"rssi" => Self::Measured(Channel::Rssi),
            b"err" => Self::Err,
            b"net" => Self::Net,
            b"ver" => Self::Ver,
            _ => return None,
        })
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Ts => "ts",
            Self::Seq => "seq",
            Self::Measured(channel) => channel.as_str(),
            Self::Err => "err",
            Self::Net => "net",
            Self::Ver => "ver",
        }
    }

    /// One bit for each field, to notice those that stand twice.
    pub(super) const fn bit(self) -> u16 {
        match self {
            Self::Measured(channel) => 1 << channel as u16,
            Self::Ts => 1 << 8,
            Self::Seq => 1 << 9,
            Self::Err => 1 << 10,
            Self::Net => 1 << 11,
            Self::Ver => 1 << 12,
        }
    }

    /// Whether it tells anything about the plant; a frame without any such field is refused.
    pub(super) const fn tells(self) -> bool {
        matches!(self, Self::Measured(_) | Self::Err)
    }
}

/// Whether a number can be this channel's at all. Wide on purpose: it keeps out codes that devices send in place of a
/// measurement (−999 °C, 255 %), not doubtful measurements.
pub(super) fn possible(channel: Channel, measure: Measure) -> bool {
    let (least, most) = match channel {
        // Millivolts, or counts of a converter: any of 32 bits, and far from where arithmetic would overflow.
        Channel::VRaw => (-1e10, 1e10),
        // Electronics work within this; a compensation by more would only invent a value.
        Channel::Temp => (-100.0, 200.0),
        // Sensors overshoot a little at both ends.
        Channel::Humi => (-10.0, 110.0),
        Channel::Bat => (0.0, 100.0),
        // 0 and above is a modem's code for not measured and is kept.
        Channel::Rssi => (-200.0, 255.0),
    };
    measure.finite().is_none_or(|x| (least..=most).contains(&x))
}
