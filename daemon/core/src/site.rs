//! The site: one daemon, one time zone, one language.

use serde::{Deserialize, Serialize};

/// What is true of the whole site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// The site's name as people say it.
    pub name: String,
    /// IANA time zone, e.g. `Asia/Shanghai`. Local time exists only where a person reads it.
    pub tz: String,
}

/// Where a point stands on its area's map, in percent of the map's width and height, so that it holds at any size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// From the left edge, 0 to 100.
    pub x: f64,
    /// From the top edge, 0 to 100.
    pub y: f64,
}

impl Position {
    /// A position whose coordinates lie within 0 to 100.
    pub fn new(x: f64, y: f64) -> Option<Self> {
        ((0.0..=100.0).contains(&x) && (0.0..=100.0).contains(&y)).then_some(Self { x, y })
    }
}

/// What a caller may do. Each role may do all that the one before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Sees everything, changes nothing.
    Viewer,
    /// Acknowledges and resets alarms.
    Operator,
    /// Changes devices, limits and calibrations.
    Engineer,
    /// Changes people, licence and the site itself.
    Admin,
}

impl Role {
    /// Every role, from the one that may least.
    pub const ALL: [Self; 4] = [Self::Viewer, Self::Operator, Self::Engineer, Self::Admin];

    /// The role with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    /// As users write and read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Operator => "operator",
            Self::Engineer => "engineer",
            Self::Admin => "admin",
        }
    }
}
