//! House work between two commits: one piece at a time, in a transaction of its own.

use std::time::Instant;

use mcs_core::status::StoreState;

use super::{
    super::work::{Deed, Took, Work, WorkError},
    Writer,
    failure::{self, Failure},
};

impl Writer {
    /// Does the piece that waits longest, if the store is well and no commit is open.
    pub(super) fn labour(&mut self) {
        let Some(Work { name, run, done }) = self.works.pop_front() else { return };
        let start = Instant::now();
        // On the reserve too: sealing and pruning make room.
        let well = matches!(self.ladder.state(), StoreState::Ok | StoreState::Reserve);
        let answer = if well && self.retry.is_none() && !self.stopping {
            self.in_transaction(run)
        } else {
            Err(WorkError::NotWell)
        };
        let took = start.elapsed();
        self.gauge.worked(took);
        tracing::trace!(name, ?took, ok = answer.is_ok(), "house work");
        // Whoever asked may have given up.
        let _ = done.send(answer);
    }

    fn in_transaction(&self, run: Deed) -> Result<Took, WorkError> {
        let outcome = (|| {
            let start = Instant::now();
            self.connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
            run(&self.connection)?;
            let ran = start.elapsed();
            self.connection.prepare_cached("COMMIT")?.execute([])?;
            Ok(Took { run: ran, commit: start.elapsed().saturating_sub(ran) })
        })();
        let error = match outcome {
            Ok(took) => return Ok(took),
            Err(error) => error,
        };
        if !self.connection.is_autocommit()
            && let Err(error) = self.connection.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "the store cannot roll back");
        }
        match failure::classify(&error) {
            Failure::Fatal => failure::end_after_failed_sync(&error),
            // The next commit meets the full disk too, and gives the reserve back for itself.
            Failure::Full => Err(WorkError::NotWell),
            Failure::Passing => Err(WorkError::Sqlite(error)),
        }
    }
}
