//! The daemon's configuration: one TOML file, every key in one catalogue, all complaints at once with their lines.
//!
//! What operators change while the plant runs (limits, devices, map, people) is not here but in the database, where it
//! is audited.

mod complaint;

mod parse;

mod key;

mod file;

mod value;

pub use complaint::{Complaint, ConfigError};
pub use file::{load, parse};
pub use key::{CATALOGUE, Key};
pub use value::{AccessRule, ArchiveConfig, Config, LogFormat, TlsConfig, Who};
