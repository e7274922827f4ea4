//! The map.

use std::pin::Pin;

use futures_util::{Stream, stream};
use mcs_core::{
    id::ShortName,
    map::{AreaPage, Background, PictureId, Placement},
    site::Role,
};
use mcs_proto::{
    convert::{area_name, expected_revision, picture_id},
    error::{ErrorKind, status},
    wire::{
        ClearBackgroundRequest, ClearBackgroundResponse, GetMapRequest, GetMapResponse, GetPictureRequest,
        GetPictureResponse, PlacePointsRequest, PlacePointsResponse, RemovePageRequest, RemovePageResponse,
        SetBackgroundRequest, SetBackgroundResponse, SetPageRequest, SetPageResponse, maps_server::Maps,
    },
};
use sha2::{Digest as _, Sha256};
use tokio::task::spawn_blocking;
use tonic::{Request, Response, Status};

use super::{
    caller,
    error::{broken, refused, senseless, unanswered, undone},
};
use crate::{
    clock::Clock,
    plant::{Ask, MapAsk, PlantError, PlantHandle, Reply},
    store::StoreHandle,
};

/// The largest request: a picture, and what is said of it.
pub(super) const LARGEST_REQUEST: usize = Background::MAX_BYTES + (64 << 10);
/// Bytes of a picture in one message.
const PIECE: usize = 64 << 10;

/// Answers `mcs.v1.Maps`.
#[derive(Debug)]
pub(super) struct MapService {
    pub(super) clock: Clock,
    pub(super) plant: PlantHandle,
    pub(super) store: StoreHandle,
}

impl MapService {
    async fn ask<T>(&self, question: impl FnOnce(Reply<T>) -> MapAsk) -> Result<T, Status> {
        let answer: Result<T, PlantError> = self.plant.ask(|reply| Ask::Map(question(reply))).await;
        answer.map_err(|error| refused(&error))
    }

    /// Pictures no page names any more go; if that fails, with the next change.
    async fn tidy(&self) {
        let (store, now) = (self.store.clone(), self.clock.now().utc);
        match spawn_blocking(move || store.drop_unused_pictures(now)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::warn!(%error, "pictures that are not used stay for now"),
            Err(error) => tracing::warn!(%error, "pictures that are not used stay for now"),
        }
    }
}

fn named(area: &str) -> Result<ShortName, Status> {
    area_name(area).map_err(|error| senseless(&error))
}

#[tonic::async_trait]
impl Maps for MapService {
    type GetPictureStream = Pin<Box<dyn Stream<Item = Result<GetPictureResponse, Status>> + Send>>;

    async fn get_map(&self, request: Request<GetMapRequest>) -> Result<Response<GetMapResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let map = self.ask(|reply| MapAsk::Get { reply }).await?;
        Ok(Response::new((&map).into()))
    }

    async fn get_picture(
        &self,
        request: Request<GetPictureRequest>,
    ) -> Result<Response<Self::GetPictureStream>, Status> {
        caller::require(&request, Role::Viewer)?;
        let id = picture_id(&request.into_inner().sha256).map_err(|error| senseless(&error))?;
        let queries = self.store.queries().clone();
        let found = spawn_blocking(move || queries.picture(id)).await.map_err(|error| broken(&error))?;
        let found = found.map_err(|error| unanswered(&error))?;
        let picture = found.ok_or_else(|| {
            status(
                ErrorKind::NotFound,
                None,
                &format!("no picture {id}"),
                "`mcsctl map area list` shows those there are",
            )
        })?;
        let pieces: Vec<_> =
            picture.chunks(PIECE).map(|piece| Ok(GetPictureResponse { piece: piece.to_vec() })).collect();
        Ok(Response::new(Box::pin(stream::iter(pieces))))
    }

    async fn place_points(
        &self,
        request: Request<PlacePointsRequest>,
    ) -> Result<Response<PlacePointsResponse>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let PlacePointsRequest { expected_revision: seen, placements } = request.into_inner();
        let placements = placements.into_iter().map(Placement::try_from).collect::<Result<Vec<_>, _>>();
        let placements = placements.map_err(|error| senseless(&error))?;
        let seen = expected_revision(seen);
        let revision = self.ask(|reply| MapAsk::PlacePoints { seen, placements, by, reply }).await?;
        Ok(Response::new(PlacePointsResponse { revision: revision.0 }))
    }

    async fn set_page(&self, request: Request<SetPageRequest>) -> Result<Response<SetPageResponse>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let request = request.into_inner();
        let seen = expected_revision(request.expected_revision);
        let page = AreaPage::try_from(request).map_err(|error| senseless(&error))?;
        let revision = self.ask(|reply| MapAsk::SetPage { seen, page, by, reply }).await?;
        Ok(Response::new(SetPageResponse { revision: revision.0 }))
    }

    async fn remove_page(&self, request: Request<RemovePageRequest>) -> Result<Response<RemovePageResponse>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let RemovePageRequest { expected_revision: seen, area } = request.into_inner();
        let (seen, area) = (expected_revision(seen), named(&area)?);
        let revision = self.ask(|reply| MapAsk::RemovePage { seen, area, by, reply }).await?;
        self.tidy().await;
        Ok(Response::new(RemovePageResponse { revision: revision.0 }))
    }

    async fn set_background(
        &self,
        request: Request<SetBackgroundRequest>,
    ) -> Result<Response<SetBackgroundResponse>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let SetBackgroundRequest { expected_revision: seen, area, picture } = request.into_inner();
        let (seen, area) = (expected_revision(seen), named(&area)?);
        let id = PictureId(Sha256::digest(&picture).into());
        let background = Background::of(&picture, id).map_err(|error| {
            status(ErrorKind::Usage, None, &format!("the picture is not taken: {error}"), "send a smaller PNG or JPEG")
        })?;
        let wanted = area.clone();
        self.ask(|reply| MapAsk::MaySetBackground { seen, area: wanted, reply }).await?;
        let (store, now) = (self.store.clone(), self.clock.now().utc);
        let kept = spawn_blocking(move || store.keep_picture(id, &picture, now)).await;
        kept.map_err(|error| broken(&error))?.map_err(|error| undone(&error))?;
        let behind = Some(background);
        let revision = self.ask(|reply| MapAsk::SetBackground { seen, area, background: behind, by, reply }).await?;
        self.tidy().await;
        Ok(Response::new(SetBackgroundResponse { revision: revision.0, background: Some((&background).into()) }))
    }

    async fn clear_background(
        &self,
        request: Request<ClearBackgroundRequest>,
    ) -> Result<Response<ClearBackgroundResponse>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let ClearBackgroundRequest { expected_revision: seen, area } = request.into_inner();
        let (seen, area) = (expected_revision(seen), named(&area)?);
        let revision = self.ask(|reply| MapAsk::SetBackground { seen, area, background: None, by, reply }).await?;
        self.tidy().await;
        Ok(Response::new(ClearBackgroundResponse { revision: revision.0 }))
    }
}
