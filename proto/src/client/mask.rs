//! Masks: shelved alarms, inhibited points and those out of service; the silence of the sound, and drills.

use std::fmt;

use mcs_core::{
    alarm::{AlarmRef, Condition, Mask, MaskWish, Occurrence, TestEvidence},
    id::{SerialNumber, UserName},
    time::Timestamp,
};

use super::{Client, ClientError};
use crate::{
    convert::{all, mask_seconds, required},
    wire::{
        self, DrillAlarmRequest, EndDrillRequest, InhibitPointRequest, ListMasksRequest, OutOfServiceRequest,
        ReturnToServiceRequest, ShelveAlarmRequest, SilenceSoundRequest, UninhibitPointRequest, UnshelveAlarmRequest,
    },
};

/// Somebody else than the caller, who confirms what the caller asks for, with a password of their own.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondPerson {
    /// Their name.
    pub user: UserName,
    /// Their password; checked by the daemon and forgotten.
    pub password: String,
}

impl fmt::Debug for SecondPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecondPerson").field("user", &self.user).finish_non_exhaustive()
    }
}

/// A mask on a whole point that was ended.
#[derive(Debug, Clone, PartialEq)]
pub struct MaskEnd {
    /// The mask.
    pub mask: Mask,
    /// What the judges saw under it: the outcome of the test. The last mask of a point that ends tells all.
    pub seen: Vec<TestEvidence>,
}

fn ended(mask: Option<wire::Mask>, seen: Vec<wire::TestEvidence>) -> Result<MaskEnd, ClientError> {
    Ok(MaskEnd { mask: required("mask", mask)?.try_into()?, seen: all(seen)? })
}

fn second(person: Option<&SecondPerson>) -> Option<wire::SecondPerson> {
    person.map(|person| wire::SecondPerson { user: person.user.to_string(), password: person.password.clone() })
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(ToOwned::to_owned)
}

impl Client {
    /// Hides one alarm for a while, in any state of it; also an acknowledgement. A critical one needs a watcher.
    pub async fn shelve(&self, alarm: &AlarmRef, wish: &MaskWish) -> Result<Mask, ClientError> {
        let mut stub = self.alarms_stub();
        let message = ShelveAlarmRequest {
            alarm: Some(alarm.into()),
            reason: wish.reason.clone(),
            duration_s: mask_seconds(wish.span)?,
            watcher: wish.watcher.clone(),
        };
        let answer = self.call(message, async |request| stub.shelve_alarm(request).await).await?;
        Ok(required("mask", answer.mask)?.try_into()?)
    }

    /// Shows an alarm again before its time; answers the mask that ended.
    pub async fn unshelve(&self, alarm: &AlarmRef, comment: Option<&str>) -> Result<Mask, ClientError> {
        let mut stub = self.alarms_stub();
        let message = UnshelveAlarmRequest { alarm: Some(alarm.into()), comment: owned(comment) };
        let answer = self.call(message, async |request| stub.unshelve_alarm(request).await).await?;
        Ok(required("mask", answer.mask)?.try_into()?)
    }

    /// Takes a whole point out for a while. With gas present, or for the last known point of its zone, a second person
    /// must confirm it.
    pub async fn inhibit(
        &self,
        sn: &SerialNumber,
        wish: &MaskWish,
        second_person: Option<&SecondPerson>,
    ) -> Result<Mask, ClientError> {
        let mut stub = self.alarms_stub();
        let message = InhibitPointRequest {
            sn: sn.to_string(),
            reason: wish.reason.clone(),
            duration_s: mask_seconds(wish.span)?,
            watcher: wish.watcher.clone(),
            second_person: second(second_person),
        };
        let answer = self.call(message, async |request| stub.inhibit_point(request).await).await?;
        Ok(required("mask", answer.mask)?.try_into()?)
    }

    /// Ends an inhibit before its time. The next reading decides what is present.
    pub async fn uninhibit(&self, sn: &SerialNumber, comment: Option<&str>) -> Result<MaskEnd, ClientError> {
        let mut stub = self.alarms_stub();
        let message = UninhibitPointRequest { sn: sn.to_string(), comment: owned(comment) };
        let answer = self.call(message, async |request| stub.uninhibit_point(request).await).await?;
        ended(answer.mask, answer.seen)
    }

    /// Takes a whole point out with a work order, which the wish must name.
    pub async fn out_of_service(
        &self,
        sn: &SerialNumber,
        wish: &MaskWish,
        second_person: Option<&SecondPerson>,
    ) -> Result<Mask, ClientError> {
        let mut stub = self.alarms_stub();
        let message = OutOfServiceRequest {
            sn: sn.to_string(),
            reason: wish.reason.clone(),
            duration_s: mask_seconds(wish.span)?,
            watcher: wish.watcher.clone(),
            second_person: second(second_person),
            work_order: wish.work_order.clone().unwrap_or_default(),
        };
        let answer = self.call(message, async |request| stub.out_of_service(request).await).await?;
        Ok(required("mask", answer.mask)?.try_into()?)
    }

    /// Puts a point back into service before its time.
    pub async fn return_to_service(&self, sn: &SerialNumber, comment: Option<&str>) -> Result<MaskEnd, ClientError> {
        let mut stub = self.alarms_stub();
        let message = ReturnToServiceRequest { sn: sn.to_string(), comment: owned(comment) };
        let answer = self.call(message, async |request| stub.return_to_service(request).await).await?;
        ended(answer.mask, answer.seen)
    }

    /// Every mask that stands, or those of one device.
    pub async fn masks(&self, sn: Option<&SerialNumber>) -> Result<Vec<Mask>, ClientError> {
        let mut stub = self.alarms_stub();
        let message = ListMasksRequest { sn: sn.map(ToString::to_string) };
        let answer = self.call(message, async |request| stub.list_masks(request).await).await?;
        Ok(all(answer.masks)?)
    }

    /// Silences the sound everywhere; answers until when.
    pub async fn silence(&self) -> Result<Timestamp, ClientError> {
        let mut stub = self.alarms_stub();
        let answer = self.call(SilenceSoundRequest {}, async |request| stub.silence_sound(request).await).await?;
        Ok(Timestamp::from_micros(answer.silent_until_us))
    }

    /// Raises an alarm to try the way to people, marked as a drill.
    pub async fn drill(
        &self,
        sn: &SerialNumber,
        condition: Condition,
        comment: Option<&str>,
    ) -> Result<Occurrence, ClientError> {
        let mut stub = self.alarms_stub();
        let message =
            DrillAlarmRequest { sn: sn.to_string(), r#type: condition.as_str().to_owned(), comment: owned(comment) };
        let answer = self.call(message, async |request| stub.drill_alarm(request).await).await?;
        Ok(required("alarm", answer.alarm)?.try_into()?)
    }

    /// Ends a drill.
    pub async fn end_drill(
        &self,
        sn: &SerialNumber,
        condition: Condition,
        comment: Option<&str>,
    ) -> Result<Occurrence, ClientError> {
        let mut stub = self.alarms_stub();
        let message =
            EndDrillRequest { sn: sn.to_string(), r#type: condition.as_str().to_owned(), comment: owned(comment) };
        let answer = self.call(message, async |request| stub.end_drill(request).await).await?;
        Ok(required("alarm", answer.alarm)?.try_into()?)
    }
}
