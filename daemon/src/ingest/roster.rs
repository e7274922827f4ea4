//! Who may connect: the ingest room's copy of the credentials, replaced whole by the plant when one changes.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use mcs_core::id::SerialNumber;

/// A device a credential may speak for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its serial number.
    pub sn: SerialNumber,
}

/// One credential.
#[derive(Clone)]
pub struct Member {
    /// The only client id it may connect with.
    pub client_id: String,
    /// `$7$…`
    pub verifier: String,
    /// The devices it may speak for.
    pub grants: Arc<[Grant]>,
}

impl std::fmt::Debug for Member {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Member")
            .field("client_id", &self.client_id)
            .field("grants", &self.grants)
            .finish_non_exhaustive()
    }
}

/// The credentials in force. Written by the plant, read at each login and at each publish that comes through a broker.
#[derive(Debug, Clone, Default)]
pub struct Roster(Arc<RwLock<Book>>);

#[derive(Debug, Default)]
struct Book {
    by_user: HashMap<String, Member>,
    /// How many members may speak for each device.
    devices: HashMap<SerialNumber, usize>,
}

impl Book {
    fn put(&mut self, user: &str, member: Option<Member>) {
        for grant in member.iter().flat_map(|member| member.grants.iter()) {
            *self.devices.entry(grant.sn.clone()).or_default() += 1;
        }
        let before = match member {
            Some(member) => self.by_user.insert(user.to_owned(), member),
            None => self.by_user.remove(user),
        };
        for grant in before.iter().flat_map(|member| member.grants.iter()) {
            if let Some(count) = self.devices.get_mut(&grant.sn) {
                *count -= 1;
                if *count == 0 {
                    self.devices.remove(&grant.sn);
                }
            }
        }
    }
}

impl Roster {
    /// The member with this user name.
    pub fn get(&self, user: &str) -> Option<Member> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).by_user.get(user).cloned()
    }

    /// Whether somebody may speak for this device: it is registered.
    pub fn knows(&self, sn: &SerialNumber) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).devices.contains_key(sn)
    }

    /// Adds or replaces a member.
    pub fn put(&self, user: &str, member: Member) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).put(user, Some(member));
    }

    /// Forgets a member.
    pub fn remove(&self, user: &str) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).put(user, None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_known_as_long_as_somebody_may_speak_for_it() {
        let (roster, sn) = (Roster::default(), "A001".parse::<SerialNumber>().expect("valid"));
        let member = |grants: &[&SerialNumber]| Member {
            client_id: "A001".into(),
            verifier: "$7$".into(),
            grants: grants.iter().map(|&sn| Grant { sn: sn.clone() }).collect(),
        };
        assert!(!roster.knows(&sn));
        roster.put("device_A001", member(&[&sn]));
        roster.put("device_A001", member(&[&sn]));
        roster.put("gateway", member(&[&sn]));
        roster.remove("device_A001");
        assert!(roster.knows(&sn), "the gateway speaks for it");
        roster.put("gateway", member(&[]));
        assert!(!roster.knows(&sn));
    }
}
