//! The shape of the database: whose it is, which version it has, and how an old one becomes new.
//!
//! The rule of migrations: each is a file with the next number, and a released file is frozen. A migration and its version
//! number are written in one transaction, so a database is always of exactly one version. Each released version leaves a database
//! in `tests/databases`, from which every later one must be able to migrate.

use std::{collections::BTreeMap, path::Path};

use rusqlite::Connection;

use super::OpenError;

/// Stands in the file's header and says that it is a plant's database: `MCS1`.
pub(super) const APPLICATION_ID: i32 = 0x4D43_5331;

/// Older versions can corrupt a database in write-ahead mode.
const SQLITE_REQUIRED: (i32, &str) = (3_051_003, "3.51.3");

/// The migrations in order; the first makes version 1.
const MIGRATIONS: [&str; 4] = [
    include_str!("../../migrations/0001_first.sql"),
    include_str!("../../migrations/0002_history.sql"),
    include_str!("../../migrations/0003_alarm_centre.sql"),
    include_str!("../../migrations/0004_map.sql"),
];

/// The version this daemon writes.
#[expect(clippy::cast_possible_truncation, reason = "a handful of migrations")]
pub(super) const VERSION: u32 = MIGRATIONS.len() as u32;

/// Refuses a library whose write-ahead log can corrupt.
pub(super) fn check_library(version_number: i32) -> Result<(), OpenError> {
    let (required, name) = SQLITE_REQUIRED;
    if version_number >= required {
        return Ok(());
    }
    let found = format!("{}.{}.{}", version_number / 1_000_000, version_number / 1_000 % 1_000, version_number % 1_000);
    Err(OpenError::SqliteTooOld { found, required: name })
}

/// Marks a new, empty database as ours. Before the first table: the vacuum mode cannot be changed later.
pub(super) fn stamp(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)
}

/// Refuses a database that is not ours or too new.
pub(super) fn check_ours(connection: &Connection, path: &Path) -> Result<(), OpenError> {
    let found: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(|source| {
        match source.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => OpenError::NotOurs { path: path.to_owned(), found: 0 },
            _ => OpenError::Sqlite { doing: "reading its header", source },
        }
    })?;
    if found != APPLICATION_ID {
        return Err(OpenError::NotOurs { path: path.to_owned(), found });
    }
    let version = version(connection)?;
    if version > VERSION {
        return Err(OpenError::TooNew { path: path.to_owned(), found: version, known: VERSION });
    }
    Ok(())
}

/// Tables and indexes that a database of its version has, and this one has not or otherwise. Somebody's own beside them do no harm.
pub(super) fn unlike(connection: &Connection) -> Result<Vec<(String, &'static str)>, OpenError> {
    let mut model = Connection::open_in_memory()?;
    migrate_to(&mut model, version(connection)?)?;
    let (expected, mut found) = (shape(&model)?, shape(connection)?);
    let mut unlike = Vec::new();
    for (name, sql) in expected {
        match found.remove(&name) {
            None => unlike.push((name, "it is missing")),
            Some(other) if other != sql => unlike.push((name, "it has another form")),
            Some(_) => {}
        }
    }
    Ok(unlike)
}

/// What there is, by kind and name, with the statement that made it.
fn shape(connection: &Connection) -> rusqlite::Result<BTreeMap<String, Option<String>>> {
    let mut statement =
        connection.prepare("SELECT type || ' ' || name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%'")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// Brings the database to the newest version; does nothing when it is there already.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), OpenError> {
    let found = version(connection)?;
    migrate_to(connection, VERSION)?;
    if found < VERSION {
        tracing::info!(from = found, to = VERSION, "database migrated");
    }
    Ok(())
}

fn migrate_to(connection: &mut Connection, to: u32) -> Result<(), OpenError> {
    let failed = |source| OpenError::Sqlite { doing: "migrating it", source };
    for number in version(connection)? + 1..=to {
        let transaction = connection.transaction().map_err(failed)?;
        transaction.execute_batch(MIGRATIONS[number as usize - 1]).map_err(failed)?;
        transaction.pragma_update(None, "user_version", number).map_err(failed)?;
        transaction.commit().map_err(failed)?;
    }
    Ok(())
}

fn version(connection: &Connection) -> Result<u32, OpenError> {
    connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(|source| OpenError::Sqlite { doing: "reading its version", source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_library_is_refused_and_the_linked_one_is_not() {
        let refused = check_library(3_051_002).expect_err("it is too old").to_string();
        assert!(refused.contains("3.51.2") && refused.contains("3.51.3"), "{refused}");
        check_library(rusqlite::version_number()).expect("the bundled library is new enough");
    }

    #[test]
    fn migrating_twice_changes_nothing() -> Result<(), Box<dyn std::error::Error>> {
        let mut connection = Connection::open_in_memory()?;
        stamp(&connection)?;
        migrate(&mut connection)?;
        let shape = |c: &Connection| -> rusqlite::Result<Vec<String>> {
            c.prepare("SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY name")?
                .query_map([], |row| row.get(0))?
                .collect()
        };
        let before = shape(&connection)?;
        migrate(&mut connection)?;
        assert_eq!(shape(&connection)?, before);
        assert_eq!(version(&connection)?, VERSION);
        Ok(())
    }

    #[test]
    fn every_table_is_strict() -> Result<(), Box<dyn std::error::Error>> {
        let mut connection = Connection::open_in_memory()?;
        migrate(&mut connection)?;
        let loose: Vec<String> = connection
            .prepare(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite%'",
            )?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        assert!(loose.is_empty(), "{loose:?}");
        Ok(())
    }
}
