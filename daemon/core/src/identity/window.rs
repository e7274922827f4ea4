//! The newest identities of one point, in memory.

use xxhash_rust::xxh3::xxh3_64;

use crate::{
    lateness::{MAX_AHEAD, usable_time},
    time::{Span, Timestamp},
};

/// What the window says about a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// Not heard before.
    New,
    /// Heard before, word for word. It is not judged, not stored, and acknowledged once the first one is durable.
    Duplicate,
    /// The key was heard before with other content. It is judged; both are kept, this one flagged.
    Conflict,
    /// It is older than what the window remembers: only the store can tell whether it has it. Until it answers the
    /// reading counts as new: whether it is judged is decided by its time, and in doubt it is.
    AskStore,
    /// It has neither time nor number: nothing can tell it from its repetition. Always stored and judged.
    NoIdentity,
}

/// The identity of one reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The device's time as sent.
    pub ts: Option<Timestamp>,
    /// The packet number.
    pub seq: Option<u16>,
    /// Hash of its content, see [`super::fingerprint`].
    pub hash: u64,
    /// When it arrived.
    pub received: Timestamp,
}

/// The last [`IdentityWindow::CAPACITY`] identities of one point, in order of arrival: 16 KiB when full.
///
/// What is newer than everything heard is new without looking. For the rest, a usable time makes a key that does not come
/// again, so a repetition is one wherever it stands in the window, and a key that may have come before the window begins is
/// the store's to decide. Without a usable time (none sent, a clock that was never set) the key is the packet number,
/// which starts again with every reboot: a repetition then is only what comes again among the
/// [`IdentityWindow::REPEATED`] newest, as a client repeats what was not acknowledged; otherwise the same words
/// are taken for a new reading, because storing one twice is better than losing one.
#[derive(Debug, Clone, Default)]
pub struct IdentityWindow {
    /// Filled to its capacity, then overwritten at `next`.
    entries: Vec<Entry>,
    /// The last of each [`IdentityWindow::BLOCK`] entries.
    blocks: Vec<Horizon>,
    next: usize,
    /// The largest usable time heard, and the largest packet number that came with it.
    newest: Option<(Timestamp, Option<u16>)>,
    /// What may be stored without being in the window.
    forgotten: Option<Horizon>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    key: u64,
    hash: u64,
}

/// A bound for some readings: none arrived later, none has a later usable time.
#[derive(Debug, Clone, Copy)]
struct Horizon {
    arrived: Timestamp,
    newest: Timestamp,
}

impl IdentityWindow {
    /// Identities remembered: a little more than the 1000 readings a device buffers.
    pub const CAPACITY: usize = 1024;
    /// How many of the newest a client without a clock may repeat: more than clients keep unacknowledged.
    pub const REPEATED: usize = 64;
    /// Entries that share one horizon, so that it costs next to nothing.
    const BLOCK: usize = 64;

    /// Of a point that has nothing stored.
    pub fn new() -> Self {
        Self::default()
    }

    /// Of a point with stored readings: the newest ones, oldest arrival first, and the arrival of the newest one that is
    /// not among them, if there is any.
    pub fn restore(newest: impl IntoIterator<Item = Known>, older: Option<Timestamp>) -> Self {
        let forgotten = older.map(|arrived| Horizon { arrived, newest: arrived + MAX_AHEAD });
        let mut window = Self { forgotten, ..Self::default() };
        for known in newest {
            if known.ts.is_some() || known.seq.is_some() {
                window.remember(&known);
            }
        }
        window
    }

    /// Decides about a reading and remembers it. `skew` is the error of the device's clock as known before it.
    pub fn classify(&mut self, reading: &Known, skew: Span) -> Identity {
        if reading.ts.is_none() && reading.seq.is_none() {
            return Identity::NoIdentity;
        }
        let identity = if self.is_newer(reading) { Identity::New } else { self.look_up(reading, skew) };
        if identity != Identity::Duplicate {
            self.remember(reading);
        }
        identity
    }

    /// Follows a step of our own clock (positive: forward).
    pub fn clock_stepped(&mut self, by: Span) {
        for horizon in self.blocks.iter_mut().chain(&mut self.forgotten) {
            horizon.arrived = horizon.arrived + by;
        }
    }

    /// Whether a reading is newer than everything heard, and so new by definition.
    fn is_newer(&self, reading: &Known) -> bool {
        let Some(ts) = usable_time(reading.ts, reading.received) else { return false };
        match (self.newest, reading.seq) {
            (None, _) => true,
            (Some((newest, Some(last))), Some(seq)) if ts == newest => is_ahead(seq, last),
            (Some((newest, _)), _) => ts > newest,
        }
    }

    fn look_up(&self, reading: &Known, skew: Span) -> Identity {
        let usable = usable_time(reading.ts, reading.received);
        let key = key(reading);
        let reach = if usable.is_some() { Self::CAPACITY } else { Self::REPEATED };
        let newest_first = self.entries[..self.next].iter().rev().chain(self.entries[self.next..].iter().rev());
        let mut collides = false;
        for (age, entry) in newest_first.enumerate().filter(|(_, entry)| entry.key == key) {
            if entry.hash == reading.hash && age < reach {
                return Identity::Duplicate;
            }
            collides |= entry.hash != reading.hash;
        }
        if collides && reading.ts.is_some() {
            return Identity::Conflict;
        }
        let could_be_forgotten = |ts: Timestamp, horizon: Horizon| {
            // A clock that was set back says times of long ago; corrected, they are of now.
            ts <= horizon.newest && ts + skew <= horizon.arrived + MAX_AHEAD
        };
        match usable.zip(self.forgotten) {
            Some((ts, horizon)) if could_be_forgotten(ts, horizon) => Identity::AskStore,
            Some(_) | None => Identity::New,
        }
    }

    fn remember(&mut self, known: &Known) {
        if self.is_newer(known) {
            self.newest = known.ts.map(|ts| (ts, known.seq));
        }
        let entry = Entry { key: key(known), hash: known.hash };
        let newest = self.newest.map_or(Timestamp::EARLIEST_PLAUSIBLE, |(ts, _)| ts);
        let mut horizon = Horizon { arrived: known.received, newest };

        let full = self.entries.len() == Self::CAPACITY;
        let slot = if full { self.next } else { self.entries.len() };
        let block = slot / Self::BLOCK;
        match self.blocks.get(block).copied() {
            Some(same) if !slot.is_multiple_of(Self::BLOCK) => horizon.arrived = horizon.arrived.max(same.arrived),
            Some(overwritten) => self.forget(overwritten),
            None => self.blocks.push(horizon),
        }
        self.blocks[block] = horizon;
        if full {
            self.entries[slot] = entry;
            self.next = (slot + 1) % Self::CAPACITY;
        } else {
            self.entries.push(entry);
        }
    }

    fn forget(&mut self, block: Horizon) {
        let forgotten = self.forgotten.get_or_insert(block);
        forgotten.arrived = forgotten.arrived.max(block.arrived);
        forgotten.newest = forgotten.newest.max(block.newest);
    }
}

/// Whether one packet number is ahead of another, wrapping.
fn is_ahead(seq: u16, of: u16) -> bool {
    seq.wrapping_sub(of).cast_signed() > 0
}

/// Mixes the key into one word; a chance collision of two keys is one in 2^64 and at worst flags a conflict.
fn key(known: &Known) -> u64 {
    let mut form = [0; 12];
    if let Some(ts) = known.ts {
        form[..8].copy_from_slice(&ts.as_micros().to_le_bytes());
        form[8] = 1;
    }
    if let Some(seq) = known.seq {
        form[9..11].copy_from_slice(&seq.to_le_bytes());
        form[11] = 1;
    }
    xxh3_64(&form)
}
