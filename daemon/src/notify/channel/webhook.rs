//! A signed HTTP request to a program of the site's own.
//!
//! The body is one JSON object:
//!
//! | field | what |
//! | --- | --- |
//! | `version` | 1; another number means another shape |
//! | `event_id` | tells this message from every other; the same at each try: drop what you have seen |
//! | `site`, `tz` | the site's name, and the IANA zone in which its people read times |
//! | `language` | `zh` or `en`: the language of `title` and `text` |
//! | `title`, `text` | the message as people read it: its first line, and the whole of it |
//! | `to` | who is meant: `name`, `full_name`, `email`, `phone`; the last three may be null |
//! | `alarms` | what it tells of, most urgent first; each with the fields below |
//! | `more` | how many more happened that found no place in `alarms` |
//!
//! An element of `alarms` has `kind` (why it is said: `raise`, `realarm`, `return`, `ack`, `reset`, `withdraw`, `escalate`, `repeat`,
//! `state`, `once`, `summary`, `mask`, `alive`, `test`), `occurrence` (the alarm's number), `sn`, `name`, `area`, `zone`, `sensor`,
//! `condition`, `cause` (of an alarm of the system), `priority`, `state`, `value`, `peak`, `limit`, `unit`, `decimals`, `raised`, `at`, `returned`, `by`, `text`, `folded`,
//! `held`, `mask`, `unrecorded`, `drill`, `late` and `lines`. What is not known or does not apply is null; times are RFC 3339 in UTC.
//! Fields may be added.
//!
//! `X-Signature` is the HMAC-SHA256, in hex, over `METHOD\npath\ntimestamp\nnonce\nsha256(body)`: the path without its query, the
//! two headers `X-Timestamp` (s since 1970) and `X-Nonce`, and the hash of the body's bytes in hex. Refuse a timestamp that is old and
//! a nonce that you have seen. `Idempotency-Key` is the `event_id`. Any 2xx is taken for *I have it*.

use std::fmt;

use futures_util::future::BoxFuture;
use mcs_core::notice::{Facts, Language};
use reqwest::{Method, Url};
use serde::Serialize;

use super::{
    Accepted, ChannelError, Kind, Outgoing, SendError, Sender, http,
    setting::{Reader, Secrets, Setting},
    sign,
};
use crate::secret::Secret;

/// Most bytes of the text; a program reads `alarms`.
const ROOM: usize = 64 * 1024;

/// Its settings.
pub(super) struct Config {
    url: Url,
    put: bool,
}

/// The channel.
pub(super) struct Webhook {
    config: Config,
    secret: Secret,
    client: reqwest::Client,
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address may hold a key of its own.
        f.debug_struct("Webhook").field("host", &self.config.url.host_str()).finish_non_exhaustive()
    }
}

/// The body.
#[derive(Serialize)]
struct Body<'a> {
    version: u8,
    event_id: &'a str,
    site: &'a str,
    tz: &'a str,
    language: Language,
    title: &'a str,
    text: &'a str,
    to: Vec<Person<'a>>,
    alarms: &'a [Facts],
    more: u32,
}

#[derive(Serialize)]
struct Person<'a> {
    name: &'a str,
    full_name: Option<&'a str>,
    email: Option<&'a str>,
    phone: Option<&'a str>,
}

impl Kind for Webhook {
    const KNOWN: (&'static [Setting], &'static [Setting]) = (
        &[
            Setting::required("url", "where the event is sent", "https://hooks.plant.example/mcs"),
            Setting::optional("method", "POST or PUT; POST if not set", "POST"),
        ],
        &[Setting::required("secret", "the key of the signature; long and random", "…")],
    );

    type Config = Config;

    fn read(reader: &mut Reader<'_>) -> Option<Config> {
        let url = reader.address("url", "");
        let put = reader.choice("method", &[("POST", false), ("PUT", true)]);
        Some(Config { url: url?, put })
    }

    fn open(config: Config, secrets: Secrets<'_>) -> Result<Self, ChannelError> {
        Ok(Self { config, secret: secrets.need("secret")?, client: http::client()? })
    }
}

impl Sender for Webhook {
    fn send<'a>(&'a self, message: &'a Outgoing) -> BoxFuture<'a, Result<Accepted, SendError>> {
        Box::pin(async {
            let body = body(message)?;
            let method = if self.config.put { Method::PUT } else { Method::POST };
            let (timestamp, nonce) = ((http::now().as_micros() / 1_000_000).to_string(), http::nonce()?);
            let path = self.config.url.path();
            let signature = signature(self.secret.reveal(), method.as_str(), path, &timestamp, &nonce, &body);
            let request = self.client.request(method, self.config.url.clone());
            let request = request
                .header("Content-Type", "application/json")
                .header("X-Signature", signature)
                .header("X-Timestamp", timestamp)
                .header("X-Nonce", nonce)
                .header("Idempotency-Key", &message.key)
                .body(body);
            let answer = http::exchange(request, &[&self.secret]).await?;
            answer.by_status()?;
            Ok(Accepted(answer.in_short()))
        })
    }
}

fn body(message: &Outgoing) -> Result<Vec<u8>, SendError> {
    let text = message.text(ROOM);
    let to = message.to.iter().map(|contact| Person {
        name: contact.name.as_str(),
        full_name: contact.full_name.as_deref(),
        email: contact.email.as_deref(),
        phone: contact.phone.as_deref(),
    });
    let body = Body {
        version: 1,
        event_id: &message.key,
        site: &message.site,
        tz: &message.tz,
        language: message.language,
        title: &text.title,
        text: &text.plain(),
        to: to.collect(),
        alarms: &message.facts,
        more: message.more,
    };
    serde_json::to_vec(&body).map_err(|error| SendError::Refused(format!("this message makes no JSON: {error}")))
}

fn signature(secret: &str, method: &str, path: &str, timestamp: &str, nonce: &str, body: &[u8]) -> String {
    let text = format!("{method}\n{path}\n{timestamp}\n{nonce}\n{}", sign::hex(&sign::sha256(body)));
    sign::hex(&sign::hmac(secret.as_bytes(), text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `python3 -c 'import hmac,hashlib as h;b=h.sha256("{\"site\":\"南厂\"}".encode()).hexdigest();
    /// m="\n".join(["POST","/hooks/mcs","1700000000","0123456789abcdef",b]);
    /// print(hmac.new(b"a key of 16 bytes",m.encode(),h.sha256).hexdigest())'`
    #[test]
    fn the_signature_is_that_of_an_independent_program() {
        let body = r#"{"site":"南厂"}"#;
        let signed =
            signature("a key of 16 bytes", "POST", "/hooks/mcs", "1700000000", "0123456789abcdef", body.as_bytes());
        assert_eq!(signed, "59c04a4f4c4835db0ec6ab5a0908cf30db438d55b2a20df8f5abd254e81bab9b");
    }
}
