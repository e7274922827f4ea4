//! A robot in a Feishu (Lark) group.
//!
//! A signature is `timestamp` in s and `sign = base64(HMAC-SHA256("{timestamp}\n{secret}", ""))` in the body: the text is the key and
//! the message is empty. It takes 100 messages a minute and 5 a second. It answers with a `code` (formerly `StatusCode`).

use std::{fmt, time::Duration};

use futures_util::future::BoxFuture;
use mcs_core::time::Timestamp;
use reqwest::Url;
use serde_json::json;

use super::{
    Accepted, ChannelError, Kind, Outgoing, SendError, Sender,
    answer::{Meaning, Shape},
    http,
    setting::{Reader, Secrets, Setting},
    sign,
};
use crate::secret::Secret;

/// Most bytes of a message; the whole body may have 20 KB.
const ROOM: usize = 15_000;
/// Its limits are those of a minute.
const PAUSE: Duration = Duration::from_mins(1);

const SHAPE: Shape = Shape { codes: &["code", "StatusCode"], words: &["msg", "StatusMessage"], yes: "0" };

/// Its settings.
#[derive(Debug)]
pub(super) struct Config {
    url: Url,
    at_all: bool,
}

/// The robot.
pub(super) struct Feishu {
    config: Config,
    token: Secret,
    key: Option<Secret>,
    client: reqwest::Client,
}

impl fmt::Debug for Feishu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Feishu").field("config", &self.config).finish_non_exhaustive()
    }
}

impl Kind for Feishu {
    const KNOWN: (&'static [Setting], &'static [Setting]) = (
        &[
            Setting::optional(
                "url",
                "the robot's address without the token at its end; Feishu's own if not set",
                "https://open.larksuite.com/open-apis/bot/v2/hook",
            ),
            Setting::optional(
                "at_all",
                "whether critical alarms mention everybody in the group; false if not set",
                "true",
            ),
        ],
        &[
            Setting::required("token", "the last part of the robot's address", "b1c9c5a0-…"),
            Setting::optional("secret", "the key of its signature, if the robot demands one", "XyZ…"),
        ],
    );

    type Config = Config;

    fn read(reader: &mut Reader<'_>) -> Option<Config> {
        let url = reader.address("url", "https://open.feishu.cn/open-apis/bot/v2/hook");
        let at_all = reader.flag("at_all");
        Some(Config { url: url?, at_all })
    }

    fn open(config: Config, secrets: Secrets<'_>) -> Result<Self, ChannelError> {
        let (token, key) = (secrets.need("token")?, secrets.get("secret"));
        Ok(Self { config, token, key, client: http::client()? })
    }
}

impl Sender for Feishu {
    fn send<'a>(&'a self, message: &'a Outgoing) -> BoxFuture<'a, Result<Accepted, SendError>> {
        Box::pin(async {
            let body = self.body(message, http::now());
            let request = self.client.post(self.address()).header("Content-Type", "application/json").body(body);
            let secrets: Vec<&Secret> = [Some(&self.token), self.key.as_ref()].into_iter().flatten().collect();
            http::exchange(request, &secrets).await?.settle(&SHAPE, meaning)
        })
    }
}

impl Feishu {
    fn address(&self) -> Url {
        let mut url = self.config.url.clone();
        let path = format!("{}/{}", url.path().trim_end_matches('/'), http::encode(self.token.reveal()));
        url.set_path(&path);
        url
    }

    fn body(&self, message: &Outgoing, now: Timestamp) -> String {
        // A tag in a name would mention people nobody meant to.
        let mut content = message.text(ROOM).plain().replace("<at", "< at");
        if self.config.at_all && message.critical() {
            content.push_str("\n<at user_id=\"all\">所有人</at>");
        }
        let mut body = json!({"msg_type": "text", "content": {"text": content}});
        if let Some(key) = &self.key {
            let seconds = now.as_micros() / 1_000_000;
            body["timestamp"] = json!(seconds.to_string());
            body["sign"] = json!(signature(key.reveal(), seconds));
        }
        body.to_string()
    }
}

fn signature(secret: &str, seconds: i64) -> String {
    sign::base64(&sign::hmac(format!("{seconds}\n{secret}").as_bytes(), b""))
}

/// What the robot's codes mean.
fn meaning(code: &str, words: &str) -> Meaning {
    match code {
        "0" => Meaning::Accepted,
        // 9499 is also said of a body that is no good.
        "9499" if words.eq_ignore_ascii_case("bad request") => Meaning::Refused("Feishu does not take this text"),
        "9499" | "11232" | "11233" | "99991400" => Meaning::Throttled(PAUSE),
        "19001" => Meaning::Refused("set the robot's token again"),
        "19021" => Meaning::Refused("set the secret of the robot's signature again, and this machine's clock"),
        "19022" => Meaning::Refused("the robot does not take messages from this address; see its security settings"),
        "19024" => Meaning::Refused("the robot demands a keyword that is not in the text; use a signature instead"),
        "19002" => Meaning::Refused("Feishu does not take this text"),
        _ => Meaning::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `python3 -c 'import base64,hmac,hashlib as h;k="1700000000\nfs-secret";
    /// print(base64.b64encode(hmac.new(k.encode(),b"",h.sha256).digest()).decode())'`
    #[test]
    fn the_signature_is_that_of_an_independent_program() {
        assert_eq!(signature("fs-secret", 1_700_000_000), "ognpFOmraex6LA29Ao14dsiNmmjE3YO4x5e/SX8n9Bw=");
    }

    #[test]
    fn too_much_a_wrong_robot_and_a_busy_system_are_told_apart() {
        assert_eq!(meaning("0", "success"), Meaning::Accepted);
        for code in ["9499", "11232"] {
            assert_eq!(meaning(code, "too many request"), Meaning::Throttled(PAUSE), "{code}");
        }
        for (code, words) in [("9499", "Bad Request"), ("19021", "sign match fail"), ("19024", "Key Words Not Found")] {
            assert!(matches!(meaning(code, words), Meaning::Refused(_)), "{code} {words}");
        }
        assert_eq!(meaning("2200", "internal error"), Meaning::Failed);
    }
}
