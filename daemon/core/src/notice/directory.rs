//! Who is told and by what, whole, and how it is changed.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use super::{Channel, ChannelKind, Contact, Group, Policy, Route};
use crate::id::ShortName;

/// Who is told and by what.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Directory {
    /// Ways to reach people.
    pub channels: Vec<Channel>,
    /// People.
    pub contacts: Vec<Contact>,
    /// People who are told together.
    pub groups: Vec<Group>,
    /// Which alarms go to which groups, in the order in which they are asked.
    pub routes: Vec<Route>,
    /// What holds for all of it.
    pub policy: Policy,
}

impl Directory {
    /// The channel of this name.
    pub fn channel(&self, name: &str) -> Option<&Channel> {
        self.channels.iter().find(|channel| channel.name.as_str() == name)
    }

    /// The contact of this name.
    pub fn contact(&self, name: &str) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.name.as_str() == name)
    }

    /// The group of this name.
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.name.as_str() == name)
    }

    /// The route of this name.
    pub fn route(&self, name: &str) -> Option<&Route> {
        self.routes.iter().find(|route| route.name.as_str() == name)
    }

    /// Those of a group who are told at all.
    pub fn members(&self, group: &str) -> Vec<Contact> {
        let names = self.group(group).map_or(&[][..], |group| &group.contacts);
        let contacts = names.iter().filter_map(|name| self.contact(name.as_str()));
        contacts.filter(|contact| contact.enabled).cloned().collect()
    }
}

/// What a setting of notices is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SettingKind {
    /// A way to reach people.
    Channel,
    /// A person.
    Contact,
    /// People who are told together.
    Group,
    /// Which alarms go to which groups.
    Route,
    /// What holds for all of it.
    Policy,
}

impl SettingKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Channel, Self::Contact, Self::Group, Self::Route, Self::Policy];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Contact => "contact",
            Self::Group => "group",
            Self::Route => "route",
            Self::Policy => "policy",
        }
    }

    /// The kind with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

impl fmt::Display for SettingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What is changed of a channel, or a channel that is made; what is not named stays. Its secrets are in clear: they travel towards
/// the daemon and nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct ChannelEdit {
    /// Which.
    pub name: ShortName,
    /// What it is; needed for a new one only.
    pub kind: Option<ChannelKind>,
    /// Whether it is used; a new one is.
    pub enabled: Option<bool>,
    /// Settings by name; `None` removes one.
    pub settings: BTreeMap<String, Option<String>>,
    /// Secrets by name; `None` removes one.
    pub secrets: BTreeMap<String, Option<String>>,
}

impl ChannelEdit {
    /// No change of this channel.
    pub const fn of(name: ShortName) -> Self {
        Self { name, kind: None, enabled: None, settings: BTreeMap::new(), secrets: BTreeMap::new() }
    }
}

impl fmt::Debug for ChannelEdit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChannelEdit")
            .field("name", &self.name)
            .field("kind", &self.kind)
            .field("enabled", &self.enabled)
            .field("settings", &self.settings)
            .field("secrets", &self.secrets.keys())
            .finish()
    }
}

/// One change of who is told and by what.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A channel is made or changed.
    Channel(ChannelEdit),
    /// A contact in the place of the one of this name.
    Contact(Contact),
    /// A group in the place of the one of this name.
    Group(Group),
    /// A route in the place of the one of this name.
    Route(Route),
    /// The policy. Who overrides the schedule is whoever changes it.
    Policy(Policy),
    /// A channel, a contact, a group or a route is removed; nothing may name it.
    Remove(SettingKind, ShortName),
}

/// What a change did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// It was not there.
    Made,
    /// It was there and is otherwise now.
    Changed,
    /// It was so already.
    Same,
    /// It is gone.
    Removed,
}

impl Effect {
    /// Every effect.
    pub const ALL: [Self; 4] = [Self::Made, Self::Changed, Self::Same, Self::Removed];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Changed => "changed",
            Self::Same => "same",
            Self::Removed => "removed",
        }
    }

    /// The effect with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|effect| effect.as_str() == text)
    }
}

/// What became of one change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// What was changed.
    pub kind: SettingKind,
    /// Its name; of the policy, `site`.
    pub name: ShortName,
    /// What the change did.
    pub effect: Effect,
    /// What is allowed and yet probably not meant, e.g. a contact whom none of the channels can reach.
    pub remarks: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_shows_the_names_of_its_secrets_only() {
        let mut edit = ChannelEdit::of(ShortName::new("mail").expect("a name"));
        edit.secrets.insert("password".to_owned(), Some("hunter2".to_owned()));
        let shown = format!("{edit:?}");
        assert!(shown.contains("password"), "{shown}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}
