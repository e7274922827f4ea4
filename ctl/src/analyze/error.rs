//! Why files cannot be analysed at all. What is wrong inside of one is told with the result.

use std::{io, path::PathBuf};

use mcs_core::archive::LineError;

/// Why files cannot be analysed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AnalyzeError {
    /// A file is not there.
    #[error("there is no file {}", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// A file or folder cannot be opened.
    #[error("cannot read {}", path.display())]
    Open {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// There is nothing in a file.
    #[error("{} is empty", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// A file is something else.
    #[error("{} is not an archive of readings", path.display())]
    NotAnArchive {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: LineError,
    },
    /// A folder holds no archive.
    #[error("there is no .csv or .csv.gz file in {}", path.display())]
    EmptyFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A template of this program is at fault.
    #[error("cannot make the page")]
    Page {
        /// Why.
        #[source]
        source: minijinja::Error,
    },
    /// A thread could not be started.
    #[error("cannot start reading")]
    Thread {
        /// Why.
        #[source]
        source: io::Error,
    },
}

impl AnalyzeError {
    /// What to do next.
    pub(crate) fn advice(&self) -> Option<String> {
        match self {
            Self::Missing { .. } | Self::EmptyFolder { .. } => {
                Some("name archive files such as sensor_data_20261101.csv.gz, or the folder they are in".to_owned())
            }
            Self::NotAnArchive { source, .. } => Some(source.advice()),
            Self::Empty { .. } => Some("leave it out".to_owned()),
            Self::Open { .. } | Self::Page { .. } | Self::Thread { .. } => None,
        }
    }
}
