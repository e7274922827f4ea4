//! `mcsctl archive …`.

mod fetch;
mod target;

use mcs_core::archived::{ArchivedDay, Checked, DayState, Prunable, PruneStep, Restored, RunStep};
use mcs_proto::client::Client;
use tokio_stream::StreamExt;

use crate::words::{say, sentence};
use crate::{
    cli::{
        archive::{ArchiveCommand, ListArgs, PruneArgs, RunArgs, VerifyArgs},
        days::DaysArgs,
        dry::DryArgs,
    },
    command::{days::days, dry},
    context::{Context, site_zone},
    error::{Doing, Error, Exit},
    output,
    time::{self, Moment, Zone},
};

pub(super) async fn run(command: ArchiveCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        ArchiveCommand::Run(args) => archive(&args, context).await,
        ArchiveCommand::List(args) => list(&args, context).await,
        ArchiveCommand::Show { day } => show(day, context).await,
        ArchiveCommand::Fetch(args) => fetch::run(args, context).await,
        ArchiveCommand::Verify(args) => verify(&args, context).await,
        ArchiveCommand::Restore { days, dry } => restore(&days, dry, context).await,
        ArchiveCommand::Prune(args) => prune(&args, context).await,
        ArchiveCommand::Stats => stats(context).await,
        ArchiveCommand::Target(command) => target::run(command, context).await,
    }
}

/// The site day a moment lies in, as it is written.
fn day(moment: Moment, zone: &Zone) -> Result<String, Error> {
    moment.day(zone, time::now()).map(|day| day.to_string()).ok_or(Error::OutsideCalendar)
}

/// The days asked for; nothing said is without bound.
fn between(args: DaysArgs, zone: &Zone) -> Result<(String, String), Error> {
    let (from, to) = days(args, zone, time::now())?;
    Ok((from.unwrap_or_default(), to.unwrap_or_default()))
}

async fn archive(args: &RunArgs, context: &Context) -> Result<Exit, Error> {
    const DOING: &str = "doing-run-the-archive";
    let client = context.connect().await?;
    let zone = site_zone(&client).await?;
    let asked = match args.day {
        Some(day) => DaysArgs { since: None, from: Some(day), to: Some(day) },
        None => args.days,
    };
    let (from, to) = between(asked, &zone)?;
    if args.dry.dry_run {
        return dry_run((&from, &to), &client, context).await;
    }
    let mut steps = client.archive_run(&from, &to, args.all).await.doing(sentence(DOING))?;
    let mut printer = context.printer().in_zone(zone);
    let mut rows = printer.stream::<ArchivedDay>()?;
    let mut exit = Exit::Ok;
    while let Some(step) = steps.next().await {
        match step.doing(sentence(DOING))? {
            RunStep::Day(day) => rows.push(&day)?,
            RunStep::End(run) => {
                let waiting = if run.waiting > 0 { format!(", {} wait", run.waiting) } else { String::new() };
                output::note(&format!("{} archived, {} failed{waiting}", run.archived, run.failed));
                if let Some(fault) = run.fault {
                    output::note(&format!("{}; {}", fault.message, fault.advice));
                    exit = if run.archived > 0 { Exit::PartlyDone } else { Exit::Failed };
                }
            }
        }
    }
    rows.finish()?;
    Ok(exit)
}

async fn list(args: &ListArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let zone = site_zone(&client).await?;
    let (from, to) = between(args.days, &zone)?;
    let mut days = client.archive_days(&from, &to).await.doing(say!("doing-list-the-archive"))?;
    days.retain(|day| args.state.is_none_or(|state| day.state == state));
    context.printer().in_zone(zone).list(&days)?;
    Ok(Exit::Ok)
}

async fn show(moment: Moment, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let zone = site_zone(&client).await?;
    let day = day(moment, &zone)?;
    let days = client.archive_days(&day, &day).await.doing(say!("doing-show", what = day.clone()))?;
    let mut printer = context.printer().in_zone(zone);
    match days.as_slice() {
        [] => Err(Error::NotArchived { day }),
        [one] => {
            printer.one(one)?;
            Ok(Exit::Ok)
        }
        parts => {
            printer.list(parts)?;
            Ok(Exit::Ok)
        }
    }
}

async fn verify(args: &VerifyArgs, context: &Context) -> Result<Exit, Error> {
    const DOING: &str = "doing-verify-the-archive";
    let client = context.connect().await?;
    let zone = site_zone(&client).await?;
    let days = args.days.iter().map(|moment| day(*moment, &zone)).collect::<Result<Vec<_>, _>>()?;
    let mut found = client.archive_verify(&days).await.doing(sentence(DOING))?;
    let mut printer = context.printer().in_zone(zone);
    let mut rows = printer.stream::<Checked>()?;
    let (mut looked, mut bad, mut lost) = (0, 0, 0);
    while let Some(checked) = found.next().await {
        let checked = checked.doing(sentence(DOING))?;
        looked += 1;
        bad += u32::from(!checked.whole);
        lost += u32::from(checked.state == DayState::Lost);
        rows.push(&checked)?;
    }
    rows.finish()?;
    output::note(&format!("{looked} objects looked at, {bad} not whole"));
    if lost > 0 {
        output::note(&format!(
            "{lost} LOST: damaged or missing, and their readings are no longer here; look for another copy, e.g. an older \
             version in the bucket or a backup"
        ));
    } else if bad > 0 {
        output::note("they are made again by the next run: \"mcsctl archive run\"");
    }
    Ok(if bad > 0 { Exit::Found } else { Exit::Ok })
}

/// Days that are known to be owed.
async fn dry_run((from, to): (&str, &str), client: &Client, context: &Context) -> Result<Exit, Error> {
    let days = client.archive_days(from, to).await.doing(say!("doing-run-the-archive"))?;
    let owed = days.iter().filter(|day| match day.state {
        DayState::Open | DayState::Exported | DayState::Uploaded => true,
        DayState::Verified => day.stale,
        DayState::Lost => false,
    });
    let named = |day: &ArchivedDay| if day.part == 0 { day.day.clone() } else { format!("{}/{}", day.day, day.part) };
    let changes: Vec<_> = owed.map(|day| dry::one(named(day), day.state.as_str(), "verified")).collect();
    dry::show(&changes, context)
}

async fn dry_restore(days: &[String], client: &Client, context: &Context) -> Result<Exit, Error> {
    let mut changes = Vec::new();
    for day in days {
        let parts = client.archive_days(day, day).await.doing(say!("doing-restore", what = day.clone()))?;
        if parts.is_empty() {
            return Err(Error::NotArchived { day: day.clone() });
        }
        let readings: u64 = parts.iter().filter_map(|part| part.readings).sum();
        changes.push(dry::one(day, "", format!("{readings} readings, without those that are here")));
    }
    dry::show(&changes, context)
}

async fn restore(days: &[Moment], dry: DryArgs, context: &Context) -> Result<Exit, Error> {
    const DOING: &str = "doing-restore-from-the-archive";
    let client = context.connect().await?;
    let zone = site_zone(&client).await?;
    let days = days.iter().map(|moment| day(*moment, &zone)).collect::<Result<Vec<_>, _>>()?;
    if dry.dry_run {
        return dry_restore(&days, &client, context).await;
    }
    let mut told = client.archive_restore(&days).await.doing(sentence(DOING))?;
    let mut printer = context.printer().in_zone(zone);
    let mut rows = printer.stream::<Restored>()?;
    while let Some(restored) = told.next().await {
        rows.push(&restored.doing(sentence(DOING))?)?;
    }
    rows.finish()?;
    Ok(Exit::Ok)
}

async fn prune(args: &PruneArgs, context: &Context) -> Result<Exit, Error> {
    const DOING: &str = "doing-prune";
    if !args.dry_run && !args.yes {
        let question = "Remove local days beyond the retention that are verified in the archive?";
        match output::ask(question) {
            Some(true) => {}
            Some(false) => return Err(Error::Declined),
            None => return Err(Error::Unconfirmed { doing: DOING.to_owned() }),
        }
    }
    let client = context.connect().await?;
    let mut steps = client.archive_prune(args.dry_run).await.doing(sentence(DOING))?;
    let mut printer = context.printer();
    let mut rows = printer.stream::<Prunable>()?;
    while let Some(step) = steps.next().await {
        match step.doing(sentence(DOING))? {
            PruneStep::Day(day) => rows.push(&day)?,
            PruneStep::End(_) if args.dry_run => output::note("nothing was removed"),
            PruneStep::End(pruned) => output::note(&format!(
                "{} days of UTC removed with {} readings, {} wait for the archive",
                pruned.days, pruned.readings, pruned.waiting
            )),
        }
    }
    rows.finish()?;
    Ok(Exit::Ok)
}

async fn stats(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let stats = client.archive_stats().await.doing(say!("doing-ask-for-the-archives-numbers"))?;
    context.printer().one(&stats)?;
    if stats.target.is_none() {
        output::note("no target is set; set one with \"mcsctl archive target set\"");
    }
    Ok(Exit::Ok)
}
