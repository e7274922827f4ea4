//! What history through changed rules came to.

use mcs_core::{
    alarm::{Condition, Priority},
    id::SerialNumber,
    quantity::Unit,
    rule::{ConditionTally, PointReplay, ReplayTotals, Stood},
    time::{Span, Timestamp},
};
use serde::Serialize;

use super::super::local;
use crate::{
    output::{Cell, Column, Item, Tone},
    time::{Zone, spoken_in_two},
};

/// A replay, whole.
#[derive(Debug, Serialize)]
pub(crate) struct Replayed {
    /// From this time on.
    pub(crate) from: Timestamp,
    /// Up to this time, exclusive.
    pub(crate) to: Timestamp,
    /// All points together.
    pub(crate) totals: ReplayTotals,
    /// Each point.
    pub(crate) points: Vec<PointReplay>,
}

impl Item for Replayed {
    const COLUMNS: &'static [Column] =
        &[Column::text("FROM"), Column::text("TO"), Column::number("GAINED"), Column::number("LOST")];

    fn name(&self) -> String {
        "replay".to_owned()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let ReplayTotals { gained, lost, .. } = self.totals;
        vec![Cell::new(zone.show(self.from)), Cell::new(zone.show(self.to)), Cell::new(gained), Cell::new(lost)]
    }
}

/// A condition of a point before and after.
#[derive(Debug, Serialize)]
pub(crate) struct Tally {
    sn: SerialNumber,
    #[serde(flatten)]
    tally: ConditionTally,
}

impl Tally {
    /// Every condition of every point that stood by either rules.
    pub(crate) fn all(points: &[PointReplay]) -> Vec<Self> {
        let of_point = |point: &PointReplay| {
            let sn = point.sn.clone();
            point.conditions.clone().into_iter().map(move |tally| Self { sn: sn.clone(), tally })
        };
        points.iter().flat_map(of_point).collect()
    }
}

impl Item for Tally {
    const COLUMNS: &'static [Column] = &[
        Column::text("SN"),
        Column::text("TYPE"),
        Column::number("RAISES"),
        Column::number("WOULD BE"),
        Column::text("IN ALARM"),
        Column::text("WOULD BE"),
    ];

    fn name(&self) -> String {
        self.sn.to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let long = |seconds: f64| {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "seconds of a stretch of time that was given in microseconds"
            )]
            let span = Span::secs(seconds.round() as i64);
            Cell::new(spoken_in_two(span))
        };
        let ConditionTally { condition, raises_before, raises_after, seconds_before, seconds_after } = self.tally;
        vec![
            Cell::new(&self.sn),
            Cell::new(condition),
            Cell::new(raises_before),
            Cell::new(raises_after),
            long(seconds_before),
            long(seconds_after),
        ]
    }
}

/// An alarm that only one of the rules raises.
#[derive(Debug, Serialize)]
pub(crate) struct Difference {
    sn: SerialNumber,
    change: &'static str,
    #[serde(rename = "type")]
    condition: Condition,
    priority: Priority,
    raised: Timestamp,
    returned: Option<Timestamp>,
    peak: Option<f64>,
    unit: Unit,
}

impl Difference {
    /// Every alarm gained or lost, point by point in order of time.
    pub(crate) fn all(points: &[PointReplay]) -> Vec<Self> {
        let mut all = Vec::new();
        for point in points {
            let one = |change: &'static str| {
                move |stood: &Stood| Self {
                    sn: point.sn.clone(),
                    change,
                    condition: stood.condition,
                    priority: stood.priority,
                    raised: stood.raised,
                    returned: stood.returned,
                    peak: stood.peak,
                    unit: point.unit,
                }
            };
            let mut of_point: Vec<Self> = point.gained.iter().map(one("gained")).collect();
            of_point.extend(point.lost.iter().map(one("lost")));
            of_point.sort_by_key(|difference| difference.raised);
            all.append(&mut of_point);
        }
        all
    }
}

impl Item for Difference {
    const COLUMNS: &'static [Column] = &[
        Column::text("SN"),
        Column::text("CHANGE"),
        Column::text("TYPE"),
        Column::text("PRIORITY"),
        Column::text("RAISED"),
        Column::text("RETURNED"),
        Column::number("PEAK"),
        Column::text("UNIT"),
    ];

    fn name(&self) -> String {
        self.sn.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let tone = if self.change == "gained" { Tone::Warn } else { Tone::Bad };
        vec![
            Cell::new(&self.sn),
            Cell::new(self.change).tone(tone),
            Cell::new(self.condition),
            Cell::new(self.priority.as_str()),
            Cell::new(zone.show(self.raised)),
            local(zone, self.returned),
            Cell::or_dash(self.peak),
            Cell::new(self.unit),
        ]
    }
}
