//! `mcsctl calib recompute`: what would change is told, asked about, and done.

use mcs_core::recompute::{Recomputed, Recomputing, RevisionRun};
use mcs_proto::client::{Client, Recompute, RecomputeWith};
use tokio_stream::StreamExt;

use crate::words::say;
use crate::{
    cli::calib::{RecomputeArgs, Revision},
    context::{Context, site_zone},
    error::{Doing, Error, Exit},
    output,
    sim::Progress,
    time::{self, Edge, Zone},
};

/// Runs that are named in a question.
const NAMED: usize = 3;

pub(super) async fn run(args: RecomputeArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let zone = site_zone(&client).await?;
    let moment = |moment: Option<time::Moment>, edge| match moment {
        Some(moment) => moment.instant(edge, &zone, time::now()).map(Some).ok_or(Error::OutsideCalendar),
        None => Ok(None),
    };
    let mut task = Recompute {
        sn: args.sn.clone(),
        from: moment(args.from.or(args.since.map(|since| time::Moment::Instant(time::now() - since))), Edge::Start)?,
        to: moment(args.to, Edge::End)?,
        with: match args.revision {
            None => RecomputeWith::Newest,
            Some(Revision::Number(revision)) => RecomputeWith::Revision(revision),
            Some(Revision::Nothing) => RecomputeWith::Nothing,
        },
        dry_run: true,
        comment: args.comment,
    };
    if !args.dry_run && !args.yes {
        let would = ask(&client, &task).await?;
        if would.changed > 0 {
            match output::ask(&question(&would, &zone)) {
                Some(true) => {}
                Some(false) => return Err(Error::Declined),
                None => return Err(Error::Unconfirmed { doing: format!("compute readings of {} anew", args.sn) }),
            }
        }
        // What was agreed to, and nothing that came in since.
        task.to = task.to.or(Some(would.to));
    }
    task.dry_run = args.dry_run;
    let done = ask(&client, &task).await?;
    context.printer().in_zone(zone).one(&done)?;
    if done.damaged > 0 {
        output::note(
            "warning: some readings of this time cannot be read and stay as they are; see \"mcsctl store verify\"",
        );
        return Ok(Exit::PartlyDone);
    }
    Ok(Exit::Ok)
}

/// Asks for it and shows how it goes.
async fn ask(client: &Client, task: &Recompute) -> Result<Recomputed, Error> {
    let doing = || say!("doing-compute-readings-of-anew", what = task.sn.to_string());
    let mut stream = client.recompute(task).await.doing(doing())?;
    let mut progress: Option<Progress> = None;
    while let Some(told) = stream.next().await {
        match told.doing(doing())? {
            Recomputing::Progress { done, total } => {
                progress.get_or_insert_with(|| Progress::new(Some(total))).at(done, || "readings".to_owned());
            }
            Recomputing::Done(done) => return Ok(*done),
        }
    }
    Err(Error::StreamEnded)
}

fn question(would: &Recomputed, zone: &Zone) -> String {
    let name = |run: &RevisionRun| run.revision.map_or_else(|| "none".to_owned(), |revision| revision.to_string());
    let mut before: Vec<String> = would.before.all().iter().map(name).collect();
    before.dedup();
    let more = if before.len() > NAMED { ", …" } else { "" };
    before.truncate(NAMED);
    let to = would.revision.map_or_else(|| "none".to_owned(), |revision| revision.to_string());
    format!(
        "Change {} of {} readings of {} from {} to {}, calibration {}{more} → {to}? Alarms are not judged again.",
        would.changed,
        would.readings,
        would.sn,
        zone.show(would.from),
        zone.show(would.to),
        before.join(", "),
    )
}

#[cfg(test)]
mod tests {
    use mcs_core::{
        id::CalibrationRevision,
        recompute::RevisionRuns,
        time::{Span, Timestamp},
    };

    use super::*;

    #[test]
    fn the_question_says_what_changes_and_what_does_not() {
        let from = Timestamp::parse("2026-11-01T00:00:00Z").expect("RFC 3339");
        let mut before = RevisionRuns::default();
        for (minute, revision) in (0..).zip([None, Some(1), Some(1), Some(2), Some(1)]) {
            assert!(before.add(from + Span::mins(minute), revision.map(CalibrationRevision)));
        }
        let would = Recomputed {
            sn: "A001".parse().expect("a serial number"),
            revision: Some(CalibrationRevision(3)),
            from,
            to: from + Span::hours(1),
            readings: 5,
            changed: 4,
            damaged: 0,
            dry_run: true,
            before,
        };
        assert_eq!(
            question(&would, &Zone::UTC),
            "Change 4 of 5 readings of A001 from 2026-11-01 00:00:00+00:00 to 2026-11-01 01:00:00+00:00, calibration none, 1, 2, … → 3? \
             Alarms are not judged again."
        );
    }
}
