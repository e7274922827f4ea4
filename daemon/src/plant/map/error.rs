//! Why the map is not changed.

use std::fmt;

use mcs_core::{
    id::{SerialNumber, ShortName},
    map::{AreaPage, MapRevision, Placement},
};

/// Names a refusal tells at most.
const NAMED: usize = 8;

/// Why the map is not changed. Nothing of the change was made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// Somebody else changed it since the caller read it.
    #[error("the map was changed meanwhile: it is at revision {now}, you saw {seen}{}", Meanwhile(changed))]
    Conflict {
        /// The revision the caller saw.
        seen: MapRevision,
        /// The revision in force.
        now: MapRevision,
        /// What was changed since, as far as it is remembered.
        changed: Vec<String>,
    },
    /// Points that nobody registered.
    #[error("no device {}", First(sns))]
    NoSuchDevices {
        /// Their devices.
        sns: Vec<SerialNumber>,
    },
    /// A point that is to stand in two places.
    #[error("{sn} is placed more than once")]
    Twice {
        /// Its device.
        sn: SerialNumber,
    },
    /// More points than are placed at once.
    #[error("{count} points cannot be placed at once; {} can", Placement::MOST)]
    TooManyPoints {
        /// How many.
        count: usize,
    },
    /// Nobody set up a page of this area.
    #[error("nobody set up a page of {area}")]
    NoSuchPage {
        /// The area.
        area: ShortName,
    },
    /// No more pages.
    #[error("there are {} pages already", AreaPage::MOST)]
    TooManyPages,
    /// A title that is not one.
    #[error("a title is one line of 1 to {} characters", AreaPage::TITLE)]
    Title,
}

/// The first of many, and how many more there are.
struct First<'a, T>(&'a [T]);

impl<T: fmt::Display> fmt::Display for First<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, name) in self.0.iter().take(NAMED).enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            write!(f, "{comma}{name}")?;
        }
        match self.0.len().checked_sub(NAMED) {
            Some(more) if more > 0 => write!(f, " and {more} more"),
            Some(_) | None => Ok(()),
        }
    }
}

/// What was changed, if that is known.
struct Meanwhile<'a>(&'a [String]);

impl fmt::Display for Meanwhile<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, "; changed: {}", First(self.0)) }
    }
}
