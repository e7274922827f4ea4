//! Masks, the silence of the sound, and drills.

use mcs_proto::wire::{
    DrillAlarmRequest, DrillAlarmResponse, EndDrillRequest, EndDrillResponse, InhibitPointRequest,
    InhibitPointResponse, ListMasksRequest, ListMasksResponse, OutOfServiceRequest, OutOfServiceResponse,
    ReturnToServiceRequest, ReturnToServiceResponse, ShelveAlarmRequest, ShelveAlarmResponse, SilenceSoundRequest,
    SilenceSoundResponse, UninhibitPointRequest, UninhibitPointResponse, UnshelveAlarmRequest, UnshelveAlarmResponse,
};
use tonic::{Request, Status};

use super::alarm::AlarmService;

impl AlarmService {
    pub(super) async fn do_shelve_alarm(
        &self,
        _request: Request<ShelveAlarmRequest>,
    ) -> Result<ShelveAlarmResponse, Status> {
        Err(Status::unimplemented("not yet"))
    }
    pub(super) async fn do_unshelve_alarm(
        &self,
        _request: Request<UnshelveAlarmRequest>,
    ) -> Result<UnshelveAlarmResponse, Status> {
        Err(Status::unimplemented("not yet"))
    }
    pub(super) async fn do_inhibit_point(
        &self,
        _request: Request<InhibitPointRequest>,
    ) -> Result<InhibitPointResponse, Status> {
        Err(Status::unimplemented("not yet"))
    }
    pub(super) async fn do_uninhibit_point(
        &self,
        _request: Request<UninhibitPointRequest>,
    ) -> Result<UninhibitPointResponse, Status> {
        Err(Status::unimplemented("not yet"))
    }
    pub(super) async fn do_out_of_service(
        &self,
        _request: Request<OutOfServiceRequest>,
    ) -> Result<OutOfServiceResponse, Status> {
        Err(Status::unimplemented("not yet"))
    }
    pub(super) async fn do_return_to_service(
        &self,
        _request: Request<ReturnToServiceRequest>,
    ) -> Result<ReturnToServiceResponse, Status> {
        Err(Status::unimplemented("not yet"))
    }
    pub(super) async fn do_list_masks(&self, _request: Request<ListMasksRequest>) -> Result<ListMasksResponse, Status> {
        Err(Status::unimplemented("not yet"))
    }
    pub(super) async fn do_silence_sound(
        &self,
        _request: Request<SilenceSoundRequest>,
    ) -> Result<SilenceSoundResponse, Status> {
        Err(Status::unimplemented("not yet"))
    }
    pub(super) async fn do_drill_alarm(
        &self,
        _request: Request<DrillAlarmRequest>,
    ) -> Result<DrillAlarmResponse, Status> {
        Err(Status::unimplemented("not yet"))
    }
    pub(super) async fn do_end_drill(&self, _request: Request<EndDrillRequest>) -> Result<EndDrillResponse, Status> {
        Err(Status::unimplemented("not yet"))
    }
}
