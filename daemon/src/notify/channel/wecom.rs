//! A robot in a `WeCom` group.
//!
//! Its key in the address is all it asks for. It takes 20 messages a minute, of 2048 bytes as text and 4096 as Markdown, and answers
//! *200 OK* with an `errcode` inside.

use std::{fmt, time::Duration};

use futures_util::future::BoxFuture;
use reqwest::Url;
use serde_json::json;

use super::{
    Accepted, ChannelError, Kind, Outgoing, SendError, Sender,
    answer::{Meaning, Shape},
    http,
    setting::{Reader, Secrets, Setting},
};
use crate::secret::Secret;

/// Most bytes of a text.
const TEXT_ROOM: usize = 2_048;
/// Most bytes of a Markdown text before its marks; they are a few in each line.
const MARKDOWN_ROOM: usize = 3_000;
/// Its limit is that of a minute.
const PAUSE: Duration = Duration::from_mins(1);

const SHAPE: Shape = Shape { codes: &["errcode"], words: &["errmsg"], yes: "0" };

/// Its settings.
#[derive(Debug)]
pub(super) struct Config {
    url: Url,
    markdown: bool,
    at_all: bool,
}

/// The robot.
pub(super) struct Wecom {
    config: Config,
    key: Secret,
    client: reqwest::Client,
}

impl fmt::Debug for Wecom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wecom").field("config", &self.config).finish_non_exhaustive()
    }
}

impl Kind for Wecom {
    const KNOWN: (&'static [Setting], &'static [Setting]) = (
        &[
            Setting::optional(
                "url",
                "the robot's address without its key; WeCom's own if not set",
                "https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
            ),
            Setting::optional("format", "text, or markdown, which mentions nobody; text if not set", "text"),
            Setting::optional(
                "at_all",
                "whether critical alarms mention everybody in the group; false if not set",
                "true",
            ),
        ],
        &[Setting::required("key", "what follows key= in the robot's address", "693a91f6-…")],
    );

    type Config = Config;

    fn read(reader: &mut Reader<'_>) -> Option<Config> {
        let url = reader.address("url", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send");
        if url.as_ref().is_some_and(|url| url.query().is_some()) {
            reader.complain("url", "must end before the ?; its key is the secret key");
        }
        let markdown = reader.choice("format", &[("text", false), ("markdown", true)]);
        let at_all = reader.flag("at_all");
        if markdown && at_all {
            reader.complain("at_all", "needs format text: Markdown mentions nobody");
        }
        Some(Config { url: url?, markdown, at_all })
    }

    fn open(config: Config, secrets: Secrets<'_>) -> Result<Self, ChannelError> {
        Ok(Self { config, key: secrets.need("key")?, client: http::client()? })
    }
}

impl Sender for Wecom {
    fn send<'a>(&'a self, message: &'a Outgoing) -> BoxFuture<'a, Result<Accepted, SendError>> {
        Box::pin(async {
            let mut url = self.config.url.clone();
            url.set_query(Some(&format!("key={}", http::encode(self.key.reveal()))));
            let request = self.client.post(url).header("Content-Type", "application/json").body(self.body(message));
            http::exchange(request, &[&self.key]).await?.settle(&SHAPE, meaning)
        })
    }
}

impl Wecom {
    fn body(&self, message: &Outgoing) -> String {
        if self.config.markdown {
            let content = message.text(MARKDOWN_ROOM).markdown();
            return json!({"msgtype": "markdown", "markdown": {"content": content}}).to_string();
        }
        let mut mentioned = message.phones();
        if self.config.at_all && message.critical() {
            mentioned.push("@all".to_owned());
        }
        // A tag in a name would mention people nobody meant to.
        let content = message.text(TEXT_ROOM).plain().replace("<@", "＜@");
        json!({"msgtype": "text", "text": {"content": content, "mentioned_mobile_list": mentioned}}).to_string()
    }
}

/// What the robot's codes mean.
fn meaning(code: &str, _: &str) -> Meaning {
    match code {
        "0" => Meaning::Accepted,
        "45009" | "45033" => Meaning::Throttled(PAUSE),
        "93000" | "93004" | "93008" | "40001" => Meaning::Refused("set the robot's key again; it may be gone"),
        "40008" | "40058" | "44004" | "45002" | "93015" | "93017" => Meaning::Refused("WeCom does not take this text"),
        _ => Meaning::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_much_a_wrong_robot_and_a_busy_system_are_told_apart() {
        assert_eq!(meaning("0", "ok"), Meaning::Accepted);
        assert_eq!(meaning("45009", "api freq out of limit"), Meaning::Throttled(PAUSE));
        assert!(matches!(meaning("93000", "invalid webhook url"), Meaning::Refused(_)));
        assert_eq!(meaning("-1", "system busy"), Meaning::Failed);
    }
}
