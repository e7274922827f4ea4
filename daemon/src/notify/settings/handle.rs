//! Changes who is told and by what: checked as a whole, written with its audit as a whole, and told to those who use it.

use std::sync::{Arc, Mutex, PoisonError};

use mcs_core::{
    alarm::Actor,
    id::ShortName,
    notice::{Change, Changed, Directory, Effect, SettingKind},
    time::Timestamp,
};
use serde::Serialize;

use super::{
    Settings, SettingsError,
    plan::{Author, Plan},
    seal,
};
use crate::{
    notify::Poke,
    secret::Vault,
    store::{Audit, ChannelRow, NoticeChange, NoticeSettingRow, StoreHandle},
};

/// Reads and changes the settings of notices. Cheap to clone; every method blocks.
#[derive(Debug, Clone)]
pub struct SettingsHandle {
    store: StoreHandle,
    vault: Vault,
    poke: Poke,
    /// One change at a time: each is checked against what the one before it left.
    turn: Arc<Mutex<()>>,
}

impl SettingsHandle {
    /// The settings in this store; `poke` is told of each change.
    pub fn new(store: StoreHandle, vault: Vault, poke: Poke) -> Self {
        Self { store, vault, poke, turn: Arc::default() }
    }

    /// The settings as they are now.
    pub fn load(&self) -> Result<Settings, SettingsError> {
        Ok(Settings::load(self.store.queries())?)
    }

    /// Who is told and by what.
    pub fn directory(&self) -> Result<Directory, SettingsError> {
        Ok(self.load()?.directory)
    }

    /// Something else changed that whoever tells people must look at.
    pub fn poke(&self) {
        self.poke.poke();
    }

    /// Makes changes, all of them or none, and tells what each did. With `dry_run` nothing is written.
    pub fn change(
        &self,
        changes: Vec<Change>,
        by: &Actor,
        now: Timestamp,
        dry_run: bool,
    ) -> Result<Vec<Changed>, SettingsError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let before = Settings::load(self.store.queries())?;
        let author = Author { by, now };
        let plan = Plan::make(&before, changes, author, &self.vault)?;
        if !dry_run {
            let rows = self.rows(&before, &plan, author)?;
            if !rows.is_empty() {
                self.store.change_notice_settings(rows)?;
                self.poke.poke();
            }
        }
        Ok(plan.changed)
    }

    /// A row for each thing that is otherwise than before.
    fn rows(
        &self,
        before: &Settings,
        plan: &Plan,
        author: Author<'_>,
    ) -> Result<Vec<(NoticeChange, Audit)>, SettingsError> {
        let mut rows = Vec::new();
        for changed in plan.changed.iter().filter(|changed| changed.effect != Effect::Same) {
            let (kind, name) = (changed.kind, &changed.name);
            let (old, new) = (json(&before.directory, kind, name)?, json(&plan.after, kind, name)?);
            let comment = (kind == SettingKind::Channel && plan.secrets.contains_key(name))
                .then(|| "with other secrets".to_owned());
            let line = Audit {
                at: author.now,
                by: author.by.name.clone(),
                action: if new.is_some() { set(kind) } else { removed(kind) },
                subject: name.to_string(),
                before: old,
                after: new.clone(),
                comment,
            };
            rows.push((self.row(before, plan, author, kind, name, new)?, line));
        }
        Ok(rows)
    }

    fn row(
        &self,
        before: &Settings,
        plan: &Plan,
        author: Author<'_>,
        kind: SettingKind,
        name: &ShortName,
        body: Option<String>,
    ) -> Result<NoticeChange, SettingsError> {
        let by = author.by.name.clone();
        let (Some(body), channel) = (body, plan.after.channel(name.as_str())) else {
            return Ok(match kind {
                SettingKind::Channel => NoticeChange::NoChannel(name.to_string()),
                SettingKind::Contact | SettingKind::Group | SettingKind::Route | SettingKind::Policy => {
                    NoticeChange::NoSetting(kind.as_str(), name.to_string())
                }
            });
        };
        let Some(channel) = channel.filter(|_| kind == SettingKind::Channel) else {
            let (kind, name) = (kind.as_str().to_owned(), name.to_string());
            return Ok(NoticeChange::Setting(NoticeSettingRow { kind, name, body, changed: author.now, by }));
        };
        let secret = match plan.secrets.get(name) {
            Some(secrets) if secrets.is_empty() => None,
            Some(secrets) => {
                let sealed = seal(name, secrets, &self.vault);
                Some(sealed.map_err(|source| SettingsError::Vault { name: name.clone(), source })?)
            }
            None if channel.secrets.is_empty() => None,
            None => before.sealed.get(name).cloned(),
        };
        let (revision, tested) = (channel.revision, channel.tested);
        Ok(NoticeChange::Channel(ChannelRow {
            name: name.to_string(),
            body,
            secret,
            revision,
            tested,
            changed: author.now,
            by,
        }))
    }
}

/// Something as it is kept, without secrets; `None` if it is not there.
fn json(directory: &Directory, kind: SettingKind, name: &ShortName) -> Result<Option<String>, serde_json::Error> {
    fn text<T: Serialize>(value: Option<&T>) -> Result<Option<String>, serde_json::Error> {
        value.map(serde_json::to_string).transpose()
    }
    let name = name.as_str();
    match kind {
        SettingKind::Channel => text(directory.channel(name)),
        SettingKind::Contact => text(directory.contact(name)),
        SettingKind::Group => text(directory.group(name)),
        SettingKind::Route => text(directory.route(name)),
        SettingKind::Policy => text(Some(&directory.policy)),
    }
}

/// What the audit calls it.
const fn set(kind: SettingKind) -> &'static str {
    match kind {
        SettingKind::Channel => "notify.channel.set",
        SettingKind::Contact => "notify.contact.set",
        SettingKind::Group => "notify.group.set",
        SettingKind::Route => "notify.route.set",
        SettingKind::Policy => "notify.policy.set",
    }
}

const fn removed(kind: SettingKind) -> &'static str {
    match kind {
        SettingKind::Channel => "notify.channel.remove",
        SettingKind::Contact => "notify.contact.remove",
        SettingKind::Group => "notify.group.remove",
        SettingKind::Route => "notify.route.remove",
        SettingKind::Policy => "notify.policy.remove",
    }
}
