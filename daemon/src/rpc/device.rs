//! Devices.

use mcs_core::{
    device::{Device, NewDevice},
    site::Role,
};
use mcs_proto::{
    convert::{WireError, serial_number},
    wire::{
        AddDeviceRequest, AddDeviceResponse, GetDeviceRequest, GetDeviceResponse, ListDevicesRequest,
        ListDevicesResponse, ListDiscoveredRequest, ListDiscoveredResponse, RemoveDeviceRequest, RemoveDeviceResponse,
        SetDeviceRequest, SetDeviceResponse, devices_server::Devices,
    },
};
use tonic::{Request, Response, Status};

use super::{
    caller,
    error::{refused, senseless, usage},
    page,
};
use crate::plant::{Ask, PlantHandle};

/// Answers `mcs.v1.Devices`.
#[derive(Debug)]
pub(super) struct DeviceService {
    pub(super) plant: PlantHandle,
}

#[tonic::async_trait]
impl Devices for DeviceService {
    async fn add_device(&self, request: Request<AddDeviceRequest>) -> Result<Response<AddDeviceResponse>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let new = NewDevice::try_from(request.into_inner()).map_err(|error| senseless(&error))?;
        let added = self
            .plant
            .ask(|reply| Ask::AddDevice { new: Box::new(new), must_be_discovered: false, by, reply })
            .await
            .map_err(|error| refused(&error))?;
        let (device, credential) = added;
        Ok(Response::new(AddDeviceResponse {
            device: Some((&device).into()),
            credential: credential.as_ref().map(Into::into),
        }))
    }

    async fn list_devices(
        &self,
        request: Request<ListDevicesRequest>,
    ) -> Result<Response<ListDevicesResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let ListDevicesRequest { include_retired, page_size, page_token } = request.into_inner();
        let after = page::place(&page_token, parse_place)?;
        let ask = |reply| Ask::Devices { include_retired, reply };
        let mut devices = self.plant.ask(ask).await.map_err(|error| refused(&error))?;
        // A number that was removed and added again stands for several points.
        devices.sort_by(|a, b| (&a.sn, a.point).cmp(&(&b.sn, b.point)));
        let first = after.map_or(0, |(sn, point)| {
            devices.partition_point(|device| (device.sn.as_str(), device.point.0) <= (sn.as_str(), point))
        });
        let rest = &devices[first..];
        let shown = &rest[..rest.len().min(page::size(page_size))];
        let more = shown.len() < rest.len();
        let next = shown.last().filter(|_| more).map(|last| page::cursor(&format!("{}/{}", last.sn, last.point)));
        Ok(Response::new(ListDevicesResponse {
            devices: shown.iter().map(Into::into).collect(),
            next_page_token: next.unwrap_or_default(),
        }))
    }

    async fn get_device(&self, request: Request<GetDeviceRequest>) -> Result<Response<GetDeviceResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let sn = serial_number(&request.into_inner().sn).map_err(|error| senseless(&error))?;
        let device = self.plant.ask(|reply| Ask::Device { sn, reply }).await.map_err(|error| refused(&error))?;
        Ok(Response::new(GetDeviceResponse { device: Some((&device).into()) }))
    }

    async fn set_device(&self, request: Request<SetDeviceRequest>) -> Result<Response<SetDeviceResponse>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let SetDeviceRequest { device, rotate_secret } = request.into_inner();
        let device = device.ok_or(WireError::Missing { field: "device" }).and_then(Device::try_from);
        let device = Box::new(device.map_err(|error| senseless(&error))?);
        let set = self
            .plant
            .ask(|reply| Ask::SetDevice { device, rotate_secret, by, reply })
            .await
            .map_err(|error| refused(&error))?;
        let (device, credential) = set;
        Ok(Response::new(SetDeviceResponse {
            device: Some((&device).into()),
            credential: credential.as_ref().map(Into::into),
        }))
    }

    async fn remove_device(
        &self,
        request: Request<RemoveDeviceRequest>,
    ) -> Result<Response<RemoveDeviceResponse>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let RemoveDeviceRequest { sn, reason } = request.into_inner();
        let sn = serial_number(&sn).map_err(|error| senseless(&error))?;
        if reason.trim().is_empty() {
            return Err(usage("a device is not removed without a reason", "say why it goes"));
        }
        self.plant.ask(|reply| Ask::RemoveDevice { sn, reason, by, reply }).await.map_err(|error| refused(&error))?;
        Ok(Response::new(RemoveDeviceResponse {}))
    }

    async fn list_discovered(
        &self,
        request: Request<ListDiscoveredRequest>,
    ) -> Result<Response<ListDiscoveredResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let discovered = self.plant.ask(|reply| Ask::Discovered { reply }).await.map_err(|error| refused(&error))?;
        Ok(Response::new(ListDiscoveredResponse { discovered: discovered.iter().map(Into::into).collect() }))
    }
}

/// The serial number and point a page ended with.
fn parse_place(text: &str) -> Option<(String, u32)> {
    let (sn, point) = text.rsplit_once('/')?;
    Some((sn.to_owned(), point.parse().ok()?))
}
