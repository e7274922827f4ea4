//! What went wrong with a transaction, and what may be done about it.

use rusqlite::ffi;

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    /// The disk is full.
    Full,
    /// The disk did not take what it had promised to take. A later success would hide the loss.
    Fatal,
    /// Anything else: try again.
    Passing,
}

/// Sorts an error of SQLite.
pub(super) fn classify(error: &rusqlite::Error) -> Failure {
    let rusqlite::Error::SqliteFailure(failure, _) = error else { return Failure::Passing };
    match failure.extended_code {
        // The index of the write-ahead log could not grow: its file is on the same disk.
        ffi::SQLITE_FULL | ffi::SQLITE_IOERR_SHMSIZE => Failure::Full,
        ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC | ffi::SQLITE_IOERR_CLOSE => Failure::Fatal,
        _ => Failure::Passing,
    }
}

/// Whether the disk is full.
pub(in super::super) fn is_full(error: &rusqlite::Error) -> bool {
    classify(error) == Failure::Full
}

/// Ends the process: after a failed fsync the kernel may have dropped what was written and will say that all is well. Nothing of
/// that commit has been acknowledged; the next start reads what is really on the disk.
pub(super) fn end_after_failed_sync(error: &rusqlite::Error) -> ! {
    tracing::error!(%error, "the disk failed to sync; ending, so that the next start reads what is really there");
    std::process::abort()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: i32) -> rusqlite::Error {
        rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)
    }

    #[test]
    fn a_full_disk_a_failed_sync_and_a_lock_are_told_apart() {
        assert_eq!(classify(&error(ffi::SQLITE_FULL)), Failure::Full);
        assert_eq!(classify(&error(ffi::SQLITE_IOERR_FSYNC)), Failure::Fatal);
        assert_eq!(classify(&error(ffi::SQLITE_BUSY)), Failure::Passing);
        assert_eq!(classify(&rusqlite::Error::InvalidQuery), Failure::Passing);
    }
}
