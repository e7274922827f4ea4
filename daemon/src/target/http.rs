//! The HTTP client under a bucket: TLS, and how long it waits for what.
//!
//! A plant's uplink may be slow; an upload of an hour is fine as long as it moves. So there is no limit to a whole request, and
//! there is one to standing still: bytes that the other side does not take for [`STALLED`] end the connection (the kernel watches
//! this, also while the other side answers with a closed window), and whoever reads an answer gives up after the same time without
//! a byte.

use std::time::Duration;

use object_store::{
    ClientOptions,
    client::{HttpClient, HttpConnector},
};

use crate::tls;

/// Longest time until a connection stands.
const CONNECT: Duration = Duration::from_secs(15);
/// Longest time in which nothing moves.
pub(super) const STALLED: Duration = Duration::from_mins(1);
/// A connection nobody used for this long is not used again: whatever lies between may have forgotten it.
const IDLE: Duration = Duration::from_secs(30);

/// Makes clients with our timeouts.
#[derive(Debug)]
pub(super) struct Connector {
    /// Whether requests may travel without TLS.
    pub(super) allow_http: bool,
}

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        tls::provide();
        let client = reqwest::Client::builder()
            .user_agent(concat!("mcsd/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT)
            .tcp_user_timeout(STALLED)
            .tcp_keepalive(STALLED)
            .pool_idle_timeout(IDLE)
            .https_only(!self.allow_http)
            // Where a store redirects to, our signature does not hold; the error says more.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| object_store::Error::Generic { store: "S3", source: error.into() })?;
        Ok(HttpClient::new(client))
    }
}
