//! What is asked for to be read: the past of a point, what is known about it, the record of alarms.

use std::collections::VecDeque;

use mcs_core::{
    alarm::{Occurrence, Priority},
    id::{OccurrenceId, SerialNumber},
    reading::{DamagedSpan, Interval},
    time::{Span, Timestamp},
};
use mcs_proto::client::{Client, ClientError, RecordQuery};
use tokio_stream::StreamExt as _;

use crate::event::{HistoryPage, Story, Study};

/// Alarms of a point told with every step.
const EVENTS: usize = 20;
/// How far back they are looked for.
const EVENTS_WITHIN: Span = Span::hours(90 * 24);
/// Alarms on a page of the record: it is full with as many, and holds the newest of no more.
const PAGE: (usize, usize) = (200, 500);
/// The record is looked through in stretches, each twice as long as the one before, from this length on,
const FIRST_STRETCH: Span = Span::hours(24);
/// until nothing older can be on it.
const BEGINNING: Timestamp = Timestamp::from_micros(1_577_836_800_000_000);

/// The past of a point, and what of it cannot be read.
pub(super) async fn trend(
    client: &Client,
    sn: &SerialNumber,
    from: Timestamp,
    to: Timestamp,
    every: Span,
) -> Result<(Vec<Interval>, Vec<DamagedSpan>), ClientError> {
    let mut items = client.intervals(sn, from, to, every).await?;
    let mut intervals = Vec::new();
    while let Some(interval) = items.next().await {
        intervals.push(interval?);
    }
    Ok((intervals, items.damaged().to_vec()))
}

/// What is known about a point.
pub(super) async fn study(client: &Client, sn: &SerialNumber, day: &str) -> Result<Study, ClientError> {
    let device = client.device(sn).await?;
    let calibrations = client.calibrations(sn).await?;
    let ledger = client.ledger(Some(sn), day, day).await?.into_iter().next();
    let (now, _) = client.latest(std::slice::from_ref(sn)).await?;
    // What was raised in this very moment is an event too.
    let to = now + Span::secs(1);
    let newest = newest(client, vec![sn.clone()], to - EVENTS_WITHIN, to, EVENTS).await?.0;
    let mut events = Vec::new();
    for alarm in newest {
        events.push(story(client, alarm.id).await?);
    }
    Ok(Study { device, calibrations, ledger, events })
}

/// One alarm with every step of its life.
pub(super) async fn story(client: &Client, id: OccurrenceId) -> Result<Story, ClientError> {
    let (alarm, transitions) = client.alarm(id).await?;
    Ok(Story { alarm, transitions })
}

/// The newest alarms raised before a moment.
pub(super) async fn history(client: &Client, before: Timestamp) -> Result<HistoryPage, ClientError> {
    let mut alarms: Vec<Occurrence> = Vec::new();
    let (mut to, mut stretch) = (before, FIRST_STRETCH);
    while alarms.len() < PAGE.0 && to > BEGINNING {
        let from = (to - stretch).max(BEGINNING);
        let (more, cut) = newest(client, Vec::new(), from, to, PAGE.1).await?;
        alarms.extend(more);
        if let (true, Some(oldest)) = (cut, alarms.last()) {
            // Others may have been raised in the same moment: it is looked through again for the next page.
            let from = oldest.raised + Span::micros(1);
            return Ok(HistoryPage { alarms, from, complete: false });
        }
        (to, stretch) = (from, stretch.times(2));
    }
    Ok(HistoryPage { alarms, from: to, complete: to <= BEGINNING })
}

/// The newest `most` of those raised in a time, newest first, and whether there were more.
async fn newest(
    client: &Client,
    sns: Vec<SerialNumber>,
    from: Timestamp,
    to: Timestamp,
    most: usize,
) -> Result<(Vec<Occurrence>, bool), ClientError> {
    let query = RecordQuery { from, to, sns, conditions: Vec::new(), least: Priority::Low };
    let mut items = client.alarm_record(&query).await?;
    let (mut kept, mut cut) = (VecDeque::new(), false);
    while let Some(recorded) = items.next().await {
        kept.push_back(recorded?.alarm);
        if kept.len() > most {
            kept.pop_front();
            cut = true;
        }
    }
    Ok((kept.into_iter().rev().collect(), cut))
}
