//! Readings, newest and past. Values are not stored: they are computed here from the stored voltages with the
//! calibration each reading refers to.

mod past;

use std::sync::Arc;

use mcs_core::{
    site::Role,
    time::{Span, Timestamp},
};
use mcs_proto::{
    convert::serial_number,
    wire::{
        LatestReadingsRequest, LatestReadingsResponse, ReadingHistoryRequest, ReadingHistoryResponse,
        ReadingIntervalsRequest, ReadingIntervalsResponse, readings_server::Readings,
    },
};
use tonic::{Request, Response, Status};

use self::past::Past;
use super::{
    caller,
    chunk::{self, Messages},
    error::{refused, senseless, usage},
    history::History,
    points,
};
use crate::plant::{Ask, PlantHandle};

/// Shortest interval.
const SHORTEST: Span = Span::secs(1);

/// Answers `mcs.v1.Readings`.
pub(super) struct ReadingService {
    pub(super) plant: PlantHandle,
    pub(super) history: Arc<dyn History>,
}

impl ReadingService {
    async fn past(&self, sns: &[String], from_us: i64, to_us: i64) -> Result<Past, Status> {
        if from_us > to_us {
            return Err(usage("the time ends before it begins", "give an earlier beginning or a later end"));
        }
        Ok(Past {
            history: Arc::clone(&self.history),
            points: points::of(&self.plant, sns).await?,
            from: Timestamp::from_micros(from_us),
            to: Timestamp::from_micros(to_us),
        })
    }
}

#[tonic::async_trait]
impl Readings for ReadingService {
    type ReadingHistoryStream = Messages<ReadingHistoryResponse>;
    type ReadingIntervalsStream = Messages<ReadingIntervalsResponse>;

    async fn latest_readings(
        &self,
        request: Request<LatestReadingsRequest>,
    ) -> Result<Response<LatestReadingsResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let sns: Result<Vec<_>, _> = request.into_inner().sns.iter().map(|sn| serial_number(sn)).collect();
        let sns = sns.map_err(|error| senseless(&error))?;
        let (now, readings) =
            self.plant.ask(|reply| Ask::Latest { sns, reply }).await.map_err(|error| refused(&error))?;
        Ok(Response::new(LatestReadingsResponse {
            readings: readings.iter().map(Into::into).collect(),
            now_us: now.as_micros(),
        }))
    }

    async fn reading_history(
        &self,
        request: Request<ReadingHistoryRequest>,
    ) -> Result<Response<Self::ReadingHistoryStream>, Status> {
        caller::require(&request, Role::Viewer)?;
        let ReadingHistoryRequest { sn, from_us, to_us, limit, mut sns, newest } = request.into_inner();
        if !sn.is_empty() || sns.is_empty() {
            sns.push(sn);
        }
        if newest && limit > past::MOST_NEWEST {
            return Err(usage("too many of the newest readings are asked for", "ask for fewer, or for a period"));
        }
        let past = self.past(&sns, from_us, to_us).await?;
        let pack = |readings| ReadingHistoryResponse { readings, damaged: Vec::new() };
        Ok(Response::new(chunk::stream(pack, move |chunks| past.readings(limit, newest, chunks))))
    }

    async fn reading_intervals(
        &self,
        request: Request<ReadingIntervalsRequest>,
    ) -> Result<Response<Self::ReadingIntervalsStream>, Status> {
        caller::require(&request, Role::Viewer)?;
        let ReadingIntervalsRequest { sn, from_us, to_us, every_us } = request.into_inner();
        let every = Span::micros(every_us);
        if every < SHORTEST {
            return Err(usage("an interval is shorter than a second", "give a longer one"));
        }
        let past = self.past(&[sn], from_us, to_us).await?;
        let pack = |intervals| ReadingIntervalsResponse { intervals, damaged: Vec::new() };
        Ok(Response::new(chunk::stream(pack, move |chunks| past.intervals(every, chunks))))
    }
}
