//! Who is told and by what, as the store has it.
//!
//! Read anew when it changes; [`SettingsHandle`] changes it. What cannot be read is left out and told in the log: one damaged row must
//! not keep the others from being told. Secrets stay sealed until a channel is opened.

mod check;
mod error;
mod handle;
mod plan;
mod refer;
#[cfg(test)]
mod tests;

pub use error::SettingsError;
pub use handle::SettingsHandle;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use mcs_core::{
    id::ShortName,
    notice::{Book, Channel, Contact, Directory, Group, Policy, Route, SettingKind},
};
use serde::de::DeserializeOwned;

use crate::{
    secret::{Secret, Vault, VaultError},
    store::{ChannelRow, NoticeSettingRow, Queries, QueryError},
};

/// The name of the one policy.
const SITE: &str = "site";

/// Who is told and by what, with sealed secrets.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// All of it but secrets.
    pub directory: Directory,
    /// The secrets of each channel, sealed together.
    sealed: BTreeMap<ShortName, Vec<u8>>,
}

impl Settings {
    /// As the store has it now. Blocks.
    pub fn load(queries: &Queries) -> Result<Self, QueryError> {
        let (channels, rows) = queries.notice_settings()?;
        let mut settings = Self::default();
        for row in channels {
            settings.take_channel(row);
        }
        for row in &rows {
            settings.take(row);
        }
        settings.directory.routes.sort_by(|a, b| (a.order, &a.name).cmp(&(b.order, &b.name)));
        Ok(settings)
    }

    /// Who is who, for the desk; `tz` is the site's zone.
    pub fn book(&self, tz: TimeZone) -> Book {
        let Directory { channels, groups, routes, policy, contacts: _ } = &self.directory;
        let enabled = channels.iter().filter(|channel| channel.enabled).map(|channel| channel.name.clone());
        Book { policy: policy.clone(), routes: routes.clone(), groups: groups.clone(), channels: enabled.collect(), tz }
    }

    /// The secrets of a channel in clear; none if it has none.
    pub fn secrets(&self, channel: &ShortName, vault: &Vault) -> Result<BTreeMap<String, Secret>, VaultError> {
        let Some(sealed) = self.sealed.get(channel) else { return Ok(BTreeMap::new()) };
        open(channel, sealed, vault)
    }

    fn take_channel(&mut self, row: ChannelRow) {
        let Some(mut channel) = body::<Channel>(SettingKind::Channel, &row.name, &row.body) else { return };
        channel.revision = row.revision;
        channel.tested = row.tested;
        if let Some(sealed) = row.secret {
            self.sealed.insert(channel.name.clone(), sealed);
        }
        self.directory.channels.push(channel);
    }

    fn take(&mut self, row: &NoticeSettingRow) {
        let directory = &mut self.directory;
        match SettingKind::parse(&row.kind) {
            Some(SettingKind::Contact) => directory.contacts.extend(of_row::<Contact>(SettingKind::Contact, row)),
            Some(SettingKind::Group) => directory.groups.extend(of_row::<Group>(SettingKind::Group, row)),
            Some(SettingKind::Route) => directory.routes.extend(of_row::<Route>(SettingKind::Route, row)),
            Some(SettingKind::Policy) => {
                if let Some(policy) = of_row::<Policy>(SettingKind::Policy, row) {
                    directory.policy = policy;
                }
            }
            Some(SettingKind::Channel) | None => {
                tracing::error!(kind = row.kind, name = row.name, "a setting of notices is of no known kind");
            }
        }
    }
}

fn of_row<T: DeserializeOwned>(kind: SettingKind, row: &NoticeSettingRow) -> Option<T> {
    body(kind, &row.name, &row.body)
}

fn body<T: DeserializeOwned>(kind: SettingKind, name: &str, body: &str) -> Option<T> {
    let read = serde_json::from_str(body);
    if let Err(error) = &read {
        tracing::error!(%kind, name, %error, "a setting of notices cannot be read and is left out; set it again");
    }
    read.ok()
}

/// What the secrets of a channel are bound to: of another they do not open.
fn bound_to(channel: &ShortName) -> String {
    format!("notify:{channel}")
}

fn open(channel: &ShortName, sealed: &[u8], vault: &Vault) -> Result<BTreeMap<String, Secret>, VaultError> {
    let of = bound_to(channel);
    let clear = vault.open(&of, sealed)?;
    let texts: BTreeMap<String, String> =
        serde_json::from_str(clear.reveal()).map_err(|_| VaultError::DoesNotOpen { of })?;
    Ok(texts.into_iter().map(|(name, text)| (name, Secret::new(text))).collect())
}

fn seal(channel: &ShortName, secrets: &BTreeMap<String, Secret>, vault: &Vault) -> Result<Vec<u8>, VaultError> {
    let texts: BTreeMap<&str, &str> = secrets.iter().map(|(name, secret)| (name.as_str(), secret.reveal())).collect();
    // A map of texts always has a JSON form.
    let clear = serde_json::to_string(&texts).unwrap_or_default();
    vault.seal(&bound_to(channel), &Secret::new(clear))
}
