//! What the file says about TLS and WebSocket for devices.

use std::{net::SocketAddr, path::PathBuf};

/// Listeners with TLS or WebSocket, and the certificate devices are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TlsConfig {
    /// Where devices connect with TLS.
    pub mqtts: Vec<SocketAddr>,
    /// Where they connect over WebSocket without TLS.
    pub ws: Vec<SocketAddr>,
    /// Where they connect over WebSocket with TLS.
    pub wss: Vec<SocketAddr>,
    /// The certificate they are shown.
    pub cert: Option<PathBuf>,
    /// Its key.
    pub key: Option<PathBuf>,
    /// Whose client certificates are asked for.
    pub client_ca: Option<PathBuf>,
}

impl TlsConfig {
    /// Whether nobody listens here.
    pub(super) const fn is_silent(&self) -> bool {
        self.mqtts.is_empty() && self.ws.is_empty() && self.wss.is_empty()
    }

    /// Keys that do not go together, each with why.
    pub(super) fn complaints(&self) -> Vec<(&'static str, &'static str)> {
        let mut complaints = Vec::new();
        let (cert, key) = (self.cert.is_some(), self.key.is_some());
        for (name, listens) in [("ingest.mqtts", !self.mqtts.is_empty()), ("ingest.wss", !self.wss.is_empty())] {
            if listens && !cert {
                complaints.push((name, "TLS needs ingest.tls_cert and ingest.tls_key"));
            }
        }
        if cert && !key {
            complaints.push(("ingest.tls_cert", "its key is missing: ingest.tls_key"));
        }
        if key && !cert {
            complaints.push(("ingest.tls_key", "its certificate is missing: ingest.tls_cert"));
        }
        if self.client_ca.is_some() && !cert {
            let why = "without ingest.tls_cert there is no TLS to ask for certificates in";
            complaints.push(("ingest.tls_client_ca", why));
        }
        complaints
    }
}
