//! The conditions judged for a point, in the order in which a reading meets them.

use std::ops::{Index, IndexMut};

use crate::alarm::{Condition, track::Track};

/// A condition judged for a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Wired {
    OverRange,
    UnderRange,
    Fault,
    HighHigh,
    LowLow,
    High,
    Low,
    Stel,
    Rate,
    Twa,
    Stuck,
    Uncalibrated,
    NoLimit,
    Offline,
    LowBat,
    WeakSignal,
    Clock,
}

impl Wired {
    /// What is wrong with the sensor first, then the second levels, then the first, then the rest.
    pub(super) const ALL: [Self; 17] = [
        Self::OverRange,
        Self::UnderRange,
        Self::Fault,
        Self::HighHigh,
        Self::LowLow,
        Self::High,
        Self::Low,
        Self::Stel,
        Self::Rate,
        Self::Twa,
        Self::Stuck,
        Self::Uncalibrated,
        Self::NoLimit,
        Self::Offline,
        Self::LowBat,
        Self::WeakSignal,
        Self::Clock,
    ];

    /// Those judged by the value against a limit.
    pub(super) const LEVELS: [Self; 6] =
        [Self::OverRange, Self::UnderRange, Self::HighHigh, Self::LowLow, Self::High, Self::Low];

    /// Those judged by a mean over time.
    pub(super) const EXPOSURES: [Self; 2] = [Self::Stel, Self::Twa];

    /// Those judged by what values were over time: they hold as levels do when no value comes.
    pub(super) const COURSES: [Self; 3] = [Self::Stel, Self::Rate, Self::Twa];

    pub(super) const fn condition(self) -> Condition {
        match self {
            Self::OverRange => Condition::OverRange,
            Self::UnderRange => Condition::UnderRange,
            Self::Fault => Condition::Fault,
            Self::HighHigh => Condition::HighHigh,
            Self::LowLow => Condition::LowLow,
            Self::High => Condition::High,
            Self::Low => Condition::Low,
            Self::Stel => Condition::Stel,
            Self::Rate => Condition::Rate,
            Self::Twa => Condition::Twa,
            Self::Stuck => Condition::Stuck,
            Self::Uncalibrated => Condition::Uncalibrated,
            Self::NoLimit => Condition::NoLimit,
            Self::Offline => Condition::Offline,
            Self::LowBat => Condition::LowBat,
            Self::WeakSignal => Condition::WeakSignal,
            Self::Clock => Condition::Clock,
        }
    }

    pub(super) fn of(condition: Condition) -> Option<Self> {
        Self::ALL.into_iter().find(|wired| wired.condition() == condition)
    }

    /// The alarm that suppresses this one while it stands.
    pub(super) const fn parent(self) -> Option<Self> {
        match self {
            Self::High => Some(Self::HighHigh),
            Self::Low => Some(Self::LowLow),
            Self::LowBat | Self::WeakSignal | Self::Clock => Some(Self::Offline),
            Self::OverRange
            | Self::UnderRange
            | Self::Fault
            | Self::HighHigh
            | Self::LowLow
            | Self::Stel
            | Self::Rate
            | Self::Twa
            | Self::Stuck
            | Self::Uncalibrated
            | Self::NoLimit
            | Self::Offline => None,
        }
    }

    /// The alarms this one suppresses while it stands.
    pub(super) const fn children(self) -> &'static [Self] {
        match self {
            Self::HighHigh => &[Self::High],
            Self::LowLow => &[Self::Low],
            Self::Offline => &[Self::LowBat, Self::WeakSignal, Self::Clock],
            Self::OverRange
            | Self::UnderRange
            | Self::Fault
            | Self::High
            | Self::Low
            | Self::Stel
            | Self::Rate
            | Self::Twa
            | Self::Stuck
            | Self::Uncalibrated
            | Self::NoLimit
            | Self::LowBat
            | Self::WeakSignal
            | Self::Clock => &[],
        }
    }

    /// Whether it says that there is gas (or too little oxygen), at a gas point.
    pub(super) const fn about_gas(self) -> bool {
        match self {
            Self::OverRange
            | Self::HighHigh
            | Self::LowLow
            | Self::High
            | Self::Low
            | Self::Stel
            | Self::Rate
            | Self::Twa => true,
            Self::UnderRange
            | Self::Fault
            | Self::Stuck
            | Self::Uncalibrated
            | Self::NoLimit
            | Self::Offline
            | Self::LowBat
            | Self::WeakSignal
            | Self::Clock => false,
        }
    }
}

/// One track for each wired condition.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Tracks([Track; Wired::ALL.len()]);

impl Tracks {
    pub(super) fn iter(&self) -> impl Iterator<Item = &Track> {
        self.0.iter()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Track> {
        self.0.iter_mut()
    }
}

impl Index<Wired> for Tracks {
    type Output = Track;
    fn index(&self, wired: Wired) -> &Track {
        &self.0[wired as usize]
    }
}

impl IndexMut<Wired> for Tracks {
    fn index_mut(&mut self, wired: Wired) -> &mut Track {
        &mut self.0[wired as usize]
    }
}
