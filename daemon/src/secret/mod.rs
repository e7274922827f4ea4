//! The vault: secrets of targets are sealed with the site's key before they are stored.
//!
//! XChaCha20-Poly1305 with a random nonce each time. What a secret belongs to is bound to it as associated data, so that a sealed
//! secret moved to another target does not open. The key is read when it is needed and kept nowhere; without it, or with one that
//! others can read, targets cannot be used and everything else goes on.

mod key;

pub use key::{KEY_FILE, KeyError};

use std::{fmt, path::Path};

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};

use key::KeySource;

/// The first byte of everything sealed here.
const FORMAT: u8 = 1;
const NONCE: usize = 24;

/// A secret in clear. Never logged, never serialised.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// From its text.
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// Its text, for whoever must show it to the other side.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

/// Why a secret can be neither sealed nor opened.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// There is no key to use.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// It was sealed with another key, for something else, or is damaged.
    #[error("the stored secret of {of} does not open with this site's key; set it again")]
    DoesNotOpen {
        /// What it belongs to.
        of: String,
    },
    /// The machine gives no random numbers.
    #[error("the machine gives no random numbers")]
    Random(#[source] getrandom::Error),
}

/// Seals and opens secrets.
#[derive(Debug, Clone)]
pub struct Vault {
    source: KeySource,
}

impl Vault {
    /// The vault of a data directory. The key is looked for when it is first needed: `mcs.key` among systemd's credentials, else
    /// the data directory's own, which is made if it is missing.
    pub fn new(data: &Path) -> Self {
        Self { source: KeySource::new(data, std::env::var_os("CREDENTIALS_DIRECTORY").as_deref()) }
    }

    /// Seals a secret for what it belongs to.
    pub fn seal(&self, of: &str, secret: &Secret) -> Result<Vec<u8>, VaultError> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(VaultError::Random)?;
        let payload = Payload { msg: secret.0.as_bytes(), aad: of.as_bytes() };
        let cipher = XChaCha20Poly1305::new(&self.source.key()?.into());
        let sealed = cipher.encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| VaultError::DoesNotOpen { of: of.to_owned() })?;
        Ok([&[FORMAT], nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for it.
    pub fn open(&self, of: &str, sealed: &[u8]) -> Result<Secret, VaultError> {
        let wrong = || VaultError::DoesNotOpen { of: of.to_owned() };
        let (&FORMAT, rest) = sealed.split_first().ok_or_else(wrong)? else { return Err(wrong()) };
        let (nonce, sealed) = rest.split_first_chunk::<NONCE>().ok_or_else(wrong)?;
        let cipher = XChaCha20Poly1305::new(&self.source.key()?.into());
        let text = cipher.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: of.as_bytes() });
        String::from_utf8(text.map_err(|_| wrong())?).map(Secret).map_err(|_| wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_only_for_what_it_was_sealed_for_and_only_unchanged() {
        let dir = tempfile::tempdir().expect("a directory");
        let vault = Vault { source: KeySource::new(dir.path(), None) };
        let secret = Secret::new("wJalrXUtnFEMI".into());
        let sealed = vault.seal("target:a", &secret).expect("sealed");
        assert!(!sealed.windows(4).any(|w| w == b"wJal"), "it is not readable");
        assert_eq!(vault.open("target:a", &sealed).expect("opened"), secret);
        assert!(matches!(vault.open("target:b", &sealed), Err(VaultError::DoesNotOpen { .. })));
        for at in 0..sealed.len() {
            let mut damaged = sealed.clone();
            damaged[at] ^= 1;
            assert!(vault.open("target:a", &damaged).is_err(), "byte {at}");
        }
        assert!(vault.open("target:a", &[]).is_err());
        assert_ne!(vault.seal("target:a", &secret).expect("sealed"), sealed, "a nonce of its own each time");
    }

    #[test]
    fn a_secret_is_not_shown_by_accident() {
        assert_eq!(format!("{:?}", Secret::new("hunter2".into())), "Secret(hidden)");
    }
}
