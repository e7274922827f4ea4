//! A caller with a name and a role, as it is attached to each of its calls.

use mcs_core::{alarm::Actor, site::Role};

/// A call that was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Nothing gives this user a role.
    #[error("{name} has no role on this daemon")]
    NoRole {
        /// The user.
        name: String,
    },
    /// The role does not reach.
    #[error("{name} is {has}, this needs {needs}", has = has.as_str(), needs = needs.as_str())]
    RoleTooLow {
        /// The user.
        name: String,
        /// What they are.
        has: Role,
        /// What they would have to be.
        needs: Role,
    },
    /// The caller asked to be no more than a role that does not reach.
    #[error("{name} asked to be {bound} at most, this needs {needs}", bound = bound.as_str(), needs = needs.as_str())]
    AskedForLess {
        /// The user.
        name: String,
        /// What they asked to be at most.
        bound: Role,
        /// What they would have to be.
        needs: Role,
    },
}

/// Who is calling. Decided once for each connection, from what the kernel says about its other end. All that a caller
/// may add itself is a bound to its own role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    name: String,
    role: Option<Role>,
    bound: Option<Role>,
}

impl Caller {
    /// A caller by name, with the role the access table gives it.
    pub const fn new(name: String, role: Option<Role>) -> Self {
        Self { name, role, bound: None }
    }

    /// The caller, judged as if its role were no higher than this one. Who has no role gains none by it.
    #[must_use]
    pub fn at_most(self, bound: Role) -> Self {
        let bound = self.bound.map_or(bound, |other| other.min(bound));
        Self { bound: Some(bound), ..self }
    }

    /// The role, if the caller may do anything at all.
    pub fn role(&self) -> Result<Role, Denied> {
        let role = self.role.ok_or_else(|| Denied::NoRole { name: self.name.clone() })?;
        Ok(self.bound.map_or(role, |bound| bound.min(role)))
    }

    /// The caller as the one who does something, if its role reaches.
    pub fn require(&self, needs: Role) -> Result<Actor, Denied> {
        let has = self.role()?;
        if has < needs {
            let name = self.name.clone();
            return Err(match self.bound {
                Some(bound) if self.role.is_some_and(|role| role >= needs) => {
                    Denied::AskedForLess { name, bound, needs }
                }
                Some(_) | None => Denied::RoleTooLow { name, has, needs },
            });
        }
        Ok(Actor { name: self.name.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_do_what_the_lower_ones_may() {
        const ROLES: [Role; 4] = [Role::Viewer, Role::Operator, Role::Engineer, Role::Admin];
        for has in ROLES {
            for needs in ROLES {
                let caller = Caller::new("wang".into(), Some(has));
                assert_eq!(caller.require(needs).is_ok(), has >= needs, "{has:?} for {needs:?}");
            }
        }
    }

    #[test]
    fn a_bound_never_raises_a_role_and_the_lowest_one_holds() {
        for has in Role::ALL {
            for bound in Role::ALL {
                let caller = Caller::new("wang".into(), Some(has)).at_most(bound);
                assert_eq!(caller.role(), Ok(has.min(bound)));
                assert_eq!(caller.at_most(Role::Viewer).at_most(Role::Admin).role(), Ok(Role::Viewer));
            }
        }
        let stranger = Caller::new("stranger".into(), None).at_most(Role::Admin);
        assert_eq!(stranger.role(), Err(Denied::NoRole { name: "stranger".into() }));
    }

    #[test]
    fn who_asked_for_less_is_told_so() {
        let wall = Caller::new("wang".into(), Some(Role::Admin)).at_most(Role::Viewer);
        let denied = wall.require(Role::Operator).expect_err("a refusal");
        assert_eq!(denied.to_string(), "wang asked to be viewer at most, this needs operator");
    }

    #[test]
    fn without_a_role_nothing_is_allowed() {
        let stranger = Caller::new("stranger".into(), None);
        let denied = stranger.require(Role::Viewer).expect_err("a stranger to be refused");
        assert_eq!(denied.to_string(), "stranger has no role on this daemon");
    }

    #[test]
    fn a_refusal_says_what_the_caller_is_and_would_have_to_be() {
        let denied = Caller::new("li".into(), Some(Role::Viewer)).require(Role::Engineer).expect_err("a refusal");
        assert_eq!(denied.to_string(), "li is viewer, this needs engineer");
    }
}
