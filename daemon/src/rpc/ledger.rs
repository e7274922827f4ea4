//! The loss ledger.

use std::sync::Arc;

use jiff::{
    civil::{Date, date},
    tz::TimeZone,
};
use mcs_core::site::{Role, Site};
use mcs_proto::{
    convert::serial_number,
    wire::{ListLedgerRequest, ListLedgerResponse, ledger_server::Ledger},
};
use tonic::{Request, Response, Status};

use super::{
    caller,
    error::{senseless, unanswered, usage},
    history::{History, HistoryError},
};
use crate::{clock::Clock, store::SiteDay};

/// Answers `mcs.v1.Ledger`.
pub(super) struct LedgerService {
    pub(super) site: Site,
    pub(super) clock: Clock,
    pub(super) history: Arc<dyn History>,
}

#[tonic::async_trait]
impl Ledger for LedgerService {
    async fn list_ledger(&self, request: Request<ListLedgerRequest>) -> Result<Response<ListLedgerResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let ListLedgerRequest { sn, from_day, to_day } = request.into_inner();
        let sn = sn.as_deref().map(serial_number).transpose().map_err(|error| senseless(&error))?;
        let (from, to) = (self.day(&from_day)?, self.day(&to_day)?);
        if from > to {
            return Err(usage("the time ends before it begins", "give an earlier first day or a later last one"));
        }
        let history = Arc::clone(&self.history);
        let days = tokio::task::spawn_blocking(move || history.ledger(sn.as_ref(), from, to)).await;
        let days = days.unwrap_or_else(|error| Err(HistoryError::Failed { source: error.into() }));
        let days = days.map_err(|error| unanswered(&error))?;
        Ok(Response::new(ListLedgerResponse { days: days.iter().map(Into::into).collect() }))
    }
}

impl LedgerService {
    /// The site day of this name; empty is today.
    fn day(&self, text: &str) -> Result<SiteDay, Status> {
        let day = if text.is_empty() {
            self.today()
        } else {
            text.parse().map_err(|_| usage(&format!("{text:?} is not a day"), "write it as 2026-11-21"))?
        };
        Ok(site_day(day))
    }

    fn today(&self) -> Date {
        let now = jiff::Timestamp::from_microsecond(self.clock.now().utc.as_micros()).unwrap_or_default();
        // The zone was checked when the site was made; should it be gone, a day of UTC is still a day.
        let zone = TimeZone::get(&self.site.tz).unwrap_or(TimeZone::UTC);
        now.to_zoned(zone).date()
    }
}

fn site_day(day: Date) -> SiteDay {
    let days = day.duration_since(date(1970, 1, 1)).as_hours() / 24;
    // Every date jiff can hold fits many times over.
    SiteDay(i32::try_from(days).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_days_count_from_1970() {
        assert_eq!(site_day(date(1970, 1, 1)), SiteDay(0));
        assert_eq!(site_day(date(1969, 12, 31)), SiteDay(-1));
        assert_eq!(site_day(date(2026, 11, 21)), SiteDay(20_778));
    }
}
