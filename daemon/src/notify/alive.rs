//! The daily word that the daemon lives, with what a person wants to know of it.

use mcs_core::{notice::Language, status::Status, time::Span};

use super::{NotifyError, NotifyHandle};
use crate::{
    clock::Clock,
    plant::{Ask, PlantHandle},
    store::StoreHandle,
};

/// What is counted of notices.
const LATELY: Span = Span::hours(24);

/// What the message counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Counts {
    points: u64,
    live: u64,
    open: u64,
    unacked: u64,
    waiting: u64,
    given_up: u64,
    days: u64,
}

/// Says it to every group; what was done, in a few words.
pub async fn say_alive(
    notify: NotifyHandle,
    plant: PlantHandle,
    store: StoreHandle,
    clock: Clock,
) -> Result<String, String> {
    let policy = notify.settings().directory.policy.clone();
    if policy.alive_at.is_none() {
        return Ok("switched off: the policy of notices names no time for it".to_owned());
    }
    let status = plant.ask(|reply| Ask::Status { reply }).await.map_err(|error| error.to_string())?;
    let now = clock.now().utc;
    let queries = store.queries().clone();
    let stored = tokio::task::spawn_blocking(move || {
        let (owed, sending, given_up) = queries.delivery_counts(now - LATELY)?;
        Ok::<_, crate::store::QueryError>((owed + sending, given_up, queries.earliest()?))
    });
    let stored = stored.await.map_err(|error| error.to_string())?;
    let (waiting, given_up, earliest) = stored.map_err(|error| error.to_string())?;
    let days = earliest.map_or(0, |first| (now - first).as_micros() / Span::hours(24).as_micros());
    let counts = counts(&status, waiting, given_up, u64::try_from(days).unwrap_or(0));
    match notify.say_alive(lines(counts, policy.language)).await {
        Ok(0) => Ok("there is no group that could be told".to_owned()),
        Ok(deliveries) => Ok(format!("{deliveries} deliveries are owed")),
        Err(error @ (NotifyError::ShuttingDown | NotifyError::NoSuchChannel { .. } | NotifyError::Test { .. })) => {
            Err(error.to_string())
        }
    }
}

const fn counts(status: &Status, waiting: u64, given_up: u64, days: u64) -> Counts {
    let points = status.live + status.stale + status.offline + status.not_commissioned;
    Counts { points, live: status.live, open: status.active, unacked: status.unacked, waiting, given_up, days }
}

fn lines(counts: Counts, language: Language) -> Vec<String> {
    let Counts { points, live, open, unacked, waiting, given_up, days } = counts;
    match language {
        Language::Chinese => vec![
            format!("测点：{points} 个，在线 {live} 个"),
            format!("报警：{open} 个存在，{unacked} 个未确认"),
            format!("通知（24 小时内）：{given_up} 条失败，{waiting} 条待发"),
            format!("记录：{days} 天"),
        ],
        Language::English => vec![
            format!("points: {points}, live {live}"),
            format!("alarms: {open} present, {unacked} unacknowledged"),
            format!("notices in 24 h: {given_up} failed, {waiting} waiting"),
            format!("days of record: {days}"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_are_said_in_both_languages() {
        let counts = Counts { points: 12, live: 10, open: 2, unacked: 1, waiting: 3, given_up: 4, days: 400 };
        let english = lines(counts, Language::English);
        assert_eq!(english[2], "notices in 24 h: 4 failed, 3 waiting");
        assert_eq!(lines(counts, Language::Chinese).len(), english.len());
    }
}
