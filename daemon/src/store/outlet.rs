//! Where the store tells that alarm steps are durable.

use super::AlarmStep;

/// Hears from the writer thread what has become durable. It must not block: the next commit waits for it.
pub trait Outlet: Send {
    /// Everything up to this commit is settled. The steps of the commits since the last call, in order, are durable; there may
    /// be none.
    fn committed(&mut self, seq: u64, steps: Vec<AlarmStep>);
}

/// Nobody listens: tools and tests that only store.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoOutlet;

impl Outlet for NoOutlet {
    fn committed(&mut self, _seq: u64, _steps: Vec<AlarmStep>) {}
}
