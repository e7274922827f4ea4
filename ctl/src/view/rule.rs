//! Rules at four levels: what is said, where it comes from, what a change does, what was found.

use mcs_core::{
    alarm::{Condition, LifeState, Priority, Transition, TransitionKind},
    id::SerialNumber,
    rule::{
        Explained, Key, RuleLayer, RuleOutcome, Value,
        lint::{PointFinding, Severity},
    },
    time::Timestamp,
};
use serde::Serialize;

use crate::{
    output::{Cell, Column, Item, Tone},
    time::Zone,
};

mod replayed;

pub(crate) use replayed::{Difference, Replayed, Tally};

impl Item for RuleLayer {
    const COLUMNS: &'static [Column] = &[
        Column::text("LEVEL"),
        Column::text("SAYS"),
        Column::number("REVISION"),
        Column::text("CHANGED"),
        Column::text("BY"),
        Column::text("OVERRIDDEN BECAUSE"),
    ];

    fn name(&self) -> String {
        self.scope.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let says: Vec<String> = self.said().map(|(key, value)| format!("{key}={value}")).collect();
        vec![
            Cell::new(&self.scope),
            Cell::new(says.join(" ")),
            Cell::new(self.revision),
            Cell::new(zone.show(self.changed)),
            Cell::or_dash(Some(&self.by).filter(|by| !by.is_empty())),
            Cell::or_dash(self.reason.as_ref()),
        ]
    }
}

impl Item for Explained {
    const COLUMNS: &'static [Column] = &[
        Column::text("KEY"),
        Column::number("VALUE"),
        Column::text("UNIT"),
        Column::text("FROM"),
        Column::text("OVERRIDES"),
        Column::text("DOES NOT APPLY"),
        Column::text("BECAUSE").wide(),
    ];

    fn name(&self) -> String {
        self.key.to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let overrides: Vec<String> = self.overrides.iter().map(|s| format!("{} {}", s.level, s.value)).collect();
        let unused: Vec<String> = self.unused.iter().map(|s| format!("{} {}: {}", s.level, s.value, s.why)).collect();
        let some = |texts: &[String]| Cell::or_dash((!texts.is_empty()).then(|| texts.join(", ")));
        vec![
            Cell::new(self.key),
            Cell::or_dash(self.value),
            Cell::or_dash(self.unit.as_ref()),
            match &self.scope {
                Some(scope) => Cell::new(scope),
                None => Cell::new(self.level).tone(Tone::Dim),
            },
            some(&overrides),
            some(&unused),
            Cell::or_dash(self.reason.as_ref()),
        ]
    }
}

impl Item for RuleOutcome {
    const COLUMNS: &'static [Column] = &[Column::text("LEVEL"), Column::number("POINTS"), Column::text("APPLIED")];

    fn name(&self) -> String {
        self.layer.scope.to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![Cell::new(&self.layer.scope), Cell::new(self.affected.len()), Cell::yes_no(self.applied)]
    }
}

/// A value of a point that changes.
#[derive(Debug, Serialize)]
pub(crate) struct Shifted {
    /// Its device.
    pub(crate) sn: SerialNumber,
    /// The key.
    pub(crate) key: Key,
    /// As it was.
    pub(crate) before: Option<Value>,
    /// As it is or would be.
    pub(crate) after: Option<Value>,
}

impl Shifted {
    /// Everything a change does.
    pub(crate) fn all(outcome: &RuleOutcome) -> Vec<Self> {
        let of_point = |affected: &mcs_core::rule::Affected| {
            let sn = affected.sn.clone();
            let one = move |shift: &mcs_core::rule::Shift| Self {
                sn: sn.clone(),
                key: shift.key,
                before: shift.before,
                after: shift.after,
            };
            affected.shifts.iter().map(one).collect::<Vec<_>>()
        };
        outcome.affected.iter().flat_map(of_point).collect()
    }
}

impl Item for Shifted {
    const COLUMNS: &'static [Column] =
        &[Column::text("SN"), Column::text("KEY"), Column::number("BEFORE"), Column::number("AFTER")];

    fn name(&self) -> String {
        self.sn.to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![Cell::new(&self.sn), Cell::new(self.key), Cell::or_dash(self.before), Cell::or_dash(self.after)]
    }
}

impl Item for PointFinding {
    const COLUMNS: &'static [Column] = &[
        Column::text("SN"),
        Column::text("SEVERITY"),
        Column::text("CODE"),
        Column::text("FROM"),
        Column::text("FINDING"),
        Column::text("OVERRIDDEN BECAUSE"),
    ];

    fn name(&self) -> String {
        self.sn.to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let severity = self.finding.severity;
        let tone = match severity {
            _ if !self.stands() => Tone::Dim,
            Severity::Advice => Tone::Plain,
            Severity::Violation => Tone::Warn,
            Severity::Invalid => Tone::Bad,
        };
        vec![
            Cell::new(&self.sn),
            Cell::new(severity.as_str()).tone(tone),
            Cell::new(self.finding.code.as_str()),
            Cell::new(self.level),
            Cell::new(&self.finding.text),
            Cell::or_dash(self.overridden.as_ref()),
        ]
    }
}

/// A step that values which were tried would cause.
#[derive(Debug, Serialize)]
pub(crate) struct Tried {
    time: Timestamp,
    #[serde(rename = "type")]
    condition: Condition,
    kind: TransitionKind,
    state: LifeState,
    priority: Priority,
    value: Option<f64>,
    limit: Option<f64>,
}

impl From<Transition> for Tried {
    fn from(step: Transition) -> Self {
        Self {
            time: step.measured,
            condition: step.condition,
            kind: step.kind,
            state: step.state,
            priority: step.priority,
            value: step.value,
            limit: step.limit,
        }
    }
}

impl Item for Tried {
    const COLUMNS: &'static [Column] = &[
        Column::text("TIME"),
        Column::text("TYPE"),
        Column::text("STEP"),
        Column::text("STATE"),
        Column::text("PRIORITY"),
        Column::number("VALUE"),
        Column::number("LIMIT"),
    ];

    fn name(&self) -> String {
        self.condition.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(zone.show(self.time)),
            Cell::new(self.condition),
            Cell::new(self.kind.as_str()),
            Cell::new(self.state.as_str()),
            Cell::new(self.priority.as_str()),
            Cell::or_dash(self.value),
            Cell::or_dash(self.limit),
        ]
    }
}
