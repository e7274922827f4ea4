//! Verifiers of device secrets: `$7$iterations$salt$hash`, PBKDF2 with HMAC-SHA512, the form Mosquitto's password file
//! has used since 2.0. Device secrets are 128 random bits, so a low iteration count loses nothing; people's passwords
//! are kept elsewhere and differently.

use base64::{Engine, engine::general_purpose::STANDARD};
use pbkdf2::pbkdf2_hmac;
use sha2::Sha512;
use subtle::ConstantTimeEq;

/// Mosquitto's own default.
const ITERATIONS: u32 = 101;
/// A verifier that asks for more is refused: checking it would let a stranger burn the processor.
const MAX_ITERATIONS: u32 = 200_000;
const SALT_BYTES: usize = 12;
const HASH_BYTES: usize = 64;
const SECRET_BYTES: usize = 16;

/// A verifier nobody can check a password against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a $7$ verifier")]
pub struct VerifierError;

/// A fresh device secret: 128 random bits as 32 hexadecimal digits.
pub fn new_secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; SECRET_BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().fold(String::with_capacity(2 * SECRET_BYTES), |mut text, byte| {
        use std::fmt::Write;
        write!(text, "{byte:02x}").expect("writing to a string cannot fail");
        text
    }))
}

/// The verifier of a secret, with a fresh salt.
pub fn make_verifier(secret: &str) -> Result<String, getrandom::Error> {
    let mut salt = [0; SALT_BYTES];
    getrandom::fill(&mut salt)?;
    let mut hash = [0; HASH_BYTES];
    pbkdf2_hmac::<Sha512>(secret.as_bytes(), &salt, ITERATIONS, &mut hash);
    Ok(format!("$7${ITERATIONS}${}${}", STANDARD.encode(salt), STANDARD.encode(hash)))
}

/// Whether a password is the one the verifier was made from. Takes the same time for a wrong one.
pub fn verify(verifier: &str, password: &[u8]) -> Result<bool, VerifierError> {
    let mut parts = verifier.strip_prefix("$7$").ok_or(VerifierError)?.split('$');
    let (Some(iterations), Some(salt), Some(hash), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(VerifierError);
    };
    let iterations = iterations.parse().map_err(|_| VerifierError)?;
    let salt = STANDARD.decode(salt).map_err(|_| VerifierError)?;
    let expected = STANDARD.decode(hash).map_err(|_| VerifierError)?;
    if !(1..=MAX_ITERATIONS).contains(&iterations) || expected.len() != HASH_BYTES {
        return Err(VerifierError);
    }
    let mut computed = [0; HASH_BYTES];
    pbkdf2_hmac::<Sha512>(password, &salt, iterations, &mut computed);
    Ok(computed.ct_eq(expected.as_slice()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_verifies_and_another_does_not() {
        let secret = new_secret().expect("random bytes");
        let verifier = make_verifier(&secret).expect("random bytes");
        assert_eq!(secret.len(), 32);
        assert_eq!(verify(&verifier, secret.as_bytes()), Ok(true));
        assert_eq!(verify(&verifier, b"wrong"), Ok(false));
    }

    #[test]
    fn a_verifier_written_by_mosquitto_is_read() {
        // `mosquitto_passwd -b file user secret`, version 2.0.11.
        let line = include_str!("testdata/mosquitto_passwd").trim();
        let (_, verifier) = line.split_once(':').expect("user:verifier");
        assert_eq!(verify(verifier, b"secret"), Ok(true));
        assert_eq!(verify(verifier, b"Secret"), Ok(false));
    }

    #[test]
    fn what_is_not_a_verifier_is_an_error() {
        for text in ["", "$6$x$y", "$7$101$%%$%%", "$7$0$YQ==$YQ==", "$7$999999999$YQ==$YQ=="] {
            assert_eq!(verify(text, b"x"), Err(VerifierError), "{text}");
        }
    }
}
