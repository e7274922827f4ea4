//! Alarms: occurrences and the steps of their lives.

use mcs_core::{
    alarm::{LifeState, Occurrence, Priority, Response, Source, Transition, TransitionKind},
    sentence::told,
    time::Timestamp,
};
use serde::Serialize;

use super::local;
use crate::{
    output::{Cell, Column, Item, Tone},
    time::Zone,
    words::language,
};

impl Item for Occurrence {
    const COLUMNS: &'static [Column] = &[
        Column::number("ID"),
        Column::text("SN"),
        Column::text("TYPE"),
        Column::text("PRIORITY"),
        Column::text("STATE"),
        Column::number("VALUE"),
        Column::number("LIMIT"),
        Column::text("UNIT"),
        Column::text("RAISED"),
        Column::text("ACKED BY"),
        Column::text("TEXT"),
        Column::number("PEAK").wide(),
        Column::text("RETURNED").wide(),
        Column::text("ACKED").wide(),
        Column::text("CLOSED").wide(),
        Column::text("HELD").wide(),
        Column::text("MASKED").wide(),
        Column::text("RECORDED").wide(),
        Column::text("COMMENT").wide(),
    ];

    fn name(&self) -> String {
        self.id.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(self.id),
            subject(self),
            Cell::new(self.condition),
            Cell::new(self.priority.as_str()).tone(priority_tone(self.priority)),
            Cell::new(self.state.as_str()).tone(state_tone(self.state)),
            Cell::or_dash(self.value),
            Cell::or_dash(self.limit),
            Cell::or_dash(self.unit),
            Cell::new(zone.show(self.raised)),
            Cell::or_dash(self.acked_by.as_ref()),
            Cell::or_dash(self.text.as_deref().map(|text| told(text, language()))),
            Cell::or_dash(self.peak),
            local(zone, self.returned),
            local(zone, self.acked),
            local(zone, self.closed),
            Cell::yes_no(self.held),
            Cell::or_dash(self.masked.as_ref()),
            Cell::yes_no(self.recorded),
            Cell::or_dash(self.comment.as_ref()),
        ]
    }
}

/// The device, or what of the system it is about.
fn subject(alarm: &Occurrence) -> Cell {
    match (&alarm.sn, alarm.source) {
        (Some(sn), _) => Cell::new(sn),
        (None, Source::Point(point)) => Cell::new(format!("point {point}")),
        (None, Source::System(cause)) => Cell::new(cause.as_str()),
        (None, Source::Zone(_)) => alarm.zone.as_ref().map_or_else(|| Cell::new("zone"), Cell::new),
    }
}

const fn priority_tone(priority: Priority) -> Tone {
    match priority {
        Priority::Critical => Tone::Bad,
        Priority::High => Tone::Warn,
        Priority::Medium => Tone::Plain,
        Priority::Low => Tone::Dim,
    }
}

const fn state_tone(state: LifeState) -> Tone {
    match state {
        LifeState::UnackActive | LifeState::LatchedUnack => Tone::Bad,
        LifeState::AckedActive | LifeState::UnackReturned | LifeState::LatchedAcked => Tone::Warn,
        LifeState::Normal => Tone::Good,
    }
}

/// One step of an alarm's life, in words.
#[derive(Debug, Serialize)]
pub(crate) struct Step {
    /// The event's id, a ULID.
    pub(crate) event: String,
    /// What happened.
    pub(crate) kind: TransitionKind,
    /// The state after it.
    pub(crate) state: LifeState,
    /// How urgent the alarm was then.
    pub(crate) priority: Priority,
    /// The time of the evidence.
    pub(crate) measured: Timestamp,
    /// When it was heard.
    pub(crate) received: Timestamp,
    /// The value judged.
    pub(crate) value: Option<f64>,
    /// The limit judged by.
    pub(crate) limit: Option<f64>,
    /// Revision of the rules judged by.
    pub(crate) rules: Option<u32>,
    /// What people were owed for it.
    pub(crate) notice: &'static str,
    /// Who did it; nobody for what the plant found itself.
    pub(crate) by: Option<String>,
    /// A person's comment, or the cause in words.
    pub(crate) comment: Option<String>,
}

impl From<Transition> for Step {
    fn from(transition: Transition) -> Self {
        Self {
            event: transition.event.to_string(),
            kind: transition.kind,
            state: transition.state,
            priority: transition.priority,
            measured: transition.measured,
            received: transition.received,
            value: transition.value,
            limit: transition.limit,
            rules: transition.rules,
            notice: transition.notice.as_str(),
            by: transition.by.map(|actor| actor.name),
            comment: transition.comment,
        }
    }
}

impl Item for Step {
    const COLUMNS: &'static [Column] = &[
        Column::text("MEASURED"),
        Column::text("STEP"),
        Column::text("STATE"),
        Column::number("VALUE"),
        Column::number("LIMIT"),
        Column::text("NOTICE"),
        Column::text("BY"),
        Column::text("COMMENT"),
        Column::text("RECEIVED").wide(),
        Column::text("EVENT").wide(),
    ];

    fn name(&self) -> String {
        self.event.clone()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(zone.show(self.measured)),
            Cell::new(self.kind.as_str()),
            Cell::new(self.state.as_str()).tone(state_tone(self.state)),
            Cell::or_dash(self.value),
            Cell::or_dash(self.limit),
            Cell::new(self.notice),
            Cell::or_dash(self.by.as_ref()),
            Cell::or_dash(self.comment.as_ref()),
            Cell::new(zone.show(self.received)),
            Cell::new(&self.event),
        ]
    }
}

/// An alarm with every step of its life, oldest first.
#[derive(Debug, Serialize)]
pub(crate) struct Life {
    /// The alarm.
    #[serde(flatten)]
    pub(crate) alarm: Occurrence,
    /// What it means and what to do.
    pub(crate) response: Response,
    /// Its steps.
    pub(crate) transitions: Vec<Step>,
}

impl Item for Life {
    const COLUMNS: &'static [Column] = Occurrence::COLUMNS;

    fn name(&self) -> String {
        self.alarm.name()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        self.alarm.cells(zone)
    }

    fn facts(&self, zone: &Zone) -> Vec<(&'static str, Cell)> {
        let mut facts = self.alarm.facts(zone);
        let Response { means, act, time } = self.response;
        facts.extend([("MEANS", Cell::new(means)), ("DO", Cell::new(act)), ("TIME", Cell::new(time))]);
        facts
    }
}

/// What `ack --all` covered, and what came too late for it.
#[derive(Debug, Serialize)]
pub(crate) struct AllAcknowledged {
    /// The alarms acknowledged.
    pub(crate) acknowledged: Vec<Occurrence>,
    /// Alarms that came after the list was read; they stay.
    pub(crate) newer: u64,
}

impl Item for AllAcknowledged {
    const COLUMNS: &'static [Column] = &[Column::number("ACKNOWLEDGED"), Column::number("NEWER")];

    fn name(&self) -> String {
        self.acknowledged.iter().map(Item::name).collect::<Vec<_>>().join(" ")
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![Cell::new(self.acknowledged.len()), Cell::new(self.newer)]
    }
}
