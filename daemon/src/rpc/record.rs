//! The record of alarms and its figures.

use std::ops::ControlFlow;

use mcs_core::{
    alarm::{Condition, Occurrence, Priority},
    id::SerialNumber,
    performance::Measure,
    site::Role,
    time::{Span, Timestamp},
};
use mcs_proto::{
    convert::serial_number,
    wire::{
        self, MeasureAlarmsRequest, MeasureAlarmsResponse, ReadAlarmsRequest, ReadAlarmsResponse, RecordedAlarm,
        records_server::Records,
    },
};
use tonic::{Request, Response, Status};

use super::{
    caller,
    chunk::{self, Messages},
    error::{broken, senseless, unanswered, usage},
};
use crate::store::{Queries, QueryError};

/// The longest time that is measured at once: every occurrence of it is looked at.
const MOST: Span = Span::hours(24 * 366);

/// Answers `mcs.v1.Records`.
#[derive(Debug)]
pub(super) struct RecordService {
    pub(super) queries: Queries,
}

/// Which occurrences are wanted.
struct Wanted {
    sns: Vec<SerialNumber>,
    conditions: Vec<Condition>,
    least: Priority,
}

impl Wanted {
    fn of(sns: &[String], types: &[String], least: i32) -> Result<Self, Status> {
        let sns = sns.iter().map(|sn| serial_number(sn)).collect::<Result<_, _>>().map_err(|e| senseless(&e))?;
        let condition = |text: &String| {
            Condition::parse(text)
                .ok_or_else(|| usage(&format!("{text:?} is not an alarm type"), "write it as HIGH_HIGH"))
        };
        let least = match wire::Priority::try_from(least) {
            Ok(wire::Priority::Critical) => Priority::Critical,
            Ok(wire::Priority::High) => Priority::High,
            Ok(wire::Priority::Medium) => Priority::Medium,
            Ok(wire::Priority::Low | wire::Priority::Unspecified) => Priority::Low,
            Err(_) => return Err(usage("this priority is unknown", "low, medium, high and critical are known")),
        };
        Ok(Self { sns, conditions: types.iter().map(condition).collect::<Result<_, _>>()?, least })
    }

    fn takes(&self, alarm: &Occurrence) -> bool {
        (self.sns.is_empty() || alarm.sn.as_ref().is_some_and(|sn| self.sns.contains(sn)))
            && (self.conditions.is_empty() || self.conditions.contains(&alarm.condition))
            && alarm.priority >= self.least
    }
}

fn span(from_us: i64, to_us: i64) -> Result<(Timestamp, Timestamp), Status> {
    if from_us >= to_us {
        return Err(usage("the time ends before it begins", "give an earlier begin or a later end"));
    }
    Ok((Timestamp::from_micros(from_us), Timestamp::from_micros(to_us)))
}

#[tonic::async_trait]
impl Records for RecordService {
    type ReadAlarmsStream = Messages<ReadAlarmsResponse>;

    async fn read_alarms(
        &self,
        request: Request<ReadAlarmsRequest>,
    ) -> Result<Response<Self::ReadAlarmsStream>, Status> {
        caller::require(&request, Role::Viewer)?;
        let ReadAlarmsRequest { from_us, to_us, sns, types, least } = request.into_inner();
        let (from, to) = span(from_us, to_us)?;
        let wanted = Wanted::of(&sns, &types, least)?;
        let queries = self.queries.clone();
        let pack = |alarms| ReadAlarmsResponse { alarms };
        Ok(Response::new(chunk::stream(pack, move |chunks| {
            queries.alarm_record(from, to, &mut |alarm, announced| {
                if !wanted.takes(&alarm) {
                    return ControlFlow::Continue(());
                }
                chunks.push(RecordedAlarm { alarm: Some((&alarm).into()), announced })
            })?;
            Ok(None)
        })))
    }

    async fn measure_alarms(
        &self,
        request: Request<MeasureAlarmsRequest>,
    ) -> Result<Response<MeasureAlarmsResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let MeasureAlarmsRequest { from_us, to_us, operators } = request.into_inner();
        let (from, to) = span(from_us, to_us)?;
        if to - from > MOST {
            return Err(usage("that is longer than a year", "measure a year at a time"));
        }
        let queries = self.queries.clone();
        let measured = tokio::task::spawn_blocking(move || measure(&queries, from, to, operators)).await;
        let performance = measured.map_err(|error| broken(&error))?.map_err(|error| unanswered(&error))?.finish();
        Ok(Response::new(MeasureAlarmsResponse { performance: Some((&performance).into()) }))
    }
}

fn measure(queries: &Queries, from: Timestamp, to: Timestamp, operators: u32) -> Result<Measure, QueryError> {
    // Figures of a time that was not watched would be too good.
    let from = queries.record_began()?.map_or(from, |began| from.max(began)).min(to);
    let mut measure = Measure::new(from, to, operators);
    for alarm in queries.alarms_standing_at(from)? {
        measure.hear(&alarm, false);
    }
    queries.alarm_record(from, to, &mut |alarm, announced| {
        measure.hear(&alarm, announced);
        ControlFlow::Continue(())
    })?;
    for mask in queries.past_masks(from, to)? {
        measure.mask(&mask.sn, mask.since, mask.until);
    }
    measure.overridden(queries.overrides(from, to)?);
    Ok(measure)
}
