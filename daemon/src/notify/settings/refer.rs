//! Who names whom: a group its contacts and channels, a route its groups.

use mcs_core::{
    id::ShortName,
    notice::{Directory, SettingKind},
};

use super::SettingsError;

/// One name that stands for something.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reference {
    /// Who names it, in words.
    from: String,
    kind: SettingKind,
    name: ShortName,
}

/// Refuses what would leave a name without what it stands for. Names that stood for nothing before are no concern of this change.
pub(super) fn check(before: &Directory, after: &Directory) -> Result<(), SettingsError> {
    let old = missing(before);
    let new: Vec<Reference> = missing(after).into_iter().filter(|reference| !old.contains(reference)).collect();
    let Some(first) = new.first() else { return Ok(()) };
    if exists(before, first.kind, &first.name) {
        let by = new.iter().filter(|other| other.kind == first.kind && other.name == first.name);
        return Err(SettingsError::InUse {
            kind: first.kind,
            name: first.name.to_string(),
            by: by.map(|reference| reference.from.clone()).collect(),
        });
    }
    let dangling =
        new.iter().map(|Reference { from, kind, name }| format!("{from} names {kind} {name}, which does not exist"));
    Err(SettingsError::Dangling { dangling: dangling.collect() })
}

fn missing(directory: &Directory) -> Vec<Reference> {
    let of_groups = directory.groups.iter().flat_map(|group| {
        let contacts = group.contacts.iter().map(|name| (SettingKind::Contact, name));
        let channels = group.channels.iter().map(|name| (SettingKind::Channel, name));
        contacts.chain(channels).map(|named| (format!("group {}", group.name), named))
    });
    let of_routes = directory.routes.iter().flat_map(|route| {
        route.groups.iter().map(|name| (format!("route {}", route.name), (SettingKind::Group, name)))
    });
    of_groups
        .chain(of_routes)
        .filter(|(_, (kind, name))| !exists(directory, *kind, name))
        .map(|(from, (kind, name))| Reference { from, kind, name: name.clone() })
        .collect()
}

/// Whether there is something of this kind and name.
pub(super) fn exists(directory: &Directory, kind: SettingKind, name: &ShortName) -> bool {
    let name = name.as_str();
    match kind {
        SettingKind::Channel => directory.channel(name).is_some(),
        SettingKind::Contact => directory.contact(name).is_some(),
        SettingKind::Group => directory.group(name).is_some(),
        SettingKind::Route => directory.route(name).is_some(),
        SettingKind::Policy => true,
    }
}
