//! The map comes back as it was.

use mcs_core::map::{AreaPage, Background, Map, MapRevision, PictureId, PictureKind, Placement};
use mcs_proto::{
    convert::{WireError, picture_id},
    wire,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

use super::{
    any::{position, short, sn, text},
    back,
};

fn background() -> impl Strategy<Value = Background> {
    (select(&PictureKind::ALL[..]), any::<[u8; 32]>(), any::<u64>(), any::<u32>(), any::<u32>()).prop_map(
        |(kind, sha256, bytes, width, height)| Background { kind, sha256: PictureId(sha256), bytes, width, height },
    )
}

fn page() -> impl Strategy<Value = AreaPage> {
    (short(), option::of(text()), any::<u16>(), option::of(background()))
        .prop_map(|(area, title, order, background)| AreaPage { area, title, order, background })
}

fn placement() -> impl Strategy<Value = Placement> {
    (sn(), option::of(short()), option::of(position())).prop_map(|(sn, area, position)| Placement {
        sn,
        area,
        position,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_map_survives_the_wire(revision: u64, areas in vec(page(), 0..4), places in vec(placement(), 0..4)) {
        let map = Map { revision: MapRevision(revision), areas, places };
        prop_assert_eq!(back::<wire::GetMapResponse, _>(&map), map);
    }
}

#[test]
fn a_place_beside_the_page_is_refused() {
    let beside = Some(wire::Position { x: 100.5, y: 1.0 });
    let place = wire::Placement { sn: "A001".into(), area: None, position: beside };
    let said = Placement::try_from(place).expect_err("100.5 % to be refused").to_string();
    assert_eq!(said, "position is 100.5,1, outside of what it may be");
}

#[test]
fn a_checksum_of_another_length_names_no_picture() {
    assert_eq!(picture_id(&[1; 32]), Ok(PictureId([1; 32])));
    assert!(matches!(picture_id(&[1; 31]), Err(WireError::OutOfRange { field: "sha256", .. })));
}
