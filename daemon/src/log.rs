//! The log, on standard error.

use tracing_subscriber::{EnvFilter, fmt};

use crate::config::{Config, LogFormat};

/// Starts the log as configured. A second call does nothing.
pub fn start(config: &Config) {
    let filter = config.log_filter.parse::<EnvFilter>().unwrap_or_else(|_| EnvFilter::new("info"));
    let terminal = std::io::IsTerminal::is_terminal(&std::io::stderr());
    let base = fmt().with_env_filter(filter).with_ansi(terminal).with_writer(std::io::stderr);
    let _ = match config.log_format {
        LogFormat::Pretty => base.compact().try_init(),
        LogFormat::Json => base.json().flatten_event(true).try_init(),
    };
}
