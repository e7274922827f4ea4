//! Settings of notices, as stored. What they mean is not known here; secrets arrive sealed.

use mcs_core::time::Timestamp;

use super::{
    Audit, Queries, QueryError, StoreHandle, WorkError,
    table::{audit, channel, notice_setting},
};

/// A channel as stored.
#[derive(Clone, PartialEq, Eq)]
pub struct ChannelRow {
    /// Its name.
    pub name: String,
    /// JSON without secrets.
    pub body: String,
    /// Its secrets, sealed together.
    pub secret: Option<Vec<u8>>,
    /// Counts changes.
    pub revision: u32,
    /// When a test was accepted last.
    pub tested: Option<Timestamp>,
    /// When it was changed.
    pub changed: Timestamp,
    /// Who changed it.
    pub by: String,
}

impl std::fmt::Debug for ChannelRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ChannelRow").field("name", &self.name).field("body", &self.body).finish_non_exhaustive()
    }
}

/// A contact, a group, a route or the policy, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeSettingRow {
    /// What it is: `contact`, `group`, `route` or `policy`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// JSON.
    pub body: String,
    /// When it was changed.
    pub changed: Timestamp,
    /// Who changed it.
    pub by: String,
}

/// One change of the settings of notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeChange {
    /// A channel as it is now.
    Channel(ChannelRow),
    /// The channel of this name is gone.
    NoChannel(String),
    /// A setting as it is now.
    Setting(NoticeSettingRow),
    /// The setting of this kind and name is gone.
    NoSetting(&'static str, String),
}

impl StoreHandle {
    /// Writes changes, each with its audit: all of them or none. Blocks until they are durable.
    pub fn change_notice_settings(&self, changes: Vec<(NoticeChange, Audit)>) -> Result<(), WorkError> {
        self.work("notice.set", move |connection| {
            for (change, line) in &changes {
                match change {
                    NoticeChange::Channel(row) => channel::write(connection, row)?,
                    NoticeChange::NoChannel(name) => channel::remove(connection, name)?,
                    NoticeChange::Setting(row) => notice_setting::write(connection, row)?,
                    NoticeChange::NoSetting(kind, name) => notice_setting::remove(connection, kind, name)?,
                }
                audit::insert(connection, line)?;
            }
            Ok(())
        })
    }

    /// Records that a test of a channel was accepted, unless the channel changed since. Blocks until it is durable.
    pub fn channel_tested(&self, name: String, revision: u32, at: Timestamp) -> Result<(), WorkError> {
        self.work("notice.tested", move |connection| channel::tested(connection, &name, revision, at))
    }
}

impl Queries {
    /// Every channel in the order of their names, and every other setting of notices by kind and name: of one moment.
    pub fn notice_settings(&self) -> Result<(Vec<ChannelRow>, Vec<NoticeSettingRow>), QueryError> {
        self.ask(|connection| Ok((channel::load(connection)?, notice_setting::load(connection)?)))
    }
}
