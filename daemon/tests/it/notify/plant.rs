//! A plant whose people are told: its settings of notices, and what is on record of them.

use std::collections::BTreeMap;

use mcs_core::{
    id::ShortName,
    notice::{Change, ChannelEdit, ChannelKind, Group},
};
use rusqlite::{Connection, OpenFlags};

use super::phone::Phone;
use crate::daemon::{Daemon, Site};

pub(super) fn name(text: &str) -> ShortName {
    text.parse().expect("a name")
}

/// A channel of this kind that sends to the telephone.
pub(super) fn channel(channel: &str, kind: ChannelKind, phone: &Phone) -> Change {
    let secret = match kind {
        ChannelKind::Webhook => ("secret", "sixteen characters or more"),
        ChannelKind::Dingtalk => ("access_token", "d9b1"),
        other => unreachable!("{other:?} is not used here"),
    };
    Change::Channel(ChannelEdit {
        kind: Some(kind),
        settings: BTreeMap::from([("url".to_owned(), Some(phone.url(&format!("/{channel}"))))]),
        secrets: BTreeMap::from([(secret.0.to_owned(), Some(secret.1.to_owned()))]),
        ..ChannelEdit::of(name(channel))
    })
}

/// A group that is told over these channels.
pub(super) fn group(group: &str, channels: &[&str]) -> Change {
    let channels = channels.iter().map(|channel| name(channel)).collect();
    Change::Group(Group { name: name(group), contacts: Vec::new(), channels })
}

/// Told of everything, by a program: the simplest settings there are.
pub(super) fn tell(daemon: &Daemon, phone: &Phone) {
    set(daemon, &[channel("hook", ChannelKind::Webhook, phone), group("night", &["hook"])]);
}

pub(super) fn set(daemon: &Daemon, changes: &[Change]) {
    daemon.ask(daemon.client.change_directory(changes, false));
}

/// What is on record.
pub(super) struct Record(Connection);

/// A delivery as it is on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) kind: String,
    pub(super) state: u8,
    /// The message's key, as it is sent.
    pub(super) message: Option<String>,
    pub(super) detail: Option<String>,
}

impl Record {
    pub(super) fn of(site: &Site) -> Self {
        let path = site.data().join(mcsd::store::Store::FILE);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Self(Connection::open_with_flags(path, flags).expect("the database opens"))
    }

    /// Every delivery.
    pub(super) fn deliveries(&self) -> Vec<Row> {
        let mut statement =
            self.0.prepare("SELECT kind, state, message, detail FROM delivery ORDER BY id").expect("a statement");
        let rows = statement.query_map([], |row| {
            let message: Option<[u8; 16]> = row.get(2)?;
            Ok(Row {
                kind: row.get(0)?,
                state: row.get(1)?,
                message: message.map(|bytes| mcs_core::id::EventId(u128::from_be_bytes(bytes)).to_string()),
                detail: row.get(3)?,
            })
        });
        rows.expect("rows").collect::<Result<_, _>>().expect("readable")
    }

    pub(super) fn count(&self, sql: &str) -> u64 {
        self.0.query_row(sql, [], |row| row.get(0)).expect("a number")
    }
}
