//! Changes of who is told and by what.

use std::collections::BTreeMap;

use mcs_core::notice::{Change, Changed, ChannelEdit, Effect, SettingKind};

use super::{channel_kind, notice_name};
use crate::{
    convert::{WireError, required, unknown},
    wire::{self, directory_change::Change as ChangeWire},
};

fn kind(text: &str) -> Result<SettingKind, WireError> {
    SettingKind::parse(text).ok_or_else(|| unknown("kind", format_args!("{text:?}")))
}

/// Values that are set, and names that are unset.
fn split(values: &BTreeMap<String, Option<String>>) -> (std::collections::HashMap<String, String>, Vec<String>) {
    let set = values.iter().filter_map(|(name, value)| Some((name.clone(), value.clone()?)));
    let unset = values.iter().filter(|(_, value)| value.is_none()).map(|(name, _)| name.clone());
    (set.collect(), unset.collect())
}

fn joined(set: impl IntoIterator<Item = (String, String)>, unset: Vec<String>) -> BTreeMap<String, Option<String>> {
    let unset = unset.into_iter().map(|name| (name, None));
    unset.chain(set.into_iter().map(|(name, value)| (name, Some(value)))).collect()
}

impl From<&ChannelEdit> for wire::ChannelEdit {
    fn from(edit: &ChannelEdit) -> Self {
        let (settings, unset_settings) = split(&edit.settings);
        let (secrets, unset_secrets) = split(&edit.secrets);
        Self {
            name: edit.name.to_string(),
            kind: edit.kind.map(|kind| kind.as_str().to_owned()),
            enabled: edit.enabled,
            settings,
            unset_settings,
            secrets,
            unset_secrets,
        }
    }
}

impl TryFrom<wire::ChannelEdit> for ChannelEdit {
    type Error = WireError;
    fn try_from(edit: wire::ChannelEdit) -> Result<Self, WireError> {
        Ok(Self {
            name: notice_name(&edit.name)?,
            kind: edit.kind.as_deref().map(channel_kind).transpose()?,
            enabled: edit.enabled,
            settings: joined(edit.settings, edit.unset_settings),
            secrets: joined(edit.secrets, edit.unset_secrets),
        })
    }
}

impl From<&Change> for wire::DirectoryChange {
    fn from(change: &Change) -> Self {
        let change = match change {
            Change::Channel(edit) => ChangeWire::Channel(edit.into()),
            Change::Contact(contact) => ChangeWire::Contact(contact.into()),
            Change::Group(group) => ChangeWire::Group(group.into()),
            Change::Route(route) => ChangeWire::Route(route.into()),
            Change::Policy(policy) => ChangeWire::Policy(policy.into()),
            Change::Remove(kind, name) => {
                ChangeWire::Remove(wire::Removal { kind: kind.as_str().to_owned(), name: name.to_string() })
            }
        };
        Self { change: Some(change) }
    }
}

impl TryFrom<wire::DirectoryChange> for Change {
    type Error = WireError;
    fn try_from(change: wire::DirectoryChange) -> Result<Self, WireError> {
        Ok(match required("change", change.change)? {
            ChangeWire::Channel(edit) => Self::Channel(edit.try_into()?),
            ChangeWire::Contact(contact) => Self::Contact(contact.try_into()?),
            ChangeWire::Group(group) => Self::Group(group.try_into()?),
            ChangeWire::Route(route) => Self::Route(route.try_into()?),
            ChangeWire::Policy(policy) => Self::Policy(policy.try_into()?),
            ChangeWire::Remove(removal) => Self::Remove(kind(&removal.kind)?, notice_name(&removal.name)?),
        })
    }
}

impl From<&Changed> for wire::DirectoryChanged {
    fn from(changed: &Changed) -> Self {
        Self {
            kind: changed.kind.as_str().to_owned(),
            name: changed.name.to_string(),
            effect: changed.effect.as_str().to_owned(),
            remarks: changed.remarks.clone(),
        }
    }
}

impl TryFrom<wire::DirectoryChanged> for Changed {
    type Error = WireError;
    fn try_from(changed: wire::DirectoryChanged) -> Result<Self, WireError> {
        let effect = Effect::parse(&changed.effect);
        Ok(Self {
            kind: kind(&changed.kind)?,
            name: notice_name(&changed.name)?,
            effect: effect.ok_or_else(|| unknown("effect", format_args!("{:?}", changed.effect)))?,
            remarks: changed.remarks,
        })
    }
}
