//! A way to reach people.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{id::ShortName, time::Timestamp};

/// By what people are reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChannelKind {
    /// Mail, by SMTP.
    Smtp,
    /// A robot in a `DingTalk` group.
    Dingtalk,
    /// A robot in a Feishu (Lark) group.
    Feishu,
    /// A robot in a `WeCom` group.
    Wecom,
    /// A signed HTTP request with the event as JSON.
    Webhook,
    /// Text messages by Aliyun.
    AliyunSms,
}

impl ChannelKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Smtp, Self::Dingtalk, Self::Feishu, Self::Wecom, Self::Webhook, Self::AliyunSms];

    /// As users write and read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Smtp => "smtp",
            Self::Dingtalk => "dingtalk",
            Self::Feishu => "feishu",
            Self::Wecom => "wecom",
            Self::Webhook => "webhook",
            Self::AliyunSms => "aliyun-sms",
        }
    }

    /// The kind with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A channel as people see it; its secrets are stored apart, sealed, and never shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// What people call it.
    pub name: ShortName,
    /// What it is.
    pub kind: ChannelKind,
    /// Whether it is used.
    pub enabled: bool,
    /// Its settings by name, e.g. `host`, `port`, `from`; each kind documents its own and refuses others.
    pub settings: BTreeMap<String, String>,
    /// The names of the secrets that are set.
    pub secrets: Vec<String>,
    /// Counts changes.
    pub revision: u32,
    /// When a test was accepted last.
    pub tested: Option<Timestamp>,
}

/// One setting or secret of a kind of channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelSetting {
    /// Its name.
    pub name: String,
    /// What it is for, and what it is if it is not set.
    pub what: String,
    /// One that would do.
    pub example: String,
    /// Whether the channel cannot do without it.
    pub required: bool,
}

/// What a kind of channel takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelKindInfo {
    /// The kind.
    pub kind: ChannelKind,
    /// Its settings.
    pub settings: Vec<ChannelSetting>,
    /// Its secrets.
    pub secrets: Vec<ChannelSetting>,
}
