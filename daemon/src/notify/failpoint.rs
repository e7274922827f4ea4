//! Named places between a transition and a provider's word where a test build can die, set by `FAILPOINTS`. In release builds
//! nothing is left of it.

/// A transition was heard and decided on; nothing of that is on record.
pub(super) const BEFORE_SETTLE: &str = "notify::before_settle";
/// What is owed is on record, and nobody who sends knows.
pub(super) const AFTER_SETTLE: &str = "notify::after_settle";
/// A message was made of deliveries, and is not on record.
pub(super) const BEFORE_MESSAGE: &str = "notify::before_message";
/// It is on record.
pub(super) const AFTER_MESSAGE: &str = "notify::after_message";
/// It is about to be sent.
pub(super) const BEFORE_SEND: &str = "notify::before_send";
/// The provider has answered, and nobody else knows.
pub(super) const AFTER_SEND: &str = "notify::after_send";
/// What was accepted without a record is remembered.
pub(super) const AFTER_TOLD: &str = "notify::after_told";
/// The try is on record.
pub(super) const AFTER_RECORD: &str = "notify::after_record";

/// Passes a named place.
pub(super) fn pass(name: &'static str) {
    tracing::trace!(name, "on the way to people");
    fail::fail_point!(name, |_| {
        tracing::error!(name, "failpoint: ending the process");
        std::process::abort()
    });
}
