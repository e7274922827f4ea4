//! What a room registers: a name, when it is due, and what is to be done then.

use std::{fmt, sync::Arc};

use futures_util::future::BoxFuture;

use super::When;

/// What a job does: a few words on what was done, or why it was not.
///
/// It is dropped when the daemon ends; blocking work it started must notice that by itself and stop soon.
pub type Work = Arc<dyn Fn() -> BoxFuture<'static, Result<String, String>> + Send + Sync>;

/// A named job.
#[derive(Clone)]
pub struct Job {
    /// What people call it: one word.
    pub name: &'static str,
    /// What it does, in a few words.
    pub what: &'static str,
    /// When it is due.
    pub when: When,
    /// Does it once. Doing it again must do no harm: a run that fails or is cut off is repeated.
    pub run: Work,
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job").field("name", &self.name).field("when", &self.when).finish_non_exhaustive()
    }
}
