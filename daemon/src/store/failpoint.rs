//! Named places on the commit path and in the keeper where a test build can stop or die, set by `FAILPOINTS`.
//!
//! `return` ends the process there and then, as a power cut would, `sleep(ms)` holds it. In release builds nothing is left of it.

/// A transaction has begun.
pub(super) const BEGIN: &str = "store::begin";
/// A commit's rows are in the transaction.
pub(super) const AFTER_INSERT: &str = "store::after_insert";
/// About to make the transaction durable; also a place to hold it.
pub(super) const HOLD: &str = "store::hold";
/// The last step before it is durable.
pub(super) const BEFORE_COMMIT: &str = "store::before_commit";
/// Durable, and nobody has been told.
pub(super) const AFTER_COMMIT: &str = "store::after_commit_before_ack";
/// Half of those who wait have been told.
pub(super) const MID_ACK: &str = "store::mid_ack";

/// The places a piece of house work passes.
#[derive(Debug)]
pub(super) struct Places {
    /// What the gauge and the log call the piece.
    pub(super) name: &'static str,
    /// It is ready, and the writer has not heard of it.
    pub(super) before: &'static str,
    /// Its statements are done, and not durable.
    pub(super) within: &'static str,
    /// It is durable, and the keeper goes on from there.
    pub(super) after: &'static str,
}

macro_rules! places {
    ($name:literal) => {
        Places {
            name: $name,
            before: concat!("keeper::before_", $name),
            within: concat!("keeper::within_", $name),
            after: concat!("keeper::after_", $name),
        }
    };
}

/// Rows become slices.
pub(super) static SEAL: Places = places!("seal");
/// Slices become hours, hours days.
pub(super) static GATHER: Places = places!("gather");
/// Sealed rows leave.
pub(super) static FORGET: Places = places!("forget");
/// Days leave.
pub(super) static PRUNE: Places = places!("prune");
/// Old readings come in.
pub(super) static ADMIT: Places = places!("admit");
/// Readings are computed anew.
pub(super) static RECOMPUTE: Places = places!("recompute");
/// Pages go back to the file system.
pub(super) static VACUUM: Places = places!("vacuum");

/// Reads `FAILPOINTS` once, in test builds.
pub(super) fn arm() {
    static ARMED: std::sync::Once = std::sync::Once::new();
    if fail::has_failpoints() && std::env::var_os("FAILPOINTS").is_some() {
        ARMED.call_once(|| std::mem::forget(fail::FailScenario::setup()));
    }
}

/// Passes a named place.
pub(super) fn pass(name: &'static str) {
    tracing::trace!(name, "passing");
    fail::fail_point!(name, |_| {
        tracing::error!(name, "failpoint: ending the process");
        std::process::abort()
    });
}
