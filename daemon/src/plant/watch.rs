//! What the plant notices by itself: timers that are due, a store that is late or full, a clock that steps, strangers.

use std::collections::VecDeque;

use mcs_core::{
    alarm::SystemCause,
    live::Freshness,
    status::StoreState,
    time::{Monotonic, Now, Span},
};

use super::state::{Plant, Unsettled};
use crate::store::LATE_AFTER;

/// A step of the server's clock beyond this is an alarm, and every device's skew is shifted by it.
const CLOCK_STEP: Span = Span::secs(5);
/// How often some points' state is saved though nothing in it changed.
const SAVE_EVERY: Span = Span::mins(1);
/// In how many steps all of them are: within the hour, never many at once.
const SAVE_STEPS: usize = 60;
/// A gap between two ticks beyond this means that we stood still, not that devices were silent.
const STOOD_STILL: Span = Span::secs(5);
/// Quarantined or refused frames within [`RATE_WINDOW`] that raise an alarm.
const RATE_LIMIT: usize = 10;
const RATE_WINDOW: Span = Span::mins(1);
/// A stranger not seen for this long is no longer news.
const STRANGER_NEWS: Span = Span::hours(1);
/// Fewer commissioned points than this are judged one by one, not as a share.
const MANY: u64 = 10;

/// Recent events whose rate is watched.
#[derive(Debug, Default)]
pub(super) struct Rates {
    quarantined: VecDeque<Monotonic>,
    refused: VecDeque<Monotonic>,
    last_tick: Option<Now>,
    last_saved: Option<Monotonic>,
    /// The place in `points` that is saved next.
    next_saved: usize,
}

impl Rates {
    pub(super) fn quarantined(&mut self, at: Monotonic) {
        note(&mut self.quarantined, at);
    }

    pub(super) fn refused(&mut self, at: Monotonic) {
        note(&mut self.refused, at);
    }
}

/// Keeps just enough to know whether the limit is reached.
fn note(events: &mut VecDeque<Monotonic>, at: Monotonic) {
    if events.len() == RATE_LIMIT {
        events.pop_front();
    }
    events.push_back(at);
}

fn at_limit(events: &VecDeque<Monotonic>, now: Monotonic) -> bool {
    events.len() == RATE_LIMIT && events.front().is_some_and(|&first| now - first <= RATE_WINDOW)
}

impl Plant {
    /// Every quarter of a second: what is due by the clock.
    pub(super) fn tick(&mut self) {
        let now = self.now();
        self.watch_own_silence(now);
        self.save_now_and_then(now);
        self.watch_clock(now);
        self.watch_points(now);
        self.tell_late_alarms(now);
        self.watch_system(now);
        for (cause, present, text) in self.causes.take() {
            self.set_system(cause, present, &text, now);
        }
    }

    /// Running values (clock errors, peaks) are saved now and then: a restart need not judge a whole day again, and the store may
    /// let go of readings that every saved state has seen.
    fn save_now_and_then(&mut self, now: Now) {
        if now.mono - *self.rates.last_saved.get_or_insert(now.mono) < SAVE_EVERY {
            return;
        }
        self.rates.last_saved = Some(now.mono);
        for _ in 0..self.points.len().div_ceil(SAVE_STEPS) {
            let place = self.rates.next_saved % self.points.len();
            self.rates.next_saved = place + 1;
            if self.points[place].device.retired.is_none() {
                self.touch(place);
            }
        }
    }

    /// If we stood still ourselves (a stopped process, a suspended machine), silence of devices counts from now on.
    fn watch_own_silence(&mut self, now: Now) {
        if self.rates.last_tick.is_some_and(|last| now.mono - last.mono > STOOD_STILL) {
            for point in &mut self.points {
                point.alarms.listening(&point.rules, now);
            }
        }
    }

    fn watch_points(&mut self, now: Now) {
        for place in 0..self.points.len() {
            let point = &mut self.points[place];
            if point.device.retired.is_some() {
                continue;
            }
            let before = point.shown_freshness;
            if point.alarms.next_due().is_some_and(|due| due <= now.mono) {
                point.alarms.tick(&point.rules, now, &mut self.mint, &mut self.changes);
                self.take_changes(place);
            }
            let point = &mut self.points[place];
            let fresh = point.alarms.freshness(now);
            if fresh != before {
                point.shown_freshness = fresh;
                self.show(place);
            }
        }
    }

    /// Alarm steps the store is late with go out unrecorded, to live clients and to the emergency path.
    fn tell_late_alarms(&mut self, now: Now) {
        let confirmed = self.confirmed.get();
        while self.unsettled.front().is_some_and(|unsettled| unsettled.seq <= confirmed) {
            self.unsettled.pop_front();
        }
        let late_after = Span::micros(i64::try_from(LATE_AFTER.as_micros()).unwrap_or(i64::MAX));
        let mut steps = Vec::new();
        for unsettled in &mut self.unsettled {
            let Unsettled { sent, told, .. } = unsettled;
            if !*told && now.mono - *sent >= late_after {
                *told = true;
                steps.extend(unsettled.steps.iter().cloned().map(|mut step| {
                    step.told_early = true;
                    step.occurrence.recorded = false;
                    step
                }));
            }
        }
        if !steps.is_empty() {
            self.early.tell(&steps);
            self.feed.early(steps);
        }
    }

    fn watch_clock(&mut self, now: Now) {
        let stepped =
            self.rates.last_tick.replace(now).map_or(Span::ZERO, |last| (now.utc - last.utc) - (now.mono - last.mono));
        let present = stepped.abs() > CLOCK_STEP;
        if present {
            for point in &mut self.points {
                point.lateness.clock_stepped(stepped);
                point.identity.clock_stepped(stepped);
                point.alarms.clock_stepped(stepped, now);
            }
            self.save_all();
        }
        let text = format!("the server's clock stepped by {:.1} s", stepped.as_secs_f64());
        self.set_system(SystemCause::ClockStep, present, &text, now);
    }

    fn watch_system(&mut self, now: Now) {
        let gauge = self.store.gauge().clone();
        let free = gauge.disk_free_percent();
        let disk = format!("{free:.1} % of the disk is free");
        self.set_system(SystemCause::DiskCritical, free < 5.0, &disk, now);
        self.set_system(SystemCause::DiskLow, free < 10.0, &disk, now);
        self.set_system(SystemCause::DiskWarning, free < 15.0, &disk, now);
        let (failing, why) = match gauge.state() {
            StoreState::Ok | StoreState::Late => (false, ""),
            StoreState::Reserve => (true, "the disk is full; readings go into the reserve"),
            StoreState::Unrecorded => (true, "disk and reserve are full; readings are judged but not recorded"),
            StoreState::Withheld => (true, "disk and reserve are full; readings are no longer acknowledged"),
        };
        self.set_system(SystemCause::StoreFailing, failing, why, now);
        let damage = gauge.damage().map(|complaint| format!("the database is damaged: {complaint}"));
        self.set_system(SystemCause::StoreDamaged, damage.is_some(), damage.as_deref().unwrap_or_default(), now);
        self.set_system(SystemCause::StoreLate, gauge.late(), "a commit takes longer than 2 s", now);
        let (poison, refused) = (at_limit(&self.rates.quarantined, now.mono), at_limit(&self.rates.refused, now.mono));
        self.set_system(SystemCause::Quarantine, poison, "frames nobody can decode keep coming", now);
        self.set_system(SystemCause::Refused, refused, "publishes against the rules keep coming", now);
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
        let many = commissioned >= MANY && online * 10 < commissioned * 9;
        let text = format!("{online} of {commissioned} points are online");
        self.set_system(SystemCause::ManyOffline, many, &text, now);
        let news = self.discovered.values().any(|d| now.utc - d.last <= STRANGER_NEWS);
        if !news {
            self.set_system(SystemCause::UnknownDevice, false, "", now);
        }
    }

    fn set_system(&mut self, cause: SystemCause, present: bool, text: &str, now: Now) {
        self.system.set(cause, present, (!text.is_empty()).then_some(text), now, &mut self.mint, &mut self.changes);
        self.take_system_changes();
    }
}
