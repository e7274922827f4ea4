//! Named places on a backup's way where a test build can die, set by `FAILPOINTS`. In release builds nothing is left of it.

/// The copy lies in the spool, unchecked.
pub(super) const COPIED: &str = "backup::copied";
/// It is on record, and not in its place.
pub(super) const RECORDED: &str = "backup::recorded";
/// It is on the disk it belongs on, under a name that does not count.
pub(super) const BESIDE: &str = "backup::beside";
/// It is in its place, and nobody has noted it.
pub(super) const PLACED: &str = "backup::placed";

/// Passes a named place.
pub(super) fn pass(name: &'static str) {
    tracing::trace!(name, "on the way of a backup");
    fail::fail_point!(name, |_| {
        tracing::error!(name, "failpoint: ending the process");
        std::process::abort()
    });
}
