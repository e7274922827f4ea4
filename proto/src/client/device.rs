//! Devices.

use mcs_core::{
    device::{Credential, Device, Discovered, NewDevice},
    id::SerialNumber,
};

use super::{Client, ClientError, MAX_MESSAGE, PAGE};
use crate::{
    convert::{all, required},
    wire::{
        GetDeviceRequest, ListDevicesRequest, ListDiscoveredRequest, RemoveDeviceRequest, SetDeviceRequest,
        devices_client::DevicesClient,
    },
};

impl Client {
    fn devices_stub(&self) -> DevicesClient<tonic::transport::Channel> {
        DevicesClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// Registers a device. The secret is shown this once; there is none when an existing credential is shared.
    pub async fn add_device(&self, new: &NewDevice) -> Result<(Device, Option<Credential>), ClientError> {
        let mut stub = self.devices_stub();
        let answer = self.call(new.into(), async |request| stub.add_device(request).await).await?;
        let device = required("device", answer.device)?.try_into()?;
        Ok((device, answer.credential.map(TryInto::try_into).transpose()?))
    }

    /// Every registered device, in order of serial number.
    pub async fn devices(&self, include_retired: bool) -> Result<Vec<Device>, ClientError> {
        let mut stub = self.devices_stub();
        let mut devices = Vec::new();
        let mut page_token = String::new();
        loop {
            let message = ListDevicesRequest { include_retired, page_size: PAGE, page_token };
            let page = self.call(message, async |request| stub.list_devices(request).await).await?;
            devices.append(&mut all(page.devices)?);
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Ok(devices);
            }
        }
    }

    /// One device.
    pub async fn device(&self, sn: &SerialNumber) -> Result<Device, ClientError> {
        let mut stub = self.devices_stub();
        let message = GetDeviceRequest { sn: sn.to_string() };
        let answer = self.call(message, async |request| stub.get_device(request).await).await?;
        Ok(required("device", answer.device)?.try_into()?)
    }

    /// Makes the device what is given. Its revision is the one the caller saw; another one in force is a conflict.
    pub async fn set_device(
        &self,
        device: &Device,
        rotate_secret: bool,
    ) -> Result<(Device, Option<Credential>), ClientError> {
        let mut stub = self.devices_stub();
        let message = SetDeviceRequest { device: Some(device.into()), rotate_secret };
        let answer = self.call(message, async |request| stub.set_device(request).await).await?;
        let device = required("device", answer.device)?.try_into()?;
        Ok((device, answer.credential.map(TryInto::try_into).transpose()?))
    }

    /// Retires a device.
    pub async fn remove_device(&self, sn: &SerialNumber, reason: &str) -> Result<(), ClientError> {
        let mut stub = self.devices_stub();
        let message = RemoveDeviceRequest { sn: sn.to_string(), reason: reason.to_owned() };
        self.call(message, async |request| stub.remove_device(request).await).await?;
        Ok(())
    }

    /// Devices that knocked and were refused because nobody registered them.
    pub async fn discovered(&self) -> Result<Vec<Discovered>, ClientError> {
        let mut stub = self.devices_stub();
        let answer = self.call(ListDiscoveredRequest {}, async |request| stub.list_discovered(request).await).await?;
        Ok(all(answer.discovered)?)
    }
}
