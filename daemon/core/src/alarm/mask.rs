//! What may hide an alarm, and how each mask changes what happens to it.

use serde::{Deserialize, Serialize};

use super::{MaskKind, Notice, Withheld};

/// A mask that stops the life of an alarm while its judge runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Freeze {
    /// An engineer works at the point.
    Inhibit,
    /// The point is out of service.
    OutOfService,
    /// The point was powered on and warms up.
    WarmUp,
}

impl Freeze {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Inhibit, Self::OutOfService, Self::WarmUp];

    /// What a mask of this kind does to a whole point; `None`: it hides one alarm and freezes nothing.
    pub const fn of(kind: MaskKind) -> Option<Self> {
        match kind {
            MaskKind::Inhibited => Some(Self::Inhibit),
            MaskKind::OutOfService => Some(Self::OutOfService),
            MaskKind::WarmUp => Some(Self::WarmUp),
            MaskKind::Shelved | MaskKind::Suppressed => None,
        }
    }
}

/// The masks on one alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Masks(u8);

impl Masks {
    /// No mask.
    pub const NONE: Self = Self(0);
    /// A person hid this alarm for a while.
    pub const SHELVED: Self = Self(1);
    /// Another alarm explains this one.
    pub const SUPPRESSED: Self = Self(1 << 1);
    /// The point is inhibited.
    pub const INHIBITED: Self = Self(1 << 2);
    /// The point is out of service.
    pub const OUT_OF_SERVICE: Self = Self(1 << 3);
    /// The point warms up.
    pub const WARMING_UP: Self = Self(1 << 4);
    /// Every mask.
    pub const EVERY: Self = Self(31);

    /// Every set of masks.
    pub fn sets() -> impl Iterator<Item = Self> {
        (0..=Self::EVERY.0).map(Self)
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether any of these is on.
    pub const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    /// These and those.
    #[must_use]
    pub const fn with(self, more: Self) -> Self {
        Self(self.0 | more.0)
    }

    /// These without those.
    #[must_use]
    pub const fn without(self, less: Self) -> Self {
        Self(self.0 & !less.0)
    }

    /// Inhibited, out of service or warming up: RAISE and RTN are not delivered.
    pub const fn frozen(self) -> bool {
        self.any(Self::INHIBITED.with(Self::OUT_OF_SERVICE).with(Self::WARMING_UP))
    }

    /// Announces, unless a mask withholds it.
    pub const fn announce(self) -> Notice {
        match self.heaviest() {
            Some(why) => Notice::Withheld(why),
            None => Notice::Announce,
        }
    }

    /// The mask that hides most.
    pub const fn heaviest(self) -> Option<Withheld> {
        if self.any(Self::OUT_OF_SERVICE) {
            Some(Withheld::OutOfService)
        } else if self.any(Self::INHIBITED.with(Self::WARMING_UP)) {
            Some(Withheld::Inhibited)
        } else if self.any(Self::SHELVED) {
            Some(Withheld::Shelved)
        } else if self.any(Self::SUPPRESSED) {
            Some(Withheld::Suppressed)
        } else {
            None
        }
    }
}

impl From<Freeze> for Masks {
    fn from(freeze: Freeze) -> Self {
        match freeze {
            Freeze::Inhibit => Self::INHIBITED,
            Freeze::OutOfService => Self::OUT_OF_SERVICE,
            Freeze::WarmUp => Self::WARMING_UP,
        }
    }
}
