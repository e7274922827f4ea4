//! The configuration after it has been checked.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use mcs_core::{id::ShortName, site::Role};

use super::{broker::BrokerConfig, tls::TlsConfig};
use crate::store::{ReserveSize, WhenFull};

/// The form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// One JSON object a line.
    Json,
}

/// Whom an access rule is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A user of this machine, by name.
    User(String),
    /// A user, by number.
    Uid(u32),
    /// A group of this machine, by name.
    Group(String),
    /// A group, by number.
    Gid(u32),
}

/// A line of the access table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRule {
    /// Whom it is about.
    pub who: Who,
    /// What they may do.
    pub role: Role,
}

/// What the file says about the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveConfig {
    /// Whether days are archived each night.
    pub enabled: bool,
    /// The name of the target they go to.
    pub target: String,
    /// What every object's name begins with there; empty for nothing.
    pub prefix: String,
    /// Hour and minute of the nightly run, on the site's clocks.
    pub at: (i8, i8),
}

impl Default for ArchiveConfig {
    fn default() -> Self {
        Self { enabled: true, target: "archive".into(), prefix: "archive".into(), at: (2, 0) }
    }
}

/// Everything the file may say, with its defaults.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Where devices connect without TLS; nowhere, when they publish to a broker and nothing else is said.
    pub mqtt: Vec<SocketAddr>,
    /// Where they connect with TLS or over WebSocket.
    pub tls: TlsConfig,
    /// The broker devices publish to, if they do not connect to us.
    pub broker: BrokerConfig,
    /// Connections accepted in total.
    pub max_connections: usize,
    /// Worker threads of the endpoint.
    pub workers: usize,
    /// How long an ordinary commit may wait for company.
    pub window: Duration,
    /// What happens when disk and reserve are full.
    pub when_full: WhenFull,
    /// What is kept free for that time.
    pub reserve: ReserveSize,
    /// Days readings are kept.
    pub retention_days: u32,
    /// Days lines of the audit are kept; `None` is for ever.
    pub audit_days: Option<u32>,
    /// The target backups go to; `None` is the folder.
    pub backup_target: Option<ShortName>,
    /// The folder backups go to; `None` is one in the data directory.
    pub backup_folder: Option<PathBuf>,
    /// How many whole backups are kept.
    pub backup_keep: usize,
    /// The archive.
    pub archive: ArchiveConfig,
    /// Where `/health` and `/metrics` are served; `None` is nowhere.
    pub http: Option<SocketAddr>,
    /// The form of the log.
    pub log_format: LogFormat,
    /// What is logged, as `tracing` filter directives.
    pub log_filter: String,
    /// Who may do what over the control socket, besides the daemon's own user (admin) and the socket's group (operator).
    pub access: Vec<AccessRule>,
    /// The group that owns the control socket.
    pub socket_group: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            mqtt: vec![SocketAddr::from(([127, 0, 0, 1], 1883))],
            tls: TlsConfig::default(),
            broker: BrokerConfig::default(),
            max_connections: 2_048,
            workers: 1,
            window: Duration::from_secs(1),
            when_full: WhenFull::Alarms,
            reserve: ReserveSize::Measured,
            retention_days: 400,
            audit_days: None,
            backup_target: None,
            backup_folder: None,
            backup_keep: 8,
            archive: ArchiveConfig::default(),
            http: None,
            log_format: LogFormat::Pretty,
            log_filter: "info".into(),
            access: Vec::new(),
            socket_group: None,
        }
    }
}
