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

/// At most `most` messages in any window of `per`, a part of them for critical alarms only.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    pub(super) per: Span,
    most: u32,
    reserved: u32,
}

impl Limit {
    /// Kept for critical alarms unless said otherwise: a quarter, rounded up, but never all.
    const fn quarterly(most: u32, per: Span) -> Self {
        let quarter = most.div_ceil(4);
        Self { per, most, reserved: if quarter < most { quarter } else { 0 } }
    }

    /// How many of this urgency it allows.
    pub(super) const fn most(self, critical: bool) -> usize {
        (if critical { self.most } else { self.most.saturating_sub(self.reserved) }) as usize
    }
}

impl Allowance {
    /// All that must hold at once.
    pub(super) fn limits(self) -> impl Iterator<Item = Limit> {
        let hour = self.most_per_hour.map(|most| Limit::quarterly(most, Span::hours(1)));
        let day = self.most_per_day.map(|most| Limit::quarterly(most, Span::hours(24)));
        let burst = Limit { per: self.per, most: self.burst, reserved: self.reserved };
        [Some(burst), hour, day].into_iter().flatten()
    }

    /// The last so many messages of a window are not sent one by one but spread over it, so that whatever comes then need not
    /// wait for the whole of it.
    pub(super) fn spread(self, critical: bool) -> usize {
        (Limit { per: self.per, most: self.burst, reserved: self.reserved }.most(critical) / 3).max(1)
    }
}
