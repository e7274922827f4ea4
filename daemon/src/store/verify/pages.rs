//! The database's own check of its pages.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{super::query::is_damage, Check, Seen, Stop};

/// Most complaints that are told: a file that was overwritten has one for each of its pages.
const MOST: u32 = 1_000;

impl Check<'_> {
    /// Looks at every page.
    pub(super) fn pages(&mut self) -> Result<(), Stop> {
        let seen = self.queries.without_deadline(|connection| {
            let mut seen = Seen::default();
            match integrity(connection, &mut seen) {
                Err(error) if is_damage(&error) => seen.finding("the database", &error),
                other => other?,
            }
            Ok(seen)
        })?;
        self.tell(seen)?;
        self.step(1)
    }
}

/// What it complained about before it ended or could not go on.
fn integrity(connection: &Connection, seen: &mut Seen) -> rusqlite::Result<()> {
    let tables = tables(connection).unwrap_or_default();
    let mut statement = connection.prepare(&format!("PRAGMA integrity_check({MOST})"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let complaint: String = row.get(0)?;
        for line in complaint.lines().filter(|line| *line != "ok" && !line.starts_with("***")) {
            let table = root_of(line).and_then(|root| tables.get(&root));
            seen.finding(table.map_or_else(|| "the database".to_owned(), |name| format!("the table {name}")), &line);
        }
    }
    Ok(())
}

/// Tables and indexes by their first page.
fn tables(connection: &Connection) -> rusqlite::Result<HashMap<u32, String>> {
    connection
        .prepare("SELECT rootpage, name FROM sqlite_schema WHERE rootpage > 0")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// The first page of the table a complaint is about, where it says.
fn root_of(complaint: &str) -> Option<u32> {
    complaint.strip_prefix("Tree ")?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_says_which_tree_it_is_about() {
        assert_eq!(root_of("Tree 12 page 345 cell 3: Rowid 9 out of order"), Some(12));
        assert_eq!(root_of("Page 7: never used"), None);
    }
}
