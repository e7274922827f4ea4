//! The people who may log in, as stored.

use mcs_core::{id::UserName, site::Role, time::Timestamp};

/// A person.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// The name they log in with.
    pub name: UserName,
    /// The argon2id hash of their password, in PHC form.
    pub password_hash: String,
    /// What they may do.
    pub role: Role,
    /// When they were added.
    pub added: Timestamp,
    /// When they were locked out.
    pub disabled: Option<Timestamp>,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Person").field("name", &self.name).field("role", &self.role).finish_non_exhaustive()
    }
}
