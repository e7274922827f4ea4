//! Summaries by interval, device after device.

use mcs_core::{
    id::SerialNumber,
    quantity::Unit,
    reading::Interval,
    time::{Span, Timestamp},
};
use tokio_stream::StreamExt;

use super::{Asked, Told, marks::Marks};
use crate::{
    cli::reading::Aggregate,
    error::{Doing, Error},
    output::{Printer, Rows},
    time::Cursor,
    view::reading::{Shown, Summary},
};

pub(super) async fn print(asked: &Asked, every: Span, marks: Marks, mut printer: Printer) -> Result<Told, Error> {
    let (first, start) = match &asked.args.after {
        Some(Cursor::Summaries { start, sn }) => (Some(sn), *start),
        Some(cursor @ Cursor::Readings { .. }) => return Err(Error::OtherCursor { cursor: cursor.clone() }),
        None => (None, asked.from),
    };
    let shown = Shown::of(&asked.args.aggregate);
    let rows = printer.stream::<Summary>()?.without(&shown.hidden());
    let left = asked.args.limit.unwrap_or(u64::MAX);
    let mut printing = Printing { asked, every, shown, marks, rows, left, next: None };
    let mut damaged = Vec::new();
    for sn in &asked.sns {
        if first.is_some_and(|first| sn < first) {
            continue;
        }
        let from = if first == Some(sn) { start } else { asked.from };
        let mut stream = asked.client.intervals(sn, from, asked.to, every).await.doing(asked.doing())?;
        let mut due = from;
        while let Some(interval) = stream.next().await {
            let interval = interval.doing(asked.doing())?;
            printing.empty(sn, due, interval.start, interval.unit)?;
            due = interval.start + every;
            printing.row(interval)?;
            if printing.next.is_some() {
                break;
            }
        }
        damaged.extend_from_slice(stream.damaged());
        let unit = asked.registered.device(sn).map(|device| device.settings.unit);
        printing.empty(sn, due, asked.to, unit.unwrap_or(Unit::One))?;
        printing.marks(sn, asked.to)?;
        if printing.next.is_some() {
            break;
        }
    }
    let Printing { rows, next, .. } = printing;
    rows.finish()?;
    Ok(Told { damaged, next })
}

struct Printing<'a> {
    asked: &'a Asked,
    every: Span,
    shown: Shown,
    marks: Marks,
    rows: Rows<'a, Summary>,
    left: u64,
    next: Option<Cursor>,
}

impl Printing<'_> {
    /// Rows for the intervals of a stretch in which the device should have reported and did not.
    fn empty(&mut self, sn: &SerialNumber, from: Timestamp, to: Timestamp, unit: Unit) -> Result<(), Error> {
        for start in self.asked.registered.intervals(sn, from, to, self.every) {
            if self.next.is_some() {
                break;
            }
            self.row(Interval { sn: sn.clone(), start, count: 0, mean: None, min: None, max: None, last: None, unit })?;
        }
        Ok(())
    }

    fn row(&mut self, interval: Interval) -> Result<(), Error> {
        if self.left == 0 {
            self.next = self.next.take().or(Some(Cursor::Summaries { start: interval.start, sn: interval.sn }));
            return Ok(());
        }
        self.left -= 1;
        let before = interval.start;
        let sn = interval.sn.clone();
        self.marks(&sn, before)?;
        self.rows.push(&Summary { interval, shown: self.shown })?;
        Ok(())
    }

    /// Marks of a device before a time.
    fn marks(&mut self, sn: &SerialNumber, before: Timestamp) -> Result<(), Error> {
        if self.next.is_none() {
            for mark in self.marks.of(sn, before) {
                self.rows.beside(&mark, true)?;
            }
        }
        Ok(())
    }
}

impl Shown {
    /// These; all when none is named.
    fn of(aggregates: &[Aggregate]) -> Self {
        let has = |aggregate| aggregates.is_empty() || aggregates.contains(&aggregate);
        Self {
            count: has(Aggregate::Count),
            mean: has(Aggregate::Mean),
            min: has(Aggregate::Min),
            max: has(Aggregate::Max),
            last: has(Aggregate::Last),
        }
    }
}
