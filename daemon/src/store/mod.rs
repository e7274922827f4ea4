//! The store: one writer thread with group commit, short read connections, numbered migrations.

mod commit;

pub use commit::{AlarmStep, Audit, Change, Commit, CredentialRow, NewReading, Quarantined, SiteDay, Urgency};
