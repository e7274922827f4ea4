//! What was accepted without a record: the memory that keeps it from being sent again.
//!
//! A ring of fixed size in a file made beforehand, written in place: it needs no room on a full disk, and it is there after a
//! crash. An entry is torn or whole; a torn one is nothing.
//!
//! ```text
//!  entry, 32 bytes:  number (8) · hash of the delivery (16) · checksum of both (8)     big endian, 0 is empty
//! ```

use std::{
    collections::{HashMap, VecDeque},
    fs::{File, OpenOptions},
    io::{self, Read as _, Write as _},
    os::unix::fs::FileExt as _,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sha2::{Digest as _, Sha256};
use xxhash_rust::xxh3::xxh3_64;

use crate::store::DeliveryKey;

/// The file's name in the data directory.
pub(super) const FILE_NAME: &str = "notify.told";
/// Entries that are remembered.
const ENTRIES: u64 = 4_096;
const ENTRY: usize = 32;

/// Tells one delivery from every other.
pub(super) type Mark = [u8; 16];

/// The mark of a delivery.
pub(super) fn mark(key: &DeliveryKey) -> Mark {
    let mut hash = Sha256::new();
    hash.update(key.event.0.to_be_bytes());
    for part in [key.kind.as_str(), key.channel.as_str(), key.group.as_str()] {
        hash.update([0]);
        hash.update(part);
    }
    let mut mark = Mark::default();
    mark.copy_from_slice(&hash.finalize()[..16]);
    mark
}

#[derive(Debug)]
struct Ring {
    file: Option<Arc<File>>,
    next: u64,
    marks: HashMap<Mark, u64>,
    order: VecDeque<Mark>,
}

/// What was accepted without a record. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Told(Arc<Mutex<Ring>>);

impl Told {
    /// The memory of a data directory. Without a usable file it lasts until the daemon ends, and the log says so.
    pub(super) fn open(data: &Path) -> Self {
        let path = data.join(FILE_NAME);
        let mut ring = Ring { file: None, next: 1, marks: HashMap::new(), order: VecDeque::new() };
        match open_file(&path).and_then(|mut file| ring.load(&mut file).map(|()| file)) {
            Ok(file) => ring.file = Some(Arc::new(file)),
            Err(error) => {
                tracing::error!(%error, path = %path.display(), "what is told without a record is remembered in memory only");
            }
        }
        Self(Arc::new(Mutex::new(ring)))
    }

    /// Whether it was accepted without a record.
    pub(super) fn knows(&self, key: &DeliveryKey) -> bool {
        let ring = self.lock();
        !ring.marks.is_empty() && ring.marks.contains_key(&mark(key))
    }

    /// These were accepted, and the record does not say so. Returns when a crash of the process cannot undo it; the disk follows.
    pub(super) fn remember<'a>(&self, keys: impl IntoIterator<Item = &'a DeliveryKey>) {
        let mut ring = self.lock();
        for key in keys {
            ring.remember(mark(key));
        }
        if let Some(file) = ring.file.clone() {
            // A stalled disk must not hold up whoever tells people.
            tokio::task::spawn_blocking(move || {
                if let Err(error) = file.sync_data() {
                    tracing::warn!(%error, "what was told without a record may be told again after a power cut");
                }
            });
        }
    }

    fn lock(&self) -> MutexGuard<'_, Ring> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ring {
    fn load(&mut self, file: &mut File) -> io::Result<()> {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let mut found: Vec<(u64, Mark)> = bytes.chunks_exact(ENTRY).filter_map(decode).collect();
        found.sort_unstable();
        for (number, mark) in found {
            self.put(number, mark);
        }
        Ok(())
    }

    fn remember(&mut self, mark: Mark) {
        if self.marks.contains_key(&mark) {
            return;
        }
        let number = self.next;
        self.put(number, mark);
        if let Some(file) = &self.file {
            let place = (number % ENTRIES) * ENTRY as u64;
            if let Err(error) = file.write_all_at(&encode(number, &mark), place) {
                tracing::error!(%error, "what was told without a record may be told again after a restart");
            }
        }
    }

    fn put(&mut self, number: u64, mark: Mark) {
        self.next = number + 1;
        self.marks.insert(mark, number);
        self.order.push_back(mark);
        if self.order.len() > usize::try_from(ENTRIES).unwrap_or(usize::MAX)
            && let Some(oldest) = self.order.pop_front()
        {
            self.marks.remove(&oldest);
        }
    }
}

/// The file, made in full length: later writes find their room there.
fn open_file(path: &Path) -> io::Result<File> {
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    let missing = (ENTRIES * ENTRY as u64).saturating_sub(file.metadata()?.len());
    if missing > 0 {
        // Not sparse: zeros that are written, behind what there is.
        io::Seek::seek(&mut file, io::SeekFrom::End(0))?;
        file.write_all(&vec![0; usize::try_from(missing).unwrap_or(0)])?;
        file.sync_all()?;
        io::Seek::seek(&mut file, io::SeekFrom::Start(0))?;
    }
    Ok(file)
}

fn encode(number: u64, mark: &Mark) -> [u8; ENTRY] {
    let mut entry = [0; ENTRY];
    entry[..8].copy_from_slice(&number.to_be_bytes());
    entry[8..24].copy_from_slice(mark);
    let sum = xxh3_64(&entry[..24]);
    entry[24..].copy_from_slice(&sum.to_be_bytes());
    entry
}

fn decode(entry: &[u8]) -> Option<(u64, Mark)> {
    let (body, sum) = entry.split_at_checked(24)?;
    let number = u64::from_be_bytes(*body.first_chunk()?);
    let whole = number > 0 && sum == xxh3_64(body).to_be_bytes();
    whole.then(|| body.get(8..).and_then(|mark| mark.try_into().ok()).map(|mark| (number, mark))).flatten()
}

#[cfg(test)]
mod tests {
    use mcs_core::{id::EventId, notice::ItemKind};

    use super::*;

    fn key(event: u128, kind: ItemKind) -> DeliveryKey {
        let name = |text: &str| text.parse().expect("a name");
        DeliveryKey { event: EventId(event), kind, channel: name("ops"), group: name("night") }
    }

    #[tokio::test]
    async fn what_is_remembered_is_there_after_a_restart_and_the_oldest_leaves() {
        let dir = tempfile::tempdir().expect("a directory");
        let told = Told::open(dir.path());
        told.remember([&key(1, ItemKind::Raise)]);
        assert!(told.knows(&key(1, ItemKind::Raise)));
        assert!(!told.knows(&key(1, ItemKind::Return)) && !told.knows(&key(2, ItemKind::Raise)));
        let again = Told::open(dir.path());
        assert!(again.knows(&key(1, ItemKind::Raise)));
        let many: Vec<DeliveryKey> = (2..=u128::from(ENTRIES) + 1).map(|n| key(n, ItemKind::Raise)).collect();
        again.remember(&many);
        assert!(!again.knows(&key(1, ItemKind::Raise)), "the ring is full");
        let length = std::fs::metadata(dir.path().join(FILE_NAME)).expect("a file").len();
        assert_eq!(length, ENTRIES * ENTRY as u64, "it never grows");
        let last = Told::open(dir.path());
        assert!(many.iter().all(|key| last.knows(key)) && !last.knows(&key(1, ItemKind::Raise)));
    }

    #[tokio::test]
    async fn a_torn_entry_is_nothing() {
        let dir = tempfile::tempdir().expect("a directory");
        let told = Told::open(dir.path());
        told.remember([&key(1, ItemKind::Raise), &key(2, ItemKind::Raise)]);
        let file = OpenOptions::new().write(true).open(dir.path().join(FILE_NAME)).expect("a file");
        file.write_all_at(&[0xFF], ENTRY as u64 + 20).expect("written");
        let again = Told::open(dir.path());
        assert!(!again.knows(&key(1, ItemKind::Raise)) && again.knows(&key(2, ItemKind::Raise)));
    }
}
