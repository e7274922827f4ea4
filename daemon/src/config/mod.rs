//! The daemon's configuration: one TOML file, every key in one catalogue, all complaints at once with their lines.
//!
//! What operators change while the plant runs (limits, devices, map, people) is not here but in the database, where it
//! is audited.

mod broker;

mod tls;

mod complaint;

mod parse;

mod key;

mod file;

mod value;

mod effective;

pub mod ask;

pub use broker::{BrokerConfig, BrokerUrl};
pub use complaint::{Complaint, ConfigError};
pub use effective::{file_in_force, of_run};
pub use file::{CONFIG_FILE, load, parse};
pub use key::{CATALOGUE, Key};
pub use tls::TlsConfig;
pub use value::{AccessRule, ArchiveConfig, Config, LogFormat, Who};
