//! Looks at objects as they lie at their target, and compares them with what was uploaded.
//!
//! One that is missing or damaged is made again from the readings if they are still here; if they are not, it is lost, and that is
//! said loudly. A target that does not answer says nothing about its objects. Nothing is ever deleted for what is found here.

use mcs_core::archived::{Checked, DayState};

use super::{ArchiveError, Days, fetch, handle::Teller, step::look, task::Archive};
use crate::store::{ArchiveRow, SiteDay};

impl Archive {
    /// Looks at the objects of these days; tells how many are not whole.
    pub(super) async fn verify(&self, days: &Days, tell: &Teller<Checked>) -> Result<u64, ArchiveError> {
        let mut rows = self.rows(SiteDay(i32::MIN), SiteDay(i32::MAX)).await?;
        if let Days::These(days) = days {
            if let Some(missing) = days.iter().find(|day| rows.iter().all(|row| row.day != **day)) {
                return Err(ArchiveError::NoSuchDay { day: missing.to_string() });
            }
            rows.retain(|row| days.contains(&row.day));
        }
        let mut not_whole = 0;
        for mut row in rows {
            // What is still on its way is read back at the end of it anyway.
            if row.object.is_none() || !matches!(row.state, DayState::Verified | DayState::Lost) {
                continue;
            }
            let transfer = fetch::transfer(self, &row).await?;
            let finding = look(&transfer, &row).await?;
            if judge(&mut row, finding.as_deref()) {
                self.change(&mut row).await?;
            }
            not_whole += u64::from(finding.is_some());
            tell.tell(checked(&row, finding)).await;
        }
        let rows = self.rows(SiteDay(i32::MIN), SiteDay(i32::MAX)).await?;
        self.gauge.lost(rows.iter().filter(|row| row.state == DayState::Lost).count() as u64);
        Ok(not_whole)
    }
}

/// What becomes of a day whose object was looked at; whether its row changes.
fn judge(row: &mut ArchiveRow, finding: Option<&str>) -> bool {
    let Some(finding) = finding else {
        let found_again = row.state == DayState::Lost;
        if found_again {
            row.state = DayState::Verified;
            row.error = None;
        }
        return found_again;
    };
    row.state = if row.gone() { DayState::Lost } else { DayState::Open };
    row.error = Some(finding.to_owned());
    tracing::error!(day = %row.day, part = row.part, finding, state = row.state.as_str(), "an object of the archive is not whole");
    true
}

fn checked(row: &ArchiveRow, finding: Option<String>) -> Checked {
    Checked {
        day: row.day.to_string(),
        part: row.part,
        object: row.object.clone().unwrap_or_default(),
        target: row.target.clone().unwrap_or_default(),
        whole: finding.is_none(),
        finding,
        state: row.state,
    }
}
