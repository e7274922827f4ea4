//! Where the endpoint listens, and what its peers speak there.

use std::{
    fmt,
    net::{SocketAddr, TcpListener},
};

use crate::ingest::tls::Tls;

/// What lies below MQTT on a listener.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// Nothing.
    Plain,
    /// TLS.
    Tls,
    /// WebSocket.
    Web,
    /// WebSocket over TLS.
    WebTls,
}

impl Transport {
    /// As clients write it in a URL.
    pub const fn scheme(self) -> &'static str {
        match self {
            Self::Plain => "mqtt",
            Self::Tls => "mqtts",
            Self::Web => "ws",
            Self::WebTls => "wss",
        }
    }

    /// Whether nobody on the way can read along.
    pub const fn secured(self) -> bool {
        match self {
            Self::Plain | Self::Web => false,
            Self::Tls | Self::WebTls => true,
        }
    }

    /// Whether peers begin with an HTTP request.
    pub const fn web(self) -> bool {
        match self {
            Self::Plain | Self::Tls => false,
            Self::Web | Self::WebTls => true,
        }
    }
}

/// One place where the endpoint listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// What peers speak there.
    pub transport: Transport,
    /// Where it is.
    pub address: SocketAddr,
}

impl Place {
    /// Whether what is said there can be read by others than this machine.
    pub fn exposed(&self) -> bool {
        !self.transport.secured() && !self.address.ip().is_loopback()
    }
}

impl fmt::Display for Place {
    /// The plain one without a scheme, as it always was: `127.0.0.1:1883`, `mqtts://0.0.0.0:8883`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.transport {
            Transport::Plain => write!(f, "{}", self.address),
            Transport::Tls | Transport::Web | Transport::WebTls => {
                write!(f, "{}://{}", self.transport.scheme(), self.address)
            }
        }
    }
}

/// A place with its socket, not yet served.
#[derive(Debug)]
pub struct Listener {
    /// Where and what.
    pub place: Place,
    /// The socket; it must not block.
    pub socket: TcpListener,
    /// What handshakes are made with; only looked at where there are some.
    pub tls: Option<Tls>,
}
