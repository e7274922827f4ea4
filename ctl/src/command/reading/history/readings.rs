//! Readings one by one.

use std::collections::BTreeMap;

use mcs_core::{id::SerialNumber, reading::ReadingRecord, time::Timestamp};
use tokio_stream::StreamExt;

use super::{Asked, Told, marks::Marks};
use crate::{
    error::{Doing, Error},
    output::{Printer, Rows},
    time::Cursor,
    view::aside::Gap,
};

pub(super) async fn print(asked: &Asked, mut marks: Marks, mut printer: Printer) -> Result<Told, Error> {
    let (from, mut skip) = match &asked.args.after {
        Some(Cursor::Readings { time, count }) => (*time, *count),
        Some(cursor @ Cursor::Summaries { .. }) => return Err(Error::OtherCursor { cursor: cursor.clone() }),
        None => (asked.from, 0),
    };
    let (newest, limit) = (asked.args.newest, asked.args.limit.unwrap_or(u64::MAX));
    // One more than is shown tells whether there are more.
    let fetched = match asked.args.limit {
        None => 0,
        Some(limit) if newest => limit,
        Some(limit) => limit.saturating_add(skip).saturating_add(1),
    };
    let doing = || asked.doing();
    let mut stream = asked.client.history_of(&asked.sns, from, asked.to, fetched, newest).await.doing(doing())?;
    let mut rows = printer.stream::<ReadingRecord>()?;
    let mut gaps = Gaps::new(asked, from, asked.args.after.is_none() && !newest);
    let mut shown = 0;
    let mut place = Place { time: from, count: 0 };
    if asked.args.after.is_some() {
        marks.skip_to(from);
    }
    let mut next = None;
    while let Some(reading) = stream.next().await {
        let reading = reading.doing(doing())?;
        if shown == limit {
            next = Some(place.cursor());
            break;
        }
        place.pass(reading.time);
        if skip > 0 && reading.time == from {
            skip -= 1;
            gaps.saw(&reading);
            continue;
        }
        if newest && shown == 0 {
            marks.skip_to(reading.time);
        }
        for mark in marks.upto(reading.time) {
            rows.beside(&mark, true)?;
        }
        if let Some(gap) = gaps.saw(&reading) {
            rows.beside(&gap, asked.args.gaps)?;
        }
        rows.push(&reading)?;
        shown += 1;
    }
    if next.is_none() {
        for mark in marks.upto(asked.to) {
            rows.beside(&mark, true)?;
        }
        end(&gaps, asked, &mut rows)?;
    }
    rows.finish()?;
    Ok(Told { damaged: stream.damaged().to_vec(), next })
}

fn end(gaps: &Gaps<'_>, asked: &Asked, rows: &mut Rows<'_, ReadingRecord>) -> Result<(), Error> {
    for sn in &asked.sns {
        if let Some(gap) = gaps.at_end(sn) {
            rows.beside(&gap, asked.args.gaps)?;
        }
    }
    Ok(())
}

/// How many lines of the last time there were.
struct Place {
    time: Timestamp,
    count: u64,
}

impl Place {
    fn pass(&mut self, time: Timestamp) {
        self.count = if time == self.time { self.count + 1 } else { 1 };
        self.time = time;
    }

    const fn cursor(&self) -> Cursor {
        Cursor::Readings { time: self.time, count: self.count }
    }
}

/// Finds where readings are missing.
struct Gaps<'a> {
    asked: &'a Asked,
    last: BTreeMap<SerialNumber, Timestamp>,
    from: Timestamp,
    /// Whether what precedes the first reading is known to be the beginning.
    at_start: bool,
}

impl<'a> Gaps<'a> {
    const fn new(asked: &'a Asked, from: Timestamp, at_start: bool) -> Self {
        Self { asked, last: BTreeMap::new(), from, at_start }
    }

    /// The gap before a reading, if there is one.
    fn saw(&mut self, reading: &ReadingRecord) -> Option<Gap> {
        let last = self.last.insert(reading.sn.clone(), reading.time);
        let before = last.or_else(|| self.at_start.then_some(self.from));
        self.between(&reading.sn, before?, reading.time)
    }

    /// The gap at the end of the period.
    fn at_end(&self, sn: &SerialNumber) -> Option<Gap> {
        let last = match self.last.get(sn) {
            Some(last) => *last,
            None if self.at_start => self.from,
            None => return None,
        };
        self.between(sn, last, self.asked.to)
    }

    fn between(&self, sn: &SerialNumber, from: Timestamp, to: Timestamp) -> Option<Gap> {
        let (from, to) = self.asked.registered.gap(sn, from, to)?;
        Some(Gap { sn: sn.clone(), from, to })
    }
}
