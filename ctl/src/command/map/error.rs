//! What can be wrong with a command about the map.

use mcs_core::{
    id::{SerialNumber, ShortName},
    map::{MapRevision, PictureError},
};

use crate::{error::Exit, words::say};

/// Complaints about a file that are told; the rest is counted.
const TOLD: usize = 10;

/// What can be wrong with a command about the map.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MapError {
    /// The device is not registered.
    #[error("{}", say!("map-no-device", sn = sn.as_str()))]
    NoDevice {
        /// Its number.
        sn: SerialNumber,
    },
    /// Nobody named the area.
    #[error("{}", say!("map-no-area", area = area.as_str()))]
    NoArea {
        /// Its name.
        area: ShortName,
    },
    /// The area has no picture.
    #[error("{}", say!("map-no-picture", area = area.as_str()))]
    NoPicture {
        /// The area.
        area: ShortName,
    },
    /// Nothing to set was named.
    #[error("{}", say!("map-nothing-to-change", area = area.as_str()))]
    NothingToChange {
        /// The area.
        area: ShortName,
    },
    /// A picture of no area.
    #[error("{}", say!("map-no-area-given", file = name.as_str()))]
    NoAreaGiven {
        /// The file.
        name: String,
    },
    /// A picture that is not taken.
    #[error("{}", say!("map-bad-picture", file = name.as_str()))]
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
    #[error("{}", say!("map-other-revision", now = now.to_string(), seen = seen.to_string()))]
    OtherRevision {
        /// The one that was named.
        seen: MapRevision,
        /// The one it is at.
        now: MapRevision,
    },
    /// What came is not what is stored.
    #[error("{}", say!("map-picture-damaged", area = area.as_str()))]
    Damaged {
        /// The area.
        area: ShortName,
    },
}

fn told(complaints: &[String]) -> String {
    let more = complaints.len().saturating_sub(TOLD);
    let mut told: Vec<&str> = complaints.iter().take(TOLD).map(String::as_str).collect();
    let rest = say!("map-and-more", count = more.to_string());
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
    pub(crate) fn advice(&self) -> String {
        match self {
            Self::NoDevice { .. } => say!("do-devices"),
            Self::NoArea { .. } => say!("map-do-areas"),
            Self::NoPicture { .. } => say!("map-do-import"),
            Self::NothingToChange { .. } => say!("map-do-title"),
            Self::NoAreaGiven { .. } => say!("map-do-area"),
            Self::Picture { .. } => say!("map-do-smaller"),
            Self::File { .. } => say!("map-do-correct"),
            Self::OtherRevision { .. } => say!("map-do-look"),
            Self::Damaged { .. } => say!("map-do-again"),
        }
    }
}
