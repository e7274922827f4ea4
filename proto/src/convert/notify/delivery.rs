//! What is owed to people and became of it.

use mcs_core::{
    alarm::{Notice, Withheld},
    id::OccurrenceId,
    notice::{Attempt, AttemptOutcome, Delivery, DeliveryState, Facts, ItemKind, Noticed, Outcome},
    time::Timestamp,
};

use super::{names, texts};
use crate::{
    convert::{
        WireError,
        alarm::{condition, event, life_state, priority, system_cause},
        device::{sensor, unit},
        instant, micros, name, optional_name, required, small, unknown,
    },
    wire,
};

impl From<&Facts> for wire::Facts {
    fn from(facts: &Facts) -> Self {
        Self {
            kind: facts.kind.as_str().to_owned(),
            alarm_id: facts.occurrence.map(|id| id.0),
            sn: facts.sn.as_ref().map(ToString::to_string),
            name: facts.name.clone(),
            area: facts.area.as_ref().map(ToString::to_string),
            zone: facts.zone.as_ref().map(ToString::to_string),
            sensor: facts.sensor.map(|sensor| sensor.as_str().to_owned()),
            r#type: facts.condition.map(|condition| condition.as_str().to_owned()),
            priority: wire::Priority::from(facts.priority).into(),
            state: wire::LifeState::from(facts.state).into(),
            value: facts.value,
            peak: facts.peak,
            limit: facts.limit,
            unit: facts.unit.map(|unit| unit.as_str().to_owned()),
            decimals: facts.decimals.into(),
            raised_us: facts.raised.as_micros(),
            at_us: facts.at.as_micros(),
            returned_us: micros(facts.returned),
            by: facts.by.clone(),
            text: facts.text.clone(),
            folded: facts.folded,
            held: facts.held,
            mask: facts.mask.as_ref().map(Into::into),
            unrecorded: facts.unrecorded,
            drill: facts.drill,
            late: facts.late,
            lines: facts.lines.clone(),
            system_cause: facts.cause.map(|cause| cause.as_str().to_owned()),
        }
    }
}

impl TryFrom<wire::Facts> for Facts {
    type Error = WireError;
    fn try_from(facts: wire::Facts) -> Result<Self, WireError> {
        let kind = ItemKind::parse(&facts.kind);
        Ok(Self {
            kind: kind.ok_or_else(|| unknown("kind", format_args!("{:?}", facts.kind)))?,
            occurrence: facts.alarm_id.map(OccurrenceId),
            sn: optional_name("sn", facts.sn.as_deref())?,
            name: facts.name,
            area: optional_name("area", facts.area.as_deref())?,
            zone: optional_name("zone", facts.zone.as_deref())?,
            sensor: facts.sensor.as_deref().map(sensor).transpose()?,
            condition: facts.r#type.as_deref().map(condition).transpose()?,
            cause: facts.system_cause.as_deref().map(system_cause).transpose()?,
            priority: priority(facts.priority)?,
            state: life_state(facts.state)?,
            value: facts.value,
            peak: facts.peak,
            limit: facts.limit,
            unit: facts.unit.as_deref().map(unit).transpose()?,
            decimals: small("decimals", facts.decimals)?,
            raised: Timestamp::from_micros(facts.raised_us),
            at: Timestamp::from_micros(facts.at_us),
            returned: instant(facts.returned_us),
            by: facts.by,
            text: facts.text,
            folded: facts.folded,
            held: facts.held,
            mask: facts.mask.map(TryInto::try_into).transpose()?,
            unrecorded: facts.unrecorded,
            drill: facts.drill,
            late: facts.late,
            lines: facts.lines,
        })
    }
}

impl From<DeliveryState> for wire::DeliveryState {
    fn from(state: DeliveryState) -> Self {
        match state {
            DeliveryState::Owed => Self::Owed,
            DeliveryState::Sending => Self::Sending,
            DeliveryState::Accepted => Self::Accepted,
            DeliveryState::GivenUp => Self::GivenUp,
            DeliveryState::Dropped => Self::Dropped,
        }
    }
}

/// The state with this number on the wire.
pub fn delivery_state(number: i32) -> Result<DeliveryState, WireError> {
    match wire::DeliveryState::try_from(number) {
        Ok(wire::DeliveryState::Owed) => Ok(DeliveryState::Owed),
        Ok(wire::DeliveryState::Sending) => Ok(DeliveryState::Sending),
        Ok(wire::DeliveryState::Accepted) => Ok(DeliveryState::Accepted),
        Ok(wire::DeliveryState::GivenUp) => Ok(DeliveryState::GivenUp),
        Ok(wire::DeliveryState::Dropped) => Ok(DeliveryState::Dropped),
        Ok(wire::DeliveryState::Unspecified) | Err(_) => Err(unknown("state", number)),
    }
}

impl From<&Delivery> for wire::Delivery {
    fn from(delivery: &Delivery) -> Self {
        Self {
            id: delivery.id,
            event_id: delivery.event.to_string(),
            channel: delivery.channel.to_string(),
            group: delivery.group.to_string(),
            created_us: delivery.created.as_micros(),
            state: wire::DeliveryState::from(delivery.state).into(),
            settled_us: micros(delivery.settled),
            message_id: delivery.message.map(|id| id.to_string()),
            detail: delivery.detail.clone(),
            facts: Some((&delivery.facts).into()),
        }
    }
}

impl TryFrom<wire::Delivery> for Delivery {
    type Error = WireError;
    fn try_from(delivery: wire::Delivery) -> Result<Self, WireError> {
        Ok(Self {
            id: delivery.id,
            event: event(&delivery.event_id)?,
            channel: name("channel", &delivery.channel)?,
            group: name("group", &delivery.group)?,
            created: Timestamp::from_micros(delivery.created_us),
            state: delivery_state(delivery.state)?,
            settled: instant(delivery.settled_us),
            message: delivery.message_id.as_deref().map(event).transpose()?,
            detail: delivery.detail,
            facts: required("facts", delivery.facts)?.try_into()?,
        })
    }
}

impl From<&Attempt> for wire::DeliveryAttempt {
    fn from(attempt: &Attempt) -> Self {
        Self {
            at_us: attempt.at.as_micros(),
            took_us: attempt.took_us,
            outcome: attempt.outcome.as_str().to_owned(),
            detail: attempt.detail.clone(),
        }
    }
}

impl TryFrom<wire::DeliveryAttempt> for Attempt {
    type Error = WireError;
    fn try_from(attempt: wire::DeliveryAttempt) -> Result<Self, WireError> {
        let outcome = AttemptOutcome::parse(&attempt.outcome);
        Ok(Self {
            at: Timestamp::from_micros(attempt.at_us),
            took_us: attempt.took_us,
            outcome: outcome.ok_or_else(|| unknown("outcome", format_args!("{:?}", attempt.outcome)))?,
            detail: attempt.detail,
        })
    }
}

/// An outcome without the step it is of.
pub(super) fn outcome_message(outcome: &Outcome) -> wire::NoticeOutcome {
    let mut message = wire::NoticeOutcome { outcome: outcome.as_str().to_owned(), ..wire::NoticeOutcome::default() };
    match outcome {
        Outcome::Told { groups } => message.groups = texts(groups),
        Outcome::Held { until } => message.until_us = Some(until.as_micros()),
        Outcome::Withheld { why } => message.why = Some(why.as_str().to_owned()),
        Outcome::Folded | Outcome::Summarised | Outcome::Nobody | Outcome::Nothing => {}
    }
    message
}

pub(super) fn outcome(message: &wire::NoticeOutcome) -> Result<Outcome, WireError> {
    Ok(match message.outcome.as_str() {
        "told" => Outcome::Told { groups: names("group", &message.groups)? },
        "folded" => Outcome::Folded,
        "held" => Outcome::Held { until: required("until", instant(message.until_us))? },
        "withheld" => Outcome::Withheld { why: withheld(required("why", message.why.as_deref())?)? },
        "summarised" => Outcome::Summarised,
        "nobody" => Outcome::Nobody,
        "nothing" => Outcome::Nothing,
        other => return Err(unknown("outcome", format_args!("{other:?}"))),
    })
}

impl From<&Noticed> for wire::NoticeOutcome {
    fn from(noticed: &Noticed) -> Self {
        Self { event_id: noticed.event.to_string(), at_us: noticed.at.as_micros(), ..outcome_message(&noticed.outcome) }
    }
}

impl TryFrom<wire::NoticeOutcome> for Noticed {
    type Error = WireError;
    fn try_from(noticed: wire::NoticeOutcome) -> Result<Self, WireError> {
        let at = Timestamp::from_micros(noticed.at_us);
        Ok(Self { event: event(&noticed.event_id)?, at, outcome: outcome(&noticed)? })
    }
}

fn withheld(text: &str) -> Result<Withheld, WireError> {
    let found = Notice::ALL.into_iter().find_map(|notice| match notice {
        Notice::Withheld(why) if why.as_str() == text => Some(why),
        Notice::Withheld(_) | Notice::Announce | Notice::Tell | Notice::Once | Notice::Summary | Notice::Nothing => {
            None
        }
    });
    found.ok_or_else(|| unknown("why", format_args!("{text:?}")))
}
