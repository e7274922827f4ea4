//! One limit of a point, ready to judge by.

use serde::{Deserialize, Serialize};

use crate::{
    alarm::{
        Priority,
        judge::{Delays, Evidence},
    },
    quantity::Steps,
};

/// Which side of a limit is the dangerous one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Above.
    Rising,
    /// Below.
    Falling,
}

impl Direction {
    /// Whether `a` is further on the dangerous side than `b`.
    pub fn worse(self, a: Steps, b: Steps) -> bool {
        match self {
            Self::Rising => a > b,
            Self::Falling => a < b,
        }
    }

    /// How far `to` lies on the dangerous side of `from`; negative on the safe side.
    pub const fn ahead(self, from: Steps, to: Steps) -> i64 {
        match self {
            Self::Rising => to.0.saturating_sub(from.0),
            Self::Falling => from.0.saturating_sub(to.0),
        }
    }
}

/// Where a condition is present and where it is clear again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// The dangerous side.
    pub direction: Direction,
    /// Present here and beyond.
    pub limit: Steps,
    /// Clear only when further than this on the safe side.
    pub deadband: Steps,
}

impl Level {
    /// What a value says.
    pub const fn evidence(&self, value: Steps) -> Evidence {
        let ahead = self.direction.ahead(self.limit, value);
        if ahead >= 0 {
            Evidence::Over
        } else if ahead < self.deadband.0.saturating_neg() {
            Evidence::Clear
        } else {
            Evidence::Between
        }
    }
}

/// A limit with everything that belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelRule {
    /// Where it is present and clear.
    pub level: Level,
    /// How long it must last.
    pub delays: Delays,
    /// How urgent it is.
    pub priority: Priority,
    /// How much worse the value must become after an acknowledgement to be looked at again; `None`: it never must.
    pub worsening: Option<Steps>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_at_the_limit_is_over_and_one_at_the_edge_of_the_deadband_is_not_clear() {
        let rising = Level { direction: Direction::Rising, limit: Steps(250), deadband: Steps(20) };
        assert_eq!(rising.evidence(Steps(250)), Evidence::Over);
        assert_eq!(rising.evidence(Steps(249)), Evidence::Between);
        assert_eq!(rising.evidence(Steps(230)), Evidence::Between);
        assert_eq!(rising.evidence(Steps(229)), Evidence::Clear);
        let falling = Level { direction: Direction::Falling, limit: Steps(195), deadband: Steps(5) };
        assert_eq!(falling.evidence(Steps(195)), Evidence::Over);
        assert_eq!(falling.evidence(Steps(196)), Evidence::Between);
        assert_eq!(falling.evidence(Steps(200)), Evidence::Between);
        assert_eq!(falling.evidence(Steps(201)), Evidence::Clear);
    }

    #[test]
    fn without_a_deadband_the_next_step_is_clear() {
        let level = Level { direction: Direction::Rising, limit: Steps(250), deadband: Steps(0) };
        assert_eq!(level.evidence(Steps(249)), Evidence::Clear);
    }
}
