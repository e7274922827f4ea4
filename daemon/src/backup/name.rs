//! What a backup's file is called: `mcs-20261121T040000Z.db`, by the moment it was begun, in UTC.

use mcs_core::time::Timestamp;

const BEFORE: &str = "mcs-";
const AFTER: &str = ".db";

/// The ending of the checksum's file beside it.
pub(super) const CHECKSUM: &str = ".sha256";

/// The name of a backup that was begun then.
pub(super) fn name(made: Timestamp) -> String {
    format!("{BEFORE}{}{AFTER}", stamp(made))
}

/// A moment as it stands in names of files.
pub(super) fn stamp(moment: Timestamp) -> String {
    let moment = jiff::Timestamp::from_microsecond(moment.as_micros()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    moment.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Whether a file could be one of ours.
pub(super) fn is_ours(name: &str) -> bool {
    let stamp = name.strip_prefix(BEFORE).and_then(|rest| rest.strip_suffix(AFTER));
    stamp.is_some_and(|stamp| {
        let (digits, marks): (Vec<_>, Vec<_>) = stamp.char_indices().partition(|(_, c)| c.is_ascii_digit());
        digits.len() == 14 && marks == [(8, 'T'), (15, 'Z')]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_when_in_utc_and_is_known_again() {
        let made = Timestamp::parse("2026-11-22T04:00:00.7+08:00").expect("a time");
        assert_eq!(name(made), "mcs-20261121T200000Z.db");
        assert!(is_ours(&name(made)));
        for other in ["mcs.db", "mcs-20261121T200000Z.db.sha256", "mcs-2026112T1200000Z.db", "mcs-20261121T200000Z"] {
            assert!(!is_ours(other), "{other}");
        }
    }
}
