//! Zones.

use mcs_core::site::Role;
use mcs_proto::{
    convert::{wanted_zone, zone_name},
    wire::{
        ListZonesRequest, ListZonesResponse, RemoveZoneRequest, RemoveZoneResponse, SetZoneRequest, SetZoneResponse,
        zones_server::Zones,
    },
};
use tonic::{Request, Response, Status};

use super::{
    caller,
    error::{refused, senseless, usage},
};
use crate::plant::{Ask, PlantHandle};

/// Answers `mcs.v1.Zones`.
#[derive(Debug)]
pub(super) struct ZoneService {
    pub(super) plant: PlantHandle,
}

#[tonic::async_trait]
impl Zones for ZoneService {
    async fn list_zones(&self, request: Request<ListZonesRequest>) -> Result<Response<ListZonesResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let zones = self.plant.ask(|reply| Ask::Zones { reply }).await.map_err(|error| refused(&error))?;
        Ok(Response::new(ListZonesResponse { zones: zones.iter().map(Into::into).collect() }))
    }

    async fn set_zone(&self, request: Request<SetZoneRequest>) -> Result<Response<SetZoneResponse>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let zone = Box::new(wanted_zone(request.into_inner()).map_err(|error| senseless(&error))?);
        let set = self.plant.ask(|reply| Ask::SetZone { zone, by, reply }).await;
        let zone = set.map_err(|error| refused(&error))?;
        Ok(Response::new(SetZoneResponse { zone: Some((&zone).into()) }))
    }

    async fn remove_zone(&self, request: Request<RemoveZoneRequest>) -> Result<Response<RemoveZoneResponse>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let RemoveZoneRequest { name, reason } = request.into_inner();
        let name = zone_name(&name).map_err(|error| senseless(&error))?;
        if reason.trim().is_empty() {
            return Err(usage("a reason is missing", "say why the zone is removed"));
        }
        let removed = self.plant.ask(|reply| Ask::RemoveZone { name, reason, by, reply }).await;
        removed.map_err(|error| refused(&error))?;
        Ok(Response::new(RemoveZoneResponse {}))
    }
}
