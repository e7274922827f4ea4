//! Readings from files, gathered and handed to the store point by point.
//!
//! A reading belongs to the point that had its serial number at its time: a number that was removed and added again has
//! stood for several. Nothing is judged, and the value that came along is not looked at.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use mcs_core::{
    alarm::Actor,
    archive::Line,
    calibration::CalibrationHistory,
    device::Device,
    id::{PointId, SerialNumber},
    reading::Reading,
    time::{Span, Timestamp},
    transfer::{ImportRefusal, Imported},
};
use mcs_proto::{
    convert::serial_number,
    wire::{ImportReadingsRequest, ImportReadingsResponse},
};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Status, Streaming};

use super::{Intake, Point};
use crate::{
    clock::Clock,
    rpc::{
        chunk::Messages,
        error::{broken, senseless, undone},
    },
    store::{Audit, WorkError},
};

/// Readings gathered before they are stored, some 20 MB: the more of a point's hour are together, the less often the
/// store writes it again.
const GATHERED: usize = 100_000;

/// Answers that may wait for the client.
const WAITING: usize = 4;

/// How far a reading's time may lie ahead of this machine's clock.
const AHEAD: Span = Span::mins(10);

/// One import.
pub(super) struct Import {
    points: HashMap<SerialNumber, Vec<(Device, CalibrationHistory)>>,
    intake: Arc<dyn Intake>,
    clock: Clock,
    by: Actor,
    origin: String,
    gathered: BTreeMap<PointId, Vec<Reading>>,
    count: usize,
    /// What became of readings since the last answer.
    part: Imported,
    total: Imported,
}

impl Import {
    pub(super) fn new(points: Vec<Point>, clock: Clock, intake: Arc<dyn Intake>, by: Actor) -> Self {
        let mut by_sn: HashMap<_, Vec<Point>> = HashMap::new();
        for point in points {
            by_sn.entry(point.0.sn.clone()).or_default().push(point);
        }
        for of_one in by_sn.values_mut() {
            of_one.sort_by_key(|(device, _)| (device.added, device.point));
        }
        Self {
            points: by_sn,
            intake,
            clock,
            by,
            origin: String::new(),
            gathered: BTreeMap::new(),
            count: 0,
            part: Imported::default(),
            total: Imported::default(),
        }
    }

    /// Takes what comes until it ends; the answers are the stream.
    pub(super) fn run(mut self, mut messages: Streaming<ImportReadingsRequest>) -> Messages<ImportReadingsResponse> {
        let (answers, stream) = mpsc::channel(WAITING);
        tokio::spawn(async move {
            let outcome = self.take_all(&mut messages, &answers).await;
            // Also of what broke off: what was stored by then stays.
            let noted = self.note().await;
            if let Err(status) = outcome.and(noted) {
                let _ = answers.send(Err(status)).await;
            }
        });
        ReceiverStream::new(stream)
    }

    async fn take_all(
        &mut self,
        messages: &mut Streaming<ImportReadingsRequest>,
        answers: &mpsc::Sender<Result<ImportReadingsResponse, Status>>,
    ) -> Result<(), Status> {
        while let Some(message) = messages.message().await? {
            self.take(message)?;
            if self.count >= GATHERED {
                self.flush(answers).await?;
            }
        }
        self.flush(answers).await
    }

    fn take(&mut self, message: ImportReadingsRequest) -> Result<(), Status> {
        let ImportReadingsRequest { origin, sns, readings } = message;
        if !origin.is_empty() {
            self.origin = origin;
        }
        let Some(block) = readings else { return Ok(()) };
        let devices: Result<Vec<_>, _> = sns.iter().map(|sn| serial_number(sn).map(|sn| (sn, None))).collect();
        let lines = devices.and_then(|devices| block.lines(&devices)).map_err(|error| senseless(&error))?;
        let latest = self.clock.now().utc + AHEAD;
        for line in &lines {
            match self.reading(line, latest) {
                Ok(reading) => {
                    self.gathered.entry(reading.point).or_default().push(reading);
                    self.count += 1;
                }
                Err(why) => self.part.refuse(&line.sn, why),
            }
        }
        Ok(())
    }

    /// The reading a line tells of.
    fn reading(&self, line: &Line, latest: Timestamp) -> Result<Reading, ImportRefusal> {
        let points = self.points.get(&line.sn).ok_or(ImportRefusal::UnknownDevice)?;
        if line.time < Timestamp::EPOCH || line.time > latest {
            return Err(ImportRefusal::ImpossibleTime);
        }
        // What was measured before the first was added is the first's: a history may be older than the registration.
        let (device, calibrations) = points
            .iter()
            .rev()
            .find(|(device, _)| device.added <= line.time)
            .or_else(|| points.first())
            .ok_or(ImportRefusal::UnknownDevice)?;
        line.reading(device.point, &device.settings, calibrations)
            .map_err(|unknown| ImportRefusal::UnknownCalibration(unknown.revision))
    }

    /// Stores what was gathered and answers for it.
    async fn flush(&mut self, answers: &mpsc::Sender<Result<ImportReadingsResponse, Status>>) -> Result<(), Status> {
        let gathered = std::mem::take(&mut self.gathered);
        self.count = 0;
        let intake = Arc::clone(&self.intake);
        let (stored, outcome) =
            tokio::task::spawn_blocking(move || store(&*intake, gathered)).await.map_err(|error| broken(&error))?;
        self.part.add(&stored);
        let part = std::mem::take(&mut self.part);
        self.total.add(&part);
        outcome.map_err(|error| undone(&error))?;
        answers.send(Ok((&part).into())).await.map_err(|_| Status::cancelled("the client is gone"))
    }

    /// Keeps who imported what.
    async fn note(&self) -> Result<(), Status> {
        if self.total.total() == 0 {
            return Ok(());
        }
        let Imported { new, duplicate, conflict, .. } = self.total;
        let refused = self.total.refused();
        let after = format!(r#"{{"new":{new},"duplicate":{duplicate},"conflict":{conflict},"refused":{refused}}}"#);
        let audit = Audit {
            at: self.clock.now().utc,
            by: self.by.name.clone(),
            action: "reading.import",
            subject: self.origin.clone(),
            before: None,
            after: Some(after),
            comment: None,
        };
        let intake = Arc::clone(&self.intake);
        let noted = tokio::task::spawn_blocking(move || intake.audit(audit)).await.map_err(|error| broken(&error))?;
        noted.map_err(|error| undone(&error))
    }
}

/// Hands readings to the store; what became of them as far as it came. Blocks.
fn store(intake: &dyn Intake, gathered: BTreeMap<PointId, Vec<Reading>>) -> (Imported, Result<(), WorkError>) {
    let mut stored = Imported::default();
    for (point, readings) in gathered {
        match intake.admit(point, readings) {
            Ok(admitted) => {
                stored.new += admitted.new;
                stored.duplicate += admitted.duplicate;
                stored.conflict += admitted.conflict;
            }
            Err(error) => return (stored, Err(error)),
        }
    }
    (stored, Ok(()))
}
