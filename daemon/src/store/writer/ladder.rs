//! What is done when the disk is full.
//!
//! ```text
//!            full                full, reserve gone
//!  normal ─────────▶ reserve ───────────────────────▶ alarms (when_full = alarms)     readings counted, not recorded
//!    ▲                 ▲  │                             │
//!    └─────────────────┘  └──────────▶ withheld         │             (when_full = records)     nothing acknowledged
//!      space: refill              space ▲───────────────┘ space
//! ```
//!
//! Each step down is taken at once, each step up only when there is room for what it needs and something to spare.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use mcs_core::status::StoreState;

use super::super::{
    StoreOptions, WhenFull,
    disk::Disk,
    reserve::{self, Reserve},
};

/// How often a store that is not well looks whether space has returned.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Space that must be left after a reserve has been filled, so that filling it does not fill the disk.
const SPARE: u64 = 512 * 1024;

/// How far down the store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rung {
    Normal,
    Reserve,
    Alarms,
    Withheld,
}

/// What to do after a full disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Something has been given back: try again now.
    Again,
    /// Nothing is left to give: acknowledge readings without a record, keep the rest owed, try again later.
    Answer,
    /// Nothing is left to give: acknowledge nothing, try again later.
    Wait,
}

/// The reserves and how far they are used up.
#[derive(Debug)]
pub(super) struct Ladder {
    rung: Rung,
    when_full: WhenFull,
    readings: Reserve,
    alarms: Reserve,
    looked: Option<Instant>,
}

impl Ladder {
    /// The reserves of a data directory, filled as far as there is room.
    pub(super) fn new(dir: &Path, options: &StoreOptions, readings: u64, disk: &Disk) -> Self {
        let mut ladder = Self {
            rung: Rung::Normal,
            when_full: options.when_full,
            readings: Reserve::open(reserve::readings_path(dir), readings),
            alarms: Reserve::open(reserve::alarms_path(dir), options.alarm_reserve),
            looked: None,
        };
        ladder.refill_or_say(disk);
        ladder
    }

    /// The disk is full.
    pub(super) fn full(&mut self) -> Next {
        match self.rung {
            Rung::Normal | Rung::Reserve => {
                if self.readings.release() {
                    self.step(Rung::Reserve);
                    return Next::Again;
                }
                match self.when_full {
                    WhenFull::Alarms => {
                        self.step(Rung::Alarms);
                        Next::Again
                    }
                    WhenFull::Records => {
                        self.step(Rung::Withheld);
                        Next::Wait
                    }
                }
            }
            Rung::Alarms if self.alarms.release() => Next::Again,
            Rung::Alarms => Next::Answer,
            Rung::Withheld => Next::Wait,
        }
    }

    /// A whole commit went through.
    pub(super) fn succeeded(&mut self) {
        if self.rung == Rung::Withheld {
            self.step(Rung::Reserve);
        }
    }

    /// Looks whether space has returned, now and then.
    pub(super) fn heal(&mut self, disk: &mut Disk, now: Instant) {
        if self.rung == Rung::Normal || self.looked.is_some_and(|at| now.saturating_duration_since(at) < LOOK_EVERY) {
            return;
        }
        self.looked = Some(now);
        disk.look();
        match self.rung {
            Rung::Normal | Rung::Withheld => {}
            Rung::Alarms => {
                if disk.free() >= self.alarms.missing() + SPARE && self.alarms.fill().is_ok() {
                    self.step(Rung::Reserve);
                }
            }
            Rung::Reserve => {
                if self.refill(disk) {
                    self.step(Rung::Normal);
                }
            }
        }
    }

    /// A new size for the readings' reserve; filled when there is room.
    pub(super) fn resize(&mut self, readings: u64, disk: &Disk) {
        self.readings.set_target(readings);
        if self.rung == Rung::Normal {
            self.refill_or_say(disk);
        }
    }

    /// Without room for its reserve the store is as good as on it: it says so, and heals the same way.
    fn refill_or_say(&mut self, disk: &Disk) {
        if !self.refill(disk) {
            self.step(Rung::Reserve);
        }
    }

    /// Fills both reserves if that leaves something to spare; the alarms' first.
    fn refill(&mut self, disk: &Disk) -> bool {
        let room = disk.free() >= self.alarms.missing() + self.readings.missing() + SPARE;
        room && self.alarms.fill().is_ok() && self.readings.fill().is_ok()
    }

    fn step(&mut self, rung: Rung) {
        if self.rung != rung {
            self.rung = rung;
            let state = self.state().as_str();
            tracing::warn!(state, reserve_bytes = self.readings.held(), "the store's state changed");
        }
    }

    /// Whether readings are given up.
    pub(super) fn alarms_only(&self) -> bool {
        self.rung == Rung::Alarms
    }

    /// Bytes of the readings' reserve still kept aside.
    pub(super) const fn held(&self) -> u64 {
        self.readings.held()
    }

    /// As the plant reads it.
    pub(super) const fn state(&self) -> StoreState {
        match self.rung {
            Rung::Normal => StoreState::Ok,
            Rung::Reserve => StoreState::Reserve,
            Rung::Alarms => StoreState::Unrecorded,
            Rung::Withheld => StoreState::Withheld,
        }
    }
}
