//! The map: pages, pictures, places.

use mcs_core::{
    id::ShortName,
    map::{AreaPage, Background, Map, MapRevision, PictureId, PictureKind, Placement},
};

use super::{WireError, all, device::position, name, optional_name, serial_number, small, unknown};
use crate::wire;

/// The revision a request was made for.
pub fn expected_revision(seen: Option<u64>) -> Option<MapRevision> {
    seen.map(MapRevision)
}

/// The area a request is for.
pub fn area_name(text: &str) -> Result<ShortName, WireError> {
    name("area", text)
}

/// The picture a request is for.
pub fn picture_id(bytes: &[u8]) -> Result<PictureId, WireError> {
    let given = || WireError::OutOfRange { field: "sha256", given: format!("{} bytes", bytes.len()) };
    bytes.try_into().map(PictureId).map_err(|_| given())
}

impl From<&Background> for wire::Background {
    fn from(background: &Background) -> Self {
        let kind = match background.kind {
            PictureKind::Png => wire::PictureKind::Png,
            PictureKind::Jpeg => wire::PictureKind::Jpeg,
        };
        Self {
            kind: kind.into(),
            sha256: background.sha256.0.to_vec(),
            bytes: background.bytes,
            width: background.width,
            height: background.height,
        }
    }
}

impl TryFrom<wire::Background> for Background {
    type Error = WireError;
    fn try_from(background: wire::Background) -> Result<Self, WireError> {
        let kind = match wire::PictureKind::try_from(background.kind) {
            Ok(wire::PictureKind::Png) => PictureKind::Png,
            Ok(wire::PictureKind::Jpeg) => PictureKind::Jpeg,
            Ok(wire::PictureKind::Unspecified) | Err(_) => return Err(unknown("kind", background.kind)),
        };
        let wire::Background { bytes, width, height, .. } = background;
        Ok(Self { kind, sha256: picture_id(&background.sha256)?, bytes, width, height })
    }
}

impl From<&AreaPage> for wire::AreaPage {
    fn from(page: &AreaPage) -> Self {
        Self {
            area: page.area.to_string(),
            title: page.title.clone(),
            order: page.order.into(),
            background: page.background.as_ref().map(Into::into),
        }
    }
}

impl TryFrom<wire::AreaPage> for AreaPage {
    type Error = WireError;
    fn try_from(page: wire::AreaPage) -> Result<Self, WireError> {
        Ok(Self {
            area: name("area", &page.area)?,
            title: page.title,
            order: small("order", page.order)?,
            background: page.background.map(TryInto::try_into).transpose()?,
        })
    }
}

impl From<&Placement> for wire::Placement {
    fn from(place: &Placement) -> Self {
        Self {
            sn: place.sn.to_string(),
            area: place.area.as_ref().map(ToString::to_string),
            position: place.position.map(Into::into),
        }
    }
}

impl TryFrom<wire::Placement> for Placement {
    type Error = WireError;
    fn try_from(place: wire::Placement) -> Result<Self, WireError> {
        Ok(Self {
            sn: serial_number(&place.sn)?,
            area: optional_name("area", place.area.as_deref())?,
            position: position(place.position)?,
        })
    }
}

impl From<&Map> for wire::GetMapResponse {
    fn from(map: &Map) -> Self {
        Self {
            revision: map.revision.0,
            areas: map.areas.iter().map(Into::into).collect(),
            places: map.places.iter().map(Into::into).collect(),
        }
    }
}

impl TryFrom<wire::GetMapResponse> for Map {
    type Error = WireError;
    fn try_from(map: wire::GetMapResponse) -> Result<Self, WireError> {
        Ok(Self { revision: MapRevision(map.revision), areas: all(map.areas)?, places: all(map.places)? })
    }
}

/// What a request that sets a page says; backgrounds have requests of their own.
impl TryFrom<wire::SetPageRequest> for AreaPage {
    type Error = WireError;
    fn try_from(page: wire::SetPageRequest) -> Result<Self, WireError> {
        let wire::SetPageRequest { area, title, order, expected_revision: _ } = page;
        Ok(Self { area: name("area", &area)?, title, order: small("order", order)?, background: None })
    }
}
