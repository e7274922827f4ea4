//! The map: places, moves, pages.

use mcs_core::{
    map::{AreaPage, Background, Map, MapRevision, PictureId, PictureKind, Placement},
    site::Position,
};

use super::{list, one, sn};
use crate::{
    output::Format,
    view::map::{Area, Moved, Place, Revision},
};

fn place(number: u32, area: Option<&str>, at: Option<(f64, f64)>) -> Placement {
    let area = area.map(|area| area.parse().expect("a name"));
    Placement { sn: sn(&format!("A00{number}")), area, position: at.map(|(x, y)| Position { x, y }) }
}

fn map() -> Map {
    let sha256 = PictureId([0xab; 32]);
    let background = Background { kind: PictureKind::Jpeg, sha256, bytes: 250_000, width: 1600, height: 900 };
    let west = AreaPage {
        title: Some("西罐区".into()),
        order: 7,
        background: Some(background),
        ..AreaPage::plain("west".parse().expect("a name"))
    };
    let areas = vec![west, AreaPage::plain("east".parse().expect("a name"))];
    let places = vec![
        place(1, Some("west"), Some((12.5, 40.0))),
        place(2, Some("west"), None),
        place(3, None, Some((0.0, 100.0))),
    ];
    Map { revision: MapRevision(17), areas, places }
}

#[test]
fn places_are_shown_and_written_as_an_import_reads_them() {
    let places: Vec<Place> = map().places.iter().map(Place::from).collect();
    assert_eq!(
        list(Format::Table, &places),
        "SN    AREA     X    Y\nA001  west  12.5   40\nA002  west     -    -\nA003  -        0  100\n"
    );
    assert_eq!(list(Format::Csv, &places), "sn,area,x,y\nA001,west,12.5,40\nA002,west,,\nA003,,0,100\n");
    assert_eq!(one(Format::Json, &places[1]), "{\"sn\":\"A002\",\"area\":\"west\",\"x\":null,\"y\":null}\n");
}

#[test]
fn a_move_shows_from_where_to_where() {
    let moved = [Moved::new(&place(1, None, None), &place(1, Some("west"), Some((1.0, 2.5))))];
    assert_eq!(list(Format::Table, &moved), "SN    FROM  TO\nA001  -     west 1,2.5\n");
    assert_eq!(list(Format::Csv, &moved), "sn,from.area,from.x,from.y,to.area,to.x,to.y\nA001,,,,west,1,2.5\n");
}

#[test]
fn pages_show_their_picture_and_how_much_stands_on_them() {
    let map = map();
    let areas: Vec<Area> = map.areas.iter().map(|page| Area::new(page, &map)).collect();
    assert_eq!(
        list(Format::Table, &areas),
        "AREA  TITLE   ORDER  PICTURE                   POINTS  PLACED\n\
         west  西罐区      7  jpeg 1600x900, 244.1 KiB       2       1\n\
         east  -         100  -                              0       0\n"
    );
    let csv = list(Format::Csv, &areas);
    let columns: Vec<usize> = csv.lines().map(|line| line.split(',').count()).collect();
    assert_eq!(columns, [10, 10, 10], "{csv}");
    assert_eq!(one(Format::Name, &Revision::from(&map)), "17\n");
}
