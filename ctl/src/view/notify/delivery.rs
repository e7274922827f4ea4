//! Deliveries with their tries, and what became of each step of an alarm.

use mcs_core::{
    alarm::{Transition, TransitionKind},
    id::ShortName,
    notice::{Attempt, AttemptOutcome, Delivery, DeliveryState, Facts, Noticed, Outcome},
    time::{Span, Timestamp},
};
use mcs_proto::client::DeliveryRecord;
use serde::Serialize;

use super::joined;
use crate::{
    output::{Cell, Column, Item, Tone},
    time::Zone,
    view::local,
};

/// A delivery as programs read it: its ids are texts.
#[derive(Debug, Serialize)]
pub(crate) struct Parcel {
    id: u64,
    state: DeliveryState,
    channel: ShortName,
    group: ShortName,
    event: String,
    message: Option<String>,
    created: Timestamp,
    settled: Option<Timestamp>,
    detail: Option<String>,
    facts: Facts,
}

impl From<Delivery> for Parcel {
    fn from(delivery: Delivery) -> Self {
        Self {
            id: delivery.id,
            state: delivery.state,
            channel: delivery.channel,
            group: delivery.group,
            event: delivery.event.to_string(),
            message: delivery.message.map(|id| id.to_string()),
            created: delivery.created,
            settled: delivery.settled,
            detail: delivery.detail,
            facts: delivery.facts,
        }
    }
}

impl Item for Parcel {
    const COLUMNS: &'static [Column] = &[
        Column::number("ID"),
        Column::text("STATE"),
        Column::text("CHANNEL"),
        Column::text("GROUP"),
        Column::text("KIND"),
        Column::number("ALARM"),
        Column::text("SN"),
        Column::text("TYPE"),
        Column::text("PRIORITY"),
        Column::text("CREATED"),
        Column::text("DETAIL"),
        Column::text("SETTLED").wide(),
        Column::text("MESSAGE").wide(),
        Column::text("EVENT").wide(),
    ];

    const WHOLE: &'static [&'static str] = &["facts.mask"];

    fn name(&self) -> String {
        self.id.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let facts = &self.facts;
        vec![
            Cell::new(self.id),
            Cell::new(self.state.as_str()).tone(tone(self.state)),
            Cell::new(&self.channel),
            Cell::new(&self.group),
            Cell::new(facts.kind.as_str()),
            Cell::or_dash(facts.occurrence),
            Cell::or_dash(facts.sn.as_ref()),
            Cell::or_dash(facts.condition),
            Cell::or_dash(facts.occurrence.map(|_| facts.priority.as_str())),
            Cell::new(zone.show(self.created)),
            Cell::or_dash(self.detail.as_ref()),
            local(zone, self.settled),
            Cell::or_dash(self.message.as_ref()),
            Cell::new(&self.event),
        ]
    }
}

const fn tone(state: DeliveryState) -> Tone {
    match state {
        DeliveryState::Owed | DeliveryState::Sending => Tone::Plain,
        DeliveryState::Accepted => Tone::Good,
        DeliveryState::GivenUp => Tone::Bad,
        DeliveryState::Dropped => Tone::Warn,
    }
}

/// A delivery, what it says, and every try.
#[derive(Debug, Serialize)]
pub(crate) struct Record {
    #[serde(flatten)]
    parcel: Parcel,
    text: String,
    pub(crate) attempts: Vec<Attempt>,
}

impl From<DeliveryRecord> for Record {
    fn from(record: DeliveryRecord) -> Self {
        Self { parcel: record.delivery.into(), text: record.text, attempts: record.attempts }
    }
}

impl Item for Record {
    const COLUMNS: &'static [Column] = Parcel::COLUMNS;
    const WHOLE: &'static [&'static str] = Parcel::WHOLE;

    fn name(&self) -> String {
        self.parcel.name()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        self.parcel.cells(zone)
    }

    fn facts(&self, zone: &Zone) -> Vec<(&'static str, Cell)> {
        let mut facts: Vec<_> = Self::COLUMNS.iter().map(|column| column.title).zip(self.cells(zone)).collect();
        facts.extend(
            self.text.lines().enumerate().map(|(at, line)| (if at == 0 { "TEXT" } else { "" }, Cell::new(line))),
        );
        facts
    }
}

impl Item for Attempt {
    const COLUMNS: &'static [Column] =
        &[Column::text("AT"), Column::text("TOOK"), Column::text("OUTCOME"), Column::text("DETAIL")];

    fn name(&self) -> String {
        self.at.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let tone = match self.outcome {
            AttemptOutcome::Accepted => Tone::Good,
            AttemptOutcome::Failed | AttemptOutcome::Throttled => Tone::Warn,
            AttemptOutcome::Refused => Tone::Bad,
        };
        let took = Span::micros(i64::try_from(self.took_us).unwrap_or(i64::MAX));
        vec![
            Cell::new(zone.show(self.at)),
            Cell::new(format!("{} ms", took.as_millis())),
            Cell::new(self.outcome.as_str()).tone(tone),
            Cell::or_dash(self.detail.as_ref()),
        ]
    }
}

/// A step of an alarm's life, and what became of telling it.
#[derive(Debug, Serialize)]
pub(crate) struct Trace {
    event: String,
    kind: TransitionKind,
    measured: Timestamp,
    notice: &'static str,
    decided: Option<Timestamp>,
    /// `waiting` until it is decided.
    outcome: &'static str,
    groups: Vec<ShortName>,
    until: Option<Timestamp>,
    why: Option<&'static str>,
}

impl Trace {
    /// Of a step, with what is on record.
    pub(crate) fn of(transition: &Transition, outcomes: &[Noticed]) -> Self {
        let noticed = outcomes.iter().find(|noticed| noticed.event == transition.event);
        let (groups, until, why) = details(noticed.map(|noticed| &noticed.outcome));
        Self {
            event: transition.event.to_string(),
            kind: transition.kind,
            measured: transition.measured,
            notice: transition.notice.as_str(),
            decided: noticed.map(|noticed| noticed.at),
            outcome: noticed.map_or("waiting", |noticed| noticed.outcome.as_str()),
            groups,
            until,
            why,
        }
    }
}

/// Whom an outcome names, until when it lasts, and which mask it is.
pub(super) fn details(outcome: Option<&Outcome>) -> (Vec<ShortName>, Option<Timestamp>, Option<&'static str>) {
    match outcome {
        Some(Outcome::Told { groups }) => (groups.clone(), None, None),
        Some(Outcome::Held { until }) => (Vec::new(), Some(*until), None),
        Some(Outcome::Withheld { why }) => (Vec::new(), None, Some(why.as_str())),
        Some(Outcome::Folded | Outcome::Summarised | Outcome::Nobody | Outcome::Nothing) | None => {
            (Vec::new(), None, None)
        }
    }
}

/// What an outcome means, in words.
pub(super) fn meaning(
    outcome: &str,
    (groups, until, why): (&[ShortName], Option<Timestamp>, Option<&str>),
    zone: &Zone,
) -> String {
    match outcome {
        "told" => format!("told: {}", joined(groups)),
        "folded" => "folded into what was told within the debounce".to_owned(),
        "held" => until.map_or_else(|| outcome.to_owned(), |until| format!("held until {}", zone.show(until))),
        "withheld" => format!("withheld: {}", why.unwrap_or("masked")),
        "summarised" => "goes into the next summary".to_owned(),
        "nobody" => "NOBODY: no group, or no enabled channel".to_owned(),
        "nothing" => "nobody is owed a word of it".to_owned(),
        "waiting" => "waits to be taken up".to_owned(),
        other => other.to_owned(),
    }
}

impl Item for Trace {
    const COLUMNS: &'static [Column] = &[
        Column::text("MEASURED"),
        Column::text("STEP"),
        Column::text("NOTICE"),
        Column::text("OUTCOME"),
        Column::text("DECIDED").wide(),
        Column::text("EVENT").wide(),
    ];

    fn name(&self) -> String {
        self.event.clone()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let meant = meaning(self.outcome, (&self.groups, self.until, self.why), zone);
        vec![
            Cell::new(zone.show(self.measured)),
            Cell::new(self.kind.as_str()),
            Cell::new(self.notice),
            Cell::new(meant).tone(if self.outcome == "nobody" { Tone::Bad } else { Tone::Plain }),
            local(zone, self.decided),
            Cell::new(&self.event),
        ]
    }
}
