//! An alarm that is supposed, and who would be told of it.

use mcs_core::{
    alarm::SystemCause,
    notice::{ItemKind, Misfit, RouteTried, ScheduleSays, SimulatedStep, Simulation, Supposed, Supposition},
    time::{Span, Timestamp},
};

use super::{
    delivery::{outcome, outcome_message},
    names, notice_name, texts,
};
use crate::{
    convert::{
        WireError,
        alarm::{condition, priority},
        all,
        device::sensor,
        instant, micros, optional_name, required, unknown,
    },
    wire,
};

impl From<&Supposition> for wire::SimulateNoticeRequest {
    fn from(suppose: &Supposition) -> Self {
        Self {
            sn: suppose.sn.as_ref().map(ToString::to_string),
            r#type: suppose.condition.as_str().to_owned(),
            system_cause: suppose.cause.map(|cause| cause.as_str().to_owned()),
            priority: suppose.priority.map(|priority| wire::Priority::from(priority).into()),
            at_us: micros(suppose.at),
        }
    }
}

impl TryFrom<wire::SimulateNoticeRequest> for Supposition {
    type Error = WireError;
    fn try_from(suppose: wire::SimulateNoticeRequest) -> Result<Self, WireError> {
        let cause =
            |text: String| SystemCause::parse(&text).ok_or_else(|| unknown("system_cause", format_args!("{text:?}")));
        Ok(Self {
            sn: optional_name("sn", suppose.sn.as_deref())?,
            condition: condition(&suppose.r#type)?,
            cause: suppose.system_cause.map(cause).transpose()?,
            priority: suppose.priority.map(priority).transpose()?,
            at: instant(suppose.at_us),
        })
    }
}

fn misfit(text: &str) -> Result<Misfit, WireError> {
    let known = [Misfit::Priority, Misfit::Area, Misfit::Sensor, Misfit::Condition];
    known.into_iter().find(|misfit| misfit.as_str() == text).ok_or_else(|| unknown("why_not", format_args!("{text:?}")))
}

impl From<&RouteTried> for wire::RouteTried {
    fn from(tried: &RouteTried) -> Self {
        Self { name: tried.name.to_string(), why_not: tried.why_not.map(|why| why.as_str().to_owned()) }
    }
}

impl TryFrom<wire::RouteTried> for RouteTried {
    type Error = WireError;
    fn try_from(tried: wire::RouteTried) -> Result<Self, WireError> {
        Ok(Self { name: notice_name(&tried.name)?, why_not: tried.why_not.as_deref().map(misfit).transpose()? })
    }
}

impl From<&SimulatedStep> for wire::SimulatedStep {
    fn from(step: &SimulatedStep) -> Self {
        Self { at_us: step.at.as_micros(), kind: step.kind.as_str().to_owned(), groups: texts(&step.groups) }
    }
}

impl TryFrom<wire::SimulatedStep> for SimulatedStep {
    type Error = WireError;
    fn try_from(step: wire::SimulatedStep) -> Result<Self, WireError> {
        let kind = ItemKind::parse(&step.kind);
        Ok(Self {
            at: Timestamp::from_micros(step.at_us),
            kind: kind.ok_or_else(|| unknown("kind", format_args!("{:?}", step.kind)))?,
            groups: names("group", &step.groups)?,
        })
    }
}

fn schedule_message(says: ScheduleSays) -> (&'static str, Option<i64>) {
    match says {
        ScheduleSays::None => ("none", None),
        ScheduleSays::Open => ("open", None),
        ScheduleSays::Ignored => ("ignored", None),
        ScheduleSays::Held { until } => ("held", Some(until.as_micros())),
    }
}

fn schedule(text: &str, until: Option<Timestamp>) -> Result<ScheduleSays, WireError> {
    Ok(match text {
        "none" => ScheduleSays::None,
        "open" => ScheduleSays::Open,
        "ignored" => ScheduleSays::Ignored,
        "held" => ScheduleSays::Held { until: required("schedule_until", until)? },
        other => return Err(unknown("schedule", format_args!("{other:?}"))),
    })
}

impl From<&Supposed> for wire::SimulateNoticeResponse {
    fn from(supposed: &Supposed) -> Self {
        let simulation = &supposed.simulation;
        let (schedule, schedule_until_us) = schedule_message(simulation.schedule);
        Self {
            sn: supposed.sn.as_ref().map(ToString::to_string),
            name: supposed.name.clone(),
            area: supposed.area.as_ref().map(ToString::to_string),
            sensor: supposed.sensor.map(|sensor| sensor.as_str().to_owned()),
            r#type: supposed.condition.as_str().to_owned(),
            priority: wire::Priority::from(supposed.priority).into(),
            at_us: supposed.at.as_micros(),
            outcome: Some(outcome_message(&simulation.outcome)),
            schedule: schedule.to_owned(),
            schedule_until_us,
            routes: simulation.routes.iter().map(Into::into).collect(),
            everybody: simulation.everybody,
            unreachable: texts(&simulation.unreachable),
            steps: simulation.steps.iter().map(Into::into).collect(),
            repeats_every_us: simulation.repeats_every.map(Span::as_micros),
            nobody_answered_us: micros(simulation.nobody_answered),
        }
    }
}

impl TryFrom<wire::SimulateNoticeResponse> for Supposed {
    type Error = WireError;
    fn try_from(answer: wire::SimulateNoticeResponse) -> Result<Self, WireError> {
        let simulation = Simulation {
            outcome: outcome(&required("outcome", answer.outcome)?)?,
            schedule: schedule(&answer.schedule, instant(answer.schedule_until_us))?,
            routes: all(answer.routes)?,
            everybody: answer.everybody,
            unreachable: names("group", &answer.unreachable)?,
            steps: all(answer.steps)?,
            repeats_every: answer.repeats_every_us.map(Span::micros),
            nobody_answered: instant(answer.nobody_answered_us),
        };
        Ok(Self {
            sn: optional_name("sn", answer.sn.as_deref())?,
            name: answer.name,
            area: optional_name("area", answer.area.as_deref())?,
            sensor: answer.sensor.as_deref().map(sensor).transpose()?,
            condition: condition(&answer.r#type)?,
            priority: priority(answer.priority)?,
            at: Timestamp::from_micros(answer.at_us),
            simulation,
        })
    }
}
