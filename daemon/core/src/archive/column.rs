//! The columns and their names.

use std::fmt;

/// A column of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Column {
    /// The corrected time.
    Time,
    /// The device.
    Sn,
    /// Sensor voltage, mV.
    VRaw,
    /// The shown value in the point's unit. Its name is older than other units are.
    Ppm,
    /// Temperature, °C.
    Temp,
    /// Relative humidity, %.
    Humi,
    /// Battery, %.
    Bat,
    /// Signal strength, dBm.
    Rssi,
    /// The packet number.
    Seq,
    /// The device's error code.
    Err,
    /// The unit of the value.
    Unit,
    /// The device's time as sent.
    TsSent,
    /// When it arrived.
    Received,
    /// Facts about the reading.
    Flags,
    /// The revision of the calibration it is computed with.
    Calib,
}

/// The first line of a file, without its line feed.
pub const HEADER: &str = "time,sn,v_raw,ppm,temp,humi,bat,rssi,seq,err,unit,ts_sent,received,flags,calib";

/// The first line of files written before the columns after `seq` were added.
pub const OLD_HEADER: &str = "time,sn,v_raw,ppm,temp,humi,bat,rssi,seq";

impl Column {
    /// How many there are.
    pub const COUNT: usize = 15;

    /// All of them, in the order of [`HEADER`].
    pub const ALL: [Self; Self::COUNT] = [
        Self::Time,
        Self::Sn,
        Self::VRaw,
        Self::Ppm,
        Self::Temp,
        Self::Humi,
        Self::Bat,
        Self::Rssi,
        Self::Seq,
        Self::Err,
        Self::Unit,
        Self::TsSent,
        Self::Received,
        Self::Flags,
        Self::Calib,
    ];

    /// The name in the header.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Sn => "sn",
            Self::VRaw => "v_raw",
            Self::Ppm => "ppm",
            Self::Temp => "temp",
            Self::Humi => "humi",
            Self::Bat => "bat",
            Self::Rssi => "rssi",
            Self::Seq => "seq",
            Self::Err => "err",
            Self::Unit => "unit",
            Self::TsSent => "ts_sent",
            Self::Received => "received",
            Self::Flags => "flags",
            Self::Calib => "calib",
        }
    }

    /// The column with this name, in either case; `value`, `ts` and `calibration` are understood too.
    pub fn named(name: &str) -> Option<Self> {
        let other = match name.to_ascii_lowercase().as_str() {
            "value" => Some(Self::Ppm),
            "ts" => Some(Self::TsSent),
            "calibration" => Some(Self::Calib),
            _ => None,
        };
        other.or_else(|| Self::ALL.into_iter().find(|column| column.as_str().eq_ignore_ascii_case(name)))
    }

    /// The column whose name is most like this one, if any is.
    pub fn like(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let (distance, column) =
            Self::ALL.into_iter().map(|column| (distance(&name, column.as_str()), column)).min()?;
        (distance <= 2 && distance < column.as_str().len()).then_some(column)
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Letters to insert, remove or replace to get from one word to the other.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.bytes().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}
