//! Which backups leave when a new one has come. Pure.

use mcs_core::backup::{Backup, BackupState};

/// The backups that leave, of those that lie in the place, newest first: the oldest whole ones beyond `keep`. One that is not
/// known to be whole neither leaves nor counts, so the last whole one never does.
pub(super) fn leaving(there: &[Backup], keep: usize) -> Vec<&Backup> {
    there.iter().filter(|backup| backup.state() == BackupState::Verified).skip(keep.max(1)).collect()
}

#[cfg(test)]
mod tests {
    use mcs_core::time::Timestamp;

    use super::*;

    fn backup(id: u64, verified: bool, error: Option<&str>) -> Backup {
        Backup {
            id,
            name: format!("mcs-{id}.db"),
            made: Timestamp::EPOCH,
            place: "/backup".into(),
            bytes: Some(1),
            sha256: Some([0; 32]),
            verified: verified.then_some(Timestamp::EPOCH),
            removed: None,
            error: error.map(str::to_owned),
        }
    }

    fn ids(there: &[Backup], keep: usize) -> Vec<u64> {
        leaving(there, keep).into_iter().map(|backup| backup.id).collect()
    }

    #[test]
    fn the_oldest_beyond_the_number_leave() {
        let there: Vec<_> = (1..=5).rev().map(|id| backup(id, true, None)).collect();
        assert_eq!(ids(&there, 3), [2, 1]);
        assert!(ids(&there, 8).is_empty());
    }

    #[test]
    fn one_that_is_not_whole_neither_leaves_nor_counts() {
        let there =
            [backup(5, false, None), backup(4, true, Some("damaged")), backup(3, true, None), backup(2, true, None)];
        assert_eq!(ids(&there, 1), [2]);
        assert!(ids(&there, 2).is_empty());
    }

    #[test]
    fn the_last_whole_one_stays_whatever_is_asked() {
        assert!(ids(&[backup(1, true, None)], 0).is_empty());
    }
}
