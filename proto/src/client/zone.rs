//! Zones.

use mcs_core::{
    id::ShortName,
    zone::{Zone, ZoneState},
};

use super::{Client, ClientError, MAX_MESSAGE};
use crate::{
    convert::{all, required},
    wire::{ListZonesRequest, RemoveZoneRequest, SetZoneRequest, zones_client::ZonesClient},
};

impl Client {
    fn zones_stub(&self) -> ZonesClient<tonic::transport::Channel> {
        ZonesClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// Every zone that votes or that a device names, by name.
    pub async fn zones(&self) -> Result<Vec<ZoneState>, ClientError> {
        let mut stub = self.zones_stub();
        let answer = self.call(ListZonesRequest {}, async |request| stub.list_zones(request).await).await?;
        Ok(all(answer.zones)?)
    }

    /// Makes a zone (its revision is 0, its number is given by the daemon), or changes the one of this name.
    pub async fn set_zone(&self, zone: &Zone) -> Result<Zone, ClientError> {
        let mut stub = self.zones_stub();
        let message = SetZoneRequest { zone: Some(zone.into()) };
        let answer = self.call(message, async |request| stub.set_zone(request).await).await?;
        Ok(required("zone", answer.zone)?.try_into()?)
    }

    /// Removes a zone; its points stay and vote no more.
    pub async fn remove_zone(&self, name: &ShortName, reason: &str) -> Result<(), ClientError> {
        let mut stub = self.zones_stub();
        let message = RemoveZoneRequest { name: name.to_string(), reason: reason.to_owned() };
        self.call(message, async |request| stub.remove_zone(request).await).await?;
        Ok(())
    }
}
