//! All alarms of one point.
//!
//! ```text
//!            live ──▶ masks that end, sensor, second levels, first levels, the rest ──▶ board of alarms
//!  reading ─┤                                                                            ▲
//!            late ──▶ judged apart: what came and went while the point was out of reach ─┘ when it has ended
//!
//!  silence ─▶ OFFLINE      time ─▶ on-delays, alarms that stand too long      people ─▶ ack, reset, rules
//! ```
//!
//! A reading that changes nothing costs a handful of comparisons and allocates nothing.

mod ballot;
mod board;
mod command;
mod drill;
mod freeze;
mod instrument;
mod judged;
mod level;
mod link;
mod mask;
mod outage;
mod silence;
mod snapshot;
mod uplink;
mod windows;
mod wired;

use board::{Board, Found, Raised};
use drill::Drills;
use freeze::Freezes;
use instrument::Instrument;
pub use judged::{Judged, Voltage};
use link::Link;
use outage::Outage;
pub use snapshot::PointSnapshot;
use uplink::Uplink;
use windows::Windows;
use wired::Wired;

use super::{Actor, Changes, Mint, Occurrence, PointRules, Refusal, desk::Desk};
use crate::{
    id::{OccurrenceId, PointId, SerialNumber},
    live::{Freshness, Pending},
    reading::Flags,
    time::{Monotonic, Now, Span, Timestamp},
};

/// All alarms of one point.
#[derive(Debug, Clone)]
pub struct PointAlarms {
    board: Board,
    /// Heard of at least once; before that silence means nothing.
    commissioned: bool,
    instrument: Instrument,
    link: Link,
    outage: Outage,
    freezes: Freezes,
    drills: Drills,
    uplink: Uplink,
    windows: Windows,
}

impl PointAlarms {
    /// A point nobody has heard of yet.
    pub fn new(point: PointId, sn: SerialNumber, now: Now) -> Self {
        Self {
            board: Board::new(point, sn),
            commissioned: false,
            instrument: Instrument::default(),
            link: Link::new(now, None),
            outage: Outage::default(),
            freezes: Freezes::default(),
            drills: Drills::default(),
            uplink: Uplink::default(),
            windows: Windows::default(),
        }
    }

    /// What must be kept. But for running values it differs from the one before only after [`Changes::state_changed`] was
    /// set; those are brought up to date by hearing again, after [`PointAlarms::restore`], what was heard since.
    pub fn snapshot(&self) -> PointSnapshot {
        PointSnapshot::of(self)
    }

    /// Continues after a restart. `last` is the corrected time of the newest live reading heard before it, `now` the
    /// moment at which the listener is ready. Call [`PointAlarms::tick`] right after it: what became due meanwhile is
    /// raised at once.
    pub fn restore(snapshot: PointSnapshot, rules: &PointRules, last: Option<Timestamp>, now: Now) -> Self {
        snapshot.restore(rules, last, now)
    }

    /// The point.
    pub const fn point(&self) -> PointId {
        self.board.point
    }

    /// Its device.
    pub const fn sn(&self) -> &SerialNumber {
        &self.board.sn
    }

    /// The point's settings or calibration were changed by a person. Alarms whose limit is gone are withdrawn; all
    /// others are judged by the new rules at the next reading.
    pub fn set_rules(&mut self, rules: &PointRules, by: &Actor, now: Now, mint: &mut dyn Mint, out: &mut Changes) {
        self.board.gas = rules.gas;
        self.do_set_rules(rules, by, &mut Desk { mint, out, now });
        self.windows.fit(rules);
        self.await_ends(rules, now);
    }

    /// Judges a live reading.
    pub fn hear(&mut self, rules: &PointRules, reading: &Judged, now: Now, mint: &mut dyn Mint, out: &mut Changes) {
        let desk = &mut Desk { mint, out, now };
        let raised = &mut Raised::default();
        self.board.gas = rules.gas;
        self.judge_masks(rules, raised, desk);
        self.judge_countdowns(rules, raised, desk);
        self.commission(desk);
        let had_value = self.link.has_value;
        let after_gap = self.link.hear(rules, reading, now.mono);
        desk.out.state_changed |= had_value != self.link.has_value;
        if let Some(since) = self.link.time.filter(|_| after_gap && !self.freezes.frozen()) {
            self.outage.note_gap(&self.board, since, reading.time);
            desk.out.state_changed = true;
        }
        if reading.flags.has(Flags::OUT_OF_ORDER) {
            self.look_back(rules, reading, true);
            self.await_ends(rules, now);
            self.end_silence(rules, reading, raised, desk);
            return;
        }
        let powered_on = self.instrument.powered_on(reading);
        desk.out.state_changed |= self.instrument.hear(reading);
        // One that is powered on again and again would never be believed: that is a fault, and not kept back for ever.
        if powered_on && !self.instrument.restless(reading.received) {
            self.warm_up(rules.warm_up, desk);
        }
        self.look_back(rules, reading, true);
        for wired in Wired::ALL {
            if Wired::EXPOSURES.contains(&wired) {
                self.judge_exposure(wired, rules, reading, raised, desk);
            } else if let Some(found) = self.evidence(wired, rules, reading, desk) {
                self.board.judge(wired, &found, reading.time, reading.received, raised, desk);
            } else if Wired::LEVELS.contains(&wired) {
                self.board.stop_awaiting(wired, desk);
            }
        }
        if reading.value.is_some() {
            desk.out.state_changed |= self.freezes.heard();
        }
        self.await_ends(rules, now);
        self.outage.meet(&mut self.board, rules, reading, after_gap.then_some(*raised), desk);
        self.link.time = Some(reading.time);
    }

    /// Judges a reading of a backlog, apart from the live state.
    pub fn hear_late(
        &mut self,
        rules: &PointRules,
        reading: &Judged,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) {
        let desk = &mut Desk { mint, out, now };
        self.board.gas = rules.gas;
        if self.commission(desk) {
            self.link.listen(rules, now.mono);
        }
        self.link.hear_late(rules, now.mono);
        self.look_back(rules, reading, false);
        self.await_ends(rules, now);
        // What was measured under a mask is evidence of a test.
        if self.freezes.covers(reading.time) {
            return;
        }
        self.outage.hear(&self.board, rules, reading, desk);
    }

    /// A frame of the device could not be decoded. It is no sign of life; three in a row are a fault.
    pub fn undecodable(&mut self, rules: &PointRules, now: Now, mint: &mut dyn Mint, out: &mut Changes) {
        let desk = &mut Desk { mint, out, now };
        self.instrument.hear_undecodable();
        desk.out.state_changed = true;
        if let Some(found) = self.instrument.fault_of_frames(rules) {
            self.board.judge(Wired::Fault, &found, now.utc, now.utc, &mut Raised::default(), desk);
        }
    }

    /// The device's will was published: if it stays silent it is offline sooner.
    pub fn will(&mut self, rules: &PointRules, now: Now) {
        if self.commissioned && !self.board.tracks[Wired::Offline].judge.holds() {
            self.link.will(rules, now.mono);
        }
    }

    /// The connection to the broker ended: a will that still waits may be the broker's doing, and silence is told in its own
    /// time.
    pub const fn link_broken(&mut self) {
        self.link.break_off();
    }

    /// We were deaf (our process stood still, the broker's link was lost) and listen again: silence counts from now.
    pub fn listening(&mut self, rules: &PointRules, now: Now) {
        if self.commissioned && !self.board.tracks[Wired::Offline].judge.holds() {
            self.link.listen(rules, now.mono);
        }
    }

    /// The server's wall clock was moved by `step`, and says `now` since: what is remembered moves with it. The snapshot
    /// differs.
    pub fn clock_stepped(&mut self, step: Span, now: Now) {
        for track in self.board.tracks.iter_mut() {
            track.clock_stepped(step);
        }
        self.freezes.clock_stepped(step);
        self.drills.clock_stepped(step);
        self.uplink.clock_stepped(step);
        self.instrument.clock_stepped(step);
        self.outage.clock_stepped(step);
        self.windows.clock_stepped(step);
        self.windows.resume(now);
        self.link.time = self.link.time.map(|time| time + step);
    }

    /// Does what has become due. Call at [`PointAlarms::next_due`]; earlier or later does no harm.
    pub fn tick(&mut self, rules: &PointRules, now: Now, mint: &mut dyn Mint, out: &mut Changes) {
        let desk = &mut Desk { mint, out, now };
        let raised = &mut Raised::default();
        self.board.gas = rules.gas;
        self.judge_masks(rules, raised, desk);
        self.judge_countdowns(rules, raised, desk);
        self.judge_uplink(desk);
        self.judge_ends_of_bins(rules, raised, desk);
        self.judge_silence(rules, raised, desk);
        self.judge_backlog_end(rules, raised, desk);
        self.judge_drills(desk);
        self.board.look_again(desk);
    }

    /// When [`PointAlarms::tick`] will have something to do.
    pub fn next_due(&self) -> Option<Monotonic> {
        let silence = self.link.offline_at().map(|(at, _)| at);
        let alarms = self.board.tracks.iter().filter_map(super::track::Track::next_due).min();
        let others = [
            silence,
            self.link.backlog_until,
            self.windows.next_due(),
            self.freezes.next_due(),
            self.drills.next_due(),
            self.uplink.next_due(),
        ];
        others.into_iter().flatten().chain(alarms).min()
    }

    /// A person acknowledges an occurrence.
    pub fn acknowledge(
        &mut self,
        occurrence: OccurrenceId,
        by: &Actor,
        comment: Option<&str>,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) -> Result<(), Refusal> {
        self.do_acknowledge(occurrence, by, comment, &mut Desk { mint, out, now })
    }

    /// A person ends a latch. `verified` says how the sensor was verified; `OVER_RANGE` is not reset without it.
    #[expect(clippy::too_many_arguments, reason = "a command, the clocks, and where its outcome goes")]
    pub fn reset(
        &mut self,
        occurrence: OccurrenceId,
        by: &Actor,
        comment: Option<&str>,
        verified: Option<&str>,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) -> Result<(), Refusal> {
        self.do_reset(occurrence, by, comment, verified, &mut Desk { mint, out, now })
    }

    /// The point is retired: every open alarm closes with the reason.
    pub fn withdraw_all(&mut self, by: &Actor, reason: &str, now: Now, mint: &mut dyn Mint, out: &mut Changes) {
        self.do_withdraw_all(by, reason, &mut Desk { mint, out, now });
    }

    /// Every occurrence that is not over.
    pub fn open(&self) -> impl Iterator<Item = &Occurrence> {
        self.board
            .tracks
            .iter()
            .filter_map(|track| Some(&track.open.as_ref()?.occurrence))
            .chain(self.outage.open())
            .chain(self.drills.open())
    }

    /// The condition that will be raised next, if one counts down.
    pub fn pending(&self) -> Option<Pending> {
        if self.frozen() {
            return None;
        }
        Wired::LEVELS
            .into_iter()
            .filter_map(|wired| {
                let due = self.board.tracks[wired].judge.deadline()?.due;
                Some(Pending { condition: wired.condition(), due })
            })
            .min_by_key(|pending| pending.due)
    }

    /// How fresh the point's value is.
    pub fn freshness(&self, now: Now) -> Freshness {
        let offline = self.board.tracks[Wired::Offline].judge.holds();
        match () {
            () if !self.commissioned => Freshness::NotCommissioned,
            () if !offline && self.link.fresh(now.mono) => Freshness::Live,
            () if self.link.catching_up(now.mono) => Freshness::CatchingUp,
            () if offline => Freshness::Offline,
            () => Freshness::Stale,
        }
    }

    /// Whether nothing can be said of the point: offline, silent, without value, uncalibrated, or under a mask.
    pub fn is_unknown(&self, now: Now) -> bool {
        self.freshness(now) != Freshness::Live
            || !self.link.has_value
            || self.frozen()
            || self.board.tracks[Wired::Uncalibrated].judge.holds()
    }

    /// Notes that the point was heard of; answers whether it was the first time.
    fn commission(&mut self, desk: &mut Desk<'_>) -> bool {
        let first = !self.commissioned;
        self.commissioned = true;
        desk.out.state_changed |= first;
        first
    }

    /// Raises what has counted down.
    fn judge_countdowns(&mut self, rules: &PointRules, raised: &mut Raised, desk: &mut Desk<'_>) {
        for wired in Wired::LEVELS {
            if self.board.tracks[wired].judge.deadline().is_some()
                && let Some(found) = self.board.level_waiting(wired, rules)
            {
                self.board.wait(wired, &found, raised, desk);
            }
        }
    }

    /// What a live reading says of one condition; `None` where the point has no rule for it, or means are judged.
    fn evidence(
        &mut self,
        wired: Wired,
        rules: &PointRules,
        reading: &Judged,
        desk: &mut Desk<'_>,
    ) -> Option<Found<'static>> {
        match wired {
            Wired::OverRange | Wired::UnderRange | Wired::HighHigh | Wired::LowLow | Wired::High | Wired::Low => {
                self.board.level_found(wired, rules, reading)
            }
            Wired::Fault => Some(self.instrument.fault(rules, reading)),
            Wired::Stel | Wired::Twa => None,
            Wired::Rate => self.rate(rules, reading),
            Wired::Stuck => Some(self.stuck(rules, reading)),
            Wired::Uncalibrated => Some(instrument::uncalibrated(rules, reading)),
            Wired::NoLimit => Some(instrument::no_limit(rules)),
            Wired::Offline => Some(self.heard(rules)),
            Wired::LowBat => {
                let track = &mut self.board.tracks[wired];
                let (found, severe) = instrument::battery(rules, reading, track.severe);
                desk.out.state_changed |= track.severe != severe;
                track.severe = severe;
                Some(found)
            }
            Wired::WeakSignal => Some(self.weak(rules, reading, desk)),
            Wired::Clock => Some(self.instrument.clock(rules, reading)),
        }
    }
}
