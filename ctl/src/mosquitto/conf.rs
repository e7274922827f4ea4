//! The broker's configuration, with the reason for each setting beside it.

use std::{
    net::IpAddr,
    path::{Path, PathBuf},
};

use super::{ACCESS, KEPT, PASSWORDS, error::ExportError};

/// Longest packet, as the daemon's own endpoint takes it.
const PACKET_BYTES: u32 = 256 * 1024;
/// Seconds between two saves of what nobody has taken yet.
const SAVE_S: u32 = 10;

/// What stands where there is no TLS.
const PLAIN: &str =
    "# No TLS: secrets can be read on the way. Keep this on loopback or on a network of devices only.\n";

/// Files of a certificate, as paths of the broker's machine.
#[derive(Debug, Clone)]
pub(crate) struct TlsPaths {
    pub(crate) cert: PathBuf,
    pub(crate) key: PathBuf,
    pub(crate) client_ca: Option<PathBuf>,
}

/// Where the broker listens.
#[derive(Debug, Clone)]
pub(crate) struct Listener {
    pub(crate) address: IpAddr,
    pub(crate) port: u16,
    pub(crate) tls: Option<TlsPaths>,
}

/// What the configuration is made of.
#[derive(Debug, Clone)]
pub(crate) struct Conf {
    /// The folder on the broker's machine.
    pub(crate) at: PathBuf,
    pub(crate) listener: Listener,
}

/// The configuration file.
pub(crate) fn conf(conf: &Conf) -> Result<String, ExportError> {
    let here = |name: &str| plain(&conf.at.join(name));
    let (passwords, access, kept) = (here(PASSWORDS)?, here(ACCESS)?, here(KEPT)?);
    let Listener { address, port, tls } = &conf.listener;
    let tls = tls.as_ref().map_or_else(|| Ok(PLAIN.to_owned()), secured)?;
    Ok(format!(
        "\
# Written by \"mcsctl broker export\": changes made here are lost. For Mosquitto 2.0 and later.
# This is a whole configuration:  mosquitto -c {whole}
#
# Mosquitto binds no user to a client id. Whoever has one device's secret can take another's connection over by
# using its client id; the daemon's own endpoint refuses that.

per_listener_settings false
allow_anonymous false
password_file {passwords}
acl_file {access}

# What the daemon has not taken yet outlives a restart of the broker; what came in the last {SAVE_S} s does not outlive its crash.
persistence true
persistence_location {kept}/
autosave_interval {SAVE_S}

# No bound on what waits while the daemon is down: beyond the default of 1000 messages are dropped though they were acknowledged.
max_queued_messages 0
max_queued_bytes 0
# The default of 20 would pace the whole plant by one commit after the other.
max_inflight_messages 0
# What devices send with QoS 0 waits for the daemon as well.
upgrade_outgoing_qos true

max_packet_size {PACKET_BYTES}
set_tcp_nodelay true

listener {port} {address}
{tls}",
        whole = here(super::CONF)?,
    ))
}

fn secured(tls: &TlsPaths) -> Result<String, ExportError> {
    let (cert, key) = (plain(&tls.cert)?, plain(&tls.key)?);
    let asked = match &tls.client_ca {
        None => String::new(),
        Some(ca) => format!("cafile {}\nrequire_certificate true\n", plain(ca)?),
    };
    Ok(format!("tls_version tlsv1.2\ncertfile {cert}\nkeyfile {key}\n{asked}"))
}

/// A path as it can stand in the file: to the end of its line.
fn plain(path: &Path) -> Result<String, ExportError> {
    let text = path.to_str().filter(|text| !text.chars().any(char::is_control) && text.trim() == *text);
    text.map(str::to_owned).ok_or_else(|| ExportError::Path { path: path.into() })
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn the_file_says_why_beside_what() {
        let tls =
            TlsPaths { cert: "/etc/tls/a.pem".into(), key: "/etc/tls/a.key".into(), client_ca: Some("/ca".into()) };
        let listener = Listener { address: Ipv4Addr::UNSPECIFIED.into(), port: 8883, tls: Some(tls) };
        let file = conf(&Conf { at: "/etc/mosquitto/mcs".into(), listener }).expect("a file");
        insta::assert_snapshot!(file);
    }

    #[test]
    fn a_path_cannot_bring_a_line_of_its_own() {
        let listener = Listener { address: Ipv4Addr::LOCALHOST.into(), port: 1883, tls: None };
        let refused = conf(&Conf { at: "/etc/x\nallow_anonymous true".into(), listener });
        assert!(matches!(refused, Err(ExportError::Path { .. })));
    }
}
