//! The map on the real daemon: placed whole or not at all, by whoever saw the newest, on record, and there after a kill.

use mcs_core::{
    device::Device,
    id::{SerialNumber, ShortName},
    live::Update,
    map::{AreaPage, Background, MapRevision, PictureKind, Placement},
    site::Position,
};
use mcs_proto::{client::ClientError, error::ErrorKind};
use tokio_stream::StreamExt as _;

use crate::daemon::{Daemon, Site};

fn sn(text: &str) -> SerialNumber {
    text.parse().expect("a serial number")
}

fn area(text: &str) -> ShortName {
    text.parse().expect("a short name")
}

fn placed(name: &str, on: &str, x: f64, y: f64) -> Placement {
    Placement { sn: sn(name), area: Some(area(on)), position: Position::new(x, y) }
}

fn refusal<T>(answer: Result<T, ClientError>) -> (ErrorKind, String) {
    match answer.err().expect("it is refused") {
        ClientError::Refused { kind, message, .. } => (kind, message),
        other => panic!("not refused: {other}"),
    }
}

/// Begins and ends as a PNG of this size; `filling` makes it a picture of its own.
fn png(width: u32, height: u32, filling: &[u8]) -> Vec<u8> {
    let (begin, end) = (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", b"\0\0\0\0IEND\xaeB`\x82");
    [begin.as_slice(), &width.to_be_bytes(), &height.to_be_bytes(), b"\x08\x02\0\0\0", filling, end].concat()
}

/// What is on record of the map: action, subject, what was there and what is.
fn audited(site: &Site) -> Vec<(String, String, Option<String>, Option<String>)> {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let database = rusqlite::Connection::open_with_flags(site.data().join("mcs.db"), flags).expect("the database");
    let sql = "SELECT action, subject, before, after FROM audit WHERE action LIKE 'map.%' ORDER BY id";
    let mut statement = database.prepare(sql).expect("a statement");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
    rows.expect("rows").collect::<Result<_, _>>().expect("texts")
}

#[test]
fn points_are_placed_together_by_whoever_saw_the_newest_map() {
    let site = Site::new();
    let daemon = site.start();
    for name in ["A001", "A002", "A003"] {
        daemon.add_device(name);
    }
    let map = daemon.ask(daemon.client.map());
    assert_eq!((map.revision, map.areas.len(), map.places.len()), (MapRevision(0), 0, 3));
    let both = [placed("A001", "tank-farm", 12.5, 40.0), placed("A002", "tank-farm", 100.0, 0.0)];
    let first = daemon.ask(daemon.client.place_points(Some(map.revision), &both));
    assert_eq!(first, MapRevision(1), "one change, however many points");

    let late =
        daemon.within_deadline(daemon.client.place_points(Some(map.revision), &[placed("A003", "west", 1.0, 1.0)]));
    let (kind, message) = refusal(late);
    assert_eq!(kind, ErrorKind::Conflict);
    assert_eq!(message, "the map was changed meanwhile: it is at revision 1, you saw 0; changed: A001, A002");

    let half = [placed("A003", "west", 1.0, 1.0), placed("B999", "west", 2.0, 2.0)];
    let (kind, message) = refusal(daemon.within_deadline(daemon.client.place_points(Some(first), &half)));
    assert_eq!((kind, message.as_str()), (ErrorKind::NotFound, "no device B999"));
    let twice = [placed("A003", "west", 1.0, 1.0), placed("A003", "west", 2.0, 2.0)];
    let (kind, message) = refusal(daemon.within_deadline(daemon.client.place_points(Some(first), &twice)));
    assert_eq!((kind, message.as_str()), (ErrorKind::Usage, "A003 is placed more than once"));
    let map = daemon.ask(daemon.client.map());
    assert_eq!(map.revision, first, "nothing of it was done");
    assert_eq!(map.areas, [AreaPage::plain(area("tank-farm"))], "devices name it");
    assert_eq!(map.places[..2], both);
    assert_eq!(map.place(&sn("A003")).map(|place| place.position), Some(None));

    let same = daemon.ask(daemon.client.place_points(Some(first), &both));
    assert_eq!(same, first, "they stand there already");
    let nowhere = Placement { sn: sn("A002"), area: None, position: None };
    assert_eq!(daemon.ask(daemon.client.place_points(None, &[nowhere])), MapRevision(2));
    let lines = audited(&site);
    let of: Vec<(&str, &str)> = lines.iter().map(|(action, subject, ..)| (action.as_str(), subject.as_str())).collect();
    assert_eq!(of, [("map.place", "A001"), ("map.place", "A002"), ("map.place", "A002")]);
    let before = "{\"sn\":\"A002\",\"area\":\"tank-farm\",\"position\":{\"x\":100.0,\"y\":0.0}}";
    assert_eq!(lines[2].2.as_deref(), Some(before));
}

#[test]
fn a_device_that_is_set_changes_the_map_and_what_a_placement_changed_is_not_overwritten() {
    let site = Site::new();
    let daemon = site.start();
    daemon.add_device("A001");
    let seen = daemon.ask(daemon.client.device(&sn("A001")));
    daemon.ask(daemon.client.place_points(None, &[placed("A001", "west", 10.0, 20.0)]));
    let named = Device { name: Some("Pump 3".into()), ..seen };
    let (kind, _) = refusal(daemon.within_deadline(daemon.client.set_device(&named, false)));
    assert_eq!(kind, ErrorKind::Conflict, "it would put the point back where it was");
    let seen = daemon.ask(daemon.client.device(&sn("A001")));
    assert_eq!(seen.position, Position::new(10.0, 20.0));

    let (named, _) = daemon.ask(daemon.client.set_device(&Device { name: Some("Pump 3".into()), ..seen }, false));
    assert_eq!(daemon.ask(daemon.client.map()).revision, MapRevision(1), "a name is not on the map");
    daemon.ask(daemon.client.set_device(&Device { position: Position::new(11.0, 20.0), ..named }, false));
    assert_eq!(daemon.ask(daemon.client.map()).revision, MapRevision(2));
    daemon.ask(daemon.client.remove_device(&sn("A001"), "scrapped"));
    let map = daemon.ask(daemon.client.map());
    assert_eq!((map.revision, map.places, map.areas), (MapRevision(3), Vec::new(), Vec::new()));
}

#[test]
fn pages_and_pictures_survive_a_kill() {
    let site = Site::new();
    let daemon = site.start();
    daemon.add_device("A001");
    let (west, east) = (area("west"), area("east"));
    daemon.ask(daemon.client.place_points(None, &[placed("A001", "west", 10.0, 20.0)]));
    let titled = AreaPage { title: Some("西罐区".into()), order: 7, ..AreaPage::plain(west.clone()) };
    let seen = daemon.ask(daemon.client.set_page(Some(MapRevision(1)), &titled));
    // Large enough for several parts.
    let plan = png(800, 600, &vec![0xa5; 300_000]);
    let (seen, background) = daemon.ask(daemon.client.set_background(Some(seen), &west, plan.clone()));
    assert_eq!((background.kind, background.width, background.height), (PictureKind::Png, 800, 600));
    let (seen, of_east) = daemon.ask(daemon.client.set_background(Some(seen), &east, plan.clone()));
    assert_eq!(of_east, background, "one picture, stored once");
    assert_eq!(daemon.ask(daemon.client.picture(background.sha256)), plan);
    daemon.kill();

    let daemon = site.start();
    let map = daemon.ask(daemon.client.map());
    let west_page = AreaPage { background: Some(background), ..titled };
    let east_page = AreaPage { background: Some(background), ..AreaPage::plain(east.clone()) };
    assert_eq!((map.revision, map.areas), (seen, vec![west_page, east_page]), "in their order");
    assert_eq!(map.places, [placed("A001", "west", 10.0, 20.0)]);
    assert_eq!(daemon.ask(daemon.client.picture(background.sha256)), plan);

    let seen = daemon.ask(daemon.client.clear_background(Some(seen), &east));
    let seen = daemon.ask(daemon.client.remove_page(Some(seen), &west));
    let map = daemon.ask(daemon.client.map());
    assert_eq!(map.areas, [AreaPage::plain(east.clone()), AreaPage::plain(west.clone())], "one is named by a device");
    let (kind, message) = refusal(daemon.within_deadline(daemon.client.remove_page(Some(seen), &west)));
    assert_eq!((kind, message.as_str()), (ErrorKind::NotFound, "nobody set up a page of west"));
    let actions: Vec<String> = audited(&site).into_iter().map(|(action, ..)| action).collect();
    let (set, clear) = ("map.background.set", "map.background.clear");
    assert_eq!(actions, ["map.place", "map.page.set", set, set, clear, "map.page.remove"]);
}

#[test]
fn a_picture_that_cannot_stand_behind_the_points_is_refused_with_the_reason() {
    let site = Site::new();
    let daemon = site.start();
    let west = area("west");
    let try_it = |picture: Vec<u8>| refusal(daemon.within_deadline(daemon.client.set_background(None, &west, picture)));
    for (picture, why) in [
        (b"GIF89a and so on".to_vec(), "it is neither a PNG nor a JPEG picture"),
        (png(5000, 10, b""), "it has 5000 x 10 pixels; a picture may have 4096 x 4096 at most"),
        (png(10, 10, b"")[..30].to_vec(), "the png picture is damaged: its end is missing"),
        (png(10, 10, &vec![0; Background::MAX_BYTES]), "it has 4194345 bytes; a picture may have 4194304 at most"),
    ] {
        assert_eq!(try_it(picture), (ErrorKind::Usage, format!("the picture is not taken: {why}")));
    }
    let title = AreaPage { title: Some("two\nlines".into()), ..AreaPage::plain(west.clone()) };
    let (kind, message) = refusal(daemon.within_deadline(daemon.client.set_page(None, &title)));
    assert_eq!((kind, message.as_str()), (ErrorKind::Usage, "a title is one line of 1 to 64 characters"));
    assert_eq!(daemon.ask(daemon.client.map()).areas, Vec::new());
    assert_eq!(audited(&site), Vec::new());
}

#[test]
fn there_are_so_many_pages_and_no_more() {
    let site = Site::new();
    let daemon = site.start();
    for n in 0..AreaPage::MOST {
        daemon.ask(daemon.client.set_page(None, &AreaPage::plain(area(&format!("area-{n}")))));
    }
    let more = AreaPage::plain(area("one-more"));
    let (kind, message) = refusal(daemon.within_deadline(daemon.client.set_page(None, &more)));
    assert_eq!((kind, message.as_str()), (ErrorKind::Conflict, "there are 64 pages already"));
    let picture = png(1, 1, b"");
    let (kind, _) = refusal(daemon.within_deadline(daemon.client.set_background(None, &more.area, picture)));
    assert_eq!(kind, ErrorKind::Conflict);
}

#[test]
fn live_clients_hear_that_the_map_was_changed() {
    let site = Site::new();
    let daemon = site.start();
    daemon.add_device("A001");
    daemon.within_deadline(hear(&daemon));
}

async fn hear(daemon: &Daemon) {
    let mut live = daemon.client.watch(None).await.expect("a stream");
    let first = live.next().await.expect("a message").expect("no error");
    let Update::Snapshot(snapshot) = first.update else { panic!("not a snapshot") };
    assert_eq!(snapshot.map, MapRevision(0));
    daemon.client.place_points(None, &[placed("A001", "west", 10.0, 20.0)]).await.expect("placed");
    let (mut revision, mut at) = (None, None);
    while revision.is_none() || at.is_none() {
        let message = live.next().await.expect("a message").expect("no error");
        if let Update::Delta(delta) = message.update {
            revision = revision.or(delta.map);
            at = at.or(delta.points.first().and_then(|point| point.position));
        }
    }
    assert_eq!((revision, at), (Some(MapRevision(1)), Position::new(10.0, 20.0)));
}
