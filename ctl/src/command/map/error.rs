//! What can be wrong with a command about the map.

use mcs_core::{
    id::{SerialNumber, ShortName},
    map::{MapRevision, PictureError},
};

use crate::error::Exit;

/// Complaints about a file that are told; the rest is counted.
const TOLD: usize = 10;

/// What can be wrong with a command about the map.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MapError {
    /// The device is not registered.
    #[error("no device {sn}")]
    NoDevice {
        /// Its number.
        sn: SerialNumber,
    },
    /// Nobody named the area.
    #[error("there is no area {area}")]
    NoArea {
        /// Its name.
        area: ShortName,
    },
    /// The area has no picture.
    #[error("there is no picture behind {area}")]
    NoPicture {
        /// The area.
        area: ShortName,
    },
    /// Nothing to set was named.
    #[error("nothing to change for the area {area}")]
    NothingToChange {
        /// The area.
        area: ShortName,
    },
    /// A picture of no area.
    #[error("{name} is a picture; of which area is not said")]
    NoAreaGiven {
        /// The file.
        name: String,
    },
    /// A picture that is not taken.
    #[error("{name} cannot be the picture of an area")]
    Picture {
        /// The file.
        name: String,
        /// Why.
        #[source]
        source: PictureError,
    },
    /// A file that is neither a picture nor a list of places, or a list with mistakes.
    #[error("{name}: {}", told(complaints))]
    File {
        /// The file.
        name: String,
        /// All that is wrong with it, by line.
        complaints: Vec<String>,
    },
    /// The map was changed since.
    #[error("the map is at revision {now}, not {seen}")]
    OtherRevision {
        /// The one that was named.
        seen: MapRevision,
        /// The one it is at.
        now: MapRevision,
    },
    /// What came is not what is stored.
    #[error("the picture of {area} did not come whole; nothing was written")]
    Damaged {
        /// The area.
        area: ShortName,
    },
}

fn told(complaints: &[String]) -> String {
    let more = complaints.len().saturating_sub(TOLD);
    let mut told: Vec<&str> = complaints.iter().take(TOLD).map(String::as_str).collect();
    let rest = format!("and {more} more");
    if more > 0 {
        told.push(&rest);
    }
    told.join("; ")
}

impl MapError {
    /// The exit code it ends with.
    pub(crate) const fn exit(&self) -> Exit {
        match self {
            Self::NoDevice { .. } | Self::NoArea { .. } | Self::NoPicture { .. } => Exit::NotFound,
            Self::NothingToChange { .. } | Self::NoAreaGiven { .. } | Self::Picture { .. } | Self::File { .. } => {
                Exit::Usage
            }
            Self::OtherRevision { .. } => Exit::Conflict,
            Self::Damaged { .. } => Exit::Failed,
        }
    }

    /// What to do next.
    pub(crate) const fn advice(&self) -> &'static str {
        match self {
            Self::NoDevice { .. } => "see \"mcsctl device list\"",
            Self::NoArea { .. } => "see \"mcsctl map area list\"",
            Self::NoPicture { .. } => "put one there with \"mcsctl map import FILE --area AREA\"",
            Self::NothingToChange { .. } => "name what to set, e.g. --title \"Tank farm\"",
            Self::NoAreaGiven { .. } => "say it with --area",
            Self::Picture { .. } => "make it smaller, or save it as PNG",
            Self::File { .. } => "nothing was placed; correct the file and try again with --dry-run",
            Self::OtherRevision { .. } => "see \"mcsctl map show\" and repeat with the new revision",
            Self::Damaged { .. } => "try again",
        }
    }
}
