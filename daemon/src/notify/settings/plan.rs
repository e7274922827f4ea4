//! What changes would make of the settings, before any of it is written.

use std::collections::BTreeMap;

use mcs_core::{
    alarm::Actor,
    id::ShortName,
    notice::{Change, Changed, Channel, ChannelEdit, Directory, Effect, Policy, SettingKind},
    time::Timestamp,
};

use super::{SITE, Settings, SettingsError, check, open, refer};
use crate::{
    notify::channel,
    secret::{Secret, Vault},
};

/// Who changes it, and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Author<'a> {
    pub(super) by: &'a Actor,
    pub(super) now: Timestamp,
}

/// What changes would make of the settings.
#[derive(Debug)]
pub(super) struct Plan {
    /// All of it, as it would be.
    pub(super) after: Directory,
    /// What each change does, in their order.
    pub(super) changed: Vec<Changed>,
    /// The secrets of channels that get others than they had.
    pub(super) secrets: BTreeMap<ShortName, BTreeMap<String, Secret>>,
}

impl Plan {
    /// Applies the changes one after the other and looks at what comes of all of them; the first that is wrong is refused.
    pub(super) fn make(
        before: &Settings,
        changes: Vec<Change>,
        author: Author<'_>,
        vault: &Vault,
    ) -> Result<Self, SettingsError> {
        let mut plan = Self { after: before.directory.clone(), changed: Vec::new(), secrets: BTreeMap::new() };
        for change in changes {
            let (kind, name, effect) = plan.apply(before, change, author, vault)?;
            plan.changed.push(Changed { kind, name, effect, remarks: Vec::new() });
        }
        refer::check(&before.directory, &plan.after)?;
        plan.after.routes.sort_by(|a, b| (a.order, &a.name).cmp(&(b.order, &b.name)));
        plan.remark();
        Ok(plan)
    }

    fn apply(
        &mut self,
        before: &Settings,
        change: Change,
        author: Author<'_>,
        vault: &Vault,
    ) -> Result<(SettingKind, ShortName, Effect), SettingsError> {
        match change {
            Change::Channel(edit) => {
                let effect = self.edit(before, &edit, vault)?;
                Ok((SettingKind::Channel, edit.name, effect))
            }
            Change::Contact(contact) => {
                let name = contact.name.clone();
                sound(SettingKind::Contact, &name, check::contact(&contact))?;
                Ok((SettingKind::Contact, name, put(&mut self.after.contacts, contact, |contact| &contact.name)))
            }
            Change::Group(group) => {
                let name = group.name.clone();
                sound(SettingKind::Group, &name, check::group(&group))?;
                Ok((SettingKind::Group, name, put(&mut self.after.groups, group, |group| &group.name)))
            }
            Change::Route(route) => {
                let name = route.name.clone();
                sound(SettingKind::Route, &name, check::route(&route))?;
                Ok((SettingKind::Route, name, put(&mut self.after.routes, route, |route| &route.name)))
            }
            Change::Policy(policy) => self.set_policy(policy, author),
            Change::Remove(kind, name) => {
                self.remove(kind, &name)?;
                Ok((kind, name, Effect::Removed))
            }
        }
    }

    fn set_policy(
        &mut self,
        mut policy: Policy,
        author: Author<'_>,
    ) -> Result<(SettingKind, ShortName, Effect), SettingsError> {
        let before = &self.after.policy;
        if let Some(new) = &mut policy.schedule_override {
            let stood = before.schedule_override.as_ref();
            let same = stood.filter(|old| old.reason == new.reason && old.until == new.until);
            new.by = same.map_or_else(|| author.by.name.clone(), |old| old.by.clone());
        }
        let name = site();
        sound(SettingKind::Policy, &name, check::policy(before, &policy, author.now))?;
        let effect = if *before == policy { Effect::Same } else { Effect::Changed };
        self.after.policy = policy;
        Ok((SettingKind::Policy, name, effect))
    }

    fn remove(&mut self, kind: SettingKind, name: &ShortName) -> Result<(), SettingsError> {
        if kind == SettingKind::Policy || !refer::exists(&self.after, kind, name) {
            return Err(SettingsError::NoSuch { kind, name: name.to_string() });
        }
        match kind {
            SettingKind::Channel => {
                self.after.channels.retain(|channel| channel.name != *name);
                self.secrets.remove(name);
            }
            SettingKind::Contact => self.after.contacts.retain(|contact| contact.name != *name),
            SettingKind::Group => self.after.groups.retain(|group| group.name != *name),
            SettingKind::Route => self.after.routes.retain(|route| route.name != *name),
            SettingKind::Policy => {}
        }
        Ok(())
    }

    fn edit(&mut self, before: &Settings, edit: &ChannelEdit, vault: &Vault) -> Result<Effect, SettingsError> {
        let known = self.after.channel(edit.name.as_str()).cloned();
        let mut channel = match (&known, edit.kind) {
            (Some(known), Some(kind)) if known.kind != kind => {
                return Err(SettingsError::OtherKind { name: edit.name.clone(), is: known.kind.as_str() });
            }
            (Some(known), _) => known.clone(),
            (None, Some(kind)) => Channel {
                name: edit.name.clone(),
                kind,
                enabled: true,
                settings: BTreeMap::new(),
                secrets: Vec::new(),
                revision: 0,
                tested: None,
            },
            // What only changes a channel must name one that is there.
            (None, None) => {
                return Err(SettingsError::NoSuch { kind: SettingKind::Channel, name: edit.name.to_string() });
            }
        };
        channel.enabled = edit.enabled.unwrap_or(channel.enabled);
        for (name, value) in &edit.settings {
            match value {
                Some(value) => channel.settings.insert(name.clone(), value.clone()),
                None => channel.settings.remove(name),
            };
        }
        let others = self.edit_secrets(before, edit, &mut channel, vault)?;
        sound(SettingKind::Channel, &channel.name, complaints(&channel, edit))?;
        let effect = match &known {
            None => Effect::Made,
            Some(known) if *known == channel && !others => return Ok(Effect::Same),
            Some(known) => {
                // An accepted test says nothing of other settings.
                if others || known.settings != channel.settings {
                    channel.tested = None;
                }
                Effect::Changed
            }
        };
        channel.revision += 1;
        put(&mut self.after.channels, channel, |channel| &channel.name);
        Ok(effect)
    }

    /// Gives the channel its secrets; tells whether they are others than before.
    fn edit_secrets(
        &mut self,
        before: &Settings,
        edit: &ChannelEdit,
        channel: &mut Channel,
        vault: &Vault,
    ) -> Result<bool, SettingsError> {
        if edit.secrets.is_empty() {
            return Ok(false);
        }
        let had = match (self.secrets.get(&channel.name), before.sealed.get(&channel.name)) {
            (Some(planned), _) => planned.clone(),
            // Those of a channel that is made, even if one of this name was removed just before.
            (None, Some(sealed)) if !channel.secrets.is_empty() => match open(&channel.name, sealed, vault) {
                Ok(opened) => opened,
                // Every one is replaced: those that do not open are not needed.
                Err(_) if channel.secrets.iter().all(|name| edit.secrets.contains_key(name)) => BTreeMap::new(),
                Err(source) => return Err(SettingsError::Vault { name: channel.name.clone(), source }),
            },
            (None, _) => BTreeMap::new(),
        };
        let mut has = had.clone();
        for (name, value) in &edit.secrets {
            match value {
                Some(value) => has.insert(name.clone(), Secret::new(value.clone())),
                None => has.remove(name),
            };
        }
        channel.secrets = has.keys().cloned().collect();
        let others = has != had;
        if others {
            self.secrets.insert(channel.name.clone(), has);
        }
        Ok(others)
    }

    /// Says of each group a change may concern what is remarkable about it now.
    fn remark(&mut self) {
        let after = &self.after;
        for changed in &mut self.changed {
            let concerned = after.groups.iter().filter(|group| match changed.kind {
                SettingKind::Channel => group.channels.contains(&changed.name),
                SettingKind::Contact => group.contacts.contains(&changed.name),
                SettingKind::Group => group.name == changed.name,
                SettingKind::Route | SettingKind::Policy => false,
            });
            changed.remarks = concerned.flat_map(|group| check::remarks_on_group(after, group)).collect();
        }
    }
}

/// The name under which the policy is kept.
pub(super) fn site() -> ShortName {
    ShortName::new(SITE).expect("a constant that is a name")
}

fn complaints(channel: &Channel, edit: &ChannelEdit) -> Vec<String> {
    let empty = edit.secrets.iter().filter(|(_, value)| value.as_deref().is_some_and(str::is_empty));
    let mut complaints: Vec<String> = empty.map(|(name, _)| format!("the secret {name} is empty")).collect();
    complaints.extend(channel::check(channel).err().into_iter().flatten());
    complaints
}

fn sound(kind: SettingKind, name: &ShortName, complaints: Vec<String>) -> Result<(), SettingsError> {
    if complaints.is_empty() {
        return Ok(());
    }
    Err(SettingsError::Invalid { kind, name: name.to_string(), complaints })
}

/// Puts something in the place of what is called so.
fn put<T: PartialEq>(all: &mut Vec<T>, new: T, name: impl Fn(&T) -> &ShortName) -> Effect {
    match all.iter_mut().find(|old| name(old) == name(&new)) {
        Some(old) if *old == new => Effect::Same,
        Some(old) => {
            *old = new;
            Effect::Changed
        }
        None => {
            all.push(new);
            Effect::Made
        }
    }
}
