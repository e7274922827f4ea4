//! Making a database, and opening it.

use std::{
    fs::{File, Permissions},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::Arc,
};

use mcs_core::{alarm::LifeState, id::OccurrenceId, site::Site};
use rusqlite::{Connection, OpenFlags};

use super::{
    Boot, Calendar, OpenError, Outlet, Person, StoreHandle, StoreOptions, connection, failpoint,
    gauge::StoreGauge,
    handle::inbox,
    keeper,
    ledger::SharedPending,
    lock::DirLock,
    query::Queries,
    reserve, schema, sound,
    table::{self, ReadError, alarm::occurrence_columns},
    writer,
};

/// The store of one data directory.
#[derive(Debug)]
pub struct Store;

impl Store {
    /// The database's file name in the data directory.
    pub const FILE: &'static str = "mcs.db";

    /// Makes the database of a new site and its first person. The directory exists; the database does not. Either all of it is
    /// there afterwards or nothing.
    pub fn create(dir: &Path, site: &Site, admin: &Person) -> Result<(), OpenError> {
        schema::check_library(rusqlite::version_number())?;
        Calendar::new(site)?;
        let _lock = DirLock::take(dir)?;
        let path = dir.join(Self::FILE);
        if path.exists() {
            return Err(OpenError::Exists { path });
        }
        let draft = dir.join("mcs.db.new");
        remove_draft(&draft)?;
        write_new(&draft, site, admin)?;
        let file = |what, path: &Path| {
            let path = path.to_owned();
            move |source| OpenError::File { what, path, source }
        };
        std::fs::set_permissions(&draft, Permissions::from_mode(0o640)).map_err(file("protect", &draft))?;
        File::open(&draft).and_then(|f| f.sync_all()).map_err(file("sync", &draft))?;
        std::fs::rename(&draft, &path).map_err(file("make", &path))?;
        File::open(dir).and_then(|f| f.sync_all()).map_err(file("sync", dir))
    }

    /// Opens the database, migrates it, and starts the writer's thread, then the keeper's. Reads `FAILPOINTS` in test builds.
    ///
    /// Blocks while the database is checked. The outlet hears from the writer thread.
    pub fn open(dir: &Path, options: StoreOptions, outlet: Box<dyn Outlet>) -> Result<(StoreHandle, Boot), OpenError> {
        failpoint::arm();
        schema::check_library(rusqlite::version_number())?;
        let options = StoreOptions { window: options.window.min(StoreOptions::MAX_WINDOW), ..options };
        let path = dir.join(Self::FILE);
        if !path.exists() {
            return Err(OpenError::Missing { path });
        }
        let lock = DirLock::take(dir)?;
        let (connection, whole) = match ready(&path) {
            Err(OpenError::Sqlite { source, .. }) if writer::is_full(&source) && reserve::sacrifice(dir) => {
                tracing::warn!("the disk is full; the reserve is given up so that the database can be opened");
                ready(&path)?
            }
            other => other?,
        };
        let site = table::site::load(&connection)?;
        let calendar = Calendar::new(&site)?;
        let pending = SharedPending::recount(&connection, &calendar)?;
        let queries = Queries::new(&path, options.reader_deadline, pending.clone());
        let boot = load(&connection, site, calendar, queries.clone(), whole)?;
        let gauge = Arc::new(StoreGauge::new());
        let (messages, inbox) = inbox();
        let room = Arc::clone(&inbox.room);
        let setup = writer::Setup {
            connection,
            dir: dir.to_owned(),
            database: path,
            inbox,
            outlet,
            gauge: Arc::clone(&gauge),
            pending,
            options: options.clone(),
            lock,
        };
        let writer = writer::spawn(setup)?;
        let path = dir.join(Self::FILE);
        let keeper = keeper::spawn(&path, messages.clone(), Arc::clone(&gauge), &options);
        // The writer ends by itself when nobody can send it anything.
        let keeper = keeper.map_err(|source| OpenError::File { what: "start the keeper of", path, source })?;
        Ok((StoreHandle::new(messages, room, gauge, queries, writer, keeper), boot))
    }
}

/// The writing connection to a database that is ours, sound as far as the start depends on it, and of the newest version; and
/// whether all of it was looked at.
fn ready(path: &Path) -> Result<(Connection, bool), OpenError> {
    // Looked at before anything is changed: opening for writing would turn somebody else's file into write-ahead mode.
    let look = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    schema::check_ours(&look, path)?;
    let whole = sound::check_at_start(&look, path)?;
    let mut connection =
        connection::writer(path).map_err(|source| OpenError::Sqlite { doing: "opening it for writing", source })?;
    drop(look);
    schema::migrate(&mut connection)?;
    Ok((connection, whole))
}

fn load(
    connection: &Connection,
    site: Site,
    calendar: Calendar,
    queries: Queries,
    whole: bool,
) -> Result<Boot, OpenError> {
    Ok(Boot {
        checked: whole,
        site,
        calendar,
        devices: table::device::load(connection)?,
        credentials: table::credential::load(connection)?,
        calibrations: table::calibration::load(connection)?,
        rules: table::rule::load(connection)?,
        open_occurrences: open_occurrences(connection)?,
        next_occurrence: connection
            .query_row("SELECT coalesce(max(id), 0) + 1 FROM occurrence", [], |row| row.get(0))
            .map(OccurrenceId)?,
        next_point: table::device::next_point(connection)?,
        point_states: table::state::load_points(connection)?,
        zones: table::zone::load(connection)?,
        next_zone: table::zone::next(connection)?,
        zone_states: table::zone::load_states(connection)?,
        map: table::map::load(connection)?,
        system_state: table::state::load_system(connection)?,
        discovered: table::discovered::load(connection)?,
        people: table::person::load(connection)?,
        last_run: table::run::last(connection)?,
        last_row: table::reading::last(connection)?,
        queries,
    })
}

fn open_occurrences(connection: &Connection) -> Result<Vec<mcs_core::alarm::Occurrence>, ReadError> {
    let mut statement = connection.prepare(concat!(
        "SELECT ",
        occurrence_columns!(),
        " FROM occurrence INDEXED BY occurrence_open WHERE state <> 1 ORDER BY id"
    ))?;
    debug_assert_eq!(LifeState::Normal as u8, 1, "the index of open occurrences knows it by number");
    let mut rows = statement.query([])?;
    let mut open = Vec::new();
    while let Some(row) = rows.next()? {
        open.push(table::alarm::read_occurrence(row)?);
    }
    Ok(open)
}

fn write_new(path: &Path, site: &Site, admin: &Person) -> Result<(), OpenError> {
    let failed = |source| OpenError::Sqlite { doing: "making it", source };
    let mut connection = Connection::open(path).map_err(failed)?;
    schema::stamp(&connection).map_err(failed)?;
    connection::write_ahead(&connection).map_err(failed)?;
    schema::migrate(&mut connection)?;
    let transaction = connection.transaction().map_err(failed)?;
    table::site::write(&transaction, site, writer::clock::now()).map_err(failed)?;
    table::person::write(&transaction, admin).map_err(failed)?;
    transaction.commit().map_err(failed)?;
    connection.close().map_err(|(_, source)| failed(source))
}

/// What an `init` that was cut off left behind.
fn remove_draft(draft: &Path) -> Result<(), OpenError> {
    for ending in ["", "-wal", "-shm"] {
        let mut path = draft.as_os_str().to_owned();
        path.push(ending);
        let path = PathBuf::from(path);
        match std::fs::remove_file(&path) {
            Ok(()) => {}
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
            Err(source) => return Err(OpenError::File { what: "remove", path, source }),
        }
    }
    Ok(())
}
