//! Named places between the steps of a day where a test build can die, set by `FAILPOINTS`. In release builds nothing is left.

/// The file is in the spool, and nobody knows.
pub(super) const SPOOLED: &str = "archive::spooled";
/// The row says that it is exported.
pub(super) const EXPORTED: &str = "archive::exported";
/// The object is at the target, its manifest is not.
pub(super) const OBJECT_PUT: &str = "archive::object_put";
/// Both are at the target, and nobody knows.
pub(super) const MANIFEST_PUT: &str = "archive::manifest_put";
/// The row says that it is uploaded.
pub(super) const UPLOADED: &str = "archive::uploaded";
/// It was read back and is the same, and nobody knows.
pub(super) const READ_BACK: &str = "archive::read_back";
/// The row says that it is verified; the spool file is still there.
pub(super) const VERIFIED: &str = "archive::verified";

/// Passes a named place.
pub(super) fn pass(name: &'static str) {
    tracing::trace!(name, "on the way into the archive");
    fail::fail_point!(name, |_| {
        tracing::error!(name, "failpoint: ending the process");
        std::process::abort()
    });
}
