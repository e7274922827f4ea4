//! The daemon's settings as they are in force, each with where it came from, and what is wrong with a file of them.

use serde::{Deserialize, Serialize};

/// Where a setting came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Nobody said anything.
    Default,
    /// The file.
    File,
    /// A flag of the daemon's command line, which is stronger than the file.
    CommandLine,
}

impl Origin {
    /// Every origin.
    pub const ALL: [Self; 3] = [Self::Default, Self::File, Self::CommandLine];

    /// As programs read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::File => "file",
            Self::CommandLine => "command-line",
        }
    }
}

/// One setting as it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Its dotted name, as in mcsd.toml(5).
    pub key: String,
    /// Its value as it would be written; of a secret only that there is one.
    pub value: String,
    /// Where that came from.
    pub origin: Origin,
    /// The file, if it was one.
    pub file: Option<String>,
    /// The line there.
    pub line: Option<u32>,
}

/// One thing that is wrong with a file of settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingFault {
    /// The file.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
    /// What is wrong and what to write instead.
    pub text: String,
}
