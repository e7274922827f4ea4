//! Which local days are beyond the retention, and which of them the archive has. The store itself removes them, by the same rule.

use mcs_core::{
    archived::{DayState, Prunable},
    time::Span,
};

use super::{ArchiveError, ArchiveHandle, task::blocking};
use crate::store::{ArchiveRow, SiteDay};

impl ArchiveHandle {
    /// Site days that ended before the retention began and are still here, oldest first: which leave, and why others do not.
    pub async fn prunable(&self) -> Result<Vec<Prunable>, ArchiveError> {
        let archive = self.archive();
        let before = archive.now() - retention(archive.settings.retention_days);
        let rows = archive.rows(SiteDay(i32::MIN), SiteDay(i32::MAX)).await?;
        let last = |at: usize| rows.get(at + 1).is_none_or(|next| next.day != rows[at].day);
        let here = |row: &ArchiveRow| row.readings != Some(0) && !row.gone();
        let due = (0..rows.len()).filter(|at| last(*at) && rows[*at].ends <= before && here(&rows[*at]));
        Ok(due.map(|at| judge(&rows[at])).collect())
    }

    /// Removes local days beyond the retention, as far as the archive has them.
    pub async fn prune(&self) -> Result<mcs_core::archived::Pruned, ArchiveError> {
        let archive = self.archive();
        let before = archive.now() - retention(archive.settings.retention_days);
        let store = archive.store.clone();
        let pruned = blocking(move || Ok(store.prune(before)?)).await?;
        let crate::store::Pruned { days, readings, waiting } = pruned;
        Ok(mcs_core::archived::Pruned { days, readings, waiting })
    }
}

fn retention(days: u32) -> Span {
    Span::hours(24).times(days.into())
}

fn judge(row: &ArchiveRow) -> Prunable {
    let why = match row.state {
        DayState::Verified if !row.stale() => None,
        DayState::Verified => Some("its readings have changed since they were archived".to_owned()),
        DayState::Open | DayState::Exported | DayState::Uploaded => Some(match &row.error {
            Some(error) => format!("it is {}: {error}", row.state.as_str()),
            None => format!("it is {}, not yet verified in the archive", row.state.as_str()),
        }),
        DayState::Lost => Some("its object in the archive is lost".to_owned()),
    };
    Prunable { day: row.day.to_string(), leaves: why.is_none(), why }
}
