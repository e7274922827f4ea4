//! Where a rule holds.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    id::{SerialNumber, ShortName},
    sensor::SensorType,
};

/// How near to a point a value was said; nearer ones override.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nobody said it.
    Default,
    /// For the whole site.
    Site,
    /// For a sensor type.
    Type,
    /// For an instrument.
    Instrument,
    /// For this very point.
    Point,
}

impl Level {
    /// Every level, the furthest first.
    pub const ALL: [Self; 5] = [Self::Default, Self::Site, Self::Type, Self::Instrument, Self::Point];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Site => "site",
            Self::Type => "type",
            Self::Instrument => "instrument",
            Self::Point => "point",
        }
    }

    /// The level with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == text)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Where a rule holds. Its text is `site`, `type:CH4`, `instrument:NAME` or `point:A001`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Everywhere.
    Site,
    /// For points of this type that measure in its unit.
    Type(SensorType),
    /// For the points of this instrument.
    Instrument(ShortName),
    /// For the point of this device.
    Point(SerialNumber),
}

impl Scope {
    /// How near to a point it is.
    pub const fn level(&self) -> Level {
        match self {
            Self::Site => Level::Site,
            Self::Type(_) => Level::Type,
            Self::Instrument(_) => Level::Instrument,
            Self::Point(_) => Level::Point,
        }
    }
}

/// What is no scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is no level; give site, type:CH4, instrument:NAME or point:A001")]
pub struct ScopeError {
    /// As given.
    pub given: String,
}

impl FromStr for Scope {
    type Err = ScopeError;
    fn from_str(text: &str) -> Result<Self, ScopeError> {
        let wrong = || ScopeError { given: text.to_owned() };
        match text.split_once(':') {
            None if text == "site" => Ok(Self::Site),
            Some(("type", name)) => SensorType::parse(name).map(Self::Type).ok_or_else(wrong),
            Some(("instrument", name)) => name.parse().map(Self::Instrument).map_err(|_| wrong()),
            Some(("point", sn)) => sn.parse().map(Self::Point).map_err(|_| wrong()),
            Some(_) | None => Err(wrong()),
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Site => f.pad("site"),
            Self::Type(sensor) => f.pad(&format!("type:{sensor}")),
            Self::Instrument(name) => f.pad(&format!("instrument:{name}")),
            Self::Point(sn) => f.pad(&format!("point:{sn}")),
        }
    }
}

impl Serialize for Scope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_has_one_text() {
        for text in ["site", "type:CH4", "type:PM2.5", "instrument:tank-1", "point:A001"] {
            let scope: Scope = text.parse().expect("a scope");
            assert_eq!(scope.to_string(), text);
            let json = serde_json::to_string(&scope).expect("a text");
            assert_eq!(serde_json::from_str::<Scope>(&json).expect("the same"), scope);
        }
        assert_eq!("type:ch4".parse(), Ok(Scope::Type(SensorType::CH4)));
    }

    #[test]
    fn what_is_no_scope_is_answered_with_what_is() {
        for text in ["", "plant", "site:", "type:X", "type", "instrument:", "point:", "A001"] {
            let refused = text.parse::<Scope>().expect_err("no scope");
            assert!(refused.to_string().contains("type:CH4"), "{refused}");
        }
    }
}
