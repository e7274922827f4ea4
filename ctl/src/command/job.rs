//! `mcsctl job …`.

use mcs_core::job::{JobOutcome, JobRun};
use mcs_proto::client::Client;
use tokio_stream::StreamExt as _;

use crate::words::say;
use crate::{
    cli::job::{JobCommand, RunArgs},
    command::dry,
    context::Context,
    error::{Doing, Error, Exit},
};

pub(super) async fn run(command: JobCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        JobCommand::List => list(context).await,
        JobCommand::Run(args) => run_now(&args, context).await,
        JobCommand::History { name, limit } => history(name.as_deref(), limit, context).await,
    }
}

async fn list(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let jobs = client.jobs().await.doing(say!("doing-list-the-jobs"))?;
    context.local_printer(&client).await?.list(&jobs)?;
    Ok(Exit::Ok)
}

async fn run_now(args: &RunArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    if args.dry.dry_run {
        return dry_run(&args.name, &client, context).await;
    }
    let run = begin(&args.name, args.no_wait, &client).await?;
    context.local_printer(&client).await?.one(&run)?;
    ended(&run)
}

pub(super) async fn dry_run(name: &str, client: &Client, context: &Context) -> Result<Exit, Error> {
    let jobs = client.jobs().await.doing(say!("doing-run-the-job", what = name.to_string()))?;
    let known = jobs.iter().any(|job| job.name == name);
    if !known {
        return Err(Error::NoJob { name: name.to_owned() });
    }
    dry::show(&[dry::one(name, "", "runs now")], context)
}

/// Runs a job; gives its record as it ended, or as it began when nobody waits.
pub(super) async fn begin(name: &str, no_wait: bool, client: &Client) -> Result<JobRun, Error> {
    let mut runs = client.run_job(name).await.doing(say!("doing-run-the-job", what = name.to_string()))?;
    let mut last = None;
    while let Some(run) = runs.next().await {
        last = Some(run.doing(say!("doing-run-the-job", what = name.to_string()))?);
        if no_wait {
            break;
        }
    }
    last.filter(|run| no_wait || run.outcome.is_some()).ok_or(Error::StreamEnded)
}

/// Whether a run did what it is for; one that goes on may yet.
pub(super) fn ended(run: &JobRun) -> Result<Exit, Error> {
    match run.outcome {
        None | Some(JobOutcome::Done) => Ok(Exit::Ok),
        Some(JobOutcome::Failed | JobOutcome::CutOff) => {
            let why = run.detail.clone().unwrap_or_default();
            Err(Error::JobFailed { name: run.job.clone(), why })
        }
    }
}

async fn history(name: Option<&str>, limit: u32, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let runs = client.job_history(name, limit).await.doing(say!("doing-list-past-runs"))?;
    context.local_printer(&client).await?.list(&runs)?;
    Ok(Exit::Ok)
}
