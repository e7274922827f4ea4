//! Readings, newest and past. Values are not stored: they are computed here from the stored voltages with the
//! calibration each reading refers to.

use std::sync::Arc;

use mcs_core::{
    calibration::CalibrationHistory,
    device::Device,
    evaluation::{limited, shown},
    id::SerialNumber,
    reading::{Interval, Reading, ReadingRecord},
    site::Role,
    time::{Span, Timestamp},
};
use mcs_proto::{
    convert::serial_number,
    wire::{
        self, LatestReadingsRequest, LatestReadingsResponse, ReadingHistoryRequest, ReadingHistoryResponse,
        ReadingIntervalsRequest, ReadingIntervalsResponse, readings_server::Readings,
    },
};
use tonic::{Request, Response, Status};

use super::{
    caller,
    chunk::{self, Chunks, Messages},
    error::{refused, senseless, usage},
    history::History,
};
use crate::{
    plant::{Ask, PlantHandle},
    store::{self, Damaged, QueryError, ReadingQuery, Summary},
};

/// Shortest interval.
const SHORTEST: Span = Span::secs(1);

/// Answers `mcs.v1.Readings`.
pub(super) struct ReadingService {
    pub(super) plant: PlantHandle,
    pub(super) history: Arc<dyn History>,
}

/// The readings of one device in a span of time.
struct Asked {
    history: Arc<dyn History>,
    device: Device,
    calibrations: CalibrationHistory,
    from: Timestamp,
    to: Timestamp,
}

impl ReadingService {
    async fn asked(&self, sn: &str, from_us: i64, to_us: i64) -> Result<Asked, Status> {
        let sn = serial_number(sn).map_err(|error| senseless(&error))?;
        if from_us > to_us {
            return Err(usage("the time ends before it begins", "give an earlier beginning or a later end"));
        }
        let ask = |sn: SerialNumber| self.plant.ask(move |reply| Ask::Device { sn, reply });
        let device = ask(sn.clone()).await.map_err(|error| refused(&error))?;
        let calibrations =
            self.plant.ask(|reply| Ask::Calibrations { sn, reply }).await.map_err(|error| refused(&error))?;
        Ok(Asked {
            history: Arc::clone(&self.history),
            device,
            calibrations: CalibrationHistory::new(calibrations),
            from: Timestamp::from_micros(from_us),
            to: Timestamp::from_micros(to_us),
        })
    }
}

impl Asked {
    fn query(&self, limit: u64) -> ReadingQuery {
        ReadingQuery { point: self.device.point, from: self.from, to: self.to, limit, newest: false }
    }

    fn record(&self, reading: &Reading) -> ReadingRecord {
        let Device { sn, settings, .. } = &self.device;
        ReadingRecord::from_parts(sn.clone(), settings, reading, &self.calibrations)
    }

    /// Finds the readings and computes their values. Blocks.
    fn readings(
        &self,
        limit: u64,
        chunks: &mut Chunks<wire::Reading, ReadingHistoryResponse>,
    ) -> Result<Option<ReadingHistoryResponse>, QueryError> {
        let damaged = self.history.readings(&self.query(limit), &mut |readings| {
            readings.iter().try_for_each(|reading| chunks.push((&self.record(reading)).into()))
        })?;
        let damaged = self.damaged(&damaged);
        Ok(damaged.map(|damaged| ReadingHistoryResponse { readings: Vec::new(), damaged }))
    }

    /// The same, summarised. Blocks.
    fn intervals(
        &self,
        every: Span,
        chunks: &mut Chunks<wire::Interval, ReadingIntervalsResponse>,
    ) -> Result<Option<ReadingIntervalsResponse>, QueryError> {
        let settings = &self.device.settings;
        let as_shown = |value| shown(value, settings);
        let damaged = self.history.summaries(&self.query(0), every, &self.calibrations, &mut |summary| {
            let Summary { start, values } = summary;
            let interval = Interval {
                sn: self.device.sn.clone(),
                start,
                count: values.count,
                mean: values.mean().map(|mean| limited(mean, settings)),
                min: values.min().and_then(as_shown),
                max: values.max().and_then(as_shown),
                last: values.last().and_then(as_shown),
                unit: settings.unit,
            };
            chunks.push((&interval).into())
        })?;
        let damaged = self.damaged(&damaged);
        Ok(damaged.map(|damaged| ReadingIntervalsResponse { intervals: Vec::new(), damaged }))
    }

    /// What could not be read, if there is any.
    fn damaged(&self, damaged: &Damaged) -> Option<Vec<wire::DamagedSpan>> {
        let span = |span: &store::DamagedSpan| wire::DamagedSpan {
            sn: self.device.sn.to_string(),
            from_us: span.from.as_micros(),
            to_us: span.to.as_micros(),
            why: span.why.clone(),
        };
        (!damaged.is_empty()).then(|| damaged.spans().iter().map(span).collect())
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
        let ReadingHistoryRequest { sn, from_us, to_us, limit } = request.into_inner();
        let asked = self.asked(&sn, from_us, to_us).await?;
        let pack = |readings| ReadingHistoryResponse { readings, damaged: Vec::new() };
        Ok(Response::new(chunk::stream(pack, move |chunks| asked.readings(limit, chunks))))
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
        let asked = self.asked(&sn, from_us, to_us).await?;
        let pack = |intervals| ReadingIntervalsResponse { intervals, damaged: Vec::new() };
        Ok(Response::new(chunk::stream(pack, move |chunks| asked.intervals(every, chunks))))
    }
}
