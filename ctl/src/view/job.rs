//! Named jobs and their runs.

use mcs_core::job::{JobOutcome, JobRun, JobState};

use super::local;
use crate::{
    output::{Cell, Column, Item, Tone},
    time::{Zone, spoken},
};

/// What an optional run holds when it is there, so that CSV always has the same columns.
const RUN: &[&str] = &["id", "job", "due", "by", "started", "ended", "outcome", "detail"];

impl Item for JobState {
    const COLUMNS: &'static [Column] = &[
        Column::text("NAME"),
        Column::text("WHEN"),
        Column::text("NEXT"),
        Column::text("LAST"),
        Column::text("OUTCOME"),
        Column::text("DETAIL"),
        Column::text("WHAT").wide(),
    ];

    const OPTIONAL: &'static [(&'static str, &'static [&'static str])] = &[("last", RUN)];

    fn name(&self) -> String {
        self.name.clone()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let last = self.last.as_ref();
        vec![
            Cell::new(&self.name),
            Cell::new(&self.when),
            Cell::new(zone.show(self.next)),
            local(zone, last.map(|run| run.started)),
            match last {
                _ if self.running => Cell::new("running"),
                Some(run) => outcome(run),
                None => Cell::or_dash(None::<&str>),
            },
            Cell::or_dash(last.and_then(|run| run.detail.as_ref())),
            Cell::new(&self.what),
        ]
    }
}

impl Item for JobRun {
    const COLUMNS: &'static [Column] = &[
        Column::number("RUN"),
        Column::text("JOB"),
        Column::text("STARTED"),
        Column::text("TOOK"),
        Column::text("OUTCOME"),
        Column::text("DETAIL"),
        Column::text("DUE").wide(),
        Column::text("BY").wide(),
    ];

    fn name(&self) -> String {
        self.id.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(self.id),
            Cell::new(&self.job),
            Cell::new(zone.show(self.started)),
            Cell::or_dash(self.ended.map(|ended| spoken(ended - self.started))),
            outcome(self),
            Cell::or_dash(self.detail.as_ref()),
            local(zone, self.due),
            Cell::or_dash(self.by.as_ref()),
        ]
    }
}

fn outcome(run: &JobRun) -> Cell {
    match run.outcome {
        None => Cell::new("running"),
        Some(JobOutcome::Done) => Cell::new(JobOutcome::Done.as_str()).tone(Tone::Good),
        Some(JobOutcome::Failed) => Cell::new(JobOutcome::Failed.as_str()).tone(Tone::Bad),
        Some(JobOutcome::CutOff) => Cell::new(JobOutcome::CutOff.as_str()).tone(Tone::Warn),
    }
}
