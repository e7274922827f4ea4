//! A robot in a `DingTalk` group.
//!
//! A robot guards itself by a keyword, by addresses, or by a signature: `timestamp` in ms and
//! `sign = base64(HMAC-SHA256(secret, "{timestamp}\n{secret}"))` in the query. It takes 20 messages a minute and then none for ten. It
//! answers *200 OK* and says in `errcode` whether it took the message.

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

/// Most bytes of a message.
const ROOM: usize = 15_000;
/// For how long a robot that was sent too much stays silent.
const BAN: Duration = Duration::from_mins(10);

const SHAPE: Shape = Shape { codes: &["errcode"], words: &["errmsg"], yes: "0" };

/// Its settings.
#[derive(Debug)]
pub(super) struct Config {
    url: Url,
    markdown: bool,
    keyword: Option<String>,
    at_all: bool,
}

/// The robot.
pub(super) struct Dingtalk {
    config: Config,
    token: Secret,
    key: Option<Secret>,
    client: reqwest::Client,
}

impl fmt::Debug for Dingtalk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dingtalk").field("config", &self.config).finish_non_exhaustive()
    }
}

impl Kind for Dingtalk {
    const KNOWN: (&'static [Setting], &'static [Setting]) = (
        &[
            Setting::optional(
                "url",
                "the robot's address without its token; DingTalk's own if not set",
                "https://oapi.dingtalk.com/robot/send",
            ),
            Setting::optional("format", "text or markdown; text if not set", "markdown"),
            Setting::optional("keyword", "the keyword the robot demands; each message begins with it", "MCS"),
            Setting::optional(
                "at_all",
                "whether critical alarms mention everybody in the group; false if not set",
                "true",
            ),
        ],
        &[
            Setting::required("access_token", "what follows access_token= in the robot's address", "d9b1…"),
            Setting::optional("secret", "the key of its signature, if the robot demands one", "SEC000…"),
        ],
    );

    type Config = Config;

    fn read(reader: &mut Reader<'_>) -> Option<Config> {
        let url = reader.address("url", "https://oapi.dingtalk.com/robot/send");
        if url.as_ref().is_some_and(|url| url.query().is_some()) {
            reader.complain("url", "must end before the ?; its token is the secret access_token");
        }
        let markdown = reader.choice("format", &[("text", false), ("markdown", true)]);
        let keyword = reader.text("keyword");
        let at_all = reader.flag("at_all");
        Some(Config { url: url?, markdown, keyword, at_all })
    }

    fn open(config: Config, secrets: Secrets<'_>) -> Result<Self, ChannelError> {
        let (token, key) = (secrets.need("access_token")?, secrets.get("secret"));
        Ok(Self { config, token, key, client: http::client()? })
    }
}

impl Sender for Dingtalk {
    fn send<'a>(&'a self, message: &'a Outgoing) -> BoxFuture<'a, Result<Accepted, SendError>> {
        Box::pin(async {
            let url = self.address(http::now());
            let request = self.client.post(url).header("Content-Type", "application/json").body(self.body(message));
            let secrets: Vec<&Secret> = [Some(&self.token), self.key.as_ref()].into_iter().flatten().collect();
            http::exchange(request, &secrets).await?.settle(&SHAPE, meaning)
        })
    }
}

impl Dingtalk {
    fn address(&self, now: Timestamp) -> Url {
        let mut url = self.config.url.clone();
        let ms = now.as_micros() / 1_000;
        let signed = self.key.as_ref().map(|key| http::encode(&signature(key.reveal(), ms)));
        let signed = signed.map(|sign| format!("&timestamp={ms}&sign={sign}")).unwrap_or_default();
        let query = format!("access_token={}{signed}", http::encode(self.token.reveal()));
        url.set_query(Some(&query));
        url
    }

    fn body(&self, message: &Outgoing) -> String {
        let text = message.text(ROOM);
        let keyword = self.config.keyword.as_ref().map(|keyword| format!("{keyword} ")).unwrap_or_default();
        let phones = message.phones();
        let at = json!({"atMobiles": phones, "isAtAll": self.config.at_all && message.critical()});
        let body = if self.config.markdown {
            // In Markdown only those are mentioned whose number stands in the text, too.
            let mentions: Vec<String> = phones.iter().map(|phone| format!("@{phone}")).collect();
            let mentions = if mentions.is_empty() { String::new() } else { format!("\n\n{}", mentions.join(" ")) };
            let title = format!("{keyword}{}", text.title);
            json!({"msgtype": "markdown", "markdown": {"title": title, "text": format!("{keyword}{}{mentions}", text.markdown())}, "at": at})
        } else {
            json!({"msgtype": "text", "text": {"content": format!("{keyword}{}", text.plain())}, "at": at})
        };
        body.to_string()
    }
}

fn signature(secret: &str, ms: i64) -> String {
    sign::base64(&sign::hmac(secret.as_bytes(), format!("{ms}\n{secret}").as_bytes()))
}

/// What the robot's codes mean.
fn meaning(code: &str, words: &str) -> Meaning {
    match code {
        "0" => Meaning::Accepted,
        // More than 20 in a minute; the platform's own limits.
        "130101" | "410100" | "90018" | "90030" => Meaning::Throttled(BAN),
        "310000" if words.contains("keyword") => Meaning::Refused("set the keyword the robot demands"),
        "310000" if words.contains("timestamp") => Meaning::Refused("set this machine's clock; it is an hour off"),
        "310000" if words.contains("sign") => Meaning::Refused("set the secret of the robot's signature again"),
        "310000" => Meaning::Refused("see the robot's security settings: keyword, signature, addresses"),
        "300001" | "300005" | "400101" | "400106" | "40014" => Meaning::Refused("set the robot's access_token again"),
        "400013" => Meaning::Refused("the group was dissolved; make a robot in another one"),
        "400102" => Meaning::Refused("the robot is disabled; enable it in the group"),
        "40035" | "43004" | "400105" | "430101" | "430102" | "430103" | "430104" => {
            Meaning::Refused("DingTalk does not take this text")
        }
        _ => Meaning::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `python3 -c 'import base64,hmac,hashlib as h;k="SEC1a2b3c";m="1700000000123\n"+k;
    /// print(base64.b64encode(hmac.new(k.encode(),m.encode(),h.sha256).digest()).decode())'`
    #[test]
    fn the_signature_is_that_of_an_independent_program() {
        assert_eq!(signature("SEC1a2b3c", 1_700_000_000_123), "K9bG1LjeYmKQLEdq9mv07+N/By2rCWEmIoOi7HznLcc=");
    }

    #[test]
    fn too_much_a_wrong_robot_and_a_busy_system_are_told_apart() {
        assert_eq!(meaning("0", "ok"), Meaning::Accepted);
        assert_eq!(meaning("130101", "send too fast, exceed 20 times per minute"), Meaning::Throttled(BAN));
        assert_eq!(meaning("410100", ""), Meaning::Throttled(BAN));
        for (code, words) in [
            ("310000", "keywords not in content"),
            ("310000", "sign not match"),
            ("310000", "invalid timestamp"),
            ("310000", "ip 10.0.0.1 not in whitelist"),
            ("300001", "token is not exist"),
        ] {
            assert!(matches!(meaning(code, words), Meaning::Refused(_)), "{code} {words}");
        }
        assert_eq!(meaning("-1", "系统繁忙"), Meaning::Failed);
        assert_eq!(meaning("123456", "?"), Meaning::Failed, "what is unknown is tried again");
    }
}
