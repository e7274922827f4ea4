//! Which role a peer has. The daemon's own user is admin and the socket's group operator, unless a rule says otherwise;
//! everybody else needs a rule.

use std::io;

use mcs_core::site::Role;
use nix::unistd::{Group, User};

use super::{Caller, Peer};
use crate::config::{AccessRule, Who};

/// A rule that names somebody the system does not know.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// No such user.
    #[error("the access table names user {name:?}, which this system does not know")]
    NoSuchUser {
        /// The name in the rule.
        name: String,
    },
    /// No such group.
    #[error("the access table names group {name:?}, which this system does not know")]
    NoSuchGroup {
        /// The name in the rule.
        name: String,
    },
    /// The system's user database does not answer.
    #[error("cannot look up {name:?} of the access table")]
    LookUp {
        /// The name in the rule.
        name: String,
        /// What went wrong.
        #[source]
        source: io::Error,
    },
}

/// Roles by user and by group. A rule for the user decides; else the highest role of any of its groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessTable {
    users: Vec<(u32, Role)>,
    groups: Vec<(u32, Role)>,
}

impl AccessTable {
    /// The table of a daemon that runs as `owner` and whose socket belongs to `group`.
    pub fn new(owner: u32, group: u32, rules: &[AccessRule]) -> Result<Self, AccessError> {
        let mut table = Self { users: Vec::new(), groups: Vec::new() };
        for AccessRule { who, role } in rules {
            match who {
                Who::Uid(uid) => table.users.push((*uid, *role)),
                Who::User(name) => table.users.push((user(name)?, *role)),
                Who::Gid(gid) => table.groups.push((*gid, *role)),
                Who::Group(name) => table.groups.push((group_id(name)?, *role)),
            }
        }
        // Whoever runs the daemon can read its files; a lower role would only pretend.
        table.users.retain(|(uid, _)| *uid != owner);
        table.users.push((owner, Role::Admin));
        if !table.groups.iter().any(|(gid, _)| *gid == group) {
            table.groups.push((group, Role::Operator));
        }
        Ok(table)
    }

    /// The role of a peer; `None` if nothing gives it one.
    pub fn role(&self, peer: &Peer) -> Option<Role> {
        let own = self.users.iter().filter(|(uid, _)| *uid == peer.uid).map(|(_, role)| *role).max();
        own.or_else(|| self.groups.iter().filter(|(gid, _)| peer.gids.contains(gid)).map(|(_, role)| *role).max())
    }

    /// The peer as a caller.
    pub fn admit(&self, peer: Peer) -> Caller {
        let role = self.role(&peer);
        Caller::new(peer.name, role)
    }
}

fn user(name: &str) -> Result<u32, AccessError> {
    match User::from_name(name) {
        Ok(Some(user)) => Ok(user.uid.as_raw()),
        Ok(None) => Err(AccessError::NoSuchUser { name: name.to_owned() }),
        Err(errno) => Err(AccessError::LookUp { name: name.to_owned(), source: errno.into() }),
    }
}

/// The number of a group of this system.
pub fn group_id(name: &str) -> Result<u32, AccessError> {
    match Group::from_name(name) {
        Ok(Some(group)) => Ok(group.gid.as_raw()),
        Ok(None) => Err(AccessError::NoSuchGroup { name: name.to_owned() }),
        Err(errno) => Err(AccessError::LookUp { name: name.to_owned(), source: errno.into() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: u32 = 990;
    const GROUP: u32 = 980;

    fn peer(uid: u32, gids: &[u32]) -> Peer {
        Peer { uid, gids: gids.to_vec(), name: format!("uid {uid}") }
    }

    fn table(rules: &[(Who, Role)]) -> AccessTable {
        let rules: Vec<AccessRule> = rules.iter().cloned().map(|(who, role)| AccessRule { who, role }).collect();
        AccessTable::new(OWNER, GROUP, &rules).expect("only numbers, nothing to look up")
    }

    #[test]
    fn by_default_the_owner_is_admin_and_the_group_operator_and_nobody_else_gets_in() {
        let table = table(&[]);
        assert_eq!(table.role(&peer(OWNER, &[1])), Some(Role::Admin));
        assert_eq!(table.role(&peer(1, &[5, GROUP])), Some(Role::Operator));
        assert_eq!(table.role(&peer(1, &[5])), None);
        assert_eq!(table.role(&peer(0, &[0])), None);
    }

    #[test]
    fn a_rule_for_the_user_decides_over_its_groups() {
        let table = table(&[(Who::Uid(7), Role::Viewer)]);
        assert_eq!(table.role(&peer(7, &[GROUP])), Some(Role::Viewer));
    }

    #[test]
    fn the_highest_of_several_groups_counts_and_a_rule_replaces_the_default_of_the_sockets_group() {
        let table = table(&[(Who::Gid(GROUP), Role::Viewer), (Who::Gid(3), Role::Engineer)]);
        assert_eq!(table.role(&peer(1, &[GROUP])), Some(Role::Viewer));
        assert_eq!(table.role(&peer(1, &[GROUP, 3])), Some(Role::Engineer));
    }

    #[test]
    fn the_owner_stays_admin_whatever_a_rule_says() {
        assert_eq!(table(&[(Who::Uid(OWNER), Role::Viewer)]).role(&peer(OWNER, &[])), Some(Role::Admin));
    }

    #[test]
    fn a_rule_for_somebody_unknown_is_refused() {
        let rules = [AccessRule { who: Who::User("nobody-has-this-name".into()), role: Role::Viewer }];
        let error = AccessTable::new(OWNER, GROUP, &rules).expect_err("the rule to be refused");
        assert!(matches!(error, AccessError::NoSuchUser { .. }), "{error}");
    }

    #[test]
    fn names_are_looked_up() {
        let rules = [AccessRule { who: Who::User("root".into()), role: Role::Engineer }];
        let table = AccessTable::new(OWNER, GROUP, &rules).expect("root to be known");
        assert_eq!(table.role(&peer(0, &[])), Some(Role::Engineer));
    }
}
