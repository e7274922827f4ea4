//! What the plant notices by itself: timers that are due, a store that is late or full, a clock that steps, strangers.

mod fact;
mod rates;
mod system;
mod throughput;
mod traffic;

use mcs_core::{
    alarm::SystemCause,
    sentence,
    time::{Monotonic, Now, Span},
};

pub(super) use self::traffic::Traffic;
use self::{rates::Rate, system::Patience, throughput::Throughput, traffic::Loud};

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

/// What is remembered from tick to tick.
#[derive(Debug, Default)]
pub(super) struct Rates {
    /// Frames nobody can decode.
    pub(super) quarantined: Rate,
    /// Publishes against the rules.
    pub(super) refused: Rate,
    pub(super) throughput: Throughput,
    pub(super) loud: Loud,
    pub(super) patience: Patience,
    last_tick: Option<Now>,
    last_saved: Option<Monotonic>,
    /// The place in `points` that is saved next.
    next_saved: usize,
}

impl Plant {
    /// Every quarter of a second: what is due by the clock. So many frames wait to be heard.
    pub(super) fn tick(&mut self, waiting: usize) {
        let now = self.now();
        self.rates.patience.note_waiting(waiting);
        self.watch_own_silence(now);
        self.save_now_and_then(now);
        self.watch_clock(now);
        self.watch_points(now);
        self.watch_zones(now);
        self.system.tick(now, &mut self.mint, &mut self.changes);
        self.take_system_changes();
        self.watch_silence(now);
        self.tell_late_alarms(now);
        self.watch_system(now);
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
            self.step_zone_clocks(stepped);
            self.save_all();
        }
        let text = sentence::CLOCK_STEP.with(&[&format_args!("{:.1}", stepped.as_secs_f64())]);
        self.set_system(SystemCause::ClockStep, present, &text, now);
    }
}
