//! All that is kept of one sensor while its readings go by.

use std::collections::BTreeMap;

use super::{
    bucket::Buckets,
    calendar::{Calendar, DayNumber, Local},
    crossing::Watch,
    day::Days,
    heat::{Heat, Layer},
    mark::Mark,
    noise::Steps,
    run::Runs,
    sample::{Known, Sample},
    signal::Strengths,
    spacing::{Spacing, Spacings},
};
use crate::{
    identity::SeqGaps, lateness::Timing, ledger::Counts, quantity::Unit, reading::Flags, summary::Tally,
    time::Timestamp,
};

/// Distinct error codes that are told apart; firmware knows fewer.
const CODES: usize = 64;

/// Facts of readings that are counted with their first and last time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Facts {
    pub(super) uncalibrated: Mark,
    pub(super) no_voltage: Mark,
    pub(super) clock: Mark,
    pub(super) conflict: Mark,
    pub(super) over_range: Mark,
    pub(super) under_range: Mark,
    pub(super) late: Mark,
}

/// The state of one sensor's accumulators.
#[derive(Debug, Clone)]
pub(super) struct SensorStats {
    pub(super) known: Known,
    pub(super) unit: Option<Unit>,
    pub(super) count: u64,
    pub(super) duplicates: u64,
    pub(super) disordered: u64,
    pub(super) first: Timestamp,
    pub(super) last: Timestamp,
    newest: Option<Sample>,
    pub(super) value: Tally,
    pub(super) temp: Tally,
    /// The smallest value and how many readings have just this one.
    floor: (f64, u64),
    pub(super) bat: Option<f64>,
    pub(super) buckets: Buckets,
    pub(super) days: Days,
    pub(super) spacings: Spacings,
    seq: SeqGaps,
    pub(super) packets: Counts,
    pub(super) runs: Runs,
    pub(super) steps: Steps,
    pub(super) strengths: Strengths,
    pub(super) errors: BTreeMap<u16, Mark>,
    pub(super) facts: Facts,
    watch: Watch,
    pub(super) reached_first: u64,
    pub(super) reached_second: u64,
}

impl SensorStats {
    pub(super) fn new(known: Known) -> Self {
        Self {
            watch: Watch::new(&known),
            known,
            unit: None,
            count: 0,
            duplicates: 0,
            disordered: 0,
            first: Timestamp::from_micros(i64::MAX),
            last: Timestamp::from_micros(i64::MIN),
            newest: None,
            value: Tally::default(),
            temp: Tally::default(),
            floor: (f64::INFINITY, 0),
            bat: None,
            buckets: Buckets::default(),
            days: Days::default(),
            spacings: Spacings::default(),
            seq: SeqGaps::new(),
            packets: Counts::default(),
            runs: Runs::default(),
            steps: Steps::default(),
            strengths: Strengths::default(),
            errors: BTreeMap::new(),
            facts: Facts::default(),
            reached_first: 0,
            reached_second: 0,
        }
    }

    pub(super) fn add(&mut self, sample: &Sample, calendar: &mut Calendar, heat: &mut Heat) {
        if self.newest.is_some_and(|newest| newest.time == sample.time && newest.seq == sample.seq) {
            self.duplicates += 1;
            return;
        }
        let local = calendar.at(sample.time);
        self.in_any_order(sample, local);
        if self.newest.is_some_and(|newest| sample.time < newest.time) {
            self.disordered += 1;
            if let Some(seq) = sample.seq {
                self.seq.note(seq, Timing::OutOfOrder, sample.time, &mut self.packets);
            }
            return;
        }
        self.in_order(sample, local, heat);
        self.newest = Some(*sample);
    }

    /// What does not depend on the order in which readings come.
    fn in_any_order(&mut self, sample: &Sample, local: Local) {
        self.count += 1;
        self.first = self.first.min(sample.time);
        self.last = self.last.max(sample.time);
        self.unit = sample.unit.or(self.unit);
        if let Some(value) = sample.value {
            self.value.add(sample.time, value);
            if value < self.floor.0 {
                self.floor = (value, 1);
            } else if value.to_bits() == self.floor.0.to_bits() {
                self.floor.1 += 1;
            }
        }
        if let Some(temp) = sample.temp {
            self.temp.add(sample.time, temp);
        }
        if let Some(rssi) = sample.rssi {
            self.strengths.add(rssi);
        }
        self.buckets.add(sample.time, sample.value, sample.v_raw);
        let day = self.days.at(local.day);
        day.add(sample.value, sample.bat, sample.rssi.filter(|rssi| *rssi < 0.0));
        if sample.err != 0 {
            day.errors += 1;
            if self.errors.len() < CODES || self.errors.contains_key(&sample.err) {
                self.errors.entry(sample.err).or_default().note(sample.time);
            }
        }
        if sample.flags != Flags::default() {
            self.note_flags(sample.flags, sample.time);
        }
    }

    fn note_flags(&mut self, flags: Flags, time: Timestamp) {
        let facts = &mut self.facts;
        let no_voltage = Flags::NO_VOLTAGE.with(Flags::AT_RAIL).with(Flags::NON_FINITE).with(Flags::NO_VALUE);
        let clock = Flags::BAD_TIME.with(Flags::FAR_TIME).with(Flags::SKEW_RESTART);
        for (bits, mark) in [
            (Flags::UNCALIBRATED, &mut facts.uncalibrated),
            (no_voltage, &mut facts.no_voltage),
            (clock, &mut facts.clock),
            (Flags::CONFLICT, &mut facts.conflict),
            (Flags::OVER_RANGE, &mut facts.over_range),
            (Flags::UNDER_RANGE, &mut facts.under_range),
            (Flags::LATE, &mut facts.late),
        ] {
            if flags.any(bits) {
                mark.note(time);
            }
        }
    }

    /// What compares a reading with the one before.
    fn in_order(&mut self, sample: &Sample, local: Local, heat: &mut Heat) {
        if sample.bat.is_some() {
            self.bat = sample.bat;
        }
        if let Some(number) = sample.v_raw.or(sample.value) {
            self.runs.add(sample.time, number);
        }
        if self.watch.watches()
            && let Some(value) = sample.value
        {
            let reached = self.watch.see(value);
            self.reached_first += u64::from(reached.first);
            self.reached_second += u64::from(reached.second);
            if reached.first || reached.second {
                heat.add(Layer::Limit, local);
            }
        }
        let before = self.newest;
        if sample.flags.has(Flags::OVER_RANGE) && before.is_none_or(|before| !before.flags.has(Flags::OVER_RANGE)) {
            heat.add(Layer::OverRange, local);
        }
        if sample.err != 0 && before.is_none_or(|before| before.err != sample.err) {
            heat.add(Layer::Error, local);
        }
        let missing_before = self.packets.missing;
        if let Some(seq) = sample.seq {
            self.seq.note(seq, Timing::Live, sample.time, &mut self.packets);
        }
        let missing = self.packets.missing - missing_before;
        if missing > 0 {
            let day = self.days.at(local.day);
            day.missing = day.missing.saturating_add(u32::try_from(missing).unwrap_or(u32::MAX));
        }
        if let Some(before) = before {
            self.spacings.add(Spacing { from: before.time, to: sample.time, missing });
            self.step(&before, sample, local.day);
        }
    }

    fn step(&mut self, before: &Sample, sample: &Sample, day: DayNumber) {
        let step = |now: Option<f64>, then: Option<f64>| Some(now? - then?);
        let (volts, value) = (step(sample.v_raw, before.v_raw), step(sample.value, before.value));
        // Where the display cuts values off they do not follow the voltage.
        let cut_off = [before.value, sample.value].iter().flatten().any(|value| *value <= self.floor.0);
        if let (Some(volts), Some(value), false) = (volts, value, cut_off) {
            self.steps.learn(volts, value);
        }
        if let Some(moved) = volts.or(value)
            && let Some((over, median)) = self.steps.add(day, moved)
        {
            self.days.at(over).noise = Some(median);
        }
    }

    /// Whether a limit is known.
    pub(super) fn watches(&self) -> bool {
        self.watch.watches()
    }

    /// Whether voltages were seen; noise and runs are then in millivolts.
    pub(super) fn has_voltage(&self) -> bool {
        self.newest.is_some_and(|newest| newest.v_raw.is_some())
    }

    /// The share of readings that show the smallest value: where the display cuts off, that is most of them.
    pub(super) fn floor_share(&self) -> f64 {
        if self.value.count == 0 { 0.0 } else { self.floor.1 as f64 / self.value.count as f64 }
    }

    /// The noise of each day, with that of the one that is not over.
    pub(super) fn daily_noise(&self) -> Vec<(DayNumber, f64)> {
        let unfinished = self.steps.unfinished();
        self.days
            .all()
            .iter()
            .filter_map(|day| {
                let open = unfinished.filter(|(number, _)| *number == day.number).map(|(_, noise)| noise);
                Some((day.number, open.or(day.noise)?))
            })
            .collect()
    }
}
