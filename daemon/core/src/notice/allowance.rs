//! What a channel may send.

use super::ChannelKind;
use crate::time::Span;

/// What a channel may send; never exceeded. Of `burst`, of the hour and of the day a part is kept for critical alarms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// At most so many messages in any window of `per`.
    pub burst: u32,
    /// The window.
    pub per: Span,
    /// So many of `burst` are for critical alarms only.
    pub reserved: u32,
    /// At most so many in any hour; a quarter of them, rounded up, for critical alarms only.
    pub most_per_hour: Option<u32>,
    /// At most so many in any day; a quarter of them, rounded up, for critical alarms only.
    pub most_per_day: Option<u32>,
    /// At most so many things find a place in the text of one message; more are counted.
    pub most_named: u32,
}

impl Allowance {
    /// What this kind of channel bears, with a margin below what its provider punishes.
    ///
    /// What a provider counts gets a [`super::Packer`] of its own: a robot is one; of text messages each number is one.
    pub const fn of(kind: ChannelKind) -> Self {
        match kind {
            // Blocked for 10 min after 20 messages in a minute; a text may have 20 000 bytes.
            ChannelKind::Dingtalk => Self::minutely(15, 5, 60),
            // 20 messages in a minute; a markdown text may have 4096 bytes.
            ChannelKind::Wecom => Self::minutely(15, 5, 20),
            // 100 in a minute and 5 in a second; a body may have 20 kB.
            ChannelKind::Feishu => Self { per: Span::secs(4), ..Self::minutely(5, 2, 60) },
            // 1 in a minute, 5 in an hour, 50 in a day for one template and number; a template has place for one.
            ChannelKind::AliyunSms => {
                Self { most_per_hour: Some(5), most_per_day: Some(50), ..Self::minutely(1, 0, 1) }
            }
            ChannelKind::Smtp => Self::minutely(60, 20, 200),
            ChannelKind::Webhook => Self::minutely(120, 40, 200),
        }
    }

    const fn minutely(burst: u32, reserved: u32, most_named: u32) -> Self {
        Self { burst, per: Span::mins(1), reserved, most_per_hour: None, most_per_day: None, most_named }
    }
}
