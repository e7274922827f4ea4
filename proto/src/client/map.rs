//! The map: pages, pictures, places.
//!
//! Each change may name the revision it was made for; the daemon refuses it as a conflict when the map is at another one.

use std::time::Duration;

use mcs_core::{
    id::ShortName,
    map::{AreaPage, Background, Map, MapRevision, PictureId, Placement},
};

use super::{Client, ClientError, MAX_MESSAGE};
use crate::{
    convert::{WireError, required},
    wire::{
        ClearBackgroundRequest, GetMapRequest, GetPictureRequest, PlacePointsRequest, RemovePageRequest,
        SetBackgroundRequest, SetPageRequest, maps_client::MapsClient,
    },
};

/// Time for a picture to get to the daemon: 4 MiB over a slow line.
const UPLOAD: Duration = Duration::from_mins(1);

impl Client {
    fn maps_stub(&self) -> MapsClient<tonic::transport::Channel> {
        MapsClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// The map as it is.
    pub async fn map(&self) -> Result<Map, ClientError> {
        let mut stub = self.maps_stub();
        let answer = self.call(GetMapRequest {}, async |request| stub.get_map(request).await).await?;
        Ok(answer.try_into()?)
    }

    /// A picture as it stood in its file. One larger than any the daemon takes is an error.
    pub async fn picture(&self, id: PictureId) -> Result<Vec<u8>, ClientError> {
        let mut stub = self.maps_stub();
        let message = GetPictureRequest { sha256: id.0.to_vec() };
        let mut pieces = self.open(message, async |request| stub.get_picture(request).await).await?;
        let mut picture = Vec::new();
        loop {
            let piece = pieces.message().await;
            let piece = piece.map_err(|status| ClientError::from_status(&status, &self.socket, self.deadline))?;
            let Some(piece) = piece else { return Ok(picture) };
            picture.extend_from_slice(&piece.piece);
            if picture.len() > Background::MAX_BYTES {
                let given = format!("more than {} bytes", Background::MAX_BYTES);
                return Err(WireError::OutOfRange { field: "picture", given }.into());
            }
        }
    }

    /// Places points, all or none. A placement says all of where its point stands: without an area or a position it has none.
    pub async fn place_points(
        &self,
        seen: Option<MapRevision>,
        placements: &[Placement],
    ) -> Result<MapRevision, ClientError> {
        let mut stub = self.maps_stub();
        let placements = placements.iter().map(Into::into).collect();
        let message = PlacePointsRequest { expected_revision: seen.map(|r| r.0), placements };
        let answer = self.call(message, async |request| stub.place_points(request).await).await?;
        Ok(MapRevision(answer.revision))
    }

    /// Gives a page its title and its order; what is said of its background here is passed over.
    pub async fn set_page(&self, seen: Option<MapRevision>, page: &AreaPage) -> Result<MapRevision, ClientError> {
        let mut stub = self.maps_stub();
        let message = SetPageRequest {
            expected_revision: seen.map(|r| r.0),
            area: page.area.to_string(),
            title: page.title.clone(),
            order: page.order.into(),
        };
        let answer = self.call(message, async |request| stub.set_page(request).await).await?;
        Ok(MapRevision(answer.revision))
    }

    /// Forgets a page's title, order and background; its points stay where they are.
    pub async fn remove_page(&self, seen: Option<MapRevision>, area: &ShortName) -> Result<MapRevision, ClientError> {
        let mut stub = self.maps_stub();
        let message = RemovePageRequest { expected_revision: seen.map(|r| r.0), area: area.to_string() };
        let answer = self.call(message, async |request| stub.remove_page(request).await).await?;
        Ok(MapRevision(answer.revision))
    }

    /// Puts a picture behind an area's points, as it stands in its file.
    pub async fn set_background(
        &self,
        seen: Option<MapRevision>,
        area: &ShortName,
        picture: Vec<u8>,
    ) -> Result<(MapRevision, Background), ClientError> {
        let mut stub = self.maps_stub();
        let message = SetBackgroundRequest { expected_revision: seen.map(|r| r.0), area: area.to_string(), picture };
        let patient = Self { deadline: self.deadline.max(UPLOAD), ..self.clone() };
        let answer = patient.call(message, async |request| stub.set_background(request).await).await?;
        Ok((MapRevision(answer.revision), required("background", answer.background)?.try_into()?))
    }

    /// Takes the picture behind an area's points away.
    pub async fn clear_background(
        &self,
        seen: Option<MapRevision>,
        area: &ShortName,
    ) -> Result<MapRevision, ClientError> {
        let mut stub = self.maps_stub();
        let message = ClearBackgroundRequest { expected_revision: seen.map(|r| r.0), area: area.to_string() };
        let answer = self.call(message, async |request| stub.clear_background(request).await).await?;
        Ok(MapRevision(answer.revision))
    }
}
