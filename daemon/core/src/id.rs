//! Names and numbers of things. Each has a checking constructor; whoever holds one need not check again.

use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};

/// Why a name was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} {given:?} is not valid: {why}")]
pub struct NameError {
    /// What kind of name it should have been.
    pub what: &'static str,
    /// The text as given, shortened to 64 characters.
    pub given: String,
    /// What is allowed.
    pub why: &'static str,
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident, $what:literal, max $max:literal, $why:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Longest name accepted, in bytes.
            pub const MAX: usize = $max;

            /// Checks and keeps a name.
            pub fn new(text: &str) -> Result<Self, NameError> {
                if Self::allowed(text) {
                    Ok(Self(text.into()))
                } else {
                    Err(NameError { what: $what, given: text.chars().take(64).collect(), why: $why })
                }
            }

            /// Whether the constructor would take this text; does not allocate.
            pub fn allowed(text: &str) -> bool {
                (1..=Self::MAX).contains(&text.len())
                    && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
                    && !text.starts_with(['-', '.'])
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = NameError;
            fn from_str(text: &str) -> Result<Self, NameError> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NameError;
            fn try_from(text: String) -> Result<Self, NameError> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> String {
                name.0.as_ref().to_owned()
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

name!(
    /// The number printed on a device; names its point too.
    SerialNumber, "serial number", max 32, "use 1 to 32 of A-Z a-z 0-9 _ - . and begin with a letter or digit"
);
name!(
    /// The short name of an area or a zone.
    ShortName, "short name", max 32, "use 1 to 32 of A-Z a-z 0-9 _ - . and begin with a letter or digit"
);
name!(
    /// The name with which a device or a person logs in.
    UserName, "user name", max 64, "use 1 to 64 of A-Z a-z 0-9 _ - . and begin with a letter or digit"
);

macro_rules! number {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
    };
}

number!(
    /// One measured thing of a device; never reused.
    PointId(u32)
);
number!(
    /// Points that vote together; never reused.
    ZoneId(u32)
);
number!(
    /// One life of an alarm from raise to normal; `alarm ack 42` names one.
    OccurrenceId(u64)
);
number!(
    /// One calibration of a point, counted from 1 per point.
    CalibrationRevision(u32)
);
number!(
    /// One connection of a device, counted since the daemon started.
    ConnectionId(u64)
);

/// The digits of a ULID (Crockford base 32).
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The id of one event (a ULID), minted before the commit so that the notice sent early and the row written later agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventId(pub u128);

impl EventId {
    /// Reads the 26 characters that `Display` writes; `None` if the text is not a ULID.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 26 || digits[0] > b'7' {
            return None;
        }
        digits
            .iter()
            .try_fold(0u128, |id, digit| {
                let place = CROCKFORD.iter().position(|d| d == digit)?;
                Some(id << 5 | place as u128)
            })
            .map(Self)
    }
}

impl fmt::Display for EventId {
    /// Crockford base 32, 26 characters, as the ULID specification writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..26).rev() {
            let digit = (self.0 >> (place * 5)) as usize & 31;
            write!(f, "{}", CROCKFORD[digit] as char)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{EventId, SerialNumber};

    #[test]
    fn names_are_checked_wherever_they_come_from() {
        for good in ["A", "7", "A001", "a.b-c_d", &"A".repeat(32)] {
            assert_eq!(SerialNumber::new(good).expect(good).as_str(), good);
        }
        for bad in ["", "-a", ".a", "a b", "a/b", "a+", "é", "a\n", &"A".repeat(33)] {
            assert!(SerialNumber::new(bad).is_err(), "{bad}");
            let json = serde_json::to_string(bad).expect("a text serialises");
            assert!(serde_json::from_str::<SerialNumber>(&json).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_refused_name_says_what_is_allowed_and_repeats_no_more_than_64_characters() {
        let error = SerialNumber::new(&"é".repeat(500)).expect_err("too long");
        assert_eq!(error.given.chars().count(), 64);
        assert!(error.to_string().contains("begin with a letter or digit"));
    }

    #[test]
    fn event_ids_are_written_as_ulids_and_sort_as_they_were_minted() {
        assert_eq!(EventId(0).to_string(), "0".repeat(26));
        assert_eq!(EventId(u128::MAX).to_string(), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
        assert_eq!(EventId(32).to_string(), "00000000000000000000000010");
    }
}
