//! Where devices connect: as told, or as the daemon says.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use mcs_proto::client::Client;

use super::error::SimError;

/// The address of the daemon's MQTT endpoint.
pub(crate) async fn find(given: Option<&str>, client: &Client) -> Result<SocketAddr, SimError> {
    match given {
        Some(text) => parse(text),
        None => client.status().await?.mqtt.iter().find_map(|text| parse(text).ok()).ok_or(SimError::NoEndpoint),
    }
}

/// Reads `127.0.0.1:1883` or `mqtt://127.0.0.1:1883`. An endpoint on every address is reached over loopback.
fn parse(text: &str) -> Result<SocketAddr, SimError> {
    let plain = text.strip_prefix("mqtt://").or_else(|| text.strip_prefix("tcp://")).unwrap_or(text);
    let plain = plain.replacen("localhost:", "127.0.0.1:", 1);
    let mut address: SocketAddr = plain.parse().map_err(|_| SimError::Address { given: text.to_owned() })?;
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        IpAddr::V4(_) | IpAddr::V6(_) => {}
    }
    Ok(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_with_and_without_a_scheme() {
        for text in ["127.0.0.1:1883", "mqtt://127.0.0.1:1883", "tcp://0.0.0.0:1883", "localhost:1883"] {
            assert_eq!(parse(text).map(|a| a.to_string()).ok().as_deref(), Some("127.0.0.1:1883"), "{text}");
        }
        assert_eq!(parse("[::]:1883").map(|a| a.to_string()).ok().as_deref(), Some("[::1]:1883"));
    }

    #[test]
    fn encrypted_endpoints_and_nonsense_are_not_taken() {
        for text in ["mqtts://127.0.0.1:8883", "1883", "", "host:1883"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
