//! Whether how far sealing has come can be true.

use rusqlite::Connection;

use super::{
    super::{QueryError, RowId, query::is_damage, table::sealing::Sealing},
    Check, Seen, Stop,
};

impl Check<'_> {
    /// Compares the position with the rows there are.
    pub(super) fn position(&mut self) -> Result<(), Stop> {
        let seen = self.queries.ask(look)?;
        self.tell(seen)
    }
}

fn look(connection: &Connection) -> Result<Seen, QueryError> {
    const WHAT: &str = "the position of sealing";
    let mut seen = Seen::default();
    match read(connection) {
        Ok((sealing, rows)) => {
            if let Some(why) = wrong(sealing, rows) {
                seen.finding(WHAT, &why);
            }
        }
        Err(error) if is_damage(&error) => seen.finding(WHAT, &error),
        Err(rusqlite::Error::QueryReturnedNoRows) => seen.finding(WHAT, &"it is not there"),
        Err(error) => return Err(error.into()),
    }
    Ok(seen)
}

fn read(connection: &Connection) -> rusqlite::Result<(Sealing, Option<(RowId, RowId)>)> {
    let rows: (Option<i64>, Option<i64>) =
        connection.query_row("SELECT (SELECT min(id) FROM recent), (SELECT max(id) FROM recent)", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    Ok((Sealing::load(connection)?, rows.0.map(RowId).zip(rows.1.map(RowId))))
}

fn wrong(sealing: Sealing, rows: Option<(RowId, RowId)>) -> Option<&'static str> {
    let Sealing { upto, next, .. } = sealing;
    if upto < RowId(0) || next < upto {
        return Some("it goes backwards");
    }
    match rows {
        Some((first, _)) if first.0 > upto.0 + 1 => Some("rows are gone that were not sealed"),
        Some((_, last)) if last < upto || last < next => Some("it lies after the newest row"),
        None if next > upto => Some("it is within rows that are gone"),
        Some(_) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use mcs_core::id::PointId;

    use super::*;

    #[test]
    fn rows_stand_from_the_sealed_ones_on() {
        let at = |upto, next| Sealing { upto: RowId(upto), next: RowId(next), point: PointId(1) };
        let rows = |first, last| Some((RowId(first), RowId(last)));
        for (sealing, rows) in
            [(at(0, 0), None), (at(0, 0), rows(1, 9)), (at(9, 9), rows(3, 9)), (at(5, 8), rows(6, 9))]
        {
            assert_eq!(wrong(sealing, rows), None, "{sealing:?} {rows:?}");
        }
        for (sealing, rows) in [(at(9, 5), None), (at(3, 3), rows(5, 9)), (at(9, 9), rows(3, 8)), (at(5, 9), None)] {
            assert!(wrong(sealing, rows).is_some(), "{sealing:?} {rows:?}");
        }
    }
}
