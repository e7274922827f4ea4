//! The windows of a point, and what a reading says of the conditions that look back.

use serde::{Deserialize, Serialize};

use super::{
    PointAlarms,
    board::{Board, Found, Raised},
    instrument::plain,
    judged::Judged,
    level::found,
    wired::Wired,
};
use crate::{
    alarm::{
        LevelRule, PointRules,
        desk::{Cause, Desk},
        judge::Evidence,
        rule::RateRule,
        window::{Average, Course, Ended, Exposure, Mean, Movement, Stillness, Weakness},
    },
    quantity::Steps,
    time::{Monotonic, Now, Span, Timestamp},
};

/// A value stands for so many periods.
const STANDS_PERIODS: i64 = 3;

/// What a point remembers of its past. Only rules that look back have a window, and windows are running values: readings
/// heard again bring them up to date.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Windows {
    rate: Option<Box<Course>>,
    stel: Option<Box<Average>>,
    twa: Option<Box<Average>>,
    still: Option<Stillness>,
    weak: Weakness,
    /// When a mean reaches its limit though nothing is heard.
    #[serde(skip)]
    due: Option<Monotonic>,
}

impl Windows {
    /// Opens the windows the rules need and closes the others.
    pub(super) fn fit(&mut self, rules: &PointRules) {
        fit(&mut self.rate, rules.rate.is_some(), Box::default);
        fit(&mut self.stel, rules.stel.is_some(), || Box::new(Average::new(Exposure::Stel)));
        fit(&mut self.twa, rules.twa.is_some(), || Box::new(Average::new(Exposure::Twa)));
    }

    /// Takes the value of a reading, be it old, into the means; `known`: it tells of the place and not of an engineer's
    /// work, and its calibration holds.
    pub(super) fn expose(&mut self, rules: &PointRules, reading: &Judged, known: bool, live: bool) {
        let value = reading.value.filter(|_| known).map(|value| rules.floor.map_or(value, |floor| value.max(floor)));
        let stands = stands(rules);
        for (average, rule) in [(&mut self.stel, &rules.stel), (&mut self.twa, &rules.twa)] {
            if let (Some(average), Some(rule)) = (average, rule) {
                average.take(reading.time, value, live, stands, rule.level.limit);
            }
        }
    }

    /// The point begins or ceases to be hidden: what it said before cannot be compared with what it says now, and does
    /// not stand for it.
    pub(super) fn restart(&mut self, time: Timestamp) {
        if let Some(course) = &mut self.rate {
            course.restart();
        }
        for average in [&mut self.stel, &mut self.twa].into_iter().flatten() {
            average.blind(time);
        }
    }

    /// After a restart of the daemon or a step of its clock: what was due meanwhile is found at the next tick.
    pub(super) const fn resume(&mut self, now: Now) {
        self.due = Some(now.mono);
    }

    /// When [`PointAlarms::judge_ends_of_bins`] will have something to do.
    pub(super) const fn next_due(&self) -> Option<Monotonic> {
        self.due
    }

    /// Follows a step of the server's wall clock.
    pub(super) fn clock_stepped(&mut self, step: Span) {
        if let Some(course) = &mut self.rate {
            course.clock_stepped(step);
        }
        for average in [&mut self.stel, &mut self.twa].into_iter().flatten() {
            average.clock_stepped(step);
        }
        if let Some(still) = &mut self.still {
            still.clock_stepped(step);
        }
        self.weak.clock_stepped(step);
    }

    fn average(&mut self, wired: Wired) -> Option<&mut Average> {
        if wired == Wired::Stel { self.stel.as_deref_mut() } else { self.twa.as_deref_mut() }
    }

    /// Notes when a mean will reach its limit if nothing more is heard.
    fn await_ends(&mut self, rules: &PointRules, board: &Board, now: Now) {
        self.due = None;
        for wired in Wired::EXPOSURES {
            if let Some((_, mean)) = self.will_reach(wired, rules, board) {
                let at = now.mono + (mean.end - now.utc);
                self.due = Some(self.due.map_or(at, |due| due.min(at)));
            }
        }
    }

    fn will_reach<'a>(&mut self, wired: Wired, rules: &'a PointRules, board: &Board) -> Option<(&'a LevelRule, Mean)> {
        let rule = rules.level(wired.condition())?;
        let waits = !board.tracks[wired].judge.holds();
        let mean = self.average(wired).filter(|_| waits)?.will_reach(rule.level.limit)?;
        Some((rule, mean))
    }
}

impl PointAlarms {
    /// Takes a reading into the means, live or late; of their limits it is judged when a live one comes.
    pub(super) fn look_back(&mut self, rules: &PointRules, reading: &Judged, live: bool) {
        self.windows.fit(rules);
        let hidden = !self.freezes.standing.is_empty() || self.freezes.covers(reading.time);
        let known = !hidden && rules.calibration.holds(reading.received);
        self.windows.expose(rules, reading, known, live);
    }

    /// Judges a mean at the end of each bin that ended with this reading. It is over only by a reading with a value that
    /// can be believed.
    pub(super) fn judge_exposure(
        &mut self,
        wired: Wired,
        rules: &PointRules,
        reading: &Judged,
        raised: &mut Raised,
        desk: &mut Desk<'_>,
    ) {
        let (Some(rule), Some(average)) = (rules.level(wired.condition()), self.windows.average(wired)) else { return };
        let (Ended { over, last }, newest) = (average.ended(), average.newest());
        let track = &self.board.tracks[wired];
        let over = over.filter(|_| !track.judge.holds());
        let believed = reading.value.is_some() && !reading.raise_only() && !self.board.over_range_stands();
        if track.thawing.is_some() && reading.value.is_some() {
            // A freeze is over: the dose is what it was, and this reading says that it can be told again.
            let found = found(Evidence::Between, rule, rules, newest.map(|mean| mean.value));
            self.board.judge(wired, &found, reading.time, reading.received, raised, desk);
        }
        for mean in [over, last.filter(|last| over != Some(*last))].into_iter().flatten() {
            let found = exposure(rule, rules, &mean, believed);
            self.board.judge(wired, &found, mean.end, reading.received, raised, desk);
        }
    }

    /// Raises what reached its limit at the end of a bin though no reading came. Nothing ends here.
    pub(super) fn judge_ends_of_bins(&mut self, rules: &PointRules, raised: &mut Raised, desk: &mut Desk<'_>) {
        if self.windows.due.is_none_or(|due| desk.now.mono < due) {
            return;
        }
        for wired in Wired::EXPOSURES {
            let reached = self.windows.will_reach(wired, rules, &self.board);
            if let Some((rule, mean)) = reached.filter(|(_, mean)| mean.end <= desk.now.utc) {
                let found = exposure(rule, rules, &mean, false);
                self.board.judge(wired, &found, mean.end, desk.now.utc, raised, desk);
            }
        }
        self.await_ends(rules, desk.now);
    }

    /// Looks ahead, after everything else was judged.
    pub(super) fn await_ends(&mut self, rules: &PointRules, now: Now) {
        self.windows.await_ends(rules, &self.board, now);
    }

    /// What a reading says of `RATE`; `None` without such a rule, or if it says nothing new.
    pub(super) fn rate(&mut self, rules: &PointRules, reading: &Judged) -> Option<Found<'static>> {
        let RateRule { window, falling, rule } = rules.rate.as_ref()?;
        let course = self.windows.rate.as_mut()?;
        let rise = if let Some(Steps(value)) = reading.value {
            let value = Steps(if *falling { value.saturating_neg() } else { value });
            Some(course.take(reading.time, value, reading.calibration, stands(rules), *window))
        } else {
            course.blind(reading.time);
            None
        };
        let said = rise.map_or(Evidence::Unknown, |rise| rule.level.evidence(rise));
        let evidence = if reading.raise_only() { said.raise_only() } else { said };
        if evidence != Evidence::Over && self.board.tracks[Wired::Rate].is_quiet() {
            return None;
        }
        Some(found(evidence, rule, rules, rise))
    }

    /// What a reading says of `STUCK`.
    pub(super) fn stuck(&mut self, rules: &PointRules, reading: &Judged) -> Found<'static> {
        let movement = reading
            .v_raw
            .map(|voltage| Stillness::take(&mut self.windows.still, reading.time, voltage, rules.stuck_after));
        let (evidence, cause) = match movement {
            Some(Movement::Stuck) => (Evidence::Over, Some(Cause::Still(rules.stuck_after))),
            Some(Movement::Resting) => (Evidence::Between, None),
            Some(Movement::Moved) => (Evidence::Clear, None),
            None => (Evidence::Unknown, None),
        };
        plain(rules, Wired::Stuck, false, evidence, cause)
    }

    /// What a reading says of `WEAK_SIGNAL`. Another network is kept at once: no reading heard again names it.
    pub(super) fn weak(&mut self, rules: &PointRules, reading: &Judged, desk: &mut Desk<'_>) -> Found<'static> {
        let weak = &mut self.windows.weak;
        desk.out.state_changed |= weak.on(reading.network);
        let evidence = weak.take(reading.time, reading.rssi, stands(rules));
        let mut found = plain(rules, Wired::WeakSignal, false, evidence, None);
        found.finding.value = reading.rssi;
        found.finding.limit = weak.edge();
        found
    }
}

fn fit<T>(window: &mut Option<T>, needed: bool, open: impl FnOnce() -> T) {
    if needed != window.is_some() {
        *window = needed.then(open);
    }
}

const fn stands(rules: &PointRules) -> Span {
    rules.period.times(STANDS_PERIODS)
}

/// What a mean says; too little known of its window, it may be low for that.
fn exposure(rule: &LevelRule, rules: &PointRules, mean: &Mean, believed: bool) -> Found<'static> {
    let evidence = match rule.level.evidence(mean.value) {
        Evidence::Clear if !mean.enough => Evidence::Between,
        said if believed => said,
        said => said.raise_only(),
    };
    found(evidence, rule, rules, Some(mean.value))
}
