//! The map over the wire: who may change it.

use mcs_core::{
    id::ShortName,
    map::{AreaPage, Map, MapRevision, PictureId, Placement},
    site::Role,
};
use mcs_proto::error::ErrorKind;

use super::{
    plant::{FakePlant, sn},
    server::{Server, refusal},
};
use crate::plant::MapAsk;

impl FakePlant {
    pub(super) fn answer_map(&self, ask: MapAsk) {
        let next = || Ok(MapRevision(8));
        match ask {
            MapAsk::Get { reply } => drop(reply.send(Ok(Map { revision: MapRevision(7), ..Map::default() }))),
            MapAsk::PlacePoints { placements, by, reply, .. } => {
                self.changed(format!("{} places {}", by.name, placements.len()), reply, next);
            }
            MapAsk::SetPage { page, by, reply, .. } => {
                self.changed(format!("{} sets the page {}", by.name, page.area), reply, next);
            }
            MapAsk::RemovePage { area, by, reply, .. } => {
                self.changed(format!("{} removes the page {area}", by.name), reply, next);
            }
            MapAsk::MaySetBackground { reply, .. } => drop(reply.send(Ok(()))),
            MapAsk::SetBackground { area, by, reply, .. } => {
                self.changed(format!("{} sets the background of {area}", by.name), reply, next);
            }
        }
    }
}

pub(super) fn west() -> ShortName {
    ShortName::new("west").expect("a name")
}

/// The smallest there is, as far as anybody looks.
pub(super) fn picture() -> Vec<u8> {
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0....\0\0\0\0IEND\xaeB`\x82".to_vec()
}

#[tokio::test]
async fn a_viewer_and_an_operator_see_the_map_and_change_nothing() {
    for role in [Role::Viewer, Role::Operator] {
        let server = Server::start(Some(role));
        let client = server.client().await;
        assert_eq!(client.map().await.expect("a map").revision, MapRevision(7));
        let place = Placement { sn: sn("A1"), area: None, position: None };
        let (seen, page) = (Some(MapRevision(7)), AreaPage::plain(west()));
        for (kind, code, ..) in [
            refusal(client.place_points(seen, &[place]).await),
            refusal(client.set_page(seen, &page).await),
            refusal(client.remove_page(seen, &west()).await),
            refusal(client.set_background(seen, &west(), picture()).await),
            refusal(client.clear_background(seen, &west()).await),
        ] {
            assert_eq!((kind, code), (ErrorKind::NotPermitted, 10003));
        }
        assert!(server.plant.known().done.is_empty());
        let (kind, ..) = refusal(client.picture(PictureId([0; 32])).await);
        assert_eq!(kind, ErrorKind::NotFound, "there is none");
    }
}

#[tokio::test]
async fn a_picture_is_stored_before_the_page_names_it() {
    let server = Server::start(Some(Role::Engineer));
    let client = server.client().await;
    let (revision, background) = client.set_background(None, &west(), picture()).await.expect("it is taken");
    assert_eq!((revision, background.bytes), (MapRevision(8), picture().len() as u64));
    let stored = client.picture(background.sha256).await.expect("it is stored");
    assert_eq!(stored, picture());
}
