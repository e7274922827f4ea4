//! Calibrations.

use mcs_core::{
    calibration::{Calibration, Coefficients},
    id::SerialNumber,
    time::Timestamp,
};

use super::{Client, ClientError, MAX_MESSAGE};
use crate::{
    convert::{all, micros, required},
    wire::{ListCalibrationsRequest, SetCalibrationRequest, calibrations_client::CalibrationsClient},
};

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
