//! The second person: somebody else than the caller, who confirms with a password of their own what one person alone may
//! not do.

use super::password;

/// Why somebody did not confirm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotConfirmed {
    /// No such person, a wrong password, or one who was locked out: nobody is told which.
    #[error("the second person's name or password is not right")]
    Unknown,
    /// The verifier on record cannot be used.
    #[error("the second person's password on record cannot be checked; set it anew")]
    Unusable,
}

/// Stands in where nobody of that name is known, so that an answer takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGF0IGFsbCE$eWmJrLhLaHFSGsCmPZkTbMxHQQLrJg6X0kTYQbBKyLk";

/// Checks the password against the verifier on record; `None`: nobody of that name may confirm. Takes tens of
/// milliseconds: call it where blocking is allowed.
pub fn confirm(verifier: Option<&str>, given: &str) -> Result<(), NotConfirmed> {
    let right = password::verify(given, verifier.unwrap_or(NOBODY)).map_err(|_| NotConfirmed::Unusable)?;
    if right && verifier.is_some() { Ok(()) } else { Err(NotConfirmed::Unknown) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_known_person_with_the_right_password_confirms() {
        let verifier = password::hash("correct horse").expect("a hash");
        assert_eq!(confirm(Some(&verifier), "correct horse"), Ok(()));
        assert_eq!(confirm(Some(&verifier), "battery staple"), Err(NotConfirmed::Unknown));
        assert_eq!(confirm(None, "correct horse"), Err(NotConfirmed::Unknown));
        assert_eq!(confirm(Some("plain"), "correct horse"), Err(NotConfirmed::Unusable));
    }
}
