//! What devices and programs log in with.

use mcs_core::{
    id::{PointId, UserName},
    time::Timestamp,
};
use rusqlite::{Connection, params};

use super::{super::CredentialRow, ReadError};

/// Writes a credential and exactly the grants it has now.
pub(in super::super) fn write(connection: &Connection, credential: &CredentialRow) -> rusqlite::Result<()> {
    let user = credential.user.as_str();
    connection
        .prepare_cached("INSERT OR REPLACE INTO credential (user, client_id, verifier, revoked) VALUES (?1,?2,?3,?4)")?
        .execute(params![
            user,
            credential.client_id,
            credential.verifier,
            credential.revoked.map(Timestamp::as_micros)
        ])?;
    connection.prepare_cached("DELETE FROM credential_grant WHERE user = ?1")?.execute([user])?;
    let mut grant =
        connection.prepare_cached("INSERT OR IGNORE INTO credential_grant (user, point) VALUES (?1, ?2)")?;
    for point in &credential.grants {
        grant.execute(params![user, point.0])?;
    }
    Ok(())
}

/// Every credential, revoked ones too.
pub(in super::super) fn load(connection: &Connection) -> Result<Vec<CredentialRow>, ReadError> {
    let mut grants = connection.prepare("SELECT point FROM credential_grant WHERE user = ?1 ORDER BY point")?;
    let mut statement =
        connection.prepare("SELECT user, client_id, verifier, revoked FROM credential ORDER BY user")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let user: String = row.get(0)?;
        let granted = grants.query_map([&user], |row| row.get(0).map(PointId))?.collect::<Result<_, _>>()?;
        all.push(CredentialRow {
            user: UserName::new(&user).map_err(|e| ReadError::Row { table: "credential", what: e.to_string() })?,
            client_id: row.get(1)?,
            verifier: row.get(2)?,
            grants: granted,
            revoked: row.get::<_, Option<i64>>(3)?.map(Timestamp::from_micros),
        });
    }
    Ok(all)
}
