//! A daemon with TLS, and the clients that come to it.

use std::{
    net::SocketAddr,
    path::Path,
    process::{Command, Output, Stdio},
};

use mcs_core::{alarm::Occurrence, alarm::Source, alarm::SystemCause, device::Credential};
use mcs_proto::client::AlarmQuery;

use super::authority::{Authority, Pair, fingerprint};
use crate::daemon::{Daemon, Site};

/// The configuration of a listener with TLS whose certificate is in the data directory.
pub(super) const SERVER: &str = "[store]\nwindow = \"0s\"\n[ingest]\nmqtts = [\"127.0.0.1:0\"]\n\
                                 tls_cert = \"server.pem\"\ntls_key = \"server.key\"\n";

/// A site with an authority and a certificate that is good for a year.
pub(super) fn site() -> (Site, Authority, Pair) {
    let site = Site::new();
    let authority = Authority::new(site.dir.path(), "ca");
    let pair = authority.issue("first", 365);
    pair.put(&site.data());
    site.configure(SERVER);
    (site, authority, pair)
}

/// Where the daemon serves this scheme.
pub(super) fn address(daemon: &Daemon, scheme: &str) -> SocketAddr {
    let prefix = format!("{scheme}://");
    let listening = daemon.status().mqtt;
    let found = listening.iter().find_map(|text| text.strip_prefix(&prefix)?.parse().ok());
    found.unwrap_or_else(|| panic!("nothing serves {scheme}: {listening:?}"))
}

/// `mosquitto_pub` as A001 over TLS, trusting this authority.
pub(super) fn publisher(daemon: &Daemon, credential: &Credential, ca: &Path) -> Command {
    let mut command = Command::new("mosquitto_pub");
    command
        .args(["-h", "localhost", "-p", &address(daemon, "mqtts").port().to_string(), "--cafile"])
        .arg(ca)
        .args(["-i", "A001", "-u", credential.user.as_str(), "-P", &credential.password])
        .args(["-q", "1", "-t", "mcs/A001/up"]);
    command
}

/// Publishes one message and ends.
pub(super) fn publish(command: &mut Command, message: &str) -> Output {
    command.args(["-m", message]).stdin(Stdio::null()).output().expect("mosquitto_pub runs")
}

/// The fingerprint of the certificate a new connection is shown.
pub(super) fn shown(daemon: &Daemon) -> String {
    let at = address(daemon, "mqtts").to_string();
    let args = ["s_client", "-connect", &at];
    let session = Command::new("openssl").args(args).stdin(Stdio::null()).output().expect("openssl runs");
    let mut reader = Command::new("openssl")
        .args(["x509", "-noout", "-fingerprint", "-sha256"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("openssl runs");
    let mut input = reader.stdin.take().expect("piped");
    std::io::Write::write_all(&mut input, &session.stdout).expect("openssl reads");
    drop(input);
    fingerprint(&reader.wait_with_output().expect("it ends").stdout)
}

/// The alarm of the certificate, if it stands.
pub(super) fn alarm(daemon: &Daemon) -> Option<Occurrence> {
    let query = AlarmQuery { include_closed: false, sn: None };
    let of_certificate = |o: &Occurrence| o.source == Source::System(SystemCause::Certificate);
    daemon.ask(daemon.client.alarms(&query)).alarms.into_iter().find(of_certificate)
}

/// `kill -HUP`.
pub(super) fn hang_up(daemon: &Daemon) {
    let pid = nix::unistd::Pid::from_raw(daemon.child.id().try_into().expect("a pid"));
    nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGHUP).expect("it runs");
}
