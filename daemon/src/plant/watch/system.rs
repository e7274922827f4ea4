//! The plant looks at itself: what it knows becomes facts, and facts become `SYSTEM` alarms.

use mcs_core::{
    alarm::{Lasting, SystemCause},
    live::Freshness,
    time::{Monotonic, Now, Span},
};

use super::{
    super::state::Plant,
    fact::{Facts, causes},
    throughput::Look,
};
use crate::ingest::INBOX_BOUND;

/// A reading that waits for longer than this for its acknowledgement is a backlog.
const BACKLOG_AFTER: Span = Span::secs(10);
/// What is late, or waits, must be well for so long before the alarm ends.
const WELL_AFTER: Span = Span::secs(30);
/// A stranger not seen for this long is no longer news.
const STRANGER_NEWS: Span = Span::hours(1);
/// How often calibrations are looked through.
const LOOK_AT_CALIBRATIONS: Span = Span::mins(1);
/// A calibration that is due within this time is told.
const DUE_SOON: Span = Span::hours(14 * 24);

/// What must last before it counts, and what was seen since the last look.
#[derive(Debug)]
pub(in super::super) struct Patience {
    late: Lasting,
    backlog: Lasting,
    /// How long the frame that waited longest had to wait for the plant.
    waited: Span,
    /// Frames that wait for the plant now.
    waiting: usize,
    calibrations: Option<Monotonic>,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            late: Lasting::new(Span::ZERO, WELL_AFTER),
            backlog: Lasting::new(Span::ZERO, WELL_AFTER),
            waited: Span::ZERO,
            waiting: 0,
            calibrations: None,
        }
    }
}

impl Patience {
    /// A calibration or a device changed: they are looked through at the next tick.
    pub(in super::super) const fn calibrations_changed(&mut self) {
        self.calibrations = None;
    }

    /// So many frames wait.
    pub(in super::super) const fn note_waiting(&mut self, waiting: usize) {
        self.waiting = waiting;
    }
}

impl Plant {
    /// Raises and ends the alarms of the system that follow from what the plant itself knows.
    pub(super) fn watch_system(&mut self, now: Now) {
        let facts = self.facts(now);
        for (cause, present, text) in causes(&facts, |cause| self.system.stands(cause)) {
            self.set_system(cause, present, &text, now);
        }
        for (cause, present, text) in self.causes.take() {
            self.set_system(cause, present, &text, now);
        }
    }

    /// Says of a cause whether it is present.
    pub(in super::super) fn set_system(&mut self, cause: SystemCause, present: bool, text: &str, now: Now) {
        self.system.set(cause, present, (!text.is_empty()).then_some(text), now, &mut self.mint, &mut self.changes);
        self.take_system_changes();
    }

    /// The frame that waited longest to be heard came in then.
    pub(in super::super) fn note_wait(&mut self, since: Monotonic) {
        let waited = self.clock.now().mono - since;
        self.rates.patience.waited = self.rates.patience.waited.max(waited);
    }

    fn facts(&mut self, now: Now) -> Facts {
        let (commissioned, online) = self.count_online();
        let gauge = self.store.gauge().clone();
        let patience = &mut self.rates.patience;
        let oldest = Span::micros(i64::try_from(gauge.waiting().as_micros()).unwrap_or(i64::MAX));
        let waited = std::mem::take(&mut patience.waited).max(oldest);
        let backlog = waited > BACKLOG_AFTER || patience.waiting >= INBOX_BOUND;
        let (late, backlog) = (patience.late.hear(gauge.late(), now.mono), patience.backlog.hear(backlog, now.mono));
        let look: Option<Look> = self.rates.throughput.look(commissioned, now.mono);
        let loud = self.rates.loud.now(now.mono).map(|place| self.points[place].device.sn.to_string()).collect();
        Facts {
            free: gauge.disk_free_percent(),
            store: gauge.state(),
            damage: gauge.damage().map(str::to_owned),
            late,
            backlog,
            quarantine: self.rates.quarantined.too_high(now.mono),
            refused: self.rates.refused.too_high(now.mono),
            commissioned,
            online,
            strangers: self.discovered.values().any(|d| now.utc - d.last <= STRANGER_NEWS),
            throughput: look,
            loud,
            due: self.calibrations_due(now),
        }
    }

    /// Points that were heard of at least once, and of them those that are not offline.
    fn count_online(&self) -> (u64, u64) {
        let (mut commissioned, mut online) = (0, 0);
        for point in self.registered() {
            match point.shown_freshness {
                Freshness::NotCommissioned => {}
                Freshness::Live | Freshness::Stale | Freshness::CatchingUp => {
                    commissioned += 1;
                    online += 1;
                }
                Freshness::Offline => commissioned += 1,
            }
        }
        (commissioned, online)
    }

    /// Points whose calibration must be renewed, now and then.
    fn calibrations_due(&mut self, now: Now) -> Option<Vec<String>> {
        let patience = &mut self.rates.patience;
        if patience.calibrations.is_some_and(|last| now.mono - last < LOOK_AT_CALIBRATIONS) {
            return None;
        }
        patience.calibrations = Some(now.mono);
        let due = self.registered().filter(|point| {
            let due = point.calibrations.at(now.utc).and_then(|calibration| calibration.due);
            due.is_some_and(|due| due - now.utc <= DUE_SOON)
        });
        Some(due.map(|point| point.device.sn.to_string()).collect())
    }
}
