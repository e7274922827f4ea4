//! What is kept of a point's alarms.

use serde::{Deserialize, Serialize};

use super::{
    PointAlarms,
    board::Board,
    drill::Drills,
    freeze::Freezes,
    instrument::Instrument,
    link::Link,
    outage::Outage,
    uplink::Uplink,
    windows::Windows,
    wired::{Tracks, Wired},
};
use crate::{
    alarm::{Condition, PointRules, track::Track},
    id::{PointId, SerialNumber},
    time::{Now, Timestamp},
};

/// What must be kept of a point's alarms so that a restart changes nothing. Opaque, small, and readable by later versions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PointSnapshot {
    version: u8,
    point: PointId,
    sn: SerialNumber,
    commissioned: bool,
    /// The newest live reading had a value.
    #[serde(default = "yes")]
    has_value: bool,
    /// Only alarms of which there is something to say.
    alarms: Vec<Kept>,
    instrument: Instrument,
    outage: Outage,
    #[serde(default)]
    freezes: Freezes,
    #[serde(default)]
    drills: Drills,
    #[serde(default)]
    uplink: Uplink,
    /// Running values.
    #[serde(default)]
    windows: Windows,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Kept {
    condition: Condition,
    track: Track,
}

/// What was kept by versions that did not say so.
const fn yes() -> bool {
    true
}

impl PointSnapshot {
    /// The shape written by this version.
    pub const VERSION: u8 = 1;

    /// The shape it was written in.
    pub const fn version(&self) -> u8 {
        self.version
    }

    /// Whose it is.
    pub const fn point(&self) -> PointId {
        self.point
    }

    /// The device.
    pub const fn sn(&self) -> &SerialNumber {
        &self.sn
    }

    pub(super) fn of(alarms: &PointAlarms) -> Self {
        let kept = Wired::ALL.into_iter().filter(|wired| alarms.board.tracks[*wired] != Track::default());
        Self {
            version: Self::VERSION,
            point: alarms.board.point,
            sn: alarms.board.sn.clone(),
            commissioned: alarms.commissioned,
            has_value: alarms.link.has_value,
            alarms: kept
                .map(|wired| Kept { condition: wired.condition(), track: alarms.board.tracks[wired].clone() })
                .collect(),
            instrument: alarms.instrument,
            outage: alarms.outage.clone(),
            freezes: alarms.freezes.clone(),
            drills: alarms.drills.clone(),
            uplink: alarms.uplink,
            windows: alarms.windows.clone(),
        }
    }

    pub(super) fn restore(self, rules: &PointRules, last: Option<Timestamp>, now: Now) -> PointAlarms {
        let mut tracks = Tracks::default();
        for Kept { condition, track } in self.alarms {
            if let Some(wired) = Wired::of(condition) {
                tracks[wired] = track;
                tracks[wired].resume(now);
            }
        }
        let mut outage = self.outage;
        outage.resume(now);
        let mut freezes = self.freezes;
        freezes.resume(now);
        let mut drills = self.drills;
        drills.resume(now);
        let uplink = self.uplink.restored(rules, now);
        let board = Board { tracks, gas: rules.gas, ..Board::new(self.point, self.sn) };
        let mut link = Link::new(now, last);
        link.has_value = self.has_value;
        if self.commissioned && !board.tracks[Wired::Offline].judge.holds() {
            link.await_reading(rules);
        }
        if outage.waits() {
            link.hear_late(rules, now.mono);
        }
        let mut windows = self.windows;
        windows.fit(rules);
        windows.resume(now);
        let Self { commissioned, instrument, .. } = self;
        PointAlarms { board, commissioned, instrument, link, outage, freezes, drills, uplink, windows }
    }
}
