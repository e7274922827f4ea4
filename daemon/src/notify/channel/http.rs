//! One HTTP client for every channel: TLS, deadlines, no redirects, and nothing secret in what it says of a failure.

use std::{error::Error as _, sync::OnceLock, time::Duration};

use mcs_core::time::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{RequestBuilder, Url, header::RETRY_AFTER};

use super::{
    ChannelError, SendError, TIMEOUT,
    answer::{Answer, retry_after},
};
use crate::{clock::Clock, secret::Secret, tls};

/// Longest time until a connection stands; the rest of [`TIMEOUT`] is for the answer.
const CONNECT: Duration = Duration::from_secs(8);
/// A connection nobody used for this long is not used again: whatever lies between may have forgotten it.
const IDLE: Duration = Duration::from_secs(30);
/// Most of an answer that is read. What providers say is short.
const BODY: usize = 64 * 1024;

/// Everything but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The client. Made once: connections and the machine's certificates are shared.
pub(super) fn client() -> Result<reqwest::Client, ChannelError> {
    static CLIENT: OnceLock<reqwest::Client> = OnceLock::new();
    if let Some(client) = CLIENT.get() {
        return Ok(client.clone());
    }
    tls::provide();
    let client = reqwest::Client::builder()
        .user_agent(concat!("mcsd/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT)
        .timeout(TIMEOUT)
        .pool_idle_timeout(IDLE)
        // A signature covers the header Host, which HTTP/2 has under another name.
        .http1_only()
        // Where it redirects to, neither our signature holds nor anybody's word that the address is the right one.
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .map_err(|source| ChannelError::Client { source })?;
    Ok(CLIENT.get_or_init(|| client).clone())
}

/// Sends a request and reads its answer. Of the secrets nothing is left in either outcome.
pub(super) async fn exchange(request: RequestBuilder, secrets: &[&Secret]) -> Result<Answer, SendError> {
    let mut response = request.send().await.map_err(|error| unreachable(error, secrets))?;
    let header = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    let retry_after = header.and_then(|value| retry_after(value, instant(now())));
    let mut body = Vec::new();
    // An answer that breaks off is judged by what came of it.
    while let Ok(Some(chunk)) = response.chunk().await {
        let room = BODY - body.len();
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if chunk.len() >= room {
            break;
        }
    }
    let body = redact(&String::from_utf8_lossy(&body), secrets);
    Ok(Answer { status: response.status().as_u16(), retry_after, body })
}

/// An address requests may go to: https, or http to this machine. The complaint never repeats it: addresses of robots are keys.
pub(super) fn address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("is not an address ({error}); begin with https://"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("must not hold a user or a password; use the channel's secrets".to_owned());
    }
    match url.scheme() {
        "https" if url.has_host() => Ok(url),
        "http" if loopback(url.host_str().unwrap_or_default()) => Ok(url),
        "http" => Err("must begin with https://; plain http goes only to this machine".to_owned()),
        _ => Err("must begin with https://".to_owned()),
    }
}

/// Whether a host is this machine.
pub(super) fn loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// The time now.
pub(super) fn now() -> Timestamp {
    Clock::start().now().utc
}

/// The same in the calendar's own type.
pub(super) fn instant(at: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_microsecond(at.as_micros()).unwrap_or_default()
}

/// A random text that has not been used before.
pub(super) fn nonce() -> Result<String, SendError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| SendError::Failed("the machine gives no random numbers".to_owned()))?;
    Ok(super::sign::hex(&bytes))
}

/// Percent-encoded as RFC 3986 has it.
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

fn redact(text: &str, secrets: &[&Secret]) -> String {
    let mut text = text.to_owned();
    for secret in secrets.iter().map(|secret| secret.reveal()).filter(|secret| !secret.is_empty()) {
        for form in [secret.to_owned(), encode(secret)] {
            text = text.replace(&form, "***");
        }
    }
    text
}

/// The root of a failure, without the address.
fn unreachable(error: reqwest::Error, secrets: &[&Secret]) -> SendError {
    let host = error.url().and_then(Url::host_str).unwrap_or("the provider").to_owned();
    let error = error.without_url();
    if error.is_timeout() {
        return SendError::Failed(format!("{host} did not answer in {} s", TIMEOUT.as_secs()));
    }
    let mut root = error.source();
    while let Some(deeper) = root.and_then(std::error::Error::source) {
        root = Some(deeper);
    }
    let why = root.map_or_else(|| error.to_string(), ToString::to_string);
    SendError::Failed(redact(&format!("cannot reach {host}: {why}"), secrets))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_goes_only_to_this_machine() {
        for good in ["https://example.com/x?y=1", "http://127.0.0.1:8080/", "http://[::1]:1/", "http://localhost/"] {
            assert!(address(good).is_ok(), "{good}");
        }
        for bad in [
            "http://example.com/",
            "http://127.0.0.1.example.com/",
            "http://10.0.0.1/",
            "ftp://127.0.0.1/",
            "example.com",
            "https://u:p@example.com/",
            "",
        ] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_complaint_about_an_address_does_not_repeat_it() {
        let why = address("http://example.com/?access_token=hunter2").expect_err("plain");
        assert!(!why.contains("hunter2"), "{why}");
    }

    #[test]
    fn secrets_are_struck_out_in_every_form() {
        let secret = Secret::new("a+b/c=".into());
        assert_eq!(redact("x a+b/c= y a%2Bb%2Fc%3D", &[&secret]), "x *** y ***");
    }

    #[tokio::test]
    async fn nobody_there_is_a_failure_that_keeps_the_address_to_itself() {
        let secret = Secret::new("hunter2".into());
        let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port");
        let request = client().expect("a client").get(format!("http://{free}/?access_token=hunter2"));
        let Err(SendError::Failed(why)) = exchange(request, &[&secret]).await else { panic!("nobody listens") };
        assert!(why.starts_with("cannot reach 127.0.0.1: ") && !why.contains("hunter2"), "{why}");
    }
}
