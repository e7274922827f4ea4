//! The sensor-type catalogue: what a kind of sensor measures, in which unit, and what a new point of it starts with.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::quantity::{Range, Unit};

/// What a point measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "chemical names and the words of the trade")]
pub enum SensorType {
    H2,
    CH4,
    CO,
    H2S,
    NH3,
    VOC,
    EX,
    O2,
    CO2,
    #[serde(rename = "PM2.5")]
    Pm25,
    #[serde(rename = "PM10")]
    Pm10,
    #[serde(rename = "TEMP")]
    Temperature,
    #[serde(rename = "HUMI")]
    Humidity,
    #[serde(rename = "CUSTOM")]
    Custom,
}

/// How a sensor type behaves in alarm rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SensorClass {
    /// A gas that burns.
    Combustible,
    /// A gas that poisons.
    Toxic,
    /// Oxygen: too little and too much are both dangerous.
    Oxygen,
    /// Not a gas alarm: dust, climate, custom.
    Ambient,
}

impl SensorType {
    /// Every type.
    pub const ALL: [Self; 14] = [
        Self::H2,
        Self::CH4,
        Self::CO,
        Self::H2S,
        Self::NH3,
        Self::VOC,
        Self::EX,
        Self::O2,
        Self::CO2,
        Self::Pm25,
        Self::Pm10,
        Self::Temperature,
        Self::Humidity,
        Self::Custom,
    ];

    /// As users write and read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::H2 => "H2",
            Self::CH4 => "CH4",
            Self::CO => "CO",
            Self::H2S => "H2S",
            Self::NH3 => "NH3",
            Self::VOC => "VOC",
            Self::EX => "EX",
            Self::O2 => "O2",
            Self::CO2 => "CO2",
            Self::Pm25 => "PM2.5",
            Self::Pm10 => "PM10",
            Self::Temperature => "TEMP",
            Self::Humidity => "HUMI",
            Self::Custom => "CUSTOM",
        }
    }

    /// The type with this name, in either case; `VOCs` is taken for `VOC`.
    pub fn parse(text: &str) -> Option<Self> {
        if text.eq_ignore_ascii_case("vocs") {
            return Some(Self::VOC);
        }
        Self::ALL.into_iter().find(|kind| kind.as_str().eq_ignore_ascii_case(text))
    }

    /// The unit its values have unless the point says otherwise.
    pub const fn unit(self) -> Unit {
        match self {
            Self::H2 | Self::CH4 | Self::CO | Self::H2S | Self::NH3 | Self::VOC => Unit::Ppm,
            Self::EX => Unit::PercentLel,
            Self::O2 | Self::CO2 => Unit::PercentVol,
            Self::Pm25 | Self::Pm10 => Unit::MicrogramPerCubicMetre,
            Self::Temperature => Unit::Celsius,
            Self::Humidity => Unit::PercentRh,
            Self::Custom => Unit::One,
        }
    }

    /// How it behaves in alarm rules.
    pub const fn class(self) -> SensorClass {
        match self {
            Self::H2 | Self::CH4 | Self::EX | Self::VOC => SensorClass::Combustible,
            Self::CO | Self::H2S | Self::NH3 | Self::CO2 => SensorClass::Toxic,
            Self::O2 => SensorClass::Oxygen,
            Self::Pm25 | Self::Pm10 | Self::Temperature | Self::Humidity | Self::Custom => SensorClass::Ambient,
        }
    }

    /// Whether its alarms are gas alarms.
    pub const fn is_gas(self) -> bool {
        !matches!(self.class(), SensorClass::Ambient)
    }

    /// The range proposed when a point of this type is added; a person may give another. `None`: it must be given.
    pub fn proposed_range(self) -> Option<Range> {
        match self {
            Self::EX => Range::new(0.0, 100.0),
            Self::O2 => Range::new(0.0, 25.0),
            Self::H2 | Self::CH4 | Self::VOC => Range::new(0.0, 50_000.0),
            Self::CO
            | Self::H2S
            | Self::NH3
            | Self::CO2
            | Self::Pm25
            | Self::Pm10
            | Self::Temperature
            | Self::Humidity
            | Self::Custom => None,
        }
    }
}

impl fmt::Display for SensorType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::SensorType;

    #[test]
    fn every_type_has_one_name_everywhere() {
        for kind in SensorType::ALL {
            assert_eq!(SensorType::parse(&kind.as_str().to_lowercase()), Some(kind));
            let json = serde_json::to_string(&kind).expect("it serialises");
            assert_eq!(json, format!("\"{kind}\""));
        }
        assert_eq!(SensorType::parse("VOCs"), Some(SensorType::VOC));
        assert_eq!(SensorType::parse("X"), None);
    }

    #[test]
    fn only_what_has_a_customary_range_is_proposed_one() {
        let proposed: Vec<_> = SensorType::ALL.into_iter().filter(|kind| kind.proposed_range().is_some()).collect();
        assert_eq!(proposed, [SensorType::H2, SensorType::CH4, SensorType::VOC, SensorType::EX, SensorType::O2]);
    }
}
