//! The password file: a line for each user, as `mosquitto_passwd` writes them.

use std::{collections::BTreeMap, fmt::Write as _};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use mcs_core::{device::CredentialRecord, id::UserName};
use pbkdf2::pbkdf2_hmac;
use sha2::{Digest as _, Sha256, Sha512};

/// Mosquitto's own default.
const ITERATIONS: u32 = 101;
const SALT_BYTES: usize = 12;
const HASH_BYTES: usize = 64;
const SECRET_BYTES: usize = 16;

/// A fresh secret: 128 random bits as 32 hexadecimal digits.
pub(crate) fn new_secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; SECRET_BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().fold(String::with_capacity(2 * SECRET_BYTES), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string cannot fail");
        text
    }))
}

/// What a secret is checked against. The salt follows from the secret, so that the same secret makes the same file: it is
/// random itself, and nobody else has it.
pub(crate) fn verifier(secret: &str) -> String {
    let salt = Sha256::new().chain_update(b"mcs broker salt").chain_update(secret).finalize();
    let salt = &salt[..SALT_BYTES];
    let mut hash = [0; HASH_BYTES];
    pbkdf2_hmac::<Sha512>(secret.as_bytes(), salt, ITERATIONS, &mut hash);
    format!("$7${ITERATIONS}${}${}", STANDARD.encode(salt), STANDARD.encode(hash))
}

/// The file: the daemon's own user and every device's.
pub(crate) fn passwords(own: (&UserName, &str), devices: &[CredentialRecord]) -> String {
    let mut lines: BTreeMap<_, _> = devices.iter().map(|device| (&device.user, device.verifier.as_str())).collect();
    lines.insert(own.0, own.1);
    lines.iter().fold(String::new(), |file, (user, verifier)| format!("{file}{user}:{verifier}\n"))
}

/// In words, which users one file has and another had not; `None` if they are the same.
pub(crate) fn changes(before: &str, after: &str) -> Option<String> {
    let users = |file: &'_ str| -> BTreeMap<String, String> {
        let pairs = file.lines().filter_map(|line| line.split_once(':'));
        pairs.map(|(user, verifier)| (user.to_owned(), verifier.to_owned())).collect()
    };
    let (before, after) = (users(before), users(after));
    let new = after.keys().filter(|user| !before.contains_key(*user)).count();
    let gone = before.keys().filter(|user| !after.contains_key(*user)).count();
    let other = after.iter().filter(|(user, now)| before.get(*user).is_some_and(|was| was != *now)).count();
    let counts = [(new, "new"), (gone, "gone"), (other, "with another password")];
    let words: Vec<_> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    (!words.is_empty()).then(|| format!("users: {}", words.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(sn: &str, verifier: &str) -> CredentialRecord {
        CredentialRecord {
            user: UserName::new(&format!("device_{sn}")).expect("a name"),
            client_id: sn.into(),
            verifier: verifier.into(),
            sns: vec![sn.parse().expect("a serial number")],
        }
    }

    #[test]
    fn the_same_secret_makes_the_same_line_and_another_one_another() {
        let (one, other) = (new_secret().expect("random bytes"), new_secret().expect("random bytes"));
        assert_eq!(one.len(), 32);
        assert_eq!(verifier(&one), verifier(&one));
        assert_ne!(verifier(&one), verifier(&other));
        assert!(verifier(&one).starts_with("$7$101$"));
    }

    #[test]
    fn what_changed_is_told_in_numbers_of_users() {
        let own = UserName::new("mcsd").expect("a name");
        let before = passwords((&own, "$7$own"), &[device("A001", "$7$a"), device("B001", "$7$b")]);
        assert_eq!(before, "device_A001:$7$a\ndevice_B001:$7$b\nmcsd:$7$own\n");
        let after = passwords((&own, "$7$own"), &[device("A001", "$7$x"), device("C001", "$7$c")]);
        assert_eq!(changes(&before, &before), None);
        assert_eq!(changes(&before, &after).as_deref(), Some("users: 1 new, 1 gone, 1 with another password"));
    }
}
