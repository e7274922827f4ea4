//! Masks, the silence of the sound, and drills.

use mcs_core::{
    alarm::{MaskKind, MaskWish},
    id::SerialNumber,
    site::Role,
};
use mcs_proto::{
    convert::{alarm_ref, condition_name, mask_wish, second_user, serial_number},
    error::{BusinessCode, ErrorKind, status},
    wire::{
        DrillAlarmRequest, DrillAlarmResponse, EndDrillRequest, EndDrillResponse, InhibitPointRequest,
        InhibitPointResponse, ListMasksRequest, ListMasksResponse, Mask, OutOfServiceRequest, OutOfServiceResponse,
        ReturnToServiceRequest, ReturnToServiceResponse, SecondPerson, ShelveAlarmRequest, ShelveAlarmResponse,
        SilenceSoundRequest, SilenceSoundResponse, TestEvidence, UninhibitPointRequest, UninhibitPointResponse,
        UnshelveAlarmRequest, UnshelveAlarmResponse,
    },
};
use tonic::{Request, Status};

use super::{
    alarm::AlarmService,
    caller,
    error::{broken, refused, senseless},
};
use crate::{
    access::confirm,
    plant::{Ask, Asker, MaskAsk, Reply},
};

/// What is taken out, why, for how long, and by whom.
struct TakeOut {
    sn: String,
    kind: MaskKind,
    wish: MaskWish,
    asker: Asker,
    second: Option<SecondPerson>,
}

impl AlarmService {
    pub(super) async fn do_shelve_alarm(
        &self,
        request: Request<ShelveAlarmRequest>,
    ) -> Result<ShelveAlarmResponse, Status> {
        let asker = asker(&request, Role::Operator)?;
        let ShelveAlarmRequest { alarm, reason, duration_s, watcher } = request.into_inner();
        let alarm = alarm_ref(alarm).map_err(|error| senseless(&error))?;
        let wish = mask_wish(reason, duration_s, watcher, None);
        let mask = self.masks(|reply| MaskAsk::Shelve { alarm, wish, asker, reply }).await?;
        Ok(ShelveAlarmResponse { mask: Some((&mask).into()) })
    }

    pub(super) async fn do_unshelve_alarm(
        &self,
        request: Request<UnshelveAlarmRequest>,
    ) -> Result<UnshelveAlarmResponse, Status> {
        let by = caller::require(&request, Role::Operator)?;
        let UnshelveAlarmRequest { alarm, comment } = request.into_inner();
        let alarm = alarm_ref(alarm).map_err(|error| senseless(&error))?;
        let mask = self.masks(|reply| MaskAsk::Unshelve { alarm, comment, by, reply }).await?;
        Ok(UnshelveAlarmResponse { mask: Some((&mask).into()) })
    }

    pub(super) async fn do_inhibit_point(
        &self,
        request: Request<InhibitPointRequest>,
    ) -> Result<InhibitPointResponse, Status> {
        let asker = asker(&request, Role::Engineer)?;
        let InhibitPointRequest { sn, reason, duration_s, watcher, second_person } = request.into_inner();
        let wish = mask_wish(reason, duration_s, watcher, None);
        let out = TakeOut { sn, kind: MaskKind::Inhibited, wish, asker, second: second_person };
        Ok(InhibitPointResponse { mask: Some(self.take_out(out).await?) })
    }

    pub(super) async fn do_uninhibit_point(
        &self,
        request: Request<UninhibitPointRequest>,
    ) -> Result<UninhibitPointResponse, Status> {
        let asker = asker(&request, Role::Engineer)?;
        let UninhibitPointRequest { sn, comment } = request.into_inner();
        let (mask, seen) = self.put_back(&sn, MaskKind::Inhibited, comment, asker).await?;
        Ok(UninhibitPointResponse { mask: Some(mask), seen })
    }

    pub(super) async fn do_out_of_service(
        &self,
        request: Request<OutOfServiceRequest>,
    ) -> Result<OutOfServiceResponse, Status> {
        let asker = asker(&request, Role::Engineer)?;
        let OutOfServiceRequest { sn, reason, duration_s, watcher, second_person, work_order } = request.into_inner();
        let wish = mask_wish(reason, duration_s, watcher, Some(work_order));
        let out = TakeOut { sn, kind: MaskKind::OutOfService, wish, asker, second: second_person };
        Ok(OutOfServiceResponse { mask: Some(self.take_out(out).await?) })
    }

    pub(super) async fn do_return_to_service(
        &self,
        request: Request<ReturnToServiceRequest>,
    ) -> Result<ReturnToServiceResponse, Status> {
        let asker = asker(&request, Role::Engineer)?;
        let ReturnToServiceRequest { sn, comment } = request.into_inner();
        let (mask, seen) = self.put_back(&sn, MaskKind::OutOfService, comment, asker).await?;
        Ok(ReturnToServiceResponse { mask: Some(mask), seen })
    }

    pub(super) async fn do_list_masks(&self, request: Request<ListMasksRequest>) -> Result<ListMasksResponse, Status> {
        caller::require(&request, Role::Viewer)?;
        let sn = request.into_inner().sn.as_deref().map(serial_number).transpose();
        let sn = sn.map_err(|error| senseless(&error))?;
        let masks = self.masks(|reply| MaskAsk::Standing { sn, reply }).await?;
        Ok(ListMasksResponse { masks: masks.iter().map(Into::into).collect() })
    }

    pub(super) async fn do_silence_sound(
        &self,
        request: Request<SilenceSoundRequest>,
    ) -> Result<SilenceSoundResponse, Status> {
        let by = caller::require(&request, Role::Operator)?;
        let until = self.masks(|reply| MaskAsk::Silence { by, reply }).await?;
        Ok(SilenceSoundResponse { silent_until_us: until.as_micros() })
    }

    pub(super) async fn do_drill_alarm(
        &self,
        request: Request<DrillAlarmRequest>,
    ) -> Result<DrillAlarmResponse, Status> {
        let by = caller::require(&request, Role::Operator)?;
        let DrillAlarmRequest { sn, r#type, comment } = request.into_inner();
        let sn = serial_number(&sn).map_err(|error| senseless(&error))?;
        let condition = condition_name(&r#type).map_err(|error| senseless(&error))?;
        let alarm = self.masks(|reply| MaskAsk::Drill { sn, condition, comment, by, reply }).await?;
        Ok(DrillAlarmResponse { alarm: Some((&alarm).into()) })
    }

    pub(super) async fn do_end_drill(&self, request: Request<EndDrillRequest>) -> Result<EndDrillResponse, Status> {
        let by = caller::require(&request, Role::Operator)?;
        let EndDrillRequest { sn, r#type, comment } = request.into_inner();
        let sn = serial_number(&sn).map_err(|error| senseless(&error))?;
        let condition = condition_name(&r#type).map_err(|error| senseless(&error))?;
        let alarm = self.masks(|reply| MaskAsk::EndDrill { sn, condition, comment, by, reply }).await?;
        Ok(EndDrillResponse { alarm: Some((&alarm).into()) })
    }

    async fn take_out(&self, out: TakeOut) -> Result<Mask, Status> {
        let TakeOut { sn, kind, wish, mut asker, second } = out;
        let sn = serial_number(&sn).map_err(|error| senseless(&error))?;
        if let Some(person) = second {
            asker.confirmed_by = Some(self.confirmed(person, &sn).await?);
        }
        let mask = self.masks(|reply| MaskAsk::TakeOut { sn, kind, wish, asker, reply }).await?;
        Ok((&mask).into())
    }

    async fn put_back(
        &self,
        sn: &str,
        kind: MaskKind,
        comment: Option<String>,
        asker: Asker,
    ) -> Result<(Mask, Vec<TestEvidence>), Status> {
        let sn = serial_number(sn).map_err(|error| senseless(&error))?;
        let by = asker.by;
        let (mask, seen) = self.masks(|reply| MaskAsk::PutBack { sn, kind, comment, by, reply }).await?;
        Ok(((&mask).into(), seen.iter().map(Into::into).collect()))
    }

    /// The name of the second person, once their password was found right. It goes no further than here.
    async fn confirmed(&self, person: SecondPerson, sn: &SerialNumber) -> Result<String, Status> {
        let name = second_user(&person).map_err(|error| senseless(&error))?;
        let user = name.clone();
        let known = self.stored(move |history| history.person(&user)).await?;
        let checked = tokio::task::spawn_blocking(move || {
            let known = known.filter(|known| known.disabled.is_none());
            confirm(known.as_ref().map(|known| known.password_hash.as_str()), &person.password)
        });
        match checked.await.map_err(|error| broken(&error))? {
            Ok(()) => Ok(name.to_string()),
            Err(why) => {
                tracing::warn!(%sn, second_person = %name, %why, "a mask was not confirmed");
                let advice = "the second person types their own name and password";
                Err(status(ErrorKind::NotPermitted, Some(BusinessCode::NotPermitted), &why.to_string(), advice))
            }
        }
    }

    async fn masks<T>(&self, question: impl FnOnce(Reply<T>) -> MaskAsk) -> Result<T, Status> {
        self.plant.ask(|reply| Ask::Masks(question(reply))).await.map_err(|error| refused(&error))
    }
}

/// The caller with their role, which bounds what they may hide.
fn asker<T>(request: &Request<T>, needs: Role) -> Result<Asker, Status> {
    let (by, role) = (caller::require(request, needs)?, caller::role(request)?);
    Ok(Asker { by, role, confirmed_by: None })
}
