//! People who may log in.

use mcs_core::{id::UserName, site::Role, time::Timestamp};
use rusqlite::{Connection, params};

use super::{super::Person, ReadError, known};

/// Writes a person as they are now.
pub(in super::super) fn write(connection: &Connection, person: &Person) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO person (name, password, role, added, disabled) VALUES (?1,?2,?3,?4,?5)",
        )?
        .execute(params![
            person.name.as_str(),
            person.password_hash,
            person.role.as_str(),
            person.added.as_micros(),
            person.disabled.map(Timestamp::as_micros),
        ])?;
    Ok(())
}

/// Everybody.
pub(in super::super) fn load(connection: &Connection) -> Result<Vec<Person>, ReadError> {
    let mut statement = connection.prepare("SELECT name, password, role, added, disabled FROM person ORDER BY name")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (name, role): (String, String) = (row.get(0)?, row.get(2)?);
        let roles = [Role::Viewer, Role::Operator, Role::Engineer, Role::Admin];
        all.push(Person {
            name: UserName::new(&name).map_err(|e| ReadError::Row { table: "person", what: e.to_string() })?,
            password_hash: row.get(1)?,
            role: known("person", format_args!("the role {role}"), roles.into_iter().find(|r| r.as_str() == role))?,
            added: Timestamp::from_micros(row.get(3)?),
            disabled: row.get::<_, Option<i64>>(4)?.map(Timestamp::from_micros),
        });
    }
    Ok(all)
}
