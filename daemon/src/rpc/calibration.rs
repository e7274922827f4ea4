//! Calibrations.

use mcs_core::{calibration::Coefficients, site::Role, time::Timestamp};
use mcs_proto::{
    convert::serial_number,
    wire::{
        ListCalibrationsRequest, ListCalibrationsResponse, RecomputeReadingsRequest, RecomputeReadingsResponse,
        SetCalibrationRequest, SetCalibrationResponse, calibrations_server::Calibrations,
    },
};
use tonic::{Request, Response, Status};

use super::{
    caller,
    chunk::Messages,
    error::{refused, senseless},
    recompute::Recomputer,
};
use crate::plant::{Ask, PlantError, PlantHandle};

/// Answers `mcs.v1.Calibrations`.
#[derive(Debug)]
pub(super) struct CalibrationService {
    pub(super) plant: PlantHandle,
    pub(super) recomputer: Recomputer,
}

#[tonic::async_trait]
impl Calibrations for CalibrationService {
    type RecomputeReadingsStream = Messages<RecomputeReadingsResponse>;

    async fn recompute_readings(
        &self,
        request: Request<RecomputeReadingsRequest>,
    ) -> Result<Response<Self::RecomputeReadingsStream>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let request = request.into_inner();
        let sn = serial_number(&request.sn).map_err(|error| senseless(&error))?;
        let (point, calibrations) = (sn.clone(), sn);
        let device = self.plant.ask(|reply| Ask::Device { sn: point, reply }).await.map_err(|error| refused(&error))?;
        let calibrations = self.plant.ask(|reply| Ask::Calibrations { sn: calibrations, reply }).await;
        let calibrations = calibrations.map_err(|error| refused(&error))?;
        self.recomputer.start(request, device, &calibrations, &by).map(Response::new)
    }

    async fn list_calibrations(
        &self,
        request: Request<ListCalibrationsRequest>,
    ) -> Result<Response<ListCalibrationsResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let sn = serial_number(&request.into_inner().sn).map_err(|error| senseless(&error))?;
        let mut calibrations =
            self.plant.ask(|reply| Ask::Calibrations { sn, reply }).await.map_err(|error| refused(&error))?;
        calibrations.sort_by_key(|calibration| std::cmp::Reverse((calibration.valid_from, calibration.revision)));
        Ok(Response::new(ListCalibrationsResponse { calibrations: calibrations.iter().map(Into::into).collect() }))
    }

    async fn set_calibration(
        &self,
        request: Request<SetCalibrationRequest>,
    ) -> Result<Response<SetCalibrationResponse>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let SetCalibrationRequest { sn, k, b, t_ref, t_comp, due_us, comment } = request.into_inner();
        let sn = serial_number(&sn).map_err(|error| senseless(&error))?;
        let coefficients = Coefficients::new(k, b, t_ref, t_comp)
            .map_err(|source| refused(&PlantError::InvalidCalibration { sn: sn.clone(), source }))?;
        let due = due_us.map(Timestamp::from_micros);
        let calibration = self
            .plant
            .ask(|reply| Ask::SetCalibration { sn, coefficients, due, comment, by, reply })
            .await
            .map_err(|error| refused(&error))?;
        Ok(Response::new(SetCalibrationResponse { calibration: Some((&calibration).into()) }))
    }
}
