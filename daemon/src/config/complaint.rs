//! What is wrong with a configuration, and where.

use std::{fmt, path::PathBuf};

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and what to write instead.
    pub text: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.text)
    }
}

/// Each on a line of its own.
fn lines(complaints: &[Complaint]) -> String {
    complaints.iter().fold(String::new(), |text, complaint| format!("{text}\n  {complaint}"))
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The file says what cannot be.
    #[error("{} is not valid:{}", path.display(), lines(complaints))]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Everything that is wrong with it, in order of lines.
        complaints: Vec<Complaint>,
    },
}
