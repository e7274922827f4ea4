//! Hand-overs.

use std::fmt;

use mcs_core::{
    alarm::{Mask, Occurrence},
    performance::subject,
    shift::{Shift, ShiftReport},
    time::Timestamp,
};
use serde::Serialize;

use crate::{
    output::{Cell, Column, Item, Tone},
    time::{Zone, spoken},
};

/// A hand-over that took place, or would now.
#[derive(Debug, Serialize)]
pub(crate) struct HandOver {
    /// Its number, once it took place.
    id: Option<u64>,
    /// Who took over.
    accepter: Option<String>,
    /// When.
    accepted: Option<Timestamp>,
    /// Who recorded it.
    by: Option<String>,
    /// What the oncoming shift remarked.
    note: Option<String>,
    /// What was handed over.
    #[serde(flatten)]
    report: ShiftReport,
}

impl HandOver {
    /// One that has not taken place.
    pub(crate) fn of(report: &ShiftReport) -> Self {
        Self { id: None, accepter: None, accepted: None, by: None, note: None, report: report.clone() }
    }
}

impl From<Shift> for HandOver {
    fn from(shift: Shift) -> Self {
        Self {
            id: Some(shift.id),
            accepter: Some(shift.accepter),
            accepted: Some(shift.accepted),
            by: Some(shift.by),
            note: shift.note,
            report: shift.report,
        }
    }
}

impl Item for HandOver {
    const COLUMNS: &'static [Column] = &[
        Column::number("ID"),
        Column::text("ACCEPTED"),
        Column::text("BY"),
        Column::number("OPEN"),
        Column::number("OVERDUE"),
        Column::number("MASKED"),
        Column::number("OFFLINE"),
        Column::number("NOT DELIVERED"),
        Column::text("NOTE"),
        Column::text("RECORDED BY").wide(),
    ];

    fn name(&self) -> String {
        self.id.map(|id| id.to_string()).unwrap_or_default()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let report = &self.report;
        let shown = |count: usize| Cell::new(count).tone(if count == 0 { Tone::Plain } else { Tone::Warn });
        vec![
            Cell::or_dash(self.id),
            super::local(zone, self.accepted),
            Cell::or_dash(self.accepter.as_ref()),
            shown(report.open.len()),
            shown(report.overdue.len()),
            shown(report.masks.len()),
            shown(report.offline.len()),
            shown(report.failed.len()),
            Cell::or_dash(self.note.as_ref()),
            Cell::or_dash(self.by.as_ref()),
        ]
    }
}

/// A report as a page of Markdown, which reads well as it is.
pub(crate) struct Document<'a> {
    report: &'a ShiftReport,
    zone: &'a Zone,
}

impl<'a> Document<'a> {
    pub(crate) const fn new(report: &'a ShiftReport, zone: &'a Zone) -> Self {
        Self { report, zone }
    }

    fn section(f: &mut fmt::Formatter<'_>, title: &str, lines: impl ExactSizeIterator<Item = String>) -> fmt::Result {
        writeln!(f, "\n## {title}: {}\n", lines.len())?;
        for line in lines {
            // What people and devices wrote must not change the terminal.
            let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            writeln!(f, "* {line}")?;
        }
        Ok(())
    }

    fn alarm(&self, alarm: &Occurrence) -> String {
        let unit = alarm.unit.map_or("", |unit| unit.as_str());
        let head = format!(
            "{} {} {} {}, {}, since {}",
            alarm.id,
            subject(alarm),
            alarm.condition,
            alarm.priority.as_str(),
            alarm.state.as_str(),
            self.zone.show(alarm.raised)
        );
        let parts = [
            Some(head),
            alarm.value.map(|value| format!("{value} {unit}")),
            self.report.overdue.contains(&alarm.id).then(|| "OVERDUE".to_owned()),
            alarm.acked_by.as_ref().map(|by| format!("ack {by}")),
            alarm.comment.clone(),
            alarm.text.clone(),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn mask(&self, mask: &Mask) -> String {
        let what = mask.condition.map(|condition| format!(" {condition}")).unwrap_or_default();
        let left = spoken(mask.until - self.report.until);
        let head = format!(
            "{}{what} {} by {}: {}; until {}, {left} left",
            mask.sn.as_ref().map_or("system", |sn| sn.as_str()),
            mask.kind.as_str(),
            mask.by,
            mask.reason,
            self.zone.show(mask.until)
        );
        let watched = mask.watcher.as_ref().map(|watcher| format!("watched by {watcher}"));
        let order = mask.work_order.as_ref().map(|order| format!("work order {order}"));
        [Some(head), watched, order].into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}

impl fmt::Display for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ShiftReport { site, tz, since, until, open, overdue, masks, offline, failed, raised, notes } = self.report;
        let show = |at| self.zone.show(at);
        writeln!(f, "# Hand-over of {site}\n")?;
        writeln!(f, "{} to {} ({tz})", show(*since), show(*until))?;
        writeln!(f, "{raised} alarms raised, {} open, {} overdue", open.len(), overdue.len())?;
        Self::section(f, "Open alarms", open.iter().map(|alarm| self.alarm(alarm)))?;
        Self::section(f, "Masked", masks.iter().map(|mask| self.mask(mask)))?;
        let silent = offline.iter().map(|point| {
            let name = point.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
            let last = point.last.map_or_else(|| "never heard".to_owned(), |at| format!("last heard {}", show(at)));
            format!("{}{name}, {last}", point.sn)
        });
        Self::section(f, "Not heard", silent)?;
        let undelivered = failed.iter().map(|failed| {
            let alarm = failed.alarm.map(|id| format!(" of alarm {id}")).unwrap_or_default();
            let why = failed.why.as_deref().unwrap_or("nobody knows why");
            format!("{} over {} to {}{alarm}: {why}", failed.id, failed.channel, failed.group)
        });
        Self::section(f, "Notices not delivered", undelivered)?;
        let said = notes.iter().map(|n| format!("{} {} {} {}: {}", show(n.at), n.by, n.action, n.about, n.text));
        Self::section(f, "What people wrote", said)
    }
}
