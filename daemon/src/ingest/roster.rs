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

/// The credentials in force, by user name. Written by the plant, read at each login.
#[derive(Debug, Clone, Default)]
pub struct Roster(Arc<RwLock<HashMap<String, Member>>>);

impl Roster {
    /// The member with this user name.
    pub fn get(&self, user: &str) -> Option<Member> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(user).cloned()
    }

    /// Adds or replaces a member.
    pub fn put(&self, user: &str, member: Member) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(user.to_owned(), member);
    }

    /// Forgets a member.
    pub fn remove(&self, user: &str) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(user);
    }
}
