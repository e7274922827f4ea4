//! Calibrations.

use mcs_core::{
    calibration::{Calibration, Coefficients},
    id::{CalibrationRevision, SerialNumber},
    recompute::Recomputing,
    time::Timestamp,
};

use super::{Client, ClientError, Items, MAX_MESSAGE};
use crate::{
    convert::{all, micros, required},
    wire::{
        ListCalibrationsRequest, RecomputeReadingsRequest, RecomputeReadingsResponse, SetCalibrationRequest,
        calibrations_client::CalibrationsClient,
    },
};

/// Which calibration stored readings are to be computed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecomputeWith {
    /// The newest.
    Newest,
    /// This one.
    Revision(CalibrationRevision),
    /// None: they are uncalibrated.
    Nothing,
}

/// Which stored readings are to be computed anew, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recompute {
    /// The device.
    pub sn: SerialNumber,
    /// From this corrected time on; without one from the first reading.
    pub from: Option<Timestamp>,
    /// Up to this corrected time, exclusive; without one up to now.
    pub to: Option<Timestamp>,
    /// With which calibration.
    pub with: RecomputeWith,
    /// Only tell what would change.
    pub dry_run: bool,
    /// Why.
    pub comment: Option<String>,
}

impl Client {
    fn calibrations_stub(&self) -> CalibrationsClient<tonic::transport::Channel> {
        CalibrationsClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// The calibrations of a device's point, newest first; none means uncalibrated.
    pub async fn calibrations(&self, sn: &SerialNumber) -> Result<Vec<Calibration>, ClientError> {
        let mut stub = self.calibrations_stub();
        let message = ListCalibrationsRequest { sn: sn.to_string() };
        let answer = self.call(message, async |request| stub.list_calibrations(request).await).await?;
        Ok(all(answer.calibrations)?)
    }

    /// Has stored readings computed with another calibration; the last item is the result. Alarms are not judged again.
    pub async fn recompute(
        &self,
        task: &Recompute,
    ) -> Result<Items<RecomputeReadingsResponse, Recomputing>, ClientError> {
        let mut stub = self.calibrations_stub();
        let message = RecomputeReadingsRequest {
            sn: task.sn.to_string(),
            from_us: micros(task.from),
            to_us: micros(task.to),
            revision: match task.with {
                RecomputeWith::Revision(revision) => Some(revision.0),
                RecomputeWith::Newest | RecomputeWith::Nothing => None,
            },
            uncalibrated: task.with == RecomputeWith::Nothing,
            dry_run: task.dry_run,
            comment: task.comment.clone(),
        };
        let messages = self.open(message, async |request| stub.recompute_readings(request).await).await?;
        Ok(Items::new(self, messages, |message| Ok(vec![message.try_into()?])))
    }

    /// Records a calibration, valid from now on.
    pub async fn set_calibration(
        &self,
        sn: &SerialNumber,
        c: Coefficients,
        due: Option<Timestamp>,
        comment: Option<&str>,
    ) -> Result<Calibration, ClientError> {
        let mut stub = self.calibrations_stub();
        let message = SetCalibrationRequest {
            sn: sn.to_string(),
            k: c.k,
            b: c.b,
            t_ref: c.t_ref,
            t_comp: c.t_comp,
            due_us: micros(due),
            comment: comment.map(ToOwned::to_owned),
        };
        let answer = self.call(message, async |request| stub.set_calibration(request).await).await?;
        Ok(required("calibration", answer.calibration)?.try_into()?)
    }
}
