//! What the alarms were, and figures of it.

use std::collections::BTreeMap;

use mcs_core::{
    alarm::{Occurrence, Priority},
    performance::{Blind, Frequent, Grade, Performance, subject},
    time::{Span, Timestamp},
};
use mcs_proto::client::Recorded;
use serde::Serialize;

use crate::{
    cli::alarm::By,
    output::{Cell, Column, Item, Tone},
    time::{Zone, spoken},
};

/// An alarm of the record.
#[derive(Debug, Serialize)]
pub(crate) struct Past {
    /// The alarm.
    #[serde(flatten)]
    alarm: Occurrence,
    /// It was announced when it was raised; else a mask withheld it.
    announced: bool,
}

impl From<Recorded> for Past {
    fn from(Recorded { alarm, announced }: Recorded) -> Self {
        Self { alarm, announced }
    }
}

impl Item for Past {
    const COLUMNS: &'static [Column] = Occurrence::COLUMNS;

    fn name(&self) -> String {
        self.alarm.name()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        self.alarm.cells(zone)
    }
}

impl Item for Performance {
    const COLUMNS: &'static [Column] =
        &[Column::number("ALARMS"), Column::number("PER HOUR"), Column::text("GRADE"), Column::text("ENOUGH DATA")];

    fn name(&self) -> String {
        self.grade.as_str().to_owned()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(self.alarms),
            Cell::new(format!("{:.2}", self.per_hour)),
            grade(self.grade),
            Cell::yes_no(self.enough),
        ]
    }

    fn facts(&self, zone: &Zone) -> Vec<(&'static str, Cell)> {
        let [low, medium, high, critical] = self.split.map(percent);
        let shown = |text: String, good: bool| Cell::new(text).tone(if good { Tone::Plain } else { Tone::Warn });
        let seconds = |seconds: Option<f64>| Cell::or_dash(seconds.map(duration));
        vec![
            ("FROM", Cell::new(zone.show(self.from))),
            ("TO", Cell::new(zone.show(self.to))),
            (
                "ENOUGH DATA",
                if self.enough {
                    Cell::yes_no(true)
                } else {
                    Cell::new("no: 30 days are needed, the figures say little").tone(Tone::Warn)
                },
            ),
            ("OPERATORS", Cell::new(self.operators)),
            ("ALARMS", Cell::new(self.alarms)),
            ("PER HOUR", Cell::new(format!("{:.2} (6 good, 12 the most)", self.per_hour))),
            ("PER 10 MIN", Cell::new(format!("{:.2} (1 good, 2 the most)", self.per_ten_minutes))),
            ("GRADE", grade(self.grade)),
            ("BUSIEST 10 MIN", Cell::new(self.busiest)),
            ("PERIODS OVER 10", shown(format!("{} (below 1 %)", percent(self.busy_share)), self.busy_share < 0.01)),
            (
                "IN FLOOD",
                shown(
                    format!("{} in {} floods (below 1 %)", percent(self.flood_share), self.floods),
                    self.flood_share < 0.01,
                ),
            ),
            ("TOP 10", Cell::new(format!("{} of all", percent(self.top_share)))),
            ("CHATTERING", shown(self.chattering.to_string(), self.chattering == 0)),
            ("FLEETING", shown(self.fleeting.to_string(), self.fleeting == 0)),
            ("STALE", shown(format!("{} (fewer than 5)", self.stale), self.stale < 5)),
            (
                "PRIORITIES",
                Cell::new(format!("low {low}, medium {medium}, high {high}, critical {critical} (80/15/5)")),
            ),
            ("ACKNOWLEDGED", Cell::new(self.acknowledged)),
            ("ACK MEDIAN", seconds(self.ack_median_s)),
            ("ACK 95 %", seconds(self.ack_p95_s)),
            ("OVERRIDES", shown(self.overrides.to_string(), self.overrides == 0)),
        ]
    }
}

impl Item for Frequent {
    const COLUMNS: &'static [Column] =
        &[Column::text("MOST FREQUENT"), Column::text("TYPE"), Column::number("ALARMS"), Column::number("SHARE")];

    fn name(&self) -> String {
        format!("{}/{}", self.subject, self.condition)
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(&self.subject),
            Cell::new(self.condition),
            Cell::new(self.alarms),
            Cell::new(percent(self.share)),
        ]
    }
}

impl Item for Blind {
    const COLUMNS: &'static [Column] =
        &[Column::text("LONGEST UNKNOWN"), Column::number("UNKNOWN"), Column::number("MASKED")];

    fn name(&self) -> String {
        self.sn.to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![Cell::new(&self.sn), Cell::new(duration(self.unknown_s)), Cell::new(duration(self.masked_s))]
    }
}

/// A line of the statistics.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Line {
    /// The device, zone or cause, where lines are for them.
    subject: Option<String>,
    /// The type, where lines are for them.
    #[serde(rename = "type")]
    condition: Option<String>,
    /// The priority, where lines are for them.
    priority: Option<Priority>,
    /// Occurrences.
    alarms: u64,
    /// Those announced.
    announced: u64,
    /// Those acknowledged.
    acknowledged: u64,
    /// How long they stood in all, seconds.
    stood_s: f64,
    /// How long until they were acknowledged, in the mean, seconds.
    ack_mean_s: Option<f64>,
}

impl Item for Line {
    const COLUMNS: &'static [Column] = &[
        Column::text("SUBJECT"),
        Column::text("TYPE"),
        Column::text("PRIORITY"),
        Column::number("ALARMS"),
        Column::number("ANNOUNCED"),
        Column::number("ACKNOWLEDGED"),
        Column::number("STOOD"),
        Column::number("ACK MEAN"),
    ];

    fn name(&self) -> String {
        let parts = [self.subject.clone(), self.condition.clone(), self.priority.map(|p| p.as_str().to_owned())];
        parts.into_iter().flatten().collect::<Vec<_>>().join("/")
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::or_dash(self.subject.as_ref()),
            Cell::or_dash(self.condition.as_ref()),
            Cell::or_dash(self.priority.map(Priority::as_str)),
            Cell::new(self.alarms),
            Cell::new(self.announced),
            Cell::new(self.acknowledged),
            Cell::new(duration(self.stood_s)),
            Cell::or_dash(self.ack_mean_s.map(duration)),
        ]
    }
}

type Key = (Option<String>, Option<String>, Option<Priority>);

#[derive(Default)]
struct Sum {
    alarms: u64,
    announced: u64,
    acknowledged: u64,
    stood: Span,
    until_ack: Span,
}

/// Counts the record line by line.
pub(crate) struct Tally {
    by: By,
    now: Timestamp,
    lines: BTreeMap<Key, Sum>,
}

impl Tally {
    /// Of a record that ends at this moment.
    pub(crate) const fn new(by: By, now: Timestamp) -> Self {
        Self { by, now, lines: BTreeMap::new() }
    }

    /// Counts one.
    pub(crate) fn add(&mut self, recorded: &Recorded) {
        let alarm = &recorded.alarm;
        let (subject, condition) = (subject(alarm), alarm.condition.as_str().to_owned());
        let key = match self.by {
            By::Alarm => (Some(subject), Some(condition), None),
            By::Subject => (Some(subject), None, None),
            By::Type => (None, Some(condition), None),
            By::Priority => (None, None, Some(alarm.priority)),
        };
        let sum = self.lines.entry(key).or_default();
        sum.alarms += 1;
        sum.announced += u64::from(recorded.announced);
        let end = alarm.returned.or(alarm.closed).unwrap_or(self.now);
        sum.stood = sum.stood + (end - alarm.raised).max(Span::ZERO);
        if let Some(acked) = alarm.acked {
            sum.acknowledged += 1;
            sum.until_ack = sum.until_ack + (acked - alarm.raised).max(Span::ZERO);
        }
    }

    /// The lines, the most frequent first.
    pub(crate) fn lines(self) -> Vec<Line> {
        let line = |((subject, condition, priority), sum): (Key, Sum)| Line {
            subject,
            condition,
            priority,
            alarms: sum.alarms,
            announced: sum.announced,
            acknowledged: sum.acknowledged,
            stood_s: sum.stood.as_secs_f64(),
            ack_mean_s: mean(sum.until_ack, sum.acknowledged),
        };
        let mut lines: Vec<Line> = self.lines.into_iter().map(line).collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.alarms));
        lines
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of alarms")]
fn mean(sum: Span, count: u64) -> Option<f64> {
    (count > 0).then(|| sum.as_secs_f64() / count as f64)
}

fn grade(grade: Grade) -> Cell {
    Cell::new(grade.as_str()).tone(match grade {
        Grade::Good => Tone::Good,
        Grade::Manageable => Tone::Warn,
        Grade::TooMuch => Tone::Bad,
    })
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

fn duration(seconds: f64) -> String {
    if seconds < 1.0 {
        return "0 s".to_owned();
    }
    #[expect(clippy::cast_possible_truncation, reason = "microseconds of some years at most")]
    spoken(Span::micros((seconds * 1e6) as i64))
}
