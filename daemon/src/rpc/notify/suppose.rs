//! An alarm that is only supposed, and who would be told of it.

use mcs_core::{
    alarm::{Condition, Source},
    device::Device,
    id::{SerialNumber, ZoneId},
    notice::{Desk, Owed, Supposed, Supposition, usual_priority},
};
use tonic::Status;

use super::NotifyService;
use crate::{
    notify::{Settings, SettingsHandle},
    plant::Ask,
    rpc::error::{refused, usage},
};

impl NotifyService {
    /// Who would be told of it by the settings as they are.
    pub(super) async fn suppose(&self, suppose: Supposition) -> Result<Supposed, Status> {
        let Supposition { sn, condition, cause, priority, at } = suppose;
        let at = at.unwrap_or_else(|| self.clock.now().utc);
        let place = match sn {
            Some(sn) => Some(self.place(sn).await?),
            None => None,
        };
        let (source, usual) = match (&place, condition, cause) {
            (None, Condition::System, Some(cause)) => (Source::System(cause), cause.priority()),
            (_, Condition::System, _) => {
                let advice = "name its cause and no device, e.g. --type SYSTEM --cause disk-low";
                return Err(usage("an alarm of the system has a cause and no device", advice));
            }
            (_, _, Some(_)) => {
                return Err(usage("only an alarm of the system has a cause", "leave the cause out"));
            }
            (Some(device), Condition::Zone, None) => {
                (Source::Zone(ZoneId(0)), usual_priority(&device.settings, condition))
            }
            (Some(device), _, None) => (Source::Point(device.point), usual_priority(&device.settings, condition)),
            (None, _, None) => return Err(usage("no device is named", "say which, e.g. --sn A001")),
        };
        let priority = priority.unwrap_or(usual);
        let owed = Owed::supposed((source, condition), priority, place.as_ref(), at);
        let tz = self.calendar.tz().clone();
        let settings: Settings = self.settings(SettingsHandle::load).await?;
        let simulation = Desk::simulate(&settings.book(tz), &owed, at);
        let Owed { occurrence, name, area, sensor, .. } = owed;
        Ok(Supposed { sn: occurrence.sn, name, area, sensor, condition, priority, at, simulation })
    }

    async fn place(&self, sn: SerialNumber) -> Result<Device, Status> {
        self.plant.ask(|reply| Ask::Device { sn, reply }).await.map_err(|error| refused(&error))
    }
}
