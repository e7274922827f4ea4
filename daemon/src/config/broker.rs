//! What the file says about an external broker.

use std::{fmt, path::PathBuf, str::FromStr};

/// MQTT's own ports.
const PORT: u16 = 1883;
const TLS_PORT: u16 = 8883;

/// Where a broker is, and who we are there. Without secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokerUrl {
    /// Whether the connection is encrypted.
    pub tls: bool,
    /// The user.
    pub user: Option<String>,
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
}

/// Why an address is not that of a broker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BrokerUrlError {
    /// Neither of the schemes.
    #[error("is not like \"mqtts://user@host:8883\" or \"mqtt://host\"")]
    Shape,
    /// The port is not one.
    #[error("has a port that is not a number from 1 to 65535")]
    Port,
    /// Secrets do not belong into this file.
    #[error("holds a password; put it into a file and name that in ingest.broker_password_file")]
    Password,
}

impl FromStr for BrokerUrl {
    type Err = BrokerUrlError;

    fn from_str(text: &str) -> Result<Self, BrokerUrlError> {
        let (tls, rest) = match text.split_once("://") {
            Some(("mqtts", rest)) => (true, rest),
            Some(("mqtt", rest)) => (false, rest),
            Some(_) | None => return Err(BrokerUrlError::Shape),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (user, place) = match rest.rsplit_once('@') {
            Some((user, _)) if user.contains(':') => return Err(BrokerUrlError::Password),
            Some((user, place)) => (Some(user.to_owned()).filter(|user| !user.is_empty()), place),
            None => (None, rest),
        };
        let ends_host = place.rfind(']').map_or(0, |end| end + 1);
        let (host, port) = match place.get(ends_host..).and_then(|tail| tail.find(':')) {
            Some(colon) => {
                let (host, port) = place.split_at(ends_host + colon);
                let port = port[1..].parse().ok().filter(|port| *port > 0).ok_or(BrokerUrlError::Port)?;
                (host, port)
            }
            None => (place, if tls { TLS_PORT } else { PORT }),
        };
        let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '/' | '?' | '#');
        if host.is_empty() || host.contains(odd) {
            return Err(BrokerUrlError::Shape);
        }
        Ok(Self { tls, user, host: host.to_owned(), port })
    }
}

impl fmt::Display for BrokerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tls, user, host, port } = self;
        let scheme = if *tls { "mqtts" } else { "mqtt" };
        match user {
            Some(user) => write!(f, "{scheme}://{user}@{host}:{port}"),
            None => write!(f, "{scheme}://{host}:{port}"),
        }
    }
}

/// How to reach an external broker.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BrokerConfig {
    /// Where it is; `None`: devices connect to us.
    pub url: Option<BrokerUrl>,
    /// Our client id there; `None` follows from the site's name.
    pub client_id: Option<String>,
    /// The file whose first line is our password.
    pub password_file: Option<PathBuf>,
    /// Authorities that may have signed its certificate; `None`: those of the machine.
    pub ca: Option<PathBuf>,
    /// Our own certificate.
    pub certificate: Option<PathBuf>,
    /// Its private key.
    pub key: Option<PathBuf>,
}

impl BrokerConfig {
    /// Keys that do not go together, each with why.
    pub(super) fn complaints(&self) -> Vec<(&'static str, &'static str)> {
        let mut complaints = Vec::new();
        let plain = self.url.as_ref().is_some_and(|url| !url.tls);
        let no_user = self.url.as_ref().is_some_and(|url| url.user.is_none());
        for (key, given) in [
            ("ingest.broker_ca", self.ca.is_some()),
            ("ingest.broker_certificate", self.certificate.is_some()),
            ("ingest.broker_key", self.key.is_some()),
        ] {
            if given && plain {
                complaints.push((key, "ingest.broker is mqtt:// and has no TLS; write mqtts://"));
            }
        }
        if self.password_file.is_some() && no_user {
            complaints.push(("ingest.broker_password_file", "ingest.broker names no user; write mqtts://user@host"));
        }
        match (&self.certificate, &self.key) {
            (Some(_), None) => complaints.push(("ingest.broker_certificate", "ingest.broker_key must be given, too")),
            (None, Some(_)) => complaints.push(("ingest.broker_key", "ingest.broker_certificate must be given, too")),
            (Some(_), Some(_)) | (None, None) => {}
        }
        complaints
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_shown_whole() {
        for (given, shown) in [
            ("mqtts://worker@broker.plant:8884", "mqtts://worker@broker.plant:8884"),
            ("mqtts://worker@broker.plant", "mqtts://worker@broker.plant:8883"),
            ("mqtt://10.0.0.7/", "mqtt://10.0.0.7:1883"),
            ("mqtt://[::1]:1884", "mqtt://[::1]:1884"),
            ("mqtt://[::1]", "mqtt://[::1]:1883"),
        ] {
            assert_eq!(given.parse::<BrokerUrl>().map(|url| url.to_string()), Ok(shown.to_owned()));
        }
    }

    #[test]
    fn what_is_no_address_and_what_holds_a_secret_is_refused() {
        use BrokerUrlError::{Password, Port, Shape};
        for (given, why) in [
            ("broker.plant:1883", Shape),
            ("http://broker.plant", Shape),
            ("mqtt://", Shape),
            ("mqtt://a b", Shape),
            ("mqtt://broker/path", Shape),
            ("mqtt://broker:0", Port),
            ("mqtt://broker:mqtt", Port),
            ("mqtts://worker:secret@broker", Password),
        ] {
            assert_eq!(given.parse::<BrokerUrl>(), Err(why), "{given}");
        }
    }
}
