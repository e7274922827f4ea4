//! Passwords of people: argon2id with a random salt, in the PHC string form. Devices have random secrets and need none
//! of this.

use std::sync::{Mutex, PoisonError};

use argon2::{
    Argon2, PasswordHash, PasswordHasher as _, PasswordVerifier as _,
    password_hash::{self, SaltString},
};

/// Fewest characters accepted.
pub const MIN_CHARS: usize = 8;
/// Most bytes accepted; hashing longer ones only helps those who want to keep us busy.
pub const MAX_BYTES: usize = 1024;

/// One hash at a time: each takes 19 MiB and tens of milliseconds of a core, and logins are rare.
static TURN: Mutex<()> = Mutex::new(());

/// Why a password was not taken.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too easy to guess.
    #[error("the password must have at least {MIN_CHARS} characters")]
    TooShort,
    /// Longer than anybody needs.
    #[error("the password must not have more than {MAX_BYTES} bytes")]
    TooLong,
    /// No randomness for the salt.
    #[error("the system gives no random numbers: {0}")]
    Random(getrandom::Error),
    /// The stored verifier is not one of ours, or hashing failed.
    #[error("the password's verifier is not usable: {0}")]
    Verifier(password_hash::Error),
}

/// A verifier to store. Takes tens of milliseconds: call it where blocking is allowed.
pub fn hash(password: &str) -> Result<String, PasswordError> {
    if password.chars().count() < MIN_CHARS {
        return Err(PasswordError::TooShort);
    }
    if password.len() > MAX_BYTES {
        return Err(PasswordError::TooLong);
    }
    let mut random = [0u8; 16];
    getrandom::fill(&mut random).map_err(PasswordError::Random)?;
    let salt = SaltString::encode_b64(&random).map_err(PasswordError::Verifier)?;
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let hash = Argon2::default().hash_password(password.as_bytes(), &salt).map_err(PasswordError::Verifier)?;
    Ok(hash.to_string())
}

/// Whether the password is the one the verifier was made from. Takes as long as [`hash`].
pub fn verify(password: &str, verifier: &str) -> Result<bool, PasswordError> {
    let parsed = PasswordHash::new(verifier).map_err(PasswordError::Verifier)?;
    if password.len() > MAX_BYTES {
        return Ok(false);
    }
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    match Argon2::default().verify_password(password.as_bytes(), &parsed) {
        Ok(()) => Ok(true),
        Err(password_hash::Error::Password) => Ok(false),
        Err(error) => Err(PasswordError::Verifier(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_is_taken() {
        let verifier = hash("correct horse").expect("a hash");
        assert!(verifier.starts_with("$argon2id$"), "{verifier}");
        assert!(verify("correct horse", &verifier).expect("a usable verifier"));
        assert!(!verify("correct hors", &verifier).expect("a usable verifier"));
        assert!(!verify(&"x".repeat(MAX_BYTES + 1), &verifier).expect("a usable verifier"));
    }

    #[test]
    fn the_same_password_never_hashes_the_same() {
        assert_ne!(hash("correct horse").expect("a hash"), hash("correct horse").expect("a hash"));
    }

    #[test]
    fn short_long_and_senseless_input_is_refused() {
        assert!(matches!(hash("1234567"), Err(PasswordError::TooShort)));
        assert!(matches!(hash(&"x".repeat(MAX_BYTES + 1)), Err(PasswordError::TooLong)));
        assert!(matches!(verify("anything", "plain"), Err(PasswordError::Verifier(_))));
    }
}
