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

/// The last [`IdentityWindow::CAPACITY`] identities of one point, in order of arrival: 20 KiB when full.
///
/// A usable time makes a key that does not come again, so a repetition is one wherever it stands in the window, and a key
/// that could have arrived before the window begins is the store's to decide. Without one (no ts, a clock that was never
/// set) the key is the packet number, which starts again with every reboot: a repetition then is only what comes again
/// within the [`IdentityWindow::REPEATED`] newest, as a client repeats what was not acknowledged; otherwise the
/// same words are taken for a new reading, because storing one twice is better than losing one.
#[derive(Debug, Clone, Default)]
pub struct IdentityWindow {
    /// Filled to its capacity, then overwritten at `next`.
    entries: Vec<Entry>,
    /// Seconds since 1970 of their arrival, rounded up. Apart from the entries so that both pack tightly.
    arrived: Vec<u32>,
    next: usize,
    /// The largest usable time heard.
    newest: Option<Timestamp>,
    /// What arrived up to here may be stored without being in the window.
    forgotten: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    key: u64,
    hash: u64,
}

impl IdentityWindow {
    /// Identities remembered: a little more than the 1000 readings a device buffers.
    pub const CAPACITY: usize = 1024;
    /// How many of the newest a client without a clock may repeat: more than clients keep unacknowledged.
    pub const REPEATED: usize = 64;

    /// Of a point that has nothing stored.
    pub fn new() -> Self {
        Self::default()
    }

    /// Of a point with stored readings: the newest ones, oldest arrival first, and the arrival of the newest one that is
    /// not among them, if there is any.
    pub fn restore(newest: impl IntoIterator<Item = Known>, older: Option<Timestamp>) -> Self {
        let mut window = Self { forgotten: older, ..Self::default() };
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
        let identity = self.look_up(reading, skew);
        if identity != Identity::Duplicate {
            self.remember(reading);
        }
        identity
    }

    /// Follows a step of our own clock (positive: forward).
    pub fn clock_stepped(&mut self, by: Span) {
        for arrived in &mut self.arrived {
            *arrived = seconds(Timestamp::from_micros(i64::from(*arrived) * 1_000_000) + by);
        }
        self.forgotten = self.forgotten.map(|at| at + by);
    }

    fn look_up(&self, reading: &Known, skew: Span) -> Identity {
        let usable = usable_time(reading.ts, reading.received);
        if usable.is_some() && usable > self.newest {
            return Identity::New;
        }
        let key = key(reading);
        let newest_first = self.entries[..self.next].iter().rev().chain(self.entries[self.next..].iter().rev());
        let reach = if usable.is_some() { Self::CAPACITY } else { Self::REPEATED };
        let mut collides = false;
        for (age, entry) in newest_first.enumerate() {
            if entry.key == key {
                if entry.hash == reading.hash && age < reach {
                    return Identity::Duplicate;
                }
                collides |= entry.hash != reading.hash;
            }
        }
        if collides && reading.ts.is_some() {
            return Identity::Conflict;
        }
        match (usable, self.forgotten) {
            (Some(ts), Some(forgotten)) if ts + skew <= forgotten + MAX_AHEAD => Identity::AskStore,
            _ => Identity::New,
        }
    }

    fn remember(&mut self, known: &Known) {
        let entry = Entry { key: key(known), hash: known.hash };
        let arrived = seconds(known.received);
        self.newest = self.newest.max(usable_time(known.ts, known.received));
        if self.entries.len() < Self::CAPACITY {
            self.entries.push(entry);
            self.arrived.push(arrived);
        } else {
            let gone = Timestamp::from_micros(i64::from(self.arrived[self.next]) * 1_000_000);
            self.forgotten = self.forgotten.max(Some(gone));
            self.entries[self.next] = entry;
            self.arrived[self.next] = arrived;
            self.next = (self.next + 1) % Self::CAPACITY;
        }
    }
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

/// Whole seconds since 1970, rounded up, within 1970 to 2106.
fn seconds(at: Timestamp) -> u32 {
    let whole = at.as_micros().div_euclid(1_000_000) + i64::from(at.as_micros().rem_euclid(1_000_000) != 0);
    u32::try_from(whole.max(0)).unwrap_or(u32::MAX)
}
