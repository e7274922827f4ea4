//! Zones: points that vote together, and what people see of a vote.
//!
//! Voting adds an alarm, it never holds one back: each member alarms for itself.

use serde::{Deserialize, Serialize};

use crate::id::{OccurrenceId, SerialNumber, ShortName, ZoneId};

/// Which level of its members a zone votes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum ZoneLevel {
    /// The first level, or worse.
    #[default]
    A1,
    /// The second level, or worse.
    A2,
}

impl ZoneLevel {
    /// Every level.
    pub const ALL: [Self; 2] = [Self::A1, Self::A2];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::A1 => "A1",
            Self::A2 => "A2",
        }
    }

    /// The level with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == text)
    }
}

/// What a missing member does to the votes needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Degrade {
    /// One vote less is needed: a missing detector never makes gas harder to confirm.
    #[default]
    Reduce,
    /// As many votes are needed as before.
    Keep,
}

impl Degrade {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Reduce, Self::Keep];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reduce => "reduce",
            Self::Keep => "keep",
        }
    }

    /// The one with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|degrade| degrade.as_str() == text)
    }
}

/// A zone as an engineer set it. Its members are the gas points whose devices name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// Its number; never reused.
    pub id: ZoneId,
    /// What devices name it by.
    pub name: ShortName,
    /// M: so many members must agree.
    pub votes: u8,
    /// On what they vote.
    pub level: ZoneLevel,
    /// What a missing member does to M.
    pub degrade: Degrade,
    /// Counts changes; a change names the revision it saw. 0: a zone yet to be made.
    pub revision: u32,
}

impl Zone {
    /// A zone with fewer votes would always be in alarm.
    pub const MIN_VOTES: u8 = 1;

    /// The votes needed where `members` belong to it, of which `missing` are unknown and do not vote: M′.
    ///
    /// Fewer members than votes count as missing ones do.
    ///
    /// ```
    /// # use mcs_core::{id::ZoneId, zone::{Degrade, Zone, ZoneLevel}};
    /// let zone = |degrade| Zone {
    ///     id: ZoneId(1), name: "T1".parse().expect("a name"), votes: 2, level: ZoneLevel::A1, degrade, revision: 1,
    /// };
    /// assert_eq!(zone(Degrade::Reduce).needed(3, 0), 2);
    /// assert_eq!(zone(Degrade::Reduce).needed(3, 1), 1);
    /// assert_eq!(zone(Degrade::Reduce).needed(3, 3), 1);
    /// assert_eq!(zone(Degrade::Keep).needed(3, 1), 2);
    /// ```
    pub fn needed(&self, members: u32, missing: u32) -> u32 {
        let votes = u32::from(self.votes.max(Self::MIN_VOTES));
        match self.degrade {
            Degrade::Reduce => votes.saturating_sub(missing).min(members).max(1),
            Degrade::Keep => votes,
        }
    }
}

/// Why nothing is known of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unknown {
    /// Never heard of.
    NotCommissioned,
    /// Silent for too long.
    Offline,
    /// It reports, but no value.
    NoValue,
    /// No calibration in force.
    Uncalibrated,
    /// Inhibited, warming up or out of service.
    Inhibited,
    /// It has no limit of the level voted on.
    NoLimit,
}

impl Unknown {
    /// Every reason.
    pub const ALL: [Self; 6] =
        [Self::NotCommissioned, Self::Offline, Self::NoValue, Self::Uncalibrated, Self::Inhibited, Self::NoLimit];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotCommissioned => "not commissioned",
            Self::Offline => "offline",
            Self::NoValue => "no value",
            Self::Uncalibrated => "uncalibrated",
            Self::Inhibited => "inhibited",
            Self::NoLimit => "no limit",
        }
    }

    /// The reason with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.as_str() == text)
    }
}

/// One member of a zone as people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneMember {
    /// The device.
    pub sn: SerialNumber,
    /// Whether it votes now.
    pub votes: bool,
    /// Why nothing is known of it; one that votes all the same is held at what was known last.
    pub unknown: Option<Unknown>,
    /// Whether a person's mask hides it or one of its gas alarms.
    pub masked: bool,
}

/// A zone as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneState {
    /// What devices name it by.
    pub name: ShortName,
    /// How it votes; `None`: devices name it, but nobody set it up, so there is no voting.
    pub zone: Option<Zone>,
    /// The points that may vote; of a place without voting all that name it.
    pub members: Vec<ZoneMember>,
    /// Votes now.
    pub votes: u32,
    /// Votes needed now; 0 where there is no voting.
    pub needed: u32,
    /// It has members that were heard of once, and none is known now.
    pub blind: bool,
    /// Its alarm, if that is not over.
    pub alarm: Option<OccurrenceId>,
    /// How the vote stands, in words.
    pub text: String,
}
