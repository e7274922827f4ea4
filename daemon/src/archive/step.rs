//! The steps of one day. Each ends with the row that says how far it came, and doing one again does no harm.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering::Relaxed},
};

use mcs_core::archived::{DayState, hex};

use super::{
    ArchiveError,
    export::{Exported, export},
    failpoint,
    manifest::{FORMAT, Manifest},
    name,
    owed::{Owed, Verdict, judge, owed},
    spool::Draft,
    task::{Archive, blocking},
};
use crate::{
    store::ArchiveRow,
    target::{Transfer, TransferError},
};

/// Less free disk than this is left to recording: a few times the largest day. Not more, because days leave a full disk only once
/// they are archived.
const LEAST_FREE: u64 = 256 << 20;

/// Most of a manifest that is read back.
const MOST_OF_A_MANIFEST: usize = 256 * 1024;

/// Where days go.
pub(super) struct Destination {
    pub(super) name: String,
    pub(super) transfer: Transfer,
}

/// Ends blocking work whose caller is gone.
struct StopOnDrop(Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Relaxed);
    }
}

impl Archive {
    /// Does what is owed to a part of a day, as far as it goes, and gives the row as it then is.
    pub(super) async fn advance(
        &self,
        mut row: ArchiveRow,
        parts: &[ArchiveRow],
        to: &Destination,
        move_to: Option<&str>,
    ) -> Result<ArchiveRow, ArchiveError> {
        let is_last = parts.last().is_some_and(|last| last.part == row.part);
        let next = owed(&row, is_last, move_to);
        if next == Owed::Export || next == Owed::Upload && !self.spool_holds(&row).await? {
            self.export(&mut row, parts, to, move_to).await?;
        }
        // What was uploaded to another target than the one in force is not looked for there.
        if row.state == DayState::Uploaded && row.target.as_deref() != Some(&*to.name) {
            row.state = DayState::Exported;
        }
        if row.state == DayState::Exported {
            self.upload(&mut row, to).await?;
        }
        if row.state == DayState::Uploaded {
            self.read_back(&mut row, to).await?;
        }
        Ok(row)
    }

    async fn spool_holds(&self, row: &ArchiveRow) -> Result<bool, ArchiveError> {
        let (spool, row) = (self.spool.clone(), row.clone());
        blocking(move || Ok(spool.holds(&row))).await
    }

    /// Writes the readings into a file in the spool, unless they are archived as they are.
    async fn export(
        &self,
        row: &mut ArchiveRow,
        parts: &[ArchiveRow],
        to: &Destination,
        move_to: Option<&str>,
    ) -> Result<(), ArchiveError> {
        let spool = self.spool.clone();
        let free = blocking(move || spool.free()).await?;
        if free < LEAST_FREE {
            return Err(ArchiveError::DiskFull { free_mib: free >> 20 });
        }
        let stop = Arc::new(AtomicBool::new(false));
        let _guard = StopOnDrop(Arc::clone(&stop));
        let draft = self.spool.draft(&name::file(row.day, row.part));
        let (queries, of, into) = (self.store.queries().clone(), row.clone(), draft.path().to_owned());
        let made = blocking(move || export(&queries, &of, &into, &stop)).await?;
        let again = matches!(row.state, DayState::Open | DayState::Exported | DayState::Lost)
            || move_to.is_some_and(|target| row.target.as_deref() != Some(target));
        let verdict = judge(row, parts, made.readings, made.content);
        let whole = made.unreadable.is_empty();
        tracing::debug!(day = %row.day, part = row.part, readings = made.readings, ?verdict, "exported");
        if !whole && row.object.is_some() && verdict != Verdict::Same {
            // What cannot be read now may stand in the object that is there.
            row.error = Some(unreadable(&made));
            row.exported = None;
            return self.save(row).await;
        }
        // A day of which not everything could be read stays stale: it is looked at again, and nobody takes it for whole.
        row.exported = whole.then_some(row.version);
        row.error = (!whole).then(|| unreadable(&made));
        match verdict {
            Verdict::Empty => {
                (row.state, row.attempts) = (DayState::Verified, 0);
                (row.readings, row.content, row.object, row.target) = (Some(0), Some(made.content), None, None);
                self.change(row).await
            }
            Verdict::Same if !again || row.object.is_none() => {
                row.attempts = 0;
                self.save(row).await
            }
            Verdict::Same => self.keep(row, draft, made, to).await,
            Verdict::New => {
                row.revision += 1;
                self.keep(row, draft, made, to).await
            }
            Verdict::Settled => self.settle(row).await,
            Verdict::Late => {
                let version = row.version;
                let late = ArchiveRow {
                    part: row.part + 1,
                    version,
                    ..ArchiveRow::new(row.day, row.starts, row.ends, row.tz.clone(), self.now())
                };
                tracing::info!(day = %row.day, part = late.part, "readings came after those of their day had been removed");
                self.add(vec![late]).await?;
                self.settle(row).await
            }
        }
    }

    /// What there is of a day is archived, or goes into a part of its own. An object that was to be made, and of whose readings
    /// fewer are here, cannot be.
    async fn settle(&self, row: &mut ArchiveRow) -> Result<(), ArchiveError> {
        row.attempts = 0;
        let to_be_made = match row.state {
            DayState::Open => true,
            DayState::Exported => !self.spool_holds(row).await?,
            DayState::Uploaded | DayState::Verified | DayState::Lost => false,
        };
        if !to_be_made {
            return self.save(row).await;
        }
        row.state = DayState::Lost;
        row.error = Some("its object has to be made again, and its readings are no longer here".to_owned());
        tracing::error!(day = %row.day, part = row.part, "a day is lost to the archive");
        self.change(row).await
    }

    /// Keeps an export in the spool, to be uploaded.
    async fn keep(
        &self,
        row: &mut ArchiveRow,
        draft: Draft,
        made: Exported,
        to: &Destination,
    ) -> Result<(), ArchiveError> {
        let object = row.object.clone();
        let object = object.unwrap_or_else(|| name::object(&self.settings.prefix, row.day, row.part));
        row.manifest = Some(self.manifest(row, &made));
        row.object = Some(object);
        row.target = Some(to.name.clone());
        row.readings = Some(made.readings);
        row.bytes = Some(made.bytes);
        row.sha256 = Some(made.sha256);
        row.content = Some(made.content);
        row.state = DayState::Exported;
        let (spool, of) = (self.spool.clone(), row.clone());
        blocking(move || {
            spool.keep(draft.path(), &of).map_err(|source| ArchiveError::Spool { doing: "keep a file", source })
        })
        .await?;
        failpoint::pass(failpoint::SPOOLED);
        self.change(row).await?;
        failpoint::pass(failpoint::EXPORTED);
        Ok(())
    }

    fn manifest(&self, row: &ArchiveRow, made: &Exported) -> String {
        let manifest = Manifest {
            format: FORMAT,
            object: name::file(row.day, row.part),
            bytes: made.bytes,
            sha256: hex(&made.sha256),
            lines_sha256: hex(&made.content),
            site: self.site.name.clone(),
            day: row.day.to_string(),
            part: row.part,
            tz: row.tz.clone(),
            starts: row.starts,
            ends: row.ends,
            revision: row.revision,
            readings: made.readings,
            first: made.first,
            last: made.last,
            columns: Manifest::columns(),
            unreadable: made.unreadable.clone(),
        };
        manifest.text().unwrap_or_default()
    }

    /// The object first, then its manifest: a manifest always tells of an object that is there, or of the one before.
    async fn upload(&self, row: &mut ArchiveRow, to: &Destination) -> Result<(), ArchiveError> {
        let object = row.object.clone().unwrap_or_default();
        to.transfer.put_file(&object, &self.spool.file(row)).await?;
        failpoint::pass(failpoint::OBJECT_PUT);
        let manifest = row.manifest.clone().unwrap_or_default();
        to.transfer.put(&name::manifest(&object), manifest.into_bytes()).await?;
        failpoint::pass(failpoint::MANIFEST_PUT);
        row.state = DayState::Uploaded;
        row.target = Some(to.name.clone());
        self.change(row).await?;
        failpoint::pass(failpoint::UPLOADED);
        Ok(())
    }

    /// Reads object and manifest back whole; only now the spool file goes.
    async fn read_back(&self, row: &mut ArchiveRow, to: &Destination) -> Result<(), ArchiveError> {
        if let Some(what) = look(&to.transfer, row).await? {
            row.state = DayState::Exported;
            self.save(row).await?;
            return Err(ArchiveError::Damaged { object: row.object.clone().unwrap_or_default(), what });
        }
        failpoint::pass(failpoint::READ_BACK);
        row.state = DayState::Verified;
        row.attempts = 0;
        if row.exported.is_some() {
            row.error = None;
        }
        self.change(row).await?;
        failpoint::pass(failpoint::VERIFIED);
        self.spool.remove(row);
        Ok(())
    }

    /// Writes a row whose state has changed.
    pub(super) async fn change(&self, row: &mut ArchiveRow) -> Result<(), ArchiveError> {
        row.changed = self.now();
        self.save(row).await
    }
}

/// What is wrong with an object, if anything is; an error if it cannot be looked at.
pub(super) async fn look(transfer: &Transfer, row: &ArchiveRow) -> Result<Option<String>, TransferError> {
    let object = row.object.as_deref().unwrap_or_default();
    let found = match transfer.fetch(object, |_| Ok(())).await {
        Ok(found) => found,
        Err(TransferError::Missing { .. }) => return Ok(Some("the object is missing".to_owned())),
        Err(error) => return Err(error),
    };
    if row.bytes != Some(found.bytes) {
        let expected = row.bytes.unwrap_or_default();
        return Ok(Some(format!("the object has {} bytes where {expected} were uploaded", found.bytes)));
    }
    if row.sha256 != Some(found.sha256) {
        return Ok(Some("the object's SHA-256 is not that of what was uploaded".to_owned()));
    }
    let name = name::manifest(object);
    match transfer.fetch_small(&name, MOST_OF_A_MANIFEST).await {
        Ok(text) if row.manifest.as_deref().is_some_and(|manifest| manifest.as_bytes() == text) => Ok(None),
        Ok(_) => Ok(Some("the manifest is not the one that was uploaded".to_owned())),
        Err(TransferError::Missing { .. }) => Ok(Some("the manifest is missing".to_owned())),
        Err(error) => Err(error),
    }
}

fn unreadable(made: &Exported) -> String {
    format!("could not be read here, see \"mcsctl store verify\": {}", made.unreadable.join("; "))
}
