//! Pictures of the map: whole or not there, and gone when nobody needs them.

use mcs_core::{
    id::ShortName,
    map::{AreaPage, Background, MapRevision, PictureId, PictureKind},
    time::Span,
};
use mcsd::store::{Change, Store, Urgency};
use rusqlite::Connection;

use crate::bench::{NOON, Outcome, commit, count, create, open, second, write};

const ID: PictureId = PictureId([7; 32]);

fn page() -> Result<AreaPage, Box<dyn std::error::Error>> {
    let background = Background { kind: PictureKind::Png, sha256: ID, bytes: 400_000, width: 10, height: 10 };
    Ok(AreaPage { background: Some(background), ..AreaPage::plain(ShortName::new("west")?) })
}

#[test]
fn a_picture_comes_back_as_it_was_stored_and_the_map_with_it() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, boot) = open(dir.path());
    assert_eq!(boot.map, (MapRevision(0), Vec::new()));
    let bytes: Vec<u8> = (0..400_000_u32).map(|n| n.to_le_bytes()[0] ^ n.to_le_bytes()[1]).collect();
    store.keep_picture(ID, &bytes, NOON)?;
    store.keep_picture(ID, &bytes, NOON)?;
    assert_eq!(count(&second(dir.path()), "SELECT count(*) FROM picture_part"), 4);
    let mut set = commit(1, Urgency::AtOnce, Vec::new());
    set.changes = vec![Change::MapPage(page()?), Change::MapRevision(MapRevision(5))];
    write(&store, set);
    assert_eq!(store.queries().picture(ID)?.as_ref(), Some(&bytes));
    assert_eq!(store.queries().picture(PictureId([8; 32]))?, None);
    store.close();
    let (store, boot) = open(dir.path());
    assert_eq!(boot.map, (MapRevision(5), vec![page()?]));
    assert_eq!(store.queries().picture(ID)?, Some(bytes));
    store.close();
    Ok(())
}

#[test]
fn a_picture_of_which_parts_are_missing_is_not_there_and_is_stored_again() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let bytes = vec![1; 300_000];
    store.keep_picture(ID, &bytes, NOON)?;
    store.close();
    let cut = "UPDATE picture SET whole = 0; DELETE FROM picture_part WHERE part = 1";
    Connection::open(dir.path().join(Store::FILE))?.execute_batch(cut)?;
    let (store, _) = open(dir.path());
    assert_eq!(store.queries().picture(ID)?, None);
    store.keep_picture(ID, &bytes, NOON)?;
    assert_eq!(store.queries().picture(ID)?, Some(bytes));
    store.close();
    Ok(())
}

#[test]
fn a_picture_that_no_page_names_goes_after_an_hour() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let unused = PictureId([9; 32]);
    store.keep_picture(ID, b"a plan", NOON)?;
    store.keep_picture(unused, b"a mistake", NOON)?;
    let mut set = commit(1, Urgency::AtOnce, Vec::new());
    set.changes = vec![Change::MapPage(page()?)];
    write(&store, set);
    assert_eq!(store.drop_unused_pictures(NOON + Span::mins(59))?, 0, "somebody may be about to name it");
    assert_eq!(store.drop_unused_pictures(NOON + Span::mins(61))?, 1);
    assert_eq!(store.queries().picture(unused)?, None);
    assert!(store.queries().picture(ID)?.is_some());
    let mut cleared = commit(2, Urgency::AtOnce, Vec::new());
    cleared.changes = vec![Change::NoMapPage(ShortName::new("west")?)];
    write(&store, cleared);
    assert_eq!(store.drop_unused_pictures(NOON + Span::mins(61))?, 1);
    assert_eq!(count(&second(dir.path()), "SELECT count(*) FROM picture_part"), 0);
    store.close();
    Ok(())
}
