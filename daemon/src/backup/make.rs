//! Making a backup.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use mcs_core::{backup::Backup, time::Timestamp};

use super::{
    BackupError, Place,
    ending::Ending,
    failpoint,
    file::{self, failed},
    name::name,
    place::make_folder,
    space,
};
use crate::{
    clock::Clock,
    store::{BackupChange, CopyError, NewBackup, OpenError, Store, StoreHandle},
};

/// Bytes a second that are copied at most: recording goes on beside it, on a flash card too.
const RATE: u64 = 16 << 20;

/// How often a new name is tried while the last one is younger than a second.
const MOMENT: Duration = Duration::from_millis(50);

/// Where copies are made and checked, in the data directory.
const SPOOL: &str = "backup-spool";

/// Backups of one store. Cheap to clone; every method blocks.
#[derive(Debug, Clone)]
pub struct Backups {
    pub(super) store: StoreHandle,
    pub(super) place: Place,
    pub(super) keep: usize,
    pub(super) clock: Clock,
    pub(super) ending: Ending,
    spool: PathBuf,
    /// One thing at a time happens in spool and place.
    one: Arc<Mutex<()>>,
}

impl Backups {
    /// Backups of this store's database in `data`: to this place, and the newest `keep` stay.
    pub fn new(store: StoreHandle, data: &Path, place: Place, keep: usize, clock: Clock) -> Self {
        Self { store, place, keep, clock, ending: Ending::new(), spool: data.join(SPOOL), one: Arc::default() }
    }

    /// Makes one where blocking is allowed, and says what came of it.
    pub async fn run(self) -> Result<String, String> {
        match tokio::task::spawn_blocking(move || self.make()).await {
            Ok(made) => made.map_err(|error| error.in_full()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// The daemon ends: whatever goes on stops soon.
    pub fn end(&self) {
        self.ending.begin();
    }

    /// Makes one and checks it; then the oldest leave. A failure is on record.
    pub fn make(&self) -> Result<String, BackupError> {
        let _alone = self.alone();
        let (name, made) = self.unused_name()?;
        let bytes = match self.prepare().and_then(|()| self.spooled(&name, made)) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.note_failure(name, made, &error);
                return Err(error);
            }
        };
        let removed = match self.rotate() {
            Ok(0) => String::new(),
            Ok(1) => ", the oldest removed".to_owned(),
            Ok(removed) => format!(", the {removed} oldest removed"),
            // The new one is whole and in its place; too many old ones are no reason to call it a failure.
            Err(error) => {
                tracing::warn!(error = %error.in_full(), "old backups cannot be removed");
                format!("; old ones cannot be removed: {}", error.in_full())
            }
        };
        Ok(format!("{name}, {bytes} bytes{removed}"))
    }

    /// A name has a second's resolution, and must not be given twice.
    fn unused_name(&self) -> Result<(String, Timestamp), BackupError> {
        let known = self.list(true)?;
        let mut made = self.now();
        // A place that cannot be looked at is complained about when it is made ready.
        let taken =
            |name: &str| known.iter().any(|b| b.name == name) || self.place.holds(name, &self.ending).unwrap_or(false);
        while taken(&name(made)) {
            thread::sleep(MOMENT);
            made = self.now();
        }
        Ok((name(made), made))
    }

    /// A spool with nothing in it, a place that can be used, and no backup on record whose end is unknown.
    fn prepare(&self) -> Result<(), BackupError> {
        self.clear_spool()?;
        self.place.prepare()?;
        self.settle()
    }

    pub(super) fn clear_spool(&self) -> Result<(), BackupError> {
        match std::fs::remove_dir_all(&self.spool) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed("empty", &self.spool)(error)),
            Ok(()) | Err(_) => make_folder(&self.spool),
        }
    }

    /// Copies, checks, puts on record, puts into its place. Gives its size.
    fn spooled(&self, name: &str, made: Timestamp) -> Result<u64, BackupError> {
        let gauge = self.store.gauge();
        space::check(&self.spool, gauge.database_bytes() + gauge.wal_bytes())?;
        let path = self.spool.join(name);
        let held = self.store.queries().copy_to(&path, |progress| {
            thread::sleep(Duration::from_micros(progress.piece * 1_000_000 / RATE));
            self.ending.going_on()
        });
        let held = held.map_err(|error| match error {
            CopyError::Stopped => BackupError::Stopped,
            other => other.into(),
        })?;
        failpoint::pass(failpoint::COPIED);
        // That it was written proves nothing: it counts when it can be opened and holds what was copied.
        let copied =
            Store::check_copy(&path, &self.ending.interrupt()).map_err(|source| self.not_whole(name, source))?;
        if copied != held {
            return Err(BackupError::Differs { name: name.to_owned() });
        }
        let (bytes, sha256) = file::digest(&path)?;
        let (place, file) = (self.place.label(), Some((bytes, sha256)));
        let id = self.store.add_backup(NewBackup { name: name.to_owned(), made, place, file, error: None })?;
        failpoint::pass(failpoint::RECORDED);
        if let Err(error) = self.place.put(name, &path, (bytes, sha256), &self.ending) {
            self.store.change_backup(id, BackupChange::Failed(error.in_full()), self.now())?;
            return Err(error);
        }
        failpoint::pass(failpoint::PLACED);
        self.store.change_backup(id, BackupChange::Verified, self.now())?;
        Ok(bytes)
    }

    /// A failure stands in the list of backups too, where somebody looks for the newest one.
    fn note_failure(&self, name: String, made: Timestamp, error: &BackupError) {
        let known = |list: Vec<Backup>| list.iter().any(|backup| backup.name == name);
        if matches!(error, BackupError::Stopped) || self.store.queries().backups().is_ok_and(known) {
            return;
        }
        let new = NewBackup { name, made, place: self.place.label(), file: None, error: Some(error.in_full()) };
        if let Err(error) = self.store.add_backup(new) {
            tracing::warn!(%error, "the failure of a backup cannot be recorded");
        }
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now().utc
    }

    pub(super) fn spool(&self) -> &Path {
        &self.spool
    }

    pub(super) fn alone(&self) -> MutexGuard<'_, ()> {
        self.one.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is wrong with a copy; that the daemon ends is not its fault.
    pub(super) fn not_whole(&self, name: &str, source: OpenError) -> BackupError {
        if self.ending.begun() { BackupError::Stopped } else { BackupError::NotWhole { name: name.to_owned(), source } }
    }
}
