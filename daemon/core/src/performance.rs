//! How well the alarms serve the people who must answer them: the figures of ISA-18.2 and EEMUA 191.
//!
//! Counted is what was announced: not what a mask withheld, not drills. A figure over less than thirty days says little and is marked so.

use std::{cmp::Reverse, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use crate::{
    alarm::{Condition, Occurrence, Priority, Source},
    id::SerialNumber,
    time::{Span, Timestamp},
};

/// The shortest time over which figures mean something.
const ENOUGH: Span = Span::hours(30 * 24);
/// The period in which alarms are counted.
const PERIOD: Span = Span::mins(10);
/// More in a period than this are too many for one person.
const BUSY: u32 = 10;
/// A flood ends with a period of fewer than this.
const CALM: u32 = 5;
/// An alarm that is over sooner, with nobody's doing, is fleeting.
const FLEETING: Span = Span::secs(30);
/// An alarm that is active longer is stale.
const STALE: Span = Span::hours(24);
/// So many of the most frequent alarms are named.
const TOP: usize = 10;

/// How a figure is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// As it should be.
    Good,
    /// The most that one person manages.
    Manageable,
    /// Too much.
    TooMuch,
}

impl Grade {
    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Manageable => "manageable",
            Self::TooMuch => "too-much",
        }
    }

    /// The grade with this name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Good, Self::Manageable, Self::TooMuch].into_iter().find(|grade| grade.as_str() == text)
    }

    fn of(value: f64, good: f64, most: f64) -> Self {
        match () {
            () if value <= good => Self::Good,
            () if value <= most => Self::Manageable,
            () => Self::TooMuch,
        }
    }
}

/// An alarm that comes often.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frequent {
    /// The device, zone or cause.
    pub subject: String,
    /// What is wrong with it.
    #[serde(rename = "type")]
    pub condition: Condition,
    /// How often it was announced.
    pub alarms: u64,
    /// Of all, 0 to 1.
    pub share: f64,
}

/// For how long nothing could be said of a point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Blind {
    /// The device.
    pub sn: SerialNumber,
    /// Offline, faulty or uncalibrated, seconds.
    pub unknown_s: f64,
    /// Masked by people, seconds.
    pub masked_s: f64,
}

/// The figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Performance {
    /// Since when.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
    /// For so many operators at a time.
    pub operators: u32,
    /// Whether the time is long enough for the figures to mean something.
    pub enough: bool,
    /// Announced alarms.
    pub alarms: u64,
    /// In an hour, for one operator, in the mean.
    pub per_hour: f64,
    /// The same in ten minutes.
    pub per_ten_minutes: f64,
    /// How that is to be read: up to 6 an hour is good, 12 the most one person manages.
    pub grade: Grade,
    /// The most in any ten minutes.
    pub busiest: u32,
    /// Share of ten-minute periods with more than ten, 0 to 1; below 0.01 is good.
    pub busy_share: f64,
    /// Share of the time in floods, 0 to 1; below 0.01 is good.
    pub flood_share: f64,
    /// Floods.
    pub floods: u32,
    /// The most frequent ones.
    pub top: Vec<Frequent>,
    /// Their share of all, 0 to 1.
    pub top_share: f64,
    /// Alarms that chattered; none is good.
    pub chattering: u64,
    /// Alarms that were over at once and that nobody could have answered; none is good.
    pub fleeting: u64,
    /// Alarms that were active for more than a day; fewer than 5 is good.
    pub stale: u64,
    /// Shares of low, medium, high and critical, 0 to 1; 0.80, 0.15 and 0.05 for the last two together is good.
    pub split: [f64; 4],
    /// Alarms that somebody acknowledged.
    pub acknowledged: u64,
    /// Median time until then, seconds.
    pub ack_median_s: Option<f64>,
    /// 95 of 100 were acknowledged within this time, seconds.
    pub ack_p95_s: Option<f64>,
    /// Points of which nothing could be said for longest.
    pub blind: Vec<Blind>,
    /// Changes of limits beyond what is recommended, and masks beyond what a role allows; none is good.
    pub overrides: u64,
}

/// Takes in what was recorded and makes the figures of it.
#[derive(Debug)]
pub struct Measure {
    from: Timestamp,
    to: Timestamp,
    operators: u32,
    periods: Vec<u32>,
    often: BTreeMap<(String, Condition), u64>,
    by_priority: [u64; 4],
    chattering: u64,
    fleeting: u64,
    stale: u64,
    acks: Vec<i64>,
    blind: BTreeMap<SerialNumber, (Span, Span)>,
    overrides: u64,
}

impl Measure {
    /// From one moment until before another, for so many operators at a time (at least one).
    pub fn new(from: Timestamp, to: Timestamp, operators: u32) -> Self {
        let periods = ((to - from).as_micros().max(0) + PERIOD.as_micros() - 1) / PERIOD.as_micros();
        let periods = usize::try_from(periods).unwrap_or(0);
        Self {
            from,
            to,
            operators: operators.max(1),
            periods: vec![0; periods],
            often: BTreeMap::new(),
            by_priority: [0; 4],
            chattering: 0,
            fleeting: 0,
            stale: 0,
            acks: Vec::new(),
            blind: BTreeMap::new(),
            overrides: 0,
        }
    }

    /// Takes in an occurrence. One that is not announced still tells for how long its point was unknown.
    pub fn hear(&mut self, alarm: &Occurrence, announced: bool) {
        if alarm.drill {
            return;
        }
        let end = alarm.returned.or(alarm.closed).unwrap_or(self.to);
        if let (Some(sn), Condition::Offline | Condition::Fault | Condition::Uncalibrated) =
            (&alarm.sn, alarm.condition)
        {
            let within = self.within(alarm.raised, end);
            let (unknown, _) = self.blind.entry(sn.clone()).or_insert((Span::ZERO, Span::ZERO));
            *unknown = *unknown + within;
        }
        if !announced || alarm.raised < self.from || alarm.raised >= self.to {
            return;
        }
        let place = (alarm.raised - self.from).as_micros() / PERIOD.as_micros();
        if let Some(count) = usize::try_from(place).ok().and_then(|place| self.periods.get_mut(place)) {
            *count += 1;
        }
        *self.often.entry((subject(alarm), alarm.condition)).or_default() += 1;
        self.by_priority[alarm.priority as usize] += 1;
        self.chattering += u64::from(alarm.chattering);
        let over_alone = alarm.returned.is_some_and(|returned| {
            returned - alarm.raised < FLEETING && alarm.acked.is_none_or(|acked| acked >= returned)
        });
        self.fleeting += u64::from(over_alone);
        self.stale += u64::from(end - alarm.raised > STALE);
        self.acks.extend(alarm.acked.map(|acked| (acked - alarm.raised).as_micros().max(0)));
    }

    /// Takes in a mask that a person put on all of a point.
    pub fn mask(&mut self, sn: &SerialNumber, since: Timestamp, until: Timestamp) {
        let within = self.within(since, until);
        let (_, masked) = self.blind.entry(sn.clone()).or_insert((Span::ZERO, Span::ZERO));
        *masked = *masked + within;
    }

    /// Takes in changes against what is recommended.
    pub const fn overridden(&mut self, changes: u64) {
        self.overrides += changes;
    }

    /// The figures.
    pub fn finish(mut self) -> Performance {
        let alarms: u64 = self.by_priority.iter().sum();
        let hours = (self.to - self.from).as_secs_f64() / 3600.0;
        let per_hour = ratio(count(alarms), hours * f64::from(self.operators));
        let (flooded, floods) = floods(&self.periods);
        let busy = self.periods.iter().filter(|n| **n > BUSY).count();
        let periods = count(self.periods.len() as u64);
        let top = self.top(alarms);
        self.acks.sort_unstable();
        let mut blind: Vec<Blind> = std::mem::take(&mut self.blind)
            .into_iter()
            .map(|(sn, (unknown, masked))| Blind {
                sn,
                unknown_s: unknown.as_secs_f64(),
                masked_s: masked.as_secs_f64(),
            })
            .filter(|blind| blind.unknown_s + blind.masked_s > 0.0)
            .collect();
        blind.sort_by(|a, b| (b.unknown_s + b.masked_s).total_cmp(&(a.unknown_s + a.masked_s)));
        blind.truncate(TOP);
        Performance {
            from: self.from,
            to: self.to,
            operators: self.operators,
            enough: self.to - self.from >= ENOUGH,
            alarms,
            per_hour,
            per_ten_minutes: per_hour / 6.0,
            grade: Grade::of(per_hour, 6.0, 12.0),
            busiest: self.periods.iter().copied().max().unwrap_or(0),
            busy_share: ratio(count(busy as u64), periods),
            flood_share: ratio(count(flooded), periods),
            floods,
            top_share: top.iter().map(|frequent| frequent.share).sum(),
            top,
            chattering: self.chattering,
            fleeting: self.fleeting,
            stale: self.stale,
            split: self.by_priority.map(|n| ratio(count(n), count(alarms))),
            acknowledged: self.acks.len() as u64,
            ack_median_s: quantile(&self.acks, 50),
            ack_p95_s: quantile(&self.acks, 95),
            blind,
            overrides: self.overrides,
        }
    }

    fn top(&mut self, alarms: u64) -> Vec<Frequent> {
        let mut often: Vec<_> = std::mem::take(&mut self.often).into_iter().collect();
        often.sort_by_key(|(_, times)| Reverse(*times));
        often.truncate(TOP);
        let named = often.into_iter().map(|((subject, condition), times)| Frequent {
            subject,
            condition,
            alarms: times,
            share: ratio(count(times), count(alarms)),
        });
        named.collect()
    }

    fn within(&self, since: Timestamp, until: Timestamp) -> Span {
        (until.min(self.to) - since.max(self.from)).max(Span::ZERO)
    }
}

/// What an alarm is about, in one word.
pub fn subject(alarm: &Occurrence) -> String {
    match (&alarm.sn, alarm.source) {
        (Some(sn), _) => sn.to_string(),
        (None, Source::System(cause)) => cause.as_str().to_owned(),
        (None, Source::Point(point)) => format!("point {point}"),
        (None, Source::Zone(zone)) => alarm.zone.as_ref().map_or_else(|| format!("zone {zone}"), ToString::to_string),
    }
}

/// How many periods lie in floods, and how many floods there were: from a period of more than ten to one of fewer than five.
fn floods(periods: &[u32]) -> (u64, u32) {
    let (mut flooded, mut floods, mut within) = (0, 0, false);
    for alarms in periods {
        match within {
            false if *alarms > BUSY => {
                within = true;
                floods += 1;
            }
            true if *alarms < CALM => within = false,
            false | true => {}
        }
        flooded += u64::from(within);
    }
    (flooded, floods)
}

/// The value that so many percent do not exceed, by the nearest rank, in seconds.
fn quantile(sorted: &[i64], percent: usize) -> Option<f64> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).map(|micros| Span::micros(*micros).as_secs_f64())
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[expect(clippy::cast_precision_loss, reason = "counts of alarms")]
const fn count(n: u64) -> f64 {
    n as f64
}

const _: () = assert!(Priority::Critical as usize == 3, "priorities are places in the split");

#[cfg(test)]
mod tests;
