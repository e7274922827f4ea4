//! How the store is doing, readable at any moment from any thread without a lock.

use std::{
    sync::{
        OnceLock,
        atomic::{AtomicU8, AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use mcs_core::status::StoreState;

/// A commit that takes longer than this is late: the plant tells its alarms early, marked unrecorded.
pub const LATE_AFTER: Duration = Duration::from_secs(2);

/// How the store is doing. Written by the store's threads, read by everybody.
#[derive(Debug)]
pub struct StoreGauge {
    base: Instant,
    state: AtomicU8,
    /// µs since `base` at which the oldest unfinished commit was sent, plus one; 0 is none.
    waiting: AtomicU64,
    committed_seq: AtomicU64,
    commits: AtomicU64,
    readings: AtomicU64,
    unrecorded: AtomicU64,
    commit_us: AtomicU64,
    in_flight: AtomicU64,
    database_bytes: AtomicU64,
    wal_bytes: AtomicU64,
    reserve_bytes: AtomicU64,
    disk_free_ppm: AtomicU64,
    works: AtomicU64,
    work_us: AtomicU64,
    longest_work_us: AtomicU64,
    sealing_lag_s: AtomicU64,
    /// µs since `base` at which that was true.
    sealing_seen: AtomicU64,
    sealed: AtomicU64,
    segments: AtomicU64,
    damaged: AtomicU64,
    forgotten: AtomicU64,
    damage: OnceLock<String>,
}

impl StoreGauge {
    pub(super) fn new() -> Self {
        Self {
            base: Instant::now(),
            state: AtomicU8::new(0),
            waiting: AtomicU64::new(0),
            committed_seq: AtomicU64::new(0),
            commits: AtomicU64::new(0),
            readings: AtomicU64::new(0),
            unrecorded: AtomicU64::new(0),
            commit_us: AtomicU64::new(0),
            in_flight: AtomicU64::new(0),
            database_bytes: AtomicU64::new(0),
            wal_bytes: AtomicU64::new(0),
            reserve_bytes: AtomicU64::new(0),
            disk_free_ppm: AtomicU64::new(1_000_000),
            works: AtomicU64::new(0),
            work_us: AtomicU64::new(0),
            longest_work_us: AtomicU64::new(0),
            sealing_lag_s: AtomicU64::new(0),
            sealing_seen: AtomicU64::new(0),
            sealed: AtomicU64::new(0),
            segments: AtomicU64::new(0),
            damaged: AtomicU64::new(0),
            forgotten: AtomicU64::new(0),
            damage: OnceLock::new(),
        }
    }

    /// What is wrong with the database file, once that has been found.
    pub fn damage(&self) -> Option<&str> {
        self.damage.get().map(String::as_str)
    }

    pub(super) fn set_damage(&self, complaint: String) {
        // The first complaint stays: what follows from it says less.
        let _ = self.damage.set(complaint);
    }

    /// How well the store keeps up.
    pub fn state(&self) -> StoreState {
        let state = StoreState::ALL[usize::from(self.state.load(Relaxed))];
        match state {
            StoreState::Ok | StoreState::Late | StoreState::Reserve if self.waiting() > LATE_AFTER => StoreState::Late,
            StoreState::Ok | StoreState::Late | StoreState::Reserve | StoreState::Unrecorded | StoreState::Withheld => {
                state
            }
        }
    }

    /// How long the oldest unfinished commit has been waiting; zero when there is none.
    pub fn waiting(&self) -> Duration {
        match self.waiting.load(Relaxed) {
            0 => Duration::ZERO,
            since => self.base.elapsed().saturating_sub(Duration::from_micros(since - 1)),
        }
    }

    /// Whether the oldest unfinished commit has waited longer than [`LATE_AFTER`].
    pub fn late(&self) -> bool {
        self.waiting() > LATE_AFTER
    }

    /// The newest commit that is settled: durable, or its readings counted as unrecorded.
    pub fn committed_seq(&self) -> u64 {
        self.committed_seq.load(Relaxed)
    }

    /// Transactions made durable since the start.
    pub fn commits(&self) -> u64 {
        self.commits.load(Relaxed)
    }

    /// Readings made durable since the start.
    pub fn readings(&self) -> u64 {
        self.readings.load(Relaxed)
    }

    /// Readings acknowledged and not recorded since the start.
    pub fn unrecorded(&self) -> u64 {
        self.unrecorded.load(Relaxed)
    }

    /// How long the newest COMMIT took, µs.
    pub fn commit_us(&self) -> u64 {
        self.commit_us.load(Relaxed)
    }

    /// Weight of the commits sent and not yet settled: one each and one for each reading.
    pub fn in_flight(&self) -> u64 {
        self.in_flight.load(Relaxed)
    }

    /// Pieces of house work done or refused since the start.
    pub fn works(&self) -> u64 {
        self.works.load(Relaxed)
    }

    /// How long the writer did house work since the start, µs.
    pub fn work_us(&self) -> u64 {
        self.work_us.load(Relaxed)
    }

    /// How long the longest piece of house work held the writer, µs.
    pub fn longest_work_us(&self) -> u64 {
        self.longest_work_us.load(Relaxed)
    }

    /// How long the oldest reading that is not sealed has waited. A keeper that does nothing any more is one that lags.
    pub fn sealing_lag(&self) -> Duration {
        let since = self.base.elapsed().saturating_sub(Duration::from_micros(self.sealing_seen.load(Relaxed)));
        Duration::from_secs(self.sealing_lag_s.load(Relaxed)) + since
    }

    /// Readings sealed since the start.
    pub fn sealed(&self) -> u64 {
        self.sealed.load(Relaxed)
    }

    /// Segments written since the start.
    pub fn segments(&self) -> u64 {
        self.segments.load(Relaxed)
    }

    /// Sealed segments met since the start that cannot be read.
    pub fn damaged(&self) -> u64 {
        self.damaged.load(Relaxed)
    }

    /// Rows that left `recent` since the start, being sealed.
    pub fn forgotten(&self) -> u64 {
        self.forgotten.load(Relaxed)
    }

    /// Bytes of the database file.
    pub fn database_bytes(&self) -> u64 {
        self.database_bytes.load(Relaxed)
    }

    /// Bytes of the write-ahead log.
    pub fn wal_bytes(&self) -> u64 {
        self.wal_bytes.load(Relaxed)
    }

    /// Bytes of the readings' reserve still kept aside.
    pub fn reserve_bytes(&self) -> u64 {
        self.reserve_bytes.load(Relaxed)
    }

    /// Free share of the disk, percent.
    pub fn disk_free_percent(&self) -> f64 {
        self.disk_free_ppm.load(Relaxed) as f64 / 10_000.0
    }
}

/// The writer's side.
impl StoreGauge {
    pub(super) fn set_state(&self, state: StoreState) {
        self.state.store(
            StoreState::ALL.iter().position(|s| *s == state).and_then(|i| u8::try_from(i).ok()).unwrap_or_default(),
            Relaxed,
        );
    }

    pub(super) fn set_waiting(&self, since: Option<Instant>) {
        let since = since.map_or(0, |at| micros(at.saturating_duration_since(self.base)) + 1);
        self.waiting.store(since, Relaxed);
    }

    pub(super) fn settled(&self, seq: u64) {
        self.committed_seq.fetch_max(seq, Relaxed);
    }

    pub(super) fn committed(&self, readings: u64, took: Duration) {
        self.commits.fetch_add(1, Relaxed);
        self.readings.fetch_add(readings, Relaxed);
        self.commit_us.store(micros(took), Relaxed);
    }

    pub(super) fn worked(&self, took: Duration) {
        self.works.fetch_add(1, Relaxed);
        self.work_us.fetch_add(micros(took), Relaxed);
        self.longest_work_us.fetch_max(micros(took), Relaxed);
    }

    pub(super) fn add_unrecorded(&self, readings: u64) {
        self.unrecorded.fetch_add(readings, Relaxed);
    }

    pub(super) fn add_in_flight(&self, weight: u64) {
        self.in_flight.fetch_add(weight, Relaxed);
    }

    pub(super) fn sub_in_flight(&self, weight: u64) {
        self.in_flight.fetch_sub(weight, Relaxed);
    }

    pub(super) fn set_files(&self, database: u64, wal: u64, reserve: u64) {
        self.database_bytes.store(database, Relaxed);
        self.wal_bytes.store(wal, Relaxed);
        self.reserve_bytes.store(reserve, Relaxed);
    }

    pub(super) fn set_disk_free(&self, free: f64) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share between 0 and 1")]
        self.disk_free_ppm.store((free.clamp(0.0, 1.0) * 1e6) as u64, Relaxed);
    }
}

/// The keeper's side.
impl StoreGauge {
    pub(super) fn set_sealing_lag(&self, lag: Duration) {
        self.sealing_lag_s.store(lag.as_secs(), Relaxed);
        self.sealing_seen.store(micros(self.base.elapsed()), Relaxed);
    }

    pub(super) fn add_sealed(&self, readings: u64) {
        self.sealed.fetch_add(readings, Relaxed);
    }

    pub(super) fn add_segments(&self, segments: u64) {
        self.segments.fetch_add(segments, Relaxed);
    }

    pub(super) fn set_damaged(&self, damaged: u64) {
        self.damaged.store(damaged, Relaxed);
    }

    pub(super) fn add_forgotten(&self, rows: u64) {
        self.forgotten.fetch_add(rows, Relaxed);
    }
}

fn micros(d: Duration) -> u64 {
    u64::try_from(d.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_that_waits_is_late_until_it_ends() {
        let mut gauge = StoreGauge::new();
        let now = Instant::now();
        gauge.base = now.checked_sub(Duration::from_secs(10)).expect("the machine has run for ten seconds");
        assert_eq!(gauge.state(), StoreState::Ok);
        gauge.set_waiting(now.checked_sub(Duration::from_secs(3)));
        assert_eq!(gauge.state(), StoreState::Late);
        gauge.set_waiting(None);
        assert_eq!(gauge.state(), StoreState::Ok);
    }

    #[test]
    fn each_state_is_read_as_it_was_set() {
        let gauge = StoreGauge::new();
        for state in StoreState::ALL {
            gauge.set_state(state);
            assert_eq!(gauge.state(), state);
        }
    }
}
