//! The loss ledger.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use jiff::{
    ToSpan as _,
    civil::{Date, date},
};
use mcs_core::{
    id::{PointId, SerialNumber},
    ledger::{Counts, LedgerDay},
    site::Role,
};
use mcs_proto::{
    convert::serial_number,
    wire::{ListLedgerRequest, ListLedgerResponse, ledger_server::Ledger},
};
use tonic::{Request, Response, Status};

use super::{
    caller,
    error::{broken, refused, senseless, unanswered, usage},
    history::History,
};
use crate::{
    clock::Clock,
    plant::{Ask, PlantError, PlantHandle},
    store::{Calendar, QueryError, SiteDay},
};

/// Answers `mcs.v1.Ledger`.
pub(super) struct LedgerService {
    pub(super) clock: Clock,
    pub(super) calendar: Calendar,
    pub(super) plant: PlantHandle,
    pub(super) history: Arc<dyn History>,
}

type Lines = BTreeMap<(SerialNumber, SiteDay), Counts>;

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
        let points = self.points(sn).await?;
        let nameless = self.nameless().await?;
        let history = Arc::clone(&self.history);
        let lines = tokio::task::spawn_blocking(move || lines(&*history, &points, from, to)).await;
        let lines = lines.map_err(|error| broken(&error))?.map_err(|error| unanswered(&error))?;
        let days = lines.into_iter().map(|((sn, day), counts)| {
            let no_identity = nameless.contains(&sn);
            (&LedgerDay { sn, day: name(day), counts, complete: counts.complete(), no_identity }).into()
        });
        Ok(Response::new(ListLedgerResponse { days: days.collect() }))
    }
}

impl LedgerService {
    /// The site day of this name; empty is today.
    fn day(&self, text: &str) -> Result<SiteDay, Status> {
        if text.is_empty() {
            return Ok(self.calendar.day(self.clock.now().utc));
        }
        let day = text.parse().map_err(|_| usage(&format!("{text:?} is not a day"), "write it as 2026-11-21"))?;
        Ok(site_day(day))
    }

    /// The points of a device or of all, the removed ones too.
    async fn points(&self, sn: Option<SerialNumber>) -> Result<HashMap<PointId, SerialNumber>, Status> {
        let ask = |reply| Ask::Devices { include_retired: true, reply };
        let devices = self.plant.ask(ask).await.map_err(|error| refused(&error))?;
        let of_interest = devices.into_iter().filter(|device| sn.as_ref().is_none_or(|sn| device.sn == *sn));
        let points: HashMap<_, _> = of_interest.map(|device| (device.point, device.sn)).collect();
        match sn {
            Some(sn) if points.is_empty() => Err(refused(&PlantError::NoSuchDevice { sn })),
            Some(_) | None => Ok(points),
        }
    }

    /// Devices whose newest reading has neither a time nor a packet number: what they lose cannot be told.
    async fn nameless(&self) -> Result<HashSet<SerialNumber>, Status> {
        let ask = |reply| Ask::Latest { sns: Vec::new(), reply };
        let (_, readings) = self.plant.ask(ask).await.map_err(|error| refused(&error))?;
        let nameless = readings.into_iter().filter(|reading| reading.ts.is_none() && reading.seq.is_none());
        Ok(nameless.map(|reading| reading.sn).collect())
    }
}

/// The counts by device and day; a number that was removed and added again has one line for all its points. Blocks.
fn lines(
    history: &dyn History,
    points: &HashMap<PointId, SerialNumber>,
    from: SiteDay,
    to: SiteDay,
) -> Result<Lines, QueryError> {
    let one = points.keys().next().copied().filter(|_| points.len() == 1);
    let mut lines = Lines::new();
    for (day, point, counts) in history.ledger(one, from, to)? {
        if let Some(sn) = points.get(&point) {
            lines.entry((sn.clone(), day)).or_default().add(&counts);
        }
    }
    Ok(lines)
}

const FIRST: Date = date(1970, 1, 1);

fn site_day(day: Date) -> SiteDay {
    let days = day.duration_since(FIRST).as_hours() / 24;
    // Every date there is fits many times over.
    SiteDay(i32::try_from(days).unwrap_or(i32::MAX))
}

fn name(day: SiteDay) -> String {
    FIRST.saturating_add(i64::from(day.0).days()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_days_count_from_1970_and_have_names() {
        for (day, number) in [(FIRST, 0), (date(1969, 12, 31), -1), (date(2026, 11, 21), 20_778)] {
            assert_eq!(site_day(day), SiteDay(number));
            assert_eq!(name(SiteDay(number)), day.to_string());
        }
    }
}
