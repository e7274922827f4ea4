//! MQTT topics of the gas family: `mcs/{sn}/{leaf}` and `mcs/broadcast/cmd`.

use crate::id::SerialNumber;

/// The last level of a device's topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Leaf {
    /// Readings, device → server.
    Up,
    /// Online and offline, device → server, also the will.
    Status,
    /// Answers to commands, device → server.
    Ack,
    /// Commands, server → device.
    Cmd,
    /// Commands under the name some firmware uses.
    Down,
}

impl Leaf {
    /// As it stands in the topic.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Status => "status",
            Self::Ack => "ack",
            Self::Cmd => "cmd",
            Self::Down => "down",
        }
    }

    /// Whether devices publish here.
    pub const fn from_device(self) -> bool {
        matches!(self, Self::Up | Self::Status | Self::Ack)
    }
}

/// A topic the product knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic<'a> {
    /// A topic of one device. The serial number has been checked for its characters, not for existence.
    Device {
        /// The device named in the topic.
        sn: &'a str,
        /// What the topic is for.
        leaf: Leaf,
    },
    /// Commands to every device.
    Broadcast,
}

/// Commands to every device.
pub const BROADCAST: &str = "mcs/broadcast/cmd";
/// No device may have this serial number: its topic is the broadcast's.
pub const RESERVED: &str = "broadcast";

impl<'a> Topic<'a> {
    /// Longest topic worth reading, in bytes.
    pub const MAX: usize = 4 + SerialNumber::MAX + 7;

    /// Reads a topic name (not a filter); `None` if it is not one of ours.
    pub fn parse(text: &'a str) -> Option<Self> {
        if text.len() > Self::MAX {
            return None;
        }
        if text == BROADCAST {
            return Some(Self::Broadcast);
        }
        let (sn, leaf) = text.strip_prefix("mcs/")?.split_once('/')?;
        let leaf = match leaf {
            "up" => Leaf::Up,
            "status" => Leaf::Status,
            "ack" => Leaf::Ack,
            "cmd" => Leaf::Cmd,
            "down" => Leaf::Down,
            _ => return None,
        };
        (SerialNumber::allowed(sn) && sn != RESERVED).then_some(Self::Device { sn, leaf })
    }
}

#[cfg(test)]
mod tests {
    use super::{BROADCAST, Leaf, Topic};

    #[test]
    fn topics_of_devices_and_the_broadcast_are_known() {
        for leaf in [Leaf::Up, Leaf::Status, Leaf::Ack, Leaf::Cmd, Leaf::Down] {
            let topic = format!("mcs/A-001.b_2/{}", leaf.as_str());
            assert_eq!(Topic::parse(&topic), Some(Topic::Device { sn: "A-001.b_2", leaf }));
        }
        assert_eq!(Topic::parse(BROADCAST), Some(Topic::Broadcast));
    }

    #[test]
    fn what_only_looks_like_a_topic_is_not_one() {
        let long = format!("mcs/{}/up", "A".repeat(33));
        for topic in [
            "",
            "mcs",
            "mcs/",
            "mcs/A001",
            "mcs//up",
            "mcs/A001/",
            "mcs/A001/UP",
            "mcs/A001/up/",
            "/mcs/A001/up",
            "mcs/+/up",
            "mcs/#",
            "mcs/A 1/up",
            "mcs/-A/up",
            "mcs/broadcast/up",
            "mcs/é/up",
            "MCS/A001/up",
            &long,
        ] {
            assert_eq!(Topic::parse(topic), None, "{topic}");
        }
        assert!(Topic::parse(&format!("mcs/{}/status", "A".repeat(32))).is_some(), "the longest topic fits");
    }
}
