//! The store: one writer thread with group commit, short read connections, numbered migrations.
//!
//! ```text
//!  plant ── Commit ──▶ handle ──▶ writer thread ── one transaction, one fsync ──▶ acknowledgements, outlet
//!  keeper ── house work ────────────▶ │ full disk
//!                                     └─▶ reserve ─▶ alarms only ─▶ owed in memory
//! ```
//!
//! SQLite in write-ahead mode, a sync with every commit. The writer owns the only connection that writes; every question uses a
//! read-only one with a deadline. Readings are appended in order of arrival; the keeper seals them into segments, between two
//! commits. Nothing here knows what a reading means.

mod archived;
mod backup;
mod blocks;
mod boot;
mod calendar;
mod commit;
mod connection;
mod copy;
mod dedup;
mod disk;
mod error;
mod examine;
mod failpoint;
mod gauge;
mod handle;
mod job;
mod keeper;
mod ledger;
mod lock;
mod note;
mod notice;
mod notice_setting;
mod open;
mod options;
mod outlet;
mod person;
mod picture;
mod query;
mod rate;
mod replace;
mod reserve;
mod schema;
pub mod sealed;
mod shift;
mod snapshot;
mod sound;
mod stats;
mod table;
mod tail;
mod target;
mod verify;
mod work;
mod writer;

pub use archived::ArchiveRow;
pub use backup::{BackupChange, NewBackup};
pub use boot::{Boot, LastRun, PointState, RowId};
pub use calendar::{Calendar, UnknownTimeZone};
pub use commit::{AlarmStep, Audit, Change, Commit, CredentialRow, NewReading, Quarantined, SiteDay, Urgency};
pub use copy::{CopyError, CopyProgress};
pub use error::{OpenError, QueryError};
pub use examine::Interrupt;
pub use gauge::{LATE_AFTER, StoreGauge};
pub use handle::{IN_FLIGHT, StoreGone, StoreHandle, TrySendError};
pub use job::NewJobRun;
pub use keeper::{Admitted, Change as ReadingChange, Pruned, Recompute, RecomputedDay};
pub use notice::{
    AfterTry, DeliveryKey, DeliveryPage, DeliveryQuery, MessageToSend, NewDelivery, NewMessage, NoticeStep,
    OwedDelivery,
};
pub use notice_setting::{ChannelRow, NoticeChange, NoticeSettingRow};
pub use open::Store;
pub use options::{Fingerprint, ReserveSize, StoreOptions, WhenFull};
pub use outlet::{NoOutlet, Outlet};
pub use person::Person;
pub use query::{
    AuditEntry, AuditPage, AuditQuery, Damaged, DamagedSpan, MOST_IN_PAGE, OccurrencePage, OccurrenceQuery, PastMask,
    Queries, ReadingQuery, Roster, Summary,
};
pub use replace::Replacement;
pub use shift::NewShift;
pub use snapshot::Snapshot;
pub use target::TargetRow;
pub use verify::{Checked, Finding, Progress, Verified};
pub use work::WorkError;
