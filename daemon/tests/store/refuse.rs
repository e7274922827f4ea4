//! What the store refuses to open, and that it says what to do.

use mcsd::store::{NoOutlet, OpenError, Store};
use rusqlite::Connection;

use crate::bench::{Outcome, admin, create, open, options, site};

fn refused(dir: &std::path::Path) -> OpenError {
    Store::open(dir, options(), Box::new(NoOutlet)).map(|_| ()).expect_err("it must be refused")
}

#[test]
fn a_directory_without_a_database_names_the_command_that_makes_one() -> Outcome {
    let dir = tempfile::tempdir()?;
    assert!(refused(dir.path()).to_string().contains("mcsd init"));
    Ok(())
}

#[test]
fn a_database_is_never_made_over_another() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    assert!(matches!(Store::create(dir.path(), &site(), &admin()), Err(OpenError::Exists { .. })));
    Ok(())
}

#[test]
fn a_new_database_is_marked_as_ours_and_can_give_pages_back() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let connection = Connection::open(dir.path().join(Store::FILE))?;
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    assert_eq!((pragma("application_id")?, pragma("user_version")?), (0x4D43_5331, 4));
    assert_eq!(pragma("auto_vacuum")?, 2);
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    assert_eq!(mode, "wal");
    Ok(())
}

#[test]
fn an_init_that_was_cut_off_can_be_repeated() -> Outcome {
    let dir = tempfile::tempdir()?;
    std::fs::write(dir.path().join("mcs.db.new"), "half a database")?;
    create(dir.path());
    open(dir.path()).0.close();
    Ok(())
}

#[test]
fn a_second_daemon_is_kept_out_until_the_first_has_ended() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    assert!(matches!(refused(dir.path()), OpenError::InUse { .. }));
    store.close();
    open(dir.path()).0.close();
    Ok(())
}

#[test]
fn a_newer_database_is_refused_untouched() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let path = dir.path().join(Store::FILE);
    Connection::open(&path)?.pragma_update(None, "user_version", 9_999)?;
    let before = std::fs::read(&path)?;
    assert!(matches!(refused(dir.path()), OpenError::TooNew { found: 9_999, .. }));
    assert_eq!(std::fs::read(&path)?, before);
    Ok(())
}

#[test]
fn somebody_elses_file_is_refused_untouched() -> Outcome {
    for content in [&b"not a database, only text that is long enough to be looked at"[..], &[]] {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join(Store::FILE);
        std::fs::write(&path, content)?;
        assert!(matches!(refused(dir.path()), OpenError::NotOurs { .. }));
        assert_eq!(std::fs::read(&path)?, content);
    }
    Ok(())
}

#[test]
fn a_damaged_database_is_refused() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let path = dir.path().join(Store::FILE);
    let mut bytes = std::fs::read(&path)?;
    for byte in &mut bytes[8192..] {
        *byte ^= 0x5A;
    }
    std::fs::write(&path, bytes)?;
    assert!(matches!(refused(dir.path()), OpenError::Damaged { .. }));
    Ok(())
}

#[test]
fn a_database_of_every_released_version_opens() -> Outcome {
    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/databases");
    for entry in std::fs::read_dir(fixtures)? {
        let path = entry?.path();
        if path.extension().is_none_or(|e| e != "db") {
            continue;
        }
        let dir = tempfile::tempdir()?;
        std::fs::copy(&path, dir.path().join(Store::FILE))?;
        let (store, boot) = open(dir.path());
        assert_eq!(boot.site, site(), "{}", path.display());
        assert_eq!(boot.devices.len(), 1, "{}", path.display());
        assert_eq!(boot.open_occurrences.len(), 1, "{}", path.display());
        store.close();
    }
    Ok(())
}

/// Run by hand, once, when a version is released: `cargo test -p mcsd --test store -- --ignored makes_the_fixture`.
#[test]
#[ignore = "writes the database kept for later versions"]
fn makes_the_fixture_of_this_version() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let mut all =
        crate::bench::commit(1, mcsd::store::Urgency::AtOnce, vec![crate::bench::new(crate::bench::reading(1, 1))]);
    all.changes.push(mcsd::store::Change::Device(Box::new(crate::boot::device(1, "A001"))));
    all.alarms.push(crate::bench::raise(1, 1));
    let page = mcs_core::map::AreaPage::plain(mcs_core::id::ShortName::new("west")?);
    all.changes.push(mcsd::store::Change::MapPage(page));
    all.changes.push(mcsd::store::Change::MapRevision(mcs_core::map::MapRevision(1)));
    all.point_states.push((mcs_core::id::PointId(1), b"{}".to_vec()));
    crate::bench::write(&store, all);
    store.close();
    let version: u32 =
        Connection::open(dir.path().join(Store::FILE))?.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let fixture = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/databases/{version}.db"));
    std::fs::copy(dir.path().join(Store::FILE), fixture)?;
    Ok(())
}

/// Spoils the first page of a table.
fn damage_table(dir: &std::path::Path, table: &str) -> Outcome {
    let path = dir.join(Store::FILE);
    let page: u64 =
        Connection::open(&path)?
            .query_row("SELECT rootpage FROM sqlite_schema WHERE name = ?1", [table], |row| row.get(0))?;
    let mut bytes = std::fs::read(&path)?;
    let at = usize::try_from(page - 1)? * 4096;
    bytes[at..at + 8].fill(0xFF);
    Ok(std::fs::write(path, bytes)?)
}

/// A database too large to be looked at whole before the start.
fn large() -> Result<tempfile::TempDir, Box<dyn std::error::Error>> {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let connection = Connection::open(dir.path().join(Store::FILE))?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.execute_batch(
        "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 70) \
         INSERT INTO quarantine (sn, received, topic, payload, why) SELECT 'A', 0, 't', zeroblob(1048576), 'w' FROM n",
    )?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(dir)
}

#[test]
fn a_large_database_starts_at_once_and_damage_in_its_history_is_found_afterwards() -> Outcome {
    let dir = large()?;
    let never: mcsd::store::Interrupt = std::sync::Arc::new(|| false);
    let (store, boot) = open(dir.path());
    assert!(!boot.checked);
    store.check_whole(&never)?;
    assert_eq!(store.gauge().damage(), None);
    store.close();
    // The pages of the long rows follow each other; their list is broken in the middle.
    let path = dir.path().join(Store::FILE);
    let mut bytes = std::fs::read(&path)?;
    let page = bytes.len() / 2 / 4096 * 4096;
    bytes[page..page + 4].fill(0xFF);
    std::fs::write(&path, bytes)?;
    let (store, _) = open(dir.path());
    let found = store.check_whole(&never).expect_err("it is damaged");
    assert!(matches!(found, OpenError::Damaged { .. }), "{found}");
    assert!(store.gauge().damage().is_some());
    let broken_off = store.check_whole(&(std::sync::Arc::new(|| true) as mcsd::store::Interrupt));
    assert!(broken_off.is_err());
    store.close();
    Ok(())
}

#[test]
fn a_large_database_with_damage_in_what_judging_depends_on_is_refused() -> Outcome {
    for table in ["device", "calibration", "point_state"] {
        let dir = large()?;
        damage_table(dir.path(), table)?;
        assert!(matches!(refused(dir.path()), OpenError::Damaged { .. }), "{table}");
    }
    Ok(())
}
