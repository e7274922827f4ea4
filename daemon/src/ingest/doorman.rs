//! Lets a device in or turns it away. Rate limits and lockout act before any hashing, so a storm of wrong passwords
//! costs a map lookup each.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{
    roster::{Member, Roster},
    verifier::verify,
};

/// Wrong passwords within [`WINDOW`] after which a (user, address) pair is locked out.
const MAX_FAILURES: u32 = 5;
/// Unknown users of one address within [`WINDOW`] after which they are no longer even listed.
const MAX_STRANGERS: u32 = 60;
/// The name under which they are counted; nobody can have it.
const STRANGERS: &str = "";
/// How long failures count, and how long a lockout lasts from the last failure.
const WINDOW: Duration = Duration::from_mins(1);
/// Pairs remembered; beyond it the oldest half is forgotten, so the map cannot be filled up by strangers.
const MAX_PAIRS: usize = 4096;

/// Why a login was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No such user: a device nobody registered.
    #[error("no such user")]
    UnknownUser,
    /// The password does not fit.
    #[error("wrong password")]
    WrongPassword,
    /// The credential belongs to another client id.
    #[error("this credential belongs to another client id")]
    WrongClientId,
    /// Too many wrong passwords; nothing is even checked.
    #[error("too many wrong passwords; try again in a minute")]
    LockedOut,
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
}

/// The door of the MQTT endpoint.
#[derive(Debug)]
pub struct Doorman {
    roster: Roster,
    failures: Mutex<HashMap<(String, IpAddr), Failures>>,
    /// After the first success a password is recognised by a keyed digest instead of the slow hash.
    known: Mutex<HashMap<String, ([u8; 32], String)>>,
    key: [u8; 32],
}

impl Doorman {
    /// A doorman who looks names up in this roster.
    pub fn new(roster: Roster) -> Result<Self, getrandom::Error> {
        let mut key = [0; 32];
        getrandom::fill(&mut key)?;
        Ok(Self { roster, failures: Mutex::default(), known: Mutex::default(), key })
    }

    /// Decides one login.
    pub fn admit(
        &self,
        user: &str,
        password: &[u8],
        client_id: &str,
        from: IpAddr,
        now: Instant,
    ) -> Result<Member, Refusal> {
        if self.locked_out(user, from, now) {
            return Err(Refusal::LockedOut);
        }
        let Some(member) = self.roster.get(user) else {
            // All strangers of an address count together: each could come with a new name.
            if self.failures_of(STRANGERS, from, now) >= MAX_STRANGERS {
                return Err(Refusal::LockedOut);
            }
            self.count_failure(STRANGERS, from, now);
            return Err(Refusal::UnknownUser);
        };
        if !self.password_fits(user, &member, password) {
            self.count_failure(user, from, now);
            return Err(Refusal::WrongPassword);
        }
        if member.client_id != client_id {
            return Err(Refusal::WrongClientId);
        }
        self.lock_failures().remove(&(user.to_owned(), from));
        Ok(member)
    }

    fn password_fits(&self, user: &str, member: &Member, password: &[u8]) -> bool {
        let digest: [u8; 32] = Sha256::new().chain_update(self.key).chain_update(password).finalize().into();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((expected, verifier)) = known.get(user)
            && *verifier == member.verifier
        {
            return expected.ct_eq(&digest).into();
        }
        // Held while hashing: one verification at a time is the bound on what strangers can make us compute.
        let fits = verify(&member.verifier, password).unwrap_or(false);
        if fits {
            known.insert(user.to_owned(), (digest, member.verifier.clone()));
        }
        fits
    }

    /// Whether what a login was decided by still holds: the roster may have changed since.
    pub fn still_holds(&self, user: &str, member: &Member) -> bool {
        self.roster.get(user).is_some_and(|now| now.verifier == member.verifier && now.grants == member.grants)
    }

    fn locked_out(&self, user: &str, from: IpAddr, now: Instant) -> bool {
        self.failures_of(user, from, now) >= MAX_FAILURES
    }

    fn failures_of(&self, user: &str, from: IpAddr, now: Instant) -> u32 {
        let mut failures = self.lock_failures();
        let key = (user.to_owned(), from);
        match failures.get(&key) {
            Some(f) if now.duration_since(f.last) >= WINDOW => {
                failures.remove(&key);
                0
            }
            Some(f) => f.count,
            None => 0,
        }
    }

    fn count_failure(&self, user: &str, from: IpAddr, now: Instant) {
        let mut failures = self.lock_failures();
        if failures.len() >= MAX_PAIRS {
            failures.retain(|_, f| now.duration_since(f.last) < WINDOW / 2);
        }
        let entry = failures.entry((user.to_owned(), from)).or_insert(Failures { count: 0, last: now });
        entry.count += 1;
        entry.last = now;
    }

    fn lock_failures(&self) -> std::sync::MutexGuard<'_, HashMap<(String, IpAddr), Failures>> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;
    use crate::ingest::make_verifier;

    const HOME: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    fn doorman() -> Doorman {
        let roster = Roster::default();
        let verifier = make_verifier("right").expect("random bytes");
        roster.put("device_A001", Member { client_id: "A001".into(), verifier, grants: Vec::new().into() });
        Doorman::new(roster).expect("random bytes")
    }

    #[test]
    fn only_the_right_password_and_client_id_enter() {
        let door = doorman();
        let now = Instant::now();
        let admit =
            |user, password: &str, id| door.admit(user, password.as_bytes(), id, HOME, now).map(|m| m.client_id);
        assert_eq!(admit("device_A001", "right", "A001"), Ok("A001".into()));
        assert_eq!(admit("device_A001", "right", "A001"), Ok("A001".into()), "the remembered digest fits too");
        assert_eq!(admit("device_A001", "wrong", "A001"), Err(Refusal::WrongPassword));
        assert_eq!(admit("device_A001", "right", "B001"), Err(Refusal::WrongClientId));
        assert_eq!(admit("device_B001", "right", "B001"), Err(Refusal::UnknownUser));
    }

    #[test]
    fn wrong_passwords_lock_out_one_address_for_a_minute() {
        let door = doorman();
        let now = Instant::now();
        for _ in 0..MAX_FAILURES {
            assert_eq!(door.admit("device_A001", b"wrong", "A001", HOME, now).err(), Some(Refusal::WrongPassword));
        }
        assert_eq!(door.admit("device_A001", b"right", "A001", HOME, now).err(), Some(Refusal::LockedOut));
        let elsewhere = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));
        assert!(door.admit("device_A001", b"right", "A001", elsewhere, now).is_ok(), "others are not locked out");
        assert!(door.admit("device_A001", b"right", "A001", HOME, now + WINDOW).is_ok());
    }
}
